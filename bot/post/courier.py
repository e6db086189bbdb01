"""What the post asks of whoever carries things to Discord."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.letter import (
    Attempt,
    Decision,
    DraftSheet,
    Letter,
    Letterbox,
    Membership,
    Notice,
    Person,
    Posted,
    PublicSheet,
    Report,
    Response,
    ReviewSheet,
)


class Courier(Protocol):
    """Carries what a delivery asks for to Discord.

    Every method may raise TryLater, Gone, Forbidden, Unreachable or LoggedOut. Whatever sends takes the `attempt`:
    where an earlier one may have taken effect, the courier looks before it sends. The `find_…` methods only look, for
    what may have come to stand `since` then (Unix seconds; 0: at any time).
    """

    async def memberships(self, person: Person, letterboxes: Sequence[Letterbox]) -> list[Membership]: ...
    async def dm(self, person: Person) -> int: ...

    async def look_at_dm(self, dm: int) -> None: ...
    async def note(self, dm: int, text: str, *, attempt: Attempt) -> None: ...
    async def record(self, desk_id: int, text: str, *, attempt: Attempt) -> None: ...
    async def draft_card(self, dm: int, message_id: int | None, sheet: DraftSheet, *, attempt: Attempt) -> int: ...
    async def desk_card(self, desk_id: int, message_id: int | None, sheet: ReviewSheet, *, attempt: Attempt) -> int: ...
    async def report_card(
        self,
        desk_id: int,
        message_id: int | None,
        letter: Letter,
        reports: Sequence[Report],
        decision: Decision | None,
        moderator: int | None,
        language: str,
        *,
        attempt: Attempt,
    ) -> int: ...
    async def publish(self, channel_id: int, sheet: PublicSheet, *, attempt: Attempt) -> Posted: ...
    async def find_letter(self, channel_id: int, sheet: PublicSheet, since: int) -> Posted | None: ...
    async def find_thread(self, message_id: int) -> int | None: ...
    async def find_page(self, thread_id: int, text: str, since: int, *, others: Collection[int]) -> int | None: ...
    async def put_back(self, sheet: PublicSheet, page_ids: Sequence[int]) -> None: ...
    async def take_down(self, letter: Letter, page_ids: Sequence[int], language: str) -> None: ...
    async def thread(self, channel_id: int, message_id: int, title: str) -> int: ...
    async def page(self, thread_id: int, text: str, *, attempt: Attempt, others: Collection[int]) -> int: ...
    async def refresh(self, sheet: PublicSheet) -> None: ...
    async def response(self, letter: Letter, response: Response, language: str, *, attempt: Attempt) -> int: ...
    async def find_response(self, letter: Letter, response: Response, since: int) -> int | None: ...
    async def notice(
        self,
        dm: int,
        letter: Letter,
        notice: Notice,
        language: str,
        responses: Sequence[Response],
        *,
        attempt: Attempt,
        others: Collection[int],
    ) -> int: ...
    async def edit_notice(
        self, dm: int, message_id: int, letter: Letter, notice: Notice, language: str, responses: Sequence[Response]
    ) -> None: ...
