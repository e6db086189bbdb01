"""One letter of each kind that a database holds, made by the store's own methods: `databases` copies them."""

from __future__ import annotations

from dataclasses import replace

from bot.letter import Letterbox, NoticeKind, Part, Person, ResponseKind, State, Verb, new_id
from bot.sealing.names import author_of, card_of, moderator_of, notice_message_of
from bot.sealing.seal import Seal
from bot.store.tx import Tx

RESPONSES = 3
DAY = 24 * 3600
SENTENCE = "You left it leaning on the wall the day you moved out, and I have walked around it ever since. "
#: Of twenty live letters: one that waits, or whose author is still known.
LIVE = (
    *[State.PUBLISHED] * 11, *[State.HELD] * 2, *[State.DRAFT] * 2, State.RETURNED, State.POSTED, State.APPROVED,
    State.REMOVED, State.WITHDRAWN,
)  # fmt: skip
#: Of twenty letters whose authors are forgotten.
OVER = (*[State.PUBLISHED] * 17, State.REMOVED, State.REJECTED, State.WITHDRAWN)
#: States in which a letter has been in public.
SEEN = (State.PUBLISHED, State.REMOVED)


async def draw(tx: Tx, seal: Seal, letterbox: Letterbox, state: State, now: int, *, live: bool) -> int:
    """Makes one letter with everything that refers to it, as of the moment `now` (Unix seconds). Returns its id."""
    letter_id, who = new_id(), Person(10**17, 10**17 + 1)
    draft = await tx.add_letter(letter_id, seal.seal_person(who, author_of(letter_id)), letterbox)
    await tx.save_parts(letter_id, [Part(SENTENCE, seal.message_tag(new_id()))])
    await tx.set_draft_card(letter_id, seal.seal_id(10**18, card_of(letter_id)))
    if state is State.DRAFT:
        await tx.keep_draft(letter_id, (now // DAY + 20) * DAY)
        return letter_id
    await tx.save_draft(replace(draft, title="The bicycle in the yard", category=letterbox.categories[0]))
    if state is State.POSTED:
        await tx.set_number(letter_id, None, now + DAY)
        await tx.move(letter_id, State.DRAFT, state)
        return letter_id
    await tx.set_number(letter_id, await tx.next_number(letterbox.guild_id), now)
    await tx.move(letter_id, State.DRAFT, state)
    await tx.set_desk_card(letter_id, new_id())
    moderator = seal.seal_id(10**17, moderator_of(letter_id))
    for verb in _verbs(state):
        await tx.decide(letter_id, verb, moderator, None, now)
    if state is State.RETURNED:
        await tx.keep_draft(letter_id, (now // DAY + 20) * DAY)
    if state in SEEN:
        await _publish(tx, seal, letter_id, letterbox, now)
    if not live:
        await tx.forget_author(letter_id)
        await (tx.forget_readers(letter_id) if state in SEEN else tx.empty(letter_id))
    return letter_id


async def _publish(tx: Tx, seal: Seal, letter_id: int, letterbox: Letterbox, now: int) -> None:
    await tx.set_public_message(letter_id, letterbox.letters_id, new_id(), new_id(), now)
    await _told(tx, seal, letter_id, NoticeKind.PUBLISHED, now)
    relay = await _told(tx, seal, letter_id, NoticeKind.RELAY, now)
    for number in range(RESPONSES):
        name, tag = f"Neighbour {number}", seal.tag("responder", letterbox.guild_id, number)
        await tx.claim_pen_name(letter_id, name.lower(), name, tag, now)
        said = await tx.add_response(letter_id, ResponseKind.PEN, tag, name, SENTENCE, new_id(), now)
        assert said is not None
        await tx.link_notice(said.id, relay)


async def _told(tx: Tx, seal: Seal, letter_id: int, kind: NoticeKind, now: int) -> int:
    message = new_id()
    notice = await tx.add_notice(letter_id, kind, "Letter 12, “The bicycle in the yard”, has something new under it.")
    sealed = seal.seal_id(message, notice_message_of(notice.id))
    await tx.set_notice_message(notice.id, sealed, seal.message_tag(message), now)
    return notice.id


def _verbs(state: State) -> list[Verb]:
    """Returns what was decided about a letter until it came into this state."""
    decided = {
        State.RETURNED: [Verb.SEND_BACK], State.REJECTED: [Verb.REJECT], State.WITHDRAWN: [Verb.WITHDRAW],
        State.APPROVED: [Verb.APPROVE], State.PUBLISHED: [Verb.APPROVE], State.REMOVED: [Verb.APPROVE, Verb.REMOVE],
    }  # fmt: skip
    return decided.get(state, [])
