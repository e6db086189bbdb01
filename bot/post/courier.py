"""What the post asks of whoever talks to Discord: the interface that `cogs` implement."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.language import Sentence
from bot.letter import (
    Attempt,
    Digest,
    DraftSheet,
    Letter,
    Letterbox,
    Memberships,
    Notice,
    Person,
    Posted,
    PublicSheet,
    ReportSheet,
    Response,
    ReviewSheet,
    Revised,
)


class Courier(Protocol):
    """Carries to Discord what a delivery asks for.

    Every method may raise TryLater, Gone, Forbidden, Unreachable or LoggedOut. Whatever sends takes the `attempt`:
    where an earlier one may have taken effect, the courier looks before it sends. The `find_…` methods only look, for
    what may have been posted `since` then (Unix seconds; 0: at any time). Ids are Discord's. What is returned is the id
    of the message that now stands there, unless said otherwise. `others` are ids of messages that are known to be
    something else.
    """

    #: Those of these letterboxes whose servers this person is in, and what they may do there, or under the letter `at`.
    async def memberships(
        self, person: Person, letterboxes: Sequence[Letterbox], at: Letter | None = None
    ) -> Memberships: ...
    #: The id of the direct-message channel with this person; opens it.
    async def dm(self, person: Person) -> int: ...

    #: Ask about the channel and send nothing: it is held up by whatever would hold up a message.
    async def look_at_dm(self, dm: int) -> None: ...
    #: A message about no letter; `kept` is a text of theirs that goes back to them, or empty; `offer` a message of
    #: theirs that a letter can begin with, or 0.
    async def note(
        self, dm: int, text: str, kept: str = "", *, attempt: Attempt, offer: int = 0, language: str = ""
    ) -> None: ...
    #: The same as an answer to an interaction, which only they see. Raises Final when its time is over.
    async def follow_up(self, token: str, text: str, kept: str) -> None: ...
    async def record(self, desk_id: int, text: str, *, attempt: Attempt) -> None: ...
    #: The same, with a text that mentions this role, whose members hear of it; nothing else rings anybody's bell.
    async def ping(self, desk_id: int, role_id: int, text: str, *, attempt: Attempt) -> None: ...
    #: The greeting in a server that the bot has joined, with **Set it up**.
    async def greeting(self, channel_id: int, language: str, *, attempt: Attempt) -> None: ...
    #: The cards: edit the message that there is, or (None, or gone) send one.
    async def draft_card(
        self, dm: int, message_id: int | None, sheet: DraftSheet, *, attempt: Attempt, below: int = 0
    ) -> int: ...
    async def desk_card(self, desk_id: int, message_id: int | None, sheet: ReviewSheet, *, attempt: Attempt) -> int: ...
    async def report_card(
        self, desk_id: int, message_id: int | None, sheet: ReportSheet, *, attempt: Attempt
    ) -> int: ...
    #: Replace a card at a former desk (0: look for it) by a line that leads to the desk of now (`desk_id`).
    async def retire(self, channel_id: int, message_id: int, letter: Letter, desk_id: int, language: str) -> None: ...
    #: A message with which anybody can begin a letter to this letterbox.
    async def panel(self, channel_id: int, letterbox: Letterbox, *, attempt: Attempt) -> None: ...
    #: Post a letter's first page, in a forum with its thread.
    async def publish(self, channel_id: int, sheet: PublicSheet, *, attempt: Attempt) -> Posted: ...
    async def find_letter(self, channel_id: int, sheet: PublicSheet, since: int) -> Posted | None: ...
    async def find_thread(self, message_id: int) -> int | None: ...
    async def find_page(self, thread_id: int, text: str, since: int, *, others: Collection[int]) -> int | None: ...
    #: Show a letter that was taken down where it stood; returns what the desk should know of how it stands now. Raises
    #: Gone when that place is gone.
    async def put_back(self, sheet: PublicSheet, page_ids: Sequence[int]) -> Sentence | None: ...
    #: Whether moderators have locked a letter's thread, and whether they closed it; None where the bot itself did.
    async def shut(self, letter: Letter) -> tuple[bool, bool] | None: ...
    #: Lock a thread, or open it.
    async def lock(self, thread_id: int, locked: bool) -> None: ...
    #: Replace a letter's message and pages by a line in this language. Raises Forbidden outside the server.
    async def take_down(self, letter: Letter, page_ids: Sequence[int], language: str) -> None: ...
    #: Open the thread under a letter's message, under its title or, where Discord takes no such name, its number.
    async def thread(self, letter: Letter, language: str) -> Posted: ...
    #: Show a published letter in this way where it stands, and those of its further pages that stand there (`page_ids`,
    #: from the first on); its thread gets its title for a name if it is `renamed`, its pictures stay unless they are
    #: others. Raises Gone when the letter's message is gone, or the thread that its pages need.
    async def revise(
        self, sheet: PublicSheet, page_ids: Sequence[int], *, renamed: bool, pictures: bool
    ) -> Revised: ...
    #: Delete a further page's message, if it is there. Raises Forbidden outside the server.
    async def delete_page(self, letter: Letter, message_id: int) -> None: ...
    async def page(self, thread_id: int, text: str, *, attempt: Attempt, others: Collection[int]) -> int: ...
    #: Bring the response count under a letter up to date, and its link; in a post that somebody closed only where it
    #: `must` be done.
    async def refresh(self, sheet: PublicSheet, *, must: bool) -> None: ...
    async def response(self, letter: Letter, response: Response, language: str, *, attempt: Attempt) -> int: ...
    async def find_response(self, letter: Letter, response: Response, since: int) -> int | None: ...
    #: The id of a response's message in the letter's thread, if it still stands there.
    async def still_stands(self, letter: Letter, response: Response) -> int | None: ...
    #: Show a response that stands in this way. Raises Gone when it stands no more, Closed in a thread that moderators
    #: locked or that somebody closed.
    async def edit_response(self, letter: Letter, response: Response, language: str) -> None: ...
    #: Delete a response's message, if it is there. Raises Forbidden outside the server.
    async def delete_response(self, letter: Letter, response: Response) -> None: ...
    #: Say that something new was said in a letter's thread.
    async def heard(self, dm: int, letter: Letter, language: str, *, attempt: Attempt) -> None: ...
    #: How many reactions there are under a letter. Raises Gone.
    async def reactions(self, letter: Letter) -> int: ...
    async def notice(
        self,
        dm: int,
        letter: Letter,
        notice: Notice,
        language: str,
        responses: Sequence[Response],
        digest: Digest | None,
        *,
        attempt: Attempt,
        others: Collection[int],
    ) -> int: ...
    async def edit_notice(
        self,
        dm: int,
        message_id: int,
        letter: Letter,
        notice: Notice,
        language: str,
        responses: Sequence[Response],
        digest: Digest | None,
    ) -> None: ...
