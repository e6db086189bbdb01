"""Every verb in every state: it does what the table says, or refuses with a sentence and changes nothing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import product

import pytest

from bot import life, words
from bot.errors import WrongState
from bot.language import ENGLISH
from bot.letter import Kind, Letter, Membership, Part, Person, Standing, State, Verb, follow
from bot.life.office import Office
from bot.sealing.names import author_of
from bot.sealing.seal import Seal
from tests.store.conftest import KEY, Engine
from tests.store.people import NOW, a_letterbox, claim
from tests.town import stored

AUTHOR, MODERATOR, OTHER = Person(11), 22, 33
LETTER_ID = 4711

Act = Callable[[Office], Awaitable[object]]
ACTS: dict[Verb, Act] = {
    Verb.APPROVE: lambda office: life.review.approve(office, 1, LETTER_ID, MODERATOR),
    Verb.SEND_BACK: lambda office: life.review.send_back(office, LETTER_ID, MODERATOR, "Shorter, please."),
    Verb.REJECT: lambda office: life.review.reject(office, LETTER_ID, MODERATOR, None),
    Verb.REMOVE: lambda office: life.removal.remove(office, LETTER_ID, MODERATOR, "Too much."),
    Verb.RESTORE: lambda office: life.removal.restore(office, LETTER_ID, MODERATOR),
    Verb.WITHDRAW: lambda office: life.removal.withdraw(office, AUTHOR, LETTER_ID),
}


@pytest.fixture
async def office(engine: Engine) -> Office:
    """A post office whose clock stands still."""
    seal = Seal(KEY)
    store = engine.store(seal)
    await store.open()
    return Office(store, seal, lambda: datetime.fromtimestamp(NOW, UTC), store.transaction)


async def a_letter(office: Office, state: State) -> Letter:
    """A letter of the author's, in this state."""
    async with office.transaction() as tx:
        box = await a_letterbox(tx)
        author = office.seal.seal_person(AUTHOR, author_of(LETTER_ID))
        letter = await tx.add_letter(LETTER_ID, author, box)
        await tx.save_draft(replace(letter, title="To the river", category=None, rating=letter.rating))
        await tx.save_parts(LETTER_ID, [Part("I oiled the chain.")])
        await tx.set_number(LETTER_ID, await tx.next_number(box.guild_id), NOW)
        if state in (State.PUBLISHED, State.REMOVED):
            await tx.set_public_message(LETTER_ID, 20, 200, 200, NOW)
        await tx.move(LETTER_ID, State.DRAFT, state)
        return await tx.letter(LETTER_ID)


async def sent(office: Office) -> list[Kind]:
    """What is in the outbox."""
    found: list[Kind] = []
    async with office.transaction() as tx:
        while delivery := await claim(tx, "test", NOW + 9999, 60):
            found.append(delivery.kind)
            await tx.done(delivery.id)
    return found


@pytest.mark.parametrize(("state", "verb"), list(product(State, ACTS)))
async def test_a_verb_does_what_the_table_says_or_changes_nothing(office: Office, state: State, verb: Verb) -> None:
    before = await a_letter(office, state)
    after = follow(state, verb)
    if after is None:
        with pytest.raises(WrongState) as caught:
            await ACTS[verb](office)
        seen = before if verb is Verb.WITHDRAW else before.for_the_desk()
        assert str(caught.value) == ENGLISH(words.desk.wrong_state(seen, verb))
        assert await stored(office, LETTER_ID) == before
        assert await sent(office) == []
    else:
        await ACTS[verb](office)
        assert (await stored(office, LETTER_ID)).state is after
        assert await sent(office)


@pytest.mark.parametrize("state", list(State))
async def test_a_letter_is_sent_from_where_it_can_be_written_and_from_nowhere_else(
    office: Office, state: State
) -> None:
    before = await a_letter(office, state)
    (box,) = await life.setting_up.letterboxes_in(office, 1)
    memberships = [Membership(box, "The Commons", Standing.MEMBER, mature_ok=False)]
    if follow(state, Verb.SUBMIT):
        sent_letter = await life.sending.submit(office, AUTHOR, LETTER_ID, memberships)
        assert (sent_letter.state, sent_letter.number) == (State.HELD, before.number)
    else:
        with pytest.raises(WrongState):
            await life.sending.submit(office, AUTHOR, LETTER_ID, memberships)
        assert await stored(office, LETTER_ID) == before


@pytest.mark.parametrize("state", list(State))
async def test_a_text_changes_only_where_it_can_be_written(office: Office, state: State) -> None:
    before = await a_letter(office, state)
    async with office.store.reading() as tx:
        opened = await life.editing.version_of(office, tx, before)
    if follow(state, Verb.SUBMIT):
        changed = await life.editing.edit(office, AUTHOR, LETTER_ID, "Another title", "Another text.", opened)
        assert changed == replace(before, title="Another title", kept_until=changed.kept_until)
    else:
        with pytest.raises(WrongState):
            await life.editing.edit(office, AUTHOR, LETTER_ID, "Another title", "Another text.", opened)
        assert (await life.review.card_of(office, LETTER_ID)).text == "I oiled the chain."


async def test_who_comes_second_reads_who_was_faster_and_an_author_never_does(office: Office) -> None:
    letter = await a_letter(office, State.HELD)
    await life.review.reject(office, LETTER_ID, OTHER, None)
    with pytest.raises(WrongState, match=f"<@{OTHER}>"):
        await ACTS[Verb.APPROVE](office)
    with pytest.raises(WrongState) as caught:
        await ACTS[Verb.WITHDRAW](office)
    assert str(caught.value) == ENGLISH(words.desk.wrong_state(replace(letter, state=State.REJECTED), Verb.WITHDRAW))


async def test_a_moderator_whom_the_author_beat_to_it_reads_that_it_was_withdrawn(office: Office) -> None:
    await a_letter(office, State.HELD)
    await ACTS[Verb.WITHDRAW](office)
    with pytest.raises(WrongState, match="withdrawn by its author a moment ago"):
        await ACTS[Verb.APPROVE](office)
