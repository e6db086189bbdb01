"""The model that random journeys are compared with: what should exist, and whether the town agrees.

The model learns only from what people were told (“Received”, “Letter 3 is approved …”) and from the clock. Once all
deliveries have arrived, `check` compares all of it with the town; after every single step, `listen` checks whether
anybody was told something untrue, or could read who wrote something.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import discord

from tests.town import Town, is_forum, labels, state_of, text_of

#: The whole protocol: from which states a verb leads to which. A letter that nobody saw is gone instead of withdrawn.
VERBS: dict[str, tuple[set[str], str]] = {
    "send": ({"draft", "returned"}, "held"),
    "approve": ({"held"}, "approved"),
    "reject": ({"held"}, "rejected"),
    "return": ({"held"}, "returned"),
    "remove": ({"approved", "published"}, "removed"),
    "restore": ({"removed"}, "approved"),
    "withdraw": ({"posted", "held", "returned", "approved", "published", "removed"}, "withdrawn"),
}
#: How the desk's card and the author's notice name what became of a letter.
OUTCOMES = {
    "held": "Waits for a decision.",
    "returned": "Sent back",
    "rejected": "Rejected",
    "published": "Published",
    "removed": "Removed",
    "withdrawn": "Withdrawn by its author.",
}
#: A letter may be linked to by others, by its title.
RELATED = re.compile("^Related letter .*$", re.MULTILINE)
NOTICES = {
    "published": r"is published|is public again",
    "returned": r"came back",
    "rejected": r"will not be published",
    "removed": r"was removed",
}


@dataclass
class Part:
    """One direct message of a letter: a line that would be its title, and a text, both said nowhere else."""

    message: discord.Message
    heading: str
    body: str


@dataclass
class Said:
    """A response that somebody was told is received, or that stands in the thread in their own name."""

    number: int
    who: str
    name: str
    text: str
    kind: str  # open, pen, author
    sure: bool = True  # False: it may stand or not, once at most
    known: bool = True  # its writer is not forgotten
    removed: bool = False  # moderators took it out of the thread
    missing: bool = False  # Discord refused it for good; it comes with the next restore


@dataclass
class Told:
    """Something that the author must read, or may, once at most."""

    what: str
    sure: bool = True


#: States of a letter whose card says that it was received.
RECEIVED = {"posted", "held", "approved", "published", "removed", "rejected"}


@dataclass
class Letter:
    """One letter as everybody should see it."""

    id: int
    author: str
    parts: list[Part] = field(default_factory=list[Part])
    state: str = "draft"
    known: bool = True  # its author is not forgotten
    number: int | None = None
    due: int = 0  # of its collection
    stood: bool = False  # in public, at any time
    thread_id: int | None = None
    responses: list[Said] = field(default_factory=list[Said])
    told: list[Told] = field(default_factory=list[Told])
    relayed: list[Told] = field(default_factory=list[Told])
    reports: set[str] = field(default_factory=set[str])  # that wait for the desk
    reported: set[str] = field(default_factory=set[str])  # by whom, ever: once a reader, while they are known
    trouble: bool = False
    voices: dict[str, bool] = field(default_factory=dict[str, bool])  # who approves or not, since it came to the desk
    missed: bool | None = False  # the last notice reached nobody; None: it depends on who was faster
    in_order: bool = True

    @property
    def title(self) -> str:
        """The first line of its first message."""
        return self.parts[0].heading

    @property
    def text(self) -> str:
        """Everything below the title."""
        first, *rest = self.parts
        return "\n\n".join([first.body, *(f"{part.heading}\n\n{part.body}" for part in rest)])

    @property
    def marks(self) -> list[str]:
        """What is said in it and nowhere else."""
        return [said for part in self.parts for said in (part.heading, part.body[:40])]


@dataclass
class Model:
    """What should exist."""

    letters: dict[int, Letter] = field(default_factory=dict[int, Letter])
    blocks: set[tuple[int, int, str]] = field(default_factory=set[tuple[int, int, str]])  # letter, response, who
    timed_out: set[str] = field(default_factory=set[str])
    closed: set[str] = field(default_factory=set[str])  # whose direct messages take nothing
    collection: int = 0  # seconds
    quorum: int = 1
    unread: bool = False  # letters appear without a moderator who reads them
    receipts: Counter[str] = field(default_factory=Counter[str])
    #: Notes beside any letter, by whom and what they hold: how many at least and at most.
    notes: dict[tuple[str, str], list[int]] = field(default_factory=dict[tuple[str, str], list[int]])

    def of(self, *states: str, author: str | None = None) -> list[Letter]:
        """Letters in these states, in the order in which they were begun."""
        return [each for each in self.letters.values() if each.state in states and author in (None, each.author)]

    @property
    def numbered(self) -> list[Letter]:
        """What the desk has ever seen."""
        return [letter for letter in self.letters.values() if letter.number is not None]

    def may_write(self, who: str) -> bool:
        """Whether the server takes anything without a name from them."""
        return who not in self.timed_out and all(who != blocked for _, _, blocked in self.blocks)

    def appears(self, letter: Letter) -> bool:
        """Whether a letter that has just been handed in goes on to its channel."""
        blocked = any(who == letter.author for _, _, who in self.blocks)
        return self.unread and letter.number is None and letter.known and not blocked

    def decides(self, letter: Letter, by: str, approves: bool) -> bool:
        """Whether a moderator's voice is enough for a letter that waits; it is counted."""
        letter.voices[by] = approves
        alike = [who for who, voice in letter.voices.items() if voice is approves]
        return len(alike) >= self.quorum or not (approves or any(letter.voices.values()))

    def expect(self, letter: Letter, what: str) -> None:
        """The author reads of it, unless nobody is known as such, or takes no messages."""
        if letter.known and letter.author in self.closed:
            letter.missed = True
        elif letter.known:
            letter.told.append(Told(what))
            letter.missed = None if letter.missed is None else False

    def note(self, who: str, what: str) -> None:
        """They read a message beside any letter."""
        counts = self.notes.setdefault((who, what), [0, 0])
        counts[0], counts[1] = counts[0] + 1, counts[1] + 1


# --- what people see ----------------------------------------------------------------------------------------------


def ids_on(message: Any) -> list[str]:
    """The custom ids of a message's buttons."""
    rows = message.components
    return [item.custom_id for row in rows for item in getattr(row, "children", []) if getattr(item, "custom_id", None)]


def carrying(messages: list[discord.Message], verb: str, letter: Letter) -> list[discord.Message]:
    """Those with this button for this letter, oldest first."""
    return [message for message in messages if f"{verb}:{letter.id:x}" in ids_on(message)]


def in_public(here: Town) -> list[discord.Message]:
    """Everything that everybody can read where letters stand."""
    places = [*([] if is_forum(here.letters) else [here.letters]), *here.letters.threads]
    said = (discord.MessageType.default, discord.MessageType.reply)
    return [message for channel in places for message in channel.history() if message.type in said]


def told_of(here: Town, letter: Letter) -> list[str]:
    """The verdicts that the author has read of a letter, oldest first."""
    found: list[str] = []
    for message in here.from_bot(getattr(here, letter.author)):
        if message.content.startswith(f"Letter {letter.number}, “"):
            found += [what for what, words in NOTICES.items() if re.search(words, message.content.partition("\n")[0])]
    return found


def relayed_to(here: Town, letter: Letter) -> Counter[str]:
    """How often the author has read each response."""
    read = here.from_bot(getattr(here, letter.author))
    return Counter(
        embed.description or "" for message in read if "Answer" in labels(message) for embed in message.embeds
    )


def bare(text: str) -> str:
    """A text without its spaces: pages break at them."""
    return "".join(text.split())


# --- what must hold, once everything has arrived ------------------------------------------------------------------


async def check(here: Town, model: Model) -> None:
    """Everything stands that should, as it should, once; and nothing else. Raises AssertionError."""
    assert await here.outbox() == []
    for letter in model.letters.values():
        check_public(here, letter)
        check_desk(here, letter)
        check_author(here, letter)
    for who, count in model.receipts.items():
        read = [message.content for message in here.from_bot(getattr(here, who))]
        sent = [letter for letter in model.letters.values() if letter.author == who and letter.known]
        # the card of a letter that came back, or was withdrawn, says so instead
        least = sum(letter.state in RECEIVED for letter in sent)
        assert least <= sum("**Received.**" in text for text in read) <= count, (who, read)
    for (who, what), (least, most) in model.notes.items():
        read = [message.content for message in here.from_bot(getattr(here, who))]
        assert least <= sum(what in text for text in read) <= most, (who, what, least, most)


def check_public(here: Town, letter: Letter) -> None:
    """A published letter stands once, whole, with its responses; of any other no word is to be read."""
    public = in_public(here)
    standing = carrying(public, "reply", letter)
    if letter.state != "published":
        assert letter.state != "approved", f"{letter.title} is approved and never arrives"
        assert standing == []
        said = "\n".join([*map(text_of, public), *(str(thread.name) for thread in here.letters.threads)])
        assert [mark for mark in letter.marks if mark in said] == []
        if letter.state in ("removed", "withdrawn") and letter.stood:
            _check_out_of_sight(here, letter)
        return
    assert len(standing) == 1, [text_of(message) for message in standing]
    message = standing[0]
    thread = next(thread for thread in here.letters.threads if thread.id == message.id)
    assert (thread.name, state_of(thread).locked, state_of(thread).archived) == (letter.title, False, False)
    under = [each for each in public if each.channel.id == thread.id and each.id != message.id]
    pages = [message, *(each for each in under if each.author.bot and not each.content)]
    assert bare("".join(page.embeds[0].description or "" for page in pages)) == bare(letter.text)
    assert message.embeds[0].title == letter.title
    for mark in letter.marks:
        assert sum(mark in RELATED.sub("", text_of(each)) for each in public) == 1
    assert not any(letter.title in line for line in RELATED.findall(text_of(message))), "it links to itself"
    if all(said.sure for said in letter.responses):
        count = sum(not said.missing and not said.removed for said in letter.responses)
        shown = f"{count} response{'s' if count > 1 else ''}" if count else "no responses yet"
        assert text_of(message).endswith(f" · {shown}"), (shown, text_of(message)[-40:])
    _check_responses(under, letter)


def _check_out_of_sight(here: Town, letter: Letter) -> None:
    name = {"removed": "Removed letter", "withdrawn": "Withdrawn letter"}[letter.state]
    for thread in here.letters.threads:
        if thread.id == letter.thread_id:
            assert (thread.name, state_of(thread).locked, state_of(thread).archived) == (name, True, True)


def _check_responses(under: list[discord.Message], letter: Letter) -> None:
    found = [
        (each.author.display_name, each.content.rpartition("\n-# ")[0])
        for each in under
        if each.content and each.author.bot
    ]
    posted = [said for said in letter.responses if said.kind != "open" and not said.missing and not said.removed]
    wanted = [(said.name, said.text) for said in posted if said.sure]
    for said in posted:
        if not said.sure and (said.name, said.text) in found:
            found.remove((said.name, said.text))
    assert (found if letter.in_order else sorted(found)) == (wanted if letter.in_order else sorted(wanted))
    openly = [each.content for each in under if not each.author.bot]
    assert openly == [said.text for said in letter.responses if said.kind == "open"]


def check_desk(here: Town, letter: Letter) -> None:
    """Each letter that the desk has seen has one card, which says what became of it; each report has one."""
    desk = here.desk.history()
    if letter.number is None:
        said = "\n".join(map(text_of, desk))
        assert [mark for mark in letter.marks if mark in said] == []
        return
    reported = [card for card in desk if f"reported letter {letter.number}**" in card.content]
    assert len(reported) == bool(letter.reports), [card.content for card in reported]
    mine = [card for card in desk if card.content.startswith(f"**Letter {letter.number}** · ")]
    cards = [
        card for card in mine if not re.match(r"The letter|Dismissed|Sent again: ", card.content.partition(" · ")[2])
    ]
    assert len(cards) == 1, [card.content for card in cards]
    said = cards[0].content.partition(" · ")[2]
    outcome = OUTCOMES["returned" if letter.state == "posted" else letter.state]
    assert said.removeprefix("Revised, and w").startswith((outcome, outcome[1:])), (said, letter.state)
    assert ("⚠" in said) == letter.trouble, said
    assert "reached" not in said, said  # or whoever takes no messages would be known by it
    shown = [mark for mark in letter.marks if mark in text_of(cards[0])]
    if letter.state in ("returned", "posted", "withdrawn"):
        assert shown == []
    elif letter.state == "held":
        assert letter.title in shown and letter.parts[0].body[:40] in text_of(cards[0])
        assert "Approve" in labels(cards[0])


def check_author(here: Town, letter: Letter) -> None:
    """The author read of each verdict and of each response once, in order, and of nothing else."""
    if letter.number is None:
        return
    read, letters = told_of(here, letter), {what: chr(97 + index) for index, what in enumerate(NOTICES)}
    pattern = "".join(letters[told.what] + ("" if told.sure else "?") for told in letter.told)
    assert re.fullmatch(pattern, "".join(letters[what] for what in read)), (read, letter.told)
    counts = relayed_to(here, letter)
    for told in letter.relayed:
        assert told.sure <= counts[told.what] <= 1, (told, counts[told.what])
    for said in letter.responses:
        if said.text not in [told.what for told in letter.relayed]:
            assert counts[said.text] == 0
    if letter.known and letter.state == "held" and letter.missed is False:
        read = [message.content for message in here.from_bot(getattr(here, letter.author))]
        assert any(f"Your letter is number {letter.number} in" in text for text in read), read


# --- what must hold after every step ------------------------------------------------------------------------------


def listen(here: Town, model: Model, before: dict[int, str], heard: set[int]) -> None:
    """Nobody was just told that a letter stands in public that does not, nor that one is received that is not."""
    for letter in model.numbered:
        for message in here.from_bot(getattr(here, letter.author)):
            if message.id in heard or not message.content.startswith(f"Letter {letter.number}, “"):
                continue
            heard.add(message.id)
            if re.search(NOTICES["published"], message.content.partition("\n")[0]):
                states = {letter.state, before.get(letter.id, letter.state)}
                assert states & {"approved", "published"}, (message.content, states)


def overhear(here: Town, since: int, writers: tuple[str, ...]) -> int:
    """No request since then names a writer, but those to themselves; gives how many requests there are now."""
    requests = here.env.http_requests
    for request in requests[since:]:
        said = json.dumps(request.json, ensure_ascii=False, default=str) if request.json else ""
        for name in writers:
            who = getattr(here, name)
            own = request.path == "/users/@me/channels" or request.path.startswith(
                f"/channels/{who.user.dm_channel.id}/"
            )
            known = rf"\b({who.user.name}|{who.user.global_name}|{who.id})\b"
            assert own or not re.search(known, said), (request.path, name)
    return len(requests)
