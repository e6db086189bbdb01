"""Notices: how often an author hears of responses; what could not be told them is told again."""

from __future__ import annotations

from dataclasses import replace

from bot import words
from bot.errors import WrongState
from bot.language import Said, opened
from bot.language.markup import plain
from bot.letter import EVERY, Kind, Letter, Notice, NoticeKind, Person, Rhythm, State
from bot.life import inbox, outbox
from bot.life.inbox import Inbox
from bot.life.office import Office, language_of_author, notify_author, own_letter, pause
from bot.rules.entry import HOUR
from bot.sealing import names
from bot.store.tx import Tx

#: The notice that says what has become of a letter in this state.
SAYS = {
    State.PUBLISHED: NoticeKind.PUBLISHED,
    State.RETURNED: NoticeKind.RETURNED,
    State.REJECTED: NoticeKind.REJECTED,
    State.REMOVED: NoticeKind.REMOVED,
}
#: Letters of which somebody is told again at once; of others when they write later.
AT_ONCE = 10


async def set_rhythm(office: Office, person: Person, letter_id: int, rhythm: Rhythm) -> Letter:
    """Choose how often one hears of responses to one's letter. Returns it. Raises NotYours, NotFound, and WrongState
    once it is withdrawn.

    What waits to be told leaves when it would with this rhythm, and not later than it would have.
    """
    async with office.transaction() as tx:
        letter = await own_letter(office, tx, letter_id, person)
        if letter.state is State.WITHDRAWN:
            raise WrongState(words.author.withdrawn(letter))
        every = EVERY.get(rhythm, letter.tell_every)
        await tx.set_rhythm(letter_id, rhythm is Rhythm.NEVER, every)
        relay = await tx.open_relay(letter_id)
        if relay is not None and every < letter.tell_every:
            at = office.now + max(outbox.RELAY_WAIT, every) + await pause(office, tx, letter)
            await tx.put_off(letter_id, Kind.NOTICE, at, relay)
        return await tx.letter(letter_id)


async def tell_again(office: Office, tx: Tx, known: Inbox) -> Inbox:
    """Tell somebody who writes, or looks at their letters, of those that they could not be told of before.

    Returns their inbox.

    That is the verdict that holds now, and the first replies if none ever reached them. Who still takes no direct
    messages makes the bot try once an hour at most: Discord counts what it refuses.
    """
    if not 0 < known.again <= office.now:
        return known
    told = 0
    for letter in await tx.letters_by(office.mine(known.person), None):
        told += await _tell_of(office, tx, letter)
        if told >= AT_ONCE:
            break
    known = replace(known, again=office.now + HOUR if told else 0)
    await inbox.keep(office, tx, known)
    return known


async def _tell_of(office: Office, tx: Tx, letter: Letter) -> bool:
    """Tell a letter's author again what they were not told. Return whether there was anything."""
    sent = await tx.notices_of(letter.id)
    sent.sort(key=lambda each: each.sent_at or office.now)
    verdicts = [each for each in sent if each.kind is SAYS.get(letter.state)]
    relays = [each for each in sent if each.kind is NoticeKind.RELAY]
    revised = [each for each in sent if each.kind is NoticeKind.REVISED and letter.state is State.PUBLISHED]
    found = False
    if revised and not _arrived(office, revised[-1]):
        said = words.revising.stands(letter, words.author.url(letter))
        await notify_author(office, tx, letter, NoticeKind.REVISED, said)
        found = True
    if verdicts and not _arrived(office, verdicts[-1]):
        await _tell_verdict(office, tx, letter, verdicts)
        found = True
    if letter.state is State.PUBLISHED and not letter.muted and not any(_arrived(office, each) for each in relays):
        found |= await _tell_first_replies(office, tx, letter, relays)
    return found


def _arrived(office: Office, notice: Notice) -> bool:
    """Return whether a notice stands in its author's direct messages, or will."""
    return notice.message is None or office.seal.open_id(notice.message, names.notice_message_of(notice.id)) != 0


async def _tell_verdict(office: Office, tx: Tx, letter: Letter, verdicts: list[Notice]) -> None:
    said: Said = opened(verdicts[-1].text)[0]
    if letter.state is State.PUBLISHED:  # it may stand elsewhere by now
        said = words.author.published(letter, again=any(_arrived(office, each) for each in verdicts))
    await notify_author(office, tx, letter, verdicts[-1].kind, said)
    if letter.state is State.RETURNED:
        await outbox.send(tx, Kind.DRAFT_CARD, letter.id, now=office.now, wait=await pause(office, tx, letter))


async def _tell_first_replies(office: Office, tx: Tx, letter: Letter, relays: list[Notice]) -> bool:
    """Tell of what the first notice of responses was to tell. Whoever wrote them, all of them go into the new one."""
    author = office.writer(letter)
    for relay in relays:
        responses = await tx.responses_told_in(relay.id)
        if author is None or all(each.gone or office.wrote(author, letter, each) for each in responses):
            continue
        said = words.author.RELAY.format(title=plain(letter.title), url=words.author.url(letter))
        language, wait = language_of_author(office, letter), await pause(office, tx, letter)
        again = await outbox.send_notice(tx, letter, NoticeKind.RELAY, said, language, now=office.now, wait=wait)
        assert again is not None  # their author is known
        for response in responses:
            await tx.link_notice(response.id, again)
        return True
    return False
