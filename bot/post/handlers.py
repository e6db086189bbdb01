"""The function for each kind of delivery, and what its record has to outlast."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable

from bot.letter import Delivery, Kind
from bot.post import counting, in_public, revised, to_author, to_desk
from bot.post.van import Van
from bot.store.tx import Tx

#: Kinds whose record a power failure must not undo. Whether another had taken effect is seen before it is sent again,
#: so that its record need not wait for the disk; of these it is known for two minutes, or not at all.
UNSEEN = frozenset({Kind.NOTE, Kind.RECORD, Kind.ALERT, Kind.PING})

Handler = Callable[[Van, Tx, Delivery], AsyncGenerator[None]]

#: The function for each kind of delivery.
HANDLERS: dict[Kind, Handler] = {
    Kind.NOTE: to_author.note,
    Kind.DRAFT_CARD: to_author.draft_card,
    Kind.NOTICE: to_author.notice,
    Kind.NOTICE_EDIT: to_author.notice_edit,
    Kind.HEARD: to_author.heard,
    Kind.DESK_CARD: to_desk.desk_card,
    Kind.REPORT_CARD: to_desk.report_card,
    Kind.RETIRE: to_desk.retire,
    Kind.RECORD: to_desk.record,
    Kind.ALERT: to_desk.alert,
    Kind.PING: to_desk.ping,
    Kind.GREETING: to_desk.greeting,
    Kind.PANEL: to_desk.panel,
    Kind.PUBLISH: in_public.publish,
    Kind.THREAD: in_public.thread,
    Kind.PAGE: in_public.page,
    Kind.RESPONSE: in_public.response,
    Kind.RESPONSE_EDIT: in_public.response_edit,
    Kind.REVISE: revised.revise,
    Kind.PAGE_GONE: revised.page_gone,
    Kind.TAKE_DOWN: in_public.take_down,
    Kind.LOCK: in_public.lock,
    Kind.COUNT: counting.count,
    Kind.REFRESH: counting.refresh,
}
