"""Messages as Discord accepts them: nonces, sizes."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from simcord.backend.models import Channel, Message
from simcord.backend.ops import messages as message_ops
from simcord.http import _helpers, router
from simcord.http.router import RequestContext
from simcord.http.routes import messages as message_routes

from bot.demo.fidelity.patching import (
    HISTORY,
    NITRO_CONTENT,
    NONCE_LENGTH,
    NONCE_LIFE,
    instead,
    invalid,
    memory_of,
    route,
)


@route("POST", "/channels/{channel_id}/messages")
def _create_message(proceed: router.Handler, ctx: RequestContext) -> Any:
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    message_routes._send_permissions(ctx, channel.id)
    check_content_permissions(ctx, channel, ctx.body())
    nonce = _nonce(ctx.body())
    first = _first_with_nonce(ctx.backend, channel.id, nonce) if ctx.body().get("enforce_nonce") else None
    if first is not None:
        return {**_helpers.message_response(ctx, first), "nonce": nonce}
    memory = memory_of(ctx.backend)
    memory.nonce = nonce
    try:
        answer = proceed(ctx)
    finally:
        memory.nonce = None
    if nonce is None:
        return answer
    memory.nonces[_nonce_key(ctx.backend, channel.id, nonce)] = (int(answer["id"]), ctx.backend.clock.now())
    return {**answer, "nonce": nonce}


def check_content_permissions(ctx: RequestContext, channel: Channel, body: Mapping[str, Any]) -> None:
    """Refuses files and embeds where the author lacks the permission for them."""
    if channel.guild_id is None:
        return
    if ctx.files:
        ctx.require_channel_permissions(channel.id, "attach_files")
    if body.get("embeds"):
        ctx.require_channel_permissions(channel.id, "embed_links")


def _nonce(body: Mapping[str, Any]) -> str | int | None:
    nonce = body.get("nonce")
    if nonce is not None and len(str(nonce)) > NONCE_LENGTH:
        raise invalid("nonce", "BASE_TYPE_MAX_LENGTH", f"Must be {NONCE_LENGTH} or fewer in length.")
    return nonce


def _nonce_key(backend: Any, channel_id: int, nonce: str | int) -> tuple[int, int, str]:
    return backend.bot_user.id, channel_id, str(nonce)


def _first_with_nonce(backend: Any, channel_id: int, nonce: str | int | None) -> Message | None:
    if nonce is None:
        return None
    known = memory_of(backend).nonces.get(_nonce_key(backend, channel_id, nonce))
    if known is None or backend.clock.now() - known[1] > NONCE_LIFE:
        return None
    return backend.messages.get(channel_id, {}).get(known[0])


@instead(message_ops, "validate_message_state")
def _validate_persons_message(proceed: Callable[..., Any], components: Any, *, content: Any, **state: Any) -> Any:
    """Checks a message; only people's reach this check unchecked, and with Nitro they may write 4,000 characters."""
    if isinstance(content, str) and len(content) <= NITRO_CONTENT:
        content = content[:2000]
    return proceed(components, content=content, **state)


@instead(message_ops.MessageMixin, "edit_message")
def _edit_message(proceed: Callable[..., Message], backend: Any, *args: Any) -> Message:
    """Edits a message a microsecond later than whatever was edited before."""
    backend.clock.advance(1e-6)
    return proceed(backend, *args)


@route("GET", "/channels/{channel_id}/messages")
def _get_channel_messages(proceed: router.Handler, ctx: RequestContext) -> Any:
    limit = int(ctx.params.get("limit", 50))
    if not 1 <= limit <= HISTORY:
        raise invalid("limit", "NUMBER_TYPE_MAX", f"int value should be between 1 and {HISTORY}.")
    if "after" not in ctx.params:
        return proceed(ctx)
    # The messages just after that one, not the newest of all that follow it; newest first even so.
    everything = proceed(replace(ctx, params={**ctx.params, "limit": 1 << 32}))
    return everything[-limit:]
