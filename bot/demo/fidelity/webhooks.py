"""Webhooks as Discord has them: threads, names, how many there may be."""

# pyright: reportPrivateUsage=false

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from simcord.backend import errors, serializers
from simcord.backend.models import Channel, Message, Webhook
from simcord.enums import ChannelType
from simcord.http import _helpers, router
from simcord.http.router import RequestContext
from simcord.http.routes import interactions as interaction_routes
from simcord.preview import _snapshot

from bot.demo.fidelity.patching import WEBHOOKS, check_webhook_name, instead, refuse, route


@instead(_snapshot, "_is_compact_message")
def _is_compact_message(proceed: Callable[..., bool], previous: Message | None, message: Message, *where: Any) -> bool:
    """Whether a message is drawn under the head of the one before: one webhook speaks for many names."""
    return previous is not None and previous.author_name == message.author_name and proceed(previous, message, *where)


@route("POST", "/webhooks/{webhook_id}/{token}")
def _execute_webhook(proceed: router.Handler, ctx: RequestContext) -> Any:
    if ctx.args["token"] in ctx.backend.interaction_tokens:
        return proceed(ctx)
    webhook = interaction_routes._incoming_webhook(ctx)
    if "username" in ctx.body():
        check_webhook_name("username", ctx.body()["username"])
    channel = _webhook_channel(ctx, webhook)
    if channel.type == ChannelType.FORUM and "thread_name" not in ctx.body():
        raise refuse(400, 220001, "Webhooks posted to forum channels must have a thread_name or thread_id")
    body, _ = interaction_routes._incoming_webhook_body(ctx)
    message = _helpers.bot_message(
        ctx,
        channel.id,
        author_id=webhook.webhook_user_id,
        webhook_id=webhook.id,
        body=body,
        webhook_execute=True,
    )
    return _helpers.message_response(ctx, message, exempt_root=True)


def _webhook_channel(ctx: RequestContext, webhook: Webhook) -> Channel:
    """Returns the webhook's channel, or the thread of it that the request names."""
    thread_id = ctx.params.get("thread_id")
    if thread_id is None:
        return ctx.backend.get_channel(webhook.channel_id)
    thread = ctx.backend.get_channel(int(thread_id))
    if not thread.is_thread or thread.parent_id != webhook.channel_id:
        raise errors.unknown_channel()
    return thread


@instead(interaction_routes, "_incoming_message")
def _incoming_message(proceed: Callable[..., Any], ctx: RequestContext) -> Message:
    webhook = interaction_routes._incoming_webhook(ctx)
    message = ctx.backend.get_message(_webhook_channel(ctx, webhook).id, ctx.int_arg("message_id"))
    if message.webhook_id != webhook.id:
        raise errors.unknown_message()
    return message


@instead(interaction_routes, "_incoming_webhook_body")
def _incoming_webhook_body(proceed: Callable[..., Any], ctx: RequestContext) -> tuple[dict[str, Any], bool]:
    """Returns the body; a webhook that belongs to the application may always send buttons, another one may not."""
    if is_ours(ctx.backend, interaction_routes._incoming_webhook(ctx)):
        return dict(ctx.body()), True
    return proceed(ctx)


def is_ours(backend: Any, webhook: Webhook) -> bool:
    """Whether the bot made this webhook."""
    return webhook.creator_id == backend.bot_user.id


@instead(serializers, "webhook_payload")
def _webhook_payload(proceed: Callable[..., Any], backend: Any, webhook: Webhook, **options: Any) -> dict[str, Any]:
    payload = proceed(backend, webhook, **options)
    if is_ours(backend, webhook):
        payload["application_id"] = str(backend.application_id)
    return payload


@route("POST", "/channels/{channel_id}/webhooks")
def _create_webhook(proceed: router.Handler, ctx: RequestContext) -> Any:
    channel = ctx.backend.get_channel(ctx.int_arg("channel_id"))
    if channel.guild_id is None or channel.is_thread:
        raise errors.cannot_execute_on_channel_type()
    check_webhook_name("name", ctx.body().get("name"))
    ctx.require_channel_permissions(channel.id, "manage_webhooks")
    if sum(webhook.channel_id == channel.id for webhook in ctx.backend.webhooks.values()) >= WEBHOOKS:
        raise refuse(400, 30007, f"Maximum number of webhooks reached ({WEBHOOKS})")
    answer = proceed(ctx)
    ctx.backend._emit_webhooks_update(channel.id)
    return answer


@route("PATCH", "/webhooks/{webhook_id}", "/webhooks/{webhook_id}/{token}")
def _edit_webhook(proceed: router.Handler, ctx: RequestContext) -> Any:
    if "name" in ctx.body():
        check_webhook_name("name", ctx.body()["name"])
    return proceed(ctx)
