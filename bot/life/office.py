"""What every verb works with, and the few steps that several verbs share."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager, suppress
from dataclasses import dataclass, field, replace

from bot import words
from bot.clock import Clock
from bot.errors import Forgotten, GivesAway, NotFound, NotYours, SealError, WrongState
from bot.language import Said, Sentence
from bot.language.markup import plain
from bot.letter import (
    DECIDED,
    NOBODY,
    Kind,
    Letter,
    Membership,
    Mine,
    NoticeKind,
    Person,
    Response,
    ResponseKind,
    Sealed,
    State,
    Tag,
    Verb,
    compete,
    follow,
)
from bot.life import outbox
from bot.life.alike import Alike
from bot.life.reading_languages import ReadingLanguages
from bot.life.sheets import decided_by
from bot.rules import trace_kinds, traces
from bot.sealing import names
from bot.sealing.seal import Seal
from bot.search.shelves import Shelves
from bot.store.engine import Store
from bot.store.tx import Tx

#: Seconds after a decision in which another moderator who tries the same is told who was faster.
RACE = 300


@dataclass(frozen=True, slots=True)
class Office:
    """The tools of every verb. `chance` hides who wrote when."""

    store: Store
    seal: Seal
    clock: Clock
    #: Runs one transaction: it commits when the block ends, rolls back when the block raises, and then what it put into
    #: the outbox is delivered. Raises StoreFailed.
    transaction: Callable[[], AbstractAsyncContextManager[Tx]]
    chance: random.Random = field(default_factory=random.SystemRandom)
    shelves: Shelves = field(init=False)  #: what is published, to be searched
    alike: Alike = field(init=False)  #: which letters repeat others
    reads: ReadingLanguages = field(init=False)  #: who was heard of in which language before they wrote

    def __post_init__(self) -> None:
        object.__setattr__(self, "shelves", Shelves(self.store, self.seal, self.clock))
        object.__setattr__(self, "alike", Alike(self.store, self.seal, self.transaction, lambda: self.now))
        object.__setattr__(self, "reads", ReadingLanguages(self.seal, lambda: self.now))

    @property
    def now(self) -> int:
        """The current moment in Unix seconds."""
        return int(self.clock().timestamp())

    def author_tag(self, person: Person, guild_id: int | None) -> Tag:
        """Return the mark that recognises somebody as an author inside one server."""
        return self.seal.tag("author", guild_id or 0, person.id)

    def responder_tag(self, person: Person, guild_id: int | None) -> Tag:
        """Return the mark that recognises somebody as a responder inside one server; it differs from `author_tag`."""
        return self.seal.tag("responder", guild_id or 0, person.id)

    def marks(self, person: Person, guild_id: int | None) -> frozenset[Tag]:
        """Return both marks of somebody inside one server: as an author and as a responder."""
        return frozenset({self.author_tag(person, guild_id), self.responder_tag(person, guild_id)})

    def reporter_tag(self, person: Person, guild_id: int | None) -> Tag:
        """Return the mark that recognises somebody who reports letters inside one server."""
        return self.seal.tag("reporter", guild_id or 0, person.id)

    def message_tag(self, message_id: int) -> Tag:
        """Return the mark that recognises a direct message; its id in the clear would tell when it was written."""
        return self.seal.message_tag(message_id)

    def text_mark(self, text: str) -> int:
        """Return a number of 63 bits, never 0, that recognises a text and says nothing about it."""
        return int.from_bytes(self.seal.tag("text", 0, text.encode())[:8]) >> 1 or 1

    def writer(self, letter: Letter) -> Person | None:
        """Return who wrote the letter, or None when they are forgotten. Raises SealError.

        Only for reaching them, or for checking that it is they who ask.
        """
        if letter.author is None:
            return None
        person = self.seal.open_person(letter.author, names.author_of(letter.id))
        return person if person.id else None

    def written(self, messages: Iterable[tuple[Letter, set[Tag]]]) -> list[tuple[Person, set[Tag]]]:
        """Return who wrote the messages that these letters came from, or were answered with, where they are known.

        A value that does not open is nobody's: one damaged row must not be in everybody's way.
        """
        found = list[tuple[Person, set[Tag]]]()
        for letter, sources in messages:
            with suppress(SealError):
                if (writer := self.writer(letter)) is not None:
                    found.append((writer, sources))
        return found

    def author(self, letter: Letter) -> Person:
        """Return who wrote the letter. Raises Forgotten, SealError."""
        if (person := self.writer(letter)) is None:
            raise Forgotten(words.data.AUTHOR_FORGOTTEN)
        return person

    def is_by(self, letter: Letter, person: Person) -> bool:
        """Return whether this person wrote the letter."""
        return (writer := self.writer(letter)) is not None and writer.id == person.id

    def wrote(self, person: Person, letter: Letter, response: Response) -> bool:
        """Return whether this person wrote the response to the letter."""
        return response.mark in self.marks(person, letter.guild_id)

    def mine(self, person: Person) -> Mine:
        """Return a function that tells this person's letters from others.

        A value that does not open is nobody's: one damaged row must not be in everybody's way.
        """

        def is_mine(letter_id: int, author: Sealed) -> bool:
            with suppress(SealError):
                return self.seal.open_person(author, names.author_of(letter_id)).id == person.id
            return False

        return is_mine

    def drafts_tag(self, person: Person) -> Tag:
        """Return the mark that recognises somebody's open drafts, in memory only."""
        return self.seal.tag("drafts", 0, person.id)

    def whose(self, letter_id: int, author: Sealed) -> Tag:
        """Return that mark of a letter's author; NOBODY when they are forgotten, or the value does not open."""
        with suppress(SealError):
            person = self.seal.open_person(author, names.author_of(letter_id))
            return self.drafts_tag(person) if person.id else NOBODY
        return NOBODY

    def seal_moderator(self, letter: Letter, moderator: int) -> Sealed:
        """Return a moderator's account, sealed to the letter that they decided about."""
        return self.seal.seal(moderator.to_bytes(8), names.moderator_of(letter.id))


async def own_letter(office: Office, tx: Tx, letter_id: int, person: Person) -> Letter:
    """Return a letter that this person wrote, and remember their language if it has changed.

    Raises NotFound, and NotYours also when its author is forgotten: whoever tries the buttons of letters that are not
    theirs must not learn which were forgotten together.
    """
    letter = await tx.letter(letter_id)
    author = office.writer(letter)
    if author is None or author.id != person.id:
        raise NotYours(words.writing.NOT_YOURS)
    if letter.discarded:
        raise NotFound(words.writing.IS_DISCARDED)
    if person.language and person.language != author.language:
        known = replace(author, language=person.language)
        await tx.know_author(letter_id, office.seal.seal_person(known, names.author_of(letter_id)))
        return await tx.letter(letter_id)
    return letter


async def change_state(
    office: Office, tx: Tx, letter: Letter, verb: Verb, *, moderator: int | None = None, reason: str | None = None
) -> Letter:
    """Move a letter by the table of states, and record the decision. Returns the letter as it is then.

    Raises WrongState, with a sentence that says why it cannot be moved.
    """
    after = follow(letter.state, verb)
    if after is None or not await tx.move(letter.id, letter.state, after):
        letter = await tx.letter(letter.id)
        raise WrongState(await _why_not(office, tx, letter, verb, moderator))
    if letter.trouble is not None:
        await tx.trouble(letter.id, None)  # it was about what the letter was before
    if verb in DECIDED:
        sealed = None if moderator is None else office.seal_moderator(letter, moderator)
        await tx.decide(letter.id, verb, sealed, reason, office.now)
    return await tx.letter(letter.id)


async def _why_not(office: Office, tx: Tx, letter: Letter, verb: Verb, moderator: int | None) -> Sentence:
    """Return the reason why a letter cannot be moved.

    A moderator is told who was faster, if that was a moment ago; an author never reads a moderator's name.
    """
    decision = await tx.last_decision(letter.id)
    late = decision is not None and office.now - decision.at <= RACE and compete(decision.verb, verb)
    if moderator is not None and decision is not None and late:
        faster = decided_by(office.seal, letter.id, decision.moderator)
        if faster is None and decision.verb is Verb.WITHDRAW:
            return words.desk.AUTHOR_WAS_FASTER.format(number=letter.number)
        if faster not in (None, moderator):
            state = words.desk.STATES[letter.state]
            return words.desk.FASTER.format(who=f"<@{faster}>", number=letter.number, state=state)
    return words.desk.wrong_state(letter if moderator is None else letter.for_the_desk(), verb)


async def take_out_of_sight(office: Office, tx: Tx, letter: Letter) -> None:
    """Replace what stands in public by a line, and call back what was on its way there."""
    for kind in (Kind.PUBLISH, Kind.THREAD, Kind.PAGE, Kind.REFRESH, Kind.COUNT):
        await tx.cancel(letter.id, kind)
    await tx.call_back(letter.id, NoticeKind.PUBLISHED)
    await tx.try_again(letter.id, office.now)  # a response that waits may stand in this thread, unheard of
    for response in await tx.unposted_responses(letter.id):  # or it goes back to its writer
        await outbox.send(tx, Kind.RESPONSE, letter.id, subject_id=response.id, now=office.now)
    if letter.message_id is not None:
        await outbox.send(tx, Kind.TAKE_DOWN, letter.id, now=office.now)
    for other_id in await tx.unlink(letter.id):
        await outbox.send(tx, Kind.REFRESH, other_id, subject_id=other_id, now=office.now)


async def relay(office: Office, tx: Tx, letter: Letter, response: Response) -> None:
    """Tell the author of a response, together with others that come within seconds.

    A notice is made whoever wrote the response, and whether or not the author wants to hear of it: if there were rows
    only for what others wrote, they would tell which responses are the author's. When the notice goes out, it leaves
    those out. Only an answer in the author's name, which says so itself, has no notice.
    """
    await outbox.send_count(tx, letter, now=office.now)
    if listeners := await tx.listeners(letter.id):
        at = office.now + outbox.HEARD_WAIT + await pause(office, tx, letter)
        await outbox.send_heard(tx, letter, listeners, at=at)
    if response.kind is ResponseKind.AUTHOR:
        return
    notice_id = await tx.open_relay(letter.id)
    if notice_id is None:
        text = words.author.RELAY.format(title=plain(letter.title), url=words.author.url(letter))
        wait = max(outbox.RELAY_WAIT, letter.tell_every) + await pause(office, tx, letter)
        language = language_of_author(office, letter)
        notice_id = await outbox.send_notice(tx, letter, NoticeKind.RELAY, text, language, now=office.now, wait=wait)
    if notice_id is not None:
        await tx.link_notice(response.id, notice_id)


async def notify_author(office: Office, tx: Tx, letter: Letter, kind: NoticeKind, said: Said, *, wait: int = 0) -> None:
    """Enqueue a notice about a verdict, if the author is still known; it never holds up anything else.

    It leaves after `wait` seconds, and the pause.
    """
    language, wait = language_of_author(office, letter), wait + await pause(office, tx, letter)
    await outbox.send_notice(tx, letter, kind, said, language, now=office.now, wait=wait)


def language_of_author(office: Office, letter: Letter) -> str:
    """Return Discord's code of the language an author reads; empty when they have chosen none, or are forgotten."""
    return "" if (writer := office.writer(letter)) is None else writer.language


async def pause(office: Office, tx: Tx, letter: Letter) -> int:
    """Return how many seconds the author waits before hearing of what others did.

    They are random: nobody is to be recognised by a message that comes the moment something happens in public.
    """
    assert letter.letterbox_id is not None
    return office.chance.randint(0, (await tx.letterbox(letter.letterbox_id)).notice_delay)


def in_public(letter: Letter) -> Letter:
    """Return the letter itself when it can be read in public. Raises WrongState otherwise."""
    if letter.state is not State.PUBLISHED:
        raise WrongState(words.author.CANNOT_BE_ANSWERED)
    return letter


def published_only(letter: Letter) -> Letter:
    """Return the letter itself when it can be answered in its thread. Raises WrongState otherwise."""
    if in_public(letter).thread_id is None:
        raise WrongState(words.author.NO_THREAD)
    return letter


def check_traces(office: Office, person: Person, membership: Membership | None, text: str, asked: int = 0) -> None:
    """Raise GivesAway, naming what in a text may tell who wrote it; return when there is nothing.

    Of the text whose mark is `asked` its writer has read that, and confirmed it.
    """
    known, there = (membership.names, membership.there) if membership else ((), frozenset[int]())
    language = membership.letterbox.language if membership else "en"
    found = traces.find(text, trace_kinds.Own(known, person.id, there, language))
    if found and (mark := office.text_mark(text)) != asked:
        raise GivesAway(words.writing.gives_away([(trace.kind.name, trace.what) for trace in found]), mark)
