"""What the post asks of whoever carries things to Discord."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.letter import (
    Decision,
    DraftSheet,
    Letter,
    Letterbox,
    Notice,
    Person,
    Posted,
    PublicSheet,
    Reach,
    Report,
    Response,
    ReviewSheet,
)


class Courier(Protocol):
    """Carries what a delivery asks for to Discord.

    Every method may raise TryLater, Gone, Forbidden, Unreachable or LoggedOut. `again` is when the delivery was
    written (Unix seconds) if an earlier attempt may have taken effect, else 0: the courier then looks before it sends.
    """

    async def reaches(self, person: Person, letterboxes: Sequence[Letterbox]) -> list[Reach]: ...
    async def dm(self, person: Person) -> int: ...
    async def note(self, dm: int, text: str, *, nonce: str, again: int) -> None: ...
    async def record(self, desk_id: int, text: str, *, nonce: str, again: int) -> None: ...
    async def draft_card(
        self, dm: int, message_id: int | None, sheet: DraftSheet, *, nonce: str, again: int
    ) -> int: ...
    async def desk_card(
        self, desk_id: int, message_id: int | None, sheet: ReviewSheet, *, nonce: str, again: int
    ) -> int: ...
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
        nonce: str,
        again: int,
    ) -> int: ...
    async def publish(self, channel_id: int, sheet: PublicSheet, *, nonce: str, again: int) -> Posted: ...
    async def find_letter(self, channel_id: int, sheet: PublicSheet, again: int) -> Posted | None: ...
    async def find_thread(self, message_id: int) -> int | None: ...
    async def find_page(self, thread_id: int, text: str, again: int, *, others: Collection[int]) -> int | None: ...
    async def put_back(self, sheet: PublicSheet, page_ids: Sequence[int]) -> None: ...
    async def take_down(self, letter: Letter, page_ids: Sequence[int], language: str) -> None: ...
    async def thread(self, channel_id: int, message_id: int, title: str) -> int: ...
    async def page(self, thread_id: int, text: str, *, nonce: str, again: int, others: Collection[int]) -> int: ...
    async def refresh(self, sheet: PublicSheet) -> None: ...
    async def response(self, letter: Letter, response: Response, language: str, *, nonce: str, again: int) -> int: ...
    async def find_response(self, letter: Letter, response: Response, language: str, again: int) -> int | None: ...
    async def notice(
        self,
        dm: int,
        letter: Letter,
        notice: Notice,
        language: str,
        responses: Sequence[Response],
        *,
        nonce: str,
        again: int,
        others: Collection[int],
    ) -> int: ...
    async def edit_notice(
        self, dm: int, message_id: int, letter: Letter, notice: Notice, language: str, responses: Sequence[Response]
    ) -> None: ...
