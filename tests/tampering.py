"""A client that is not Discord's own: it sends whatever press, choice, form or command it likes, from wherever its
account can be. The worst case is played: Discord itself checks nothing of what comes back."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import simcord
from simcord import interactions
from simcord.backend import serializers
from simcord.builders import ChannelHandle, UserHandle
from simcord.results import InteractionResult

BUTTON, SELECT, TEXT_FIELD = 2, 3, 4
COMMAND, COMPONENT, FORM = 2, 3, 5
Person = simcord.MemberActor | UserHandle


async def press(env: simcord.Env, who: Person, place: ChannelHandle, custom_id: str, *values: str) -> InteractionResult:
    """A button with this custom id, or a select from which `values` are chosen, on a message with nothing else."""
    kind = SELECT if values else BUTTON
    item: dict[str, Any] = {"type": kind, "custom_id": custom_id, "label": "?", "style": 1}
    item["options"] = [{"label": value, "value": value} for value in values]
    data: dict[str, Any] = {"custom_id": custom_id, "component_type": kind}
    if values:
        data["values"] = [*values]
    bot = env.backend.bot_user.id
    shown = env.backend.create_message(place.id, bot, "Press this.")
    message = deepcopy(dict(serializers.message_payload(env.backend, shown)))
    message["components"] = [{"type": 1, "components": [item]}]
    return await _send(env, who, place, COMPONENT, data, {"message": message})


async def form(env: simcord.Env, who: Person, place: ChannelHandle, custom_id: str, **fields: str) -> InteractionResult:
    """A form with this custom id and these fields (`text_0_n` stands for `text:0:n`), which the bot never opened."""
    rows = [
        {"type": 18, "component": {"type": TEXT_FIELD, "custom_id": name.replace("_", ":"), "value": value}}
        for name, value in fields.items()
    ]
    return await _send(env, who, place, FORM, {"custom_id": custom_id, "components": rows})


async def command(env: simcord.Env, who: Person, place: ChannelHandle, path: str, **options: Any) -> InteractionResult:
    """A command, whether its list shows it to them or not; options as simcord takes them."""
    name, *rest = path.split()
    root = env.backend.find_command(name, getattr(getattr(who, "guild", None), "id", None), type=1)
    assert root is not None
    leaf, nesting = interactions.walk_to_subcommand(root, rest)
    filled, resolved = interactions.build_options(who, path, leaf, options, channel_id=place.id)
    data: dict[str, Any] = {"id": root["id"], "name": root["name"], "type": 1}
    data |= {"options": interactions.nest_options(root, nesting, filled)}
    return await _send(env, who, place, COMMAND, data | ({"resolved": resolved} if resolved else {}))


async def _send(
    env: simcord.Env,
    who: Person,
    place: ChannelHandle,
    kind: int,
    data: dict[str, Any],
    more: dict[str, Any] | None = None,
) -> InteractionResult:
    guild = getattr(who, "guild", None)
    record, payload = interactions.base_payload(
        env.backend,
        type=kind,
        channel_id=place.id,
        guild_id=guild.id if guild is not None else None,
        user_id=who.id,
        data=data,
    )
    env.backend.emit("INTERACTION_CREATE", {**payload, **(more or {})})
    await env.settle()
    return InteractionResult(env, record)


def button_of(message: Any, verb: str) -> str:
    """The custom id of a message's button or select with this verb."""
    items = [item for row in message.components for item in getattr(row, "children", [])]
    return next(item.custom_id for item in items if item.custom_id.partition(":")[0] == verb)
