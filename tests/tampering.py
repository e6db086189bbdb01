"""A client that is not Discord's own: it sends any press, choice, form or command, from wherever its account can be.

It plays the worst case: Discord itself checks nothing of what comes back.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import simcord
from simcord import interactions
from simcord.backend import serializers
from simcord.builders import ChannelHandle, UserHandle
from simcord.results import InteractionResult

BUTTON, SELECT, TEXT_FIELD, FILES = 2, 3, 4, 19
COMMAND, COMPONENT, OFFER, FORM = 2, 3, 4, 5
MESSAGE_MENU = 3
EPHEMERAL = 64
Person = simcord.MemberActor | UserHandle


async def press(
    env: simcord.Env,
    who: Person,
    index: ChannelHandle,
    custom_id: str,
    *values: str,
    kept: tuple[str, str] = ("", ""),
    chosen: Sequence[str] = (),
) -> InteractionResult:
    """A button with this custom id, or a select from which `values` are chosen, on a message of the bot's with nothing
    else but an embed with what it `kept`, title and text, and the letters that are `chosen` in it."""
    kind = SELECT if values else BUTTON
    item: dict[str, Any] = {"type": kind, "custom_id": custom_id, "label": "?", "style": 1}
    item["options"] = [{"label": value, "value": value} for value in values]
    data: dict[str, Any] = {"custom_id": custom_id, "component_type": kind}
    if values:
        data["values"] = [*values]
    shown = env.backend.create_message(index.id, env.backend.bot_user.id, "Press this.")
    message = deepcopy(dict(serializers.message_payload(env.backend, shown)))
    message["components"] = [{"type": 1, "components": [item]}, *_chosen(message, chosen if not values else ())]
    message["embeds"] = [{"type": "rich", "title": kept[0], "description": kept[1]}] if any(kept) else []
    return await _send(env, who, index, COMPONENT, data, message)


async def form(
    env: simcord.Env,
    who: Person,
    index: ChannelHandle,
    custom_id: str,
    on: Any = None,
    chosen: Sequence[str] = (),
    files: Sequence[str] = (),
    described: Any = None,
    **fields: str,
) -> InteractionResult:
    """A form with this custom id and these fields (`text_0_n` stands for `text:0:n`), which the bot never opened; as if
    it had been opened from the message `on`, or from a list in which letters are `chosen`; with the ids of `files` as
    its pictures, and what it says to describe them."""
    rows: list[dict[str, Any]] = [
        {"type": 18, "component": {"type": TEXT_FIELD, "custom_id": name.replace("_", ":"), "value": value}}
        for name, value in fields.items()
    ]
    if files:
        rows.append({"type": 18, "component": {"type": FILES, "custom_id": "pictures", "values": [*files]}})
    if chosen:
        on = env.backend.create_message(index.id, env.backend.bot_user.id, "Choose.")
    message = None if on is None else env.backend.get_message(index.id, on.id)
    shown = None if message is None else deepcopy(dict(serializers.message_payload(env.backend, message)))
    if shown is not None and chosen:
        shown["components"] = _chosen(shown, chosen)
    data: dict[str, Any] = {"custom_id": custom_id, "components": rows}
    if described is not None:
        data["resolved"] = described
    return await _send(env, who, index, FORM, data, shown)


def _chosen(message: dict[str, Any], letters: Sequence[str]) -> list[dict[str, Any]]:
    """The select of a list in which these letters are chosen; only one person sees that message."""
    if not letters:
        return []
    message["flags"] = EPHEMERAL
    options = [{"label": each, "value": each, "default": True} for each in letters]
    select = {"type": SELECT, "custom_id": "several-chosen:0", "options": options}
    return [{"type": 1, "components": [select]}]


async def command(env: simcord.Env, who: Person, index: ChannelHandle, path: str, **options: Any) -> InteractionResult:
    """A command, whether Discord lists it for them or not; an option is a number, a text, or a channel."""
    name, *rest = path.split()
    root = env.backend.find_command(name, _guild_of(index), type=1)
    assert root is not None
    leaf, nesting = interactions.walk_to_subcommand(root, rest)
    kinds = {option["name"]: option["type"] for option in leaf.get("options") or []}
    channels = {str(value.id): value for value in options.values() if isinstance(value, ChannelHandle)}
    filled = [
        {"name": name, "type": kinds[name], "value": str(value.id) if isinstance(value, ChannelHandle) else value}
        for name, value in options.items()
    ]
    data: dict[str, Any] = {"id": root["id"], "name": root["name"], "type": 1}
    data["options"] = interactions.nest_options(root, nesting, filled)
    data["resolved"] = {"channels": {id: _shown(env, channel) for id, channel in channels.items()}}
    return await _send(env, who, index, COMMAND, data)


async def menu(env: simcord.Env, who: Person, index: ChannelHandle, name: str, on: Any) -> InteractionResult:
    """A menu of a message, wherever that is, as if it stood in this channel."""
    root = env.backend.find_command(name, _guild_of(index), type=MESSAGE_MENU)
    assert root is not None
    message = dict(serializers.message_payload(env.backend, env.backend.get_message(on.channel.id, on.id)))
    data: dict[str, Any] = {"id": root["id"], "name": name, "type": MESSAGE_MENU, "target_id": str(on.id)}
    data["resolved"] = {"messages": {str(on.id): deepcopy(message)}}
    return await _send(env, who, index, COMMAND, data)


async def offered(
    env: simcord.Env, who: Person, index: ChannelHandle, path: str, option: str, typed: str = ""
) -> InteractionResult:
    """What is offered while an option of a command is typed, whether Discord lists the command for them or not."""
    name, *rest = path.split()
    root = env.backend.find_command(name, _guild_of(index), type=1)
    assert root is not None
    leaf, nesting = interactions.walk_to_subcommand(root, rest)
    (kind,) = [each["type"] for each in leaf.get("options") or [] if each["name"] == option]
    typing = [{"name": option, "type": kind, "value": typed, "focused": True}]
    data: dict[str, Any] = {"id": root["id"], "name": root["name"], "type": 1}
    data["options"] = interactions.nest_options(root, nesting, typing)
    return await _send(env, who, index, OFFER, data)


def _shown(env: simcord.Env, channel: ChannelHandle) -> dict[str, Any]:
    """A channel as an option carries it, all permissions included: what is sent need not be true."""
    return {**serializers.channel_payload(env.backend, channel._channel), "permissions": str(2**40)}


async def _send(
    env: simcord.Env,
    who: Person,
    index: ChannelHandle,
    kind: int,
    data: dict[str, Any],
    message: dict[str, Any] | None = None,
) -> InteractionResult:
    record, payload = interactions.base_payload(
        env.backend,
        type=kind,
        channel_id=index.id,
        guild_id=_guild_of(index),
        user_id=who.id,
        data=data,
    )
    if message is not None:
        record.source_message_id = int(message["id"])
        payload["message"] = message
    env.backend.emit("INTERACTION_CREATE", payload)
    await env.settle()
    return InteractionResult(env, record)


def _guild_of(index: ChannelHandle) -> int | None:
    """The server that something is sent from; none for direct messages."""
    return index._env.backend.get_channel(index.id).guild_id


def button_of(message: Any, verb: str) -> str:
    """The custom id of a message's button or select with this verb."""
    items = [item for row in message.components for item in getattr(row, "children", [])]
    return next(item.custom_id for item in items if item.custom_id.partition(":")[0] == verb)
