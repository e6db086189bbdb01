"""What every store promises: each method of `bot.store.tx.Tx` behaves the same, whatever the engine."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import NotFound
from bot.letter import (
    NOBODY,
    Block,
    Kind,
    Limits,
    NoticeKind,
    Part,
    Picture,
    Pile,
    Rating,
    Report,
    ResponseKind,
    ResponseState,
    Sealed,
    State,
    Tag,
    Verb,
)
from bot.sealing.names import notice_message_of
from bot.sealing.seal import Seal
from bot.store.engine import Store
from bot.store.tx import Tx
from tests.store.conftest import KEY
from tests.store.people import IDA, NOW, SOL, WREN, a_draft, a_letter, a_letterbox, author, by, claim, put, waits, whose

# Letterboxes


async def test_setting_a_letterbox_up_again_only_moves_it_and_another_name_is_another_letterbox(store: Store) -> None:
    async with store.transaction() as tx:
        assert await tx.letterboxes_of(1) == []
        box = await tx.save_letterbox(1, 20, 30, None, ["To you", "An Emma & „alle“"])
        await tx.open_letterbox(box.id, False)
        moved = await tx.save_letterbox(1, 21, 31, 41, ["To you"])
        another = await tx.save_letterbox(1, 22, 32, None, ["To all"], name="Praise")
        other = await a_letterbox(tx, guild_id=2)
    async with store.transaction() as tx:
        assert box.categories == ("To you", "An Emma & „alle“")
        assert box.open
        assert moved == replace(box, letters_id=21, desk_id=31, mature_id=41, open=False)
        assert await tx.letterbox(box.id) == moved
        assert await tx.letterboxes_of(1) == [moved, another]
        assert (another.name, another.categories, another.letters_id) == ("Praise", ("To all",), 22)
        assert await tx.letterboxes() == [moved, another, other]
        await tx.open_letterbox(box.id, True)
        assert (await tx.letterbox(box.id)).open


async def test_what_does_not_exist_is_not_found_with_a_sentence(store: Store) -> None:
    async with store.transaction() as tx:
        await a_letterbox(tx)
        for missing in (tx.letterbox(99), tx.letter(99), tx.letter_numbered(1, 99), tx.response(99), tx.notice(99)):
            with pytest.raises(NotFound, match=r"[a-z]\.$"):
                await missing
        assert await tx.letter_in(99) is None
        assert await tx.drafts_by(WREN, whose) == []
        assert await tx.letter_from(WREN) is None
        assert await tx.response_in(99) is None
        assert await tx.notice_in(WREN) is None
        assert await tx.meta("nothing") is None


async def test_settings_are_kept_and_setting_up_again_leaves_them(store: Store) -> None:
    limits = Limits(waiting=2, daily=4, responses=6, account_days=8, member_hours=10)
    async with store.transaction() as tx:
        box, other = await a_letterbox(tx, 1), await a_letterbox(tx, 2)
        assert (box.limits, box.refused, box.flagged, box.links) == (Limits(), (), (), "allow")
        wanted = replace(
            box, limits=limits, refused=("a„b“",), flagged=("c", "*d*"), links="refuse", categories=("To ü",)
        )
        assert await tx.save_settings(replace(wanted, letters_id=99)) == wanted
    async with store.transaction() as tx:
        moved = await tx.save_letterbox(1, 21, 31, None, ["To you"])
        assert moved == replace(wanted, letters_id=21, desk_id=31)
        assert await tx.letterbox(other.id) == other


# Letters


async def test_a_draft_holds_what_it_was_begun_with_and_nothing_else(store: Store) -> None:
    async with store.transaction() as tx:
        box = await a_letterbox(tx)
        draft = await a_draft(tx, WREN, box)
        homeless = await a_draft(tx, IDA)
    async with store.transaction() as tx:
        assert await tx.letter(draft.id) == draft
    assert (draft.state, draft.author) == (State.DRAFT, author(WREN))
    assert (draft.letterbox_id, draft.guild_id, draft.rating) == (box.id, 1, Rating.SAFE)
    assert (homeless.letterbox_id, homeless.guild_id) == (None, None)
    empty = (draft.number, draft.title, draft.category, draft.message_id, draft.card, draft.trouble)
    assert empty == (None,) * 6
    assert not draft.muted


async def test_the_oldest_of_somebody_s_open_drafts_comes_first(store: Store) -> None:
    async with store.transaction() as tx:
        await a_letter(tx, State.HELD)
        await a_draft(tx, IDA)
        returned = await a_letter(tx, State.RETURNED)
        later = await a_draft(tx)
        assert await tx.drafts_by(WREN, whose) == [returned, later]
        await tx.move(returned.id, State.RETURNED, State.WITHDRAWN)
        assert await tx.drafts_by(WREN, whose) == [later]
        assert await tx.drafts_by(SOL, whose) == []


async def test_a_draft_can_be_changed_and_addressed_until_it_is_sent(store: Store) -> None:
    async with store.transaction() as tx:
        box, other = await a_letterbox(tx, 1), await a_letterbox(tx, 2)
        draft = await a_draft(tx, WREN, box)
        await tx.save_draft(replace(draft, title="Ünder a 🌊", category="To myself", rating=Rating.MATURE))
        await tx.address(draft.id, other)
        changed = await tx.letter(draft.id)
        assert (changed.title, changed.category, changed.rating) == ("Ünder a 🌊", "To myself", Rating.MATURE)
        assert (changed.letterbox_id, changed.guild_id) == (other.id, 2)

        await tx.set_number(draft.id, 1, NOW)
        await tx.move(draft.id, State.DRAFT, State.HELD)
        sent = await tx.letter(draft.id)
        await tx.save_draft(replace(draft, title="Another", category=None, rating=Rating.SAFE))
        await tx.address(draft.id, box)
        assert await tx.letter(draft.id) == sent

        await tx.move(draft.id, State.HELD, State.RETURNED)
        await tx.save_draft(replace(sent, title=None, category=None, rating=Rating.SAFE))
        await tx.address(draft.id, box)
        returned = await tx.letter(draft.id)
        assert (returned.title, returned.guild_id) == (None, 2)


async def test_letters_are_counted_within_their_server_and_found_by_number(store: Store) -> None:
    async with store.transaction() as tx:
        here = [await a_letter(tx, guild_id=1) for _ in range(3)]
        there = await a_letter(tx, guild_id=2)
        assert [letter.number for letter in here] == [1, 2, 3]
        assert there.number == 1
        assert await tx.letter_numbered(1, 2) == here[1]
        assert await tx.letter_numbered(2, 1) == there
        with pytest.raises(NotFound):
            await tx.letter_numbered(2, 2)


async def test_somebody_s_letters_are_listed_drafts_first_then_by_number_newest_first(store: Store) -> None:
    async with store.transaction() as tx:
        first, second = await a_letter(tx, State.REJECTED), await a_letter(tx, State.HELD)
        await a_letter(tx, writer=IDA)
        old, new = [await a_draft(tx) for _ in range(2)]
        there = await a_letter(tx, guild_id=2)
        assert await tx.letters_by(by(WREN), [1]) == [new, old, second, first]
        assert await tx.letters_by(by(WREN), [2]) == [new, old, there]
        assert {letter.id for letter in await tx.letters_by(by(WREN), None)} == {
            letter.id for letter in (new, old, second, first, there)
        }
        assert await tx.letters_by(by(SOL), None) == []


async def queue(tx: Tx, *letterbox_ids: int) -> list[int]:
    """The letters that wait in these letterboxes for somebody's decision."""
    return [each.letter_id for each in await tx.queue_of(letterbox_ids) if each.pile is Pile.WAITING]


async def test_the_queue_of_some_letterboxes_holds_what_waits_longest_first(store: Store) -> None:
    async with store.transaction() as tx:
        late, early, middle = [await a_letter(tx, State.HELD, now=NOW + wait) for wait in (30, 10, 20)]
        await a_letter(tx, State.PUBLISHED, now=NOW)
        there = await a_letter(tx, State.HELD, guild_id=2, now=NOW + 15)
        assert await queue(tx, 1) == [early.id, middle.id, late.id]
        assert await queue(tx, 2, 1) == [early.id, there.id, middle.id, late.id]
        assert await queue(tx) == []
        assert await tx.for_new_desk(1) == [late.id, early.id, middle.id]

        await tx.move(early.id, State.HELD, State.RETURNED)
        await tx.set_number(early.id, 2, NOW + 40)
        await tx.move(early.id, State.RETURNED, State.HELD)
        assert await queue(tx, 1) == [middle.id, late.id, early.id]


async def test_what_is_posted_waits_for_its_collection_without_a_number(store: Store) -> None:
    async with store.transaction() as tx:
        box = await a_letterbox(tx)
        early, late, unsent = [await a_draft(tx, box=box) for _ in range(3)]
        for draft, wait in ((early, 0), (late, 60)):
            await tx.move(draft.id, State.DRAFT, State.POSTED)
            await tx.set_number(draft.id, None, NOW + wait)
        assert [letter.id for letter in await tx.collectable(NOW - 1)] == []
        assert [letter.id for letter in await tx.collectable(NOW)] == [early.id]
        assert {letter.id for letter in await tx.collectable(NOW + 60)} == {early.id, late.id}
        assert (await queue(tx, 1), await tx.for_new_desk(1)) == ([], [])
        assert await tx.sent_to(1, by(WREN), unsent.id, NOW) == (2, [NOW + 60])
        await tx.discard(early.id)
        with pytest.raises(NotFound):
            await tx.letter(early.id)


async def test_a_letter_that_the_desk_knows_cannot_be_thrown_away(store: Store) -> None:
    async with store.transaction() as tx:
        for state in (State.HELD, State.RETURNED, State.POSTED):
            letter = await a_letter(tx, state)
            await tx.discard(letter.id)
            assert await tx.letter(letter.id) == letter


async def test_a_letter_moves_only_from_the_state_that_it_is_in(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx, State.HELD)
        assert not await tx.move(letter.id, State.RETURNED, State.PUBLISHED)
        assert (await tx.letter(letter.id)).state is State.HELD
        assert await tx.move(letter.id, State.HELD, State.APPROVED)
        assert not await tx.move(letter.id, State.HELD, State.REJECTED)
        assert (await tx.letter(letter.id)).state is State.APPROVED
        assert not await tx.move(99, State.HELD, State.APPROVED)


async def test_a_place_is_found_by_its_thread_and_the_first_day_stays(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        await tx.set_public_message(letter.id, 20, 200, None, NOW)
        assert await tx.letter_in(2000) is None
        await tx.set_public_message(letter.id, 21, 201, 2000, NOW + 86_400)
        placed = await tx.letter_in(2000)
        assert placed is not None
        assert (placed.id, placed.channel_id, placed.message_id, placed.thread_id) == (letter.id, 21, 201, 2000)
        assert placed.published_at == NOW


async def test_marks_on_a_letter_are_kept(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        await tx.know_author(letter.id, Sealed(b"with a channel"))
        await tx.set_draft_card(letter.id, Sealed(b"card"))
        await tx.set_desk_card(letter.id, 300)
        await tx.set_report_card(letter.id, 301)
        await tx.mute(letter.id, True)
        await tx.trouble(letter.id, "No thread could be made.")
    async with store.transaction() as tx:
        marked = await tx.letter(letter.id)
        assert (marked.author, marked.card) == (b"with a channel", b"card")
        assert (marked.desk_message_id, marked.report_message_id) == (300, 301)
        assert (marked.muted, marked.trouble) == (True, "No thread could be made.")
        await tx.set_draft_card(letter.id, None)
        await tx.set_desk_card(letter.id, None)
        await tx.set_report_card(letter.id, None)
        await tx.mute(letter.id, False)
        await tx.trouble(letter.id, None)
        assert await tx.letter(letter.id) == replace(letter, author=Sealed(b"with a channel"))


async def test_discarding_a_draft_leaves_nothing_of_it_and_spares_what_was_sent(store: Store) -> None:
    async with store.transaction() as tx:
        draft, sent = await a_draft(tx), await a_letter(tx, State.RETURNED)
        for letter in (draft, sent):
            source = Tag(f"message {letter.id}".encode())
            await tx.save_parts(letter.id, [Part("text", source)])
            await tx.add_picture(letter.id, Picture("picture.png", b"data", source))
            await tx.add_notice(letter.id, NoticeKind.RETURNED, "text")
            await put(tx, f"draft:{letter.id}", letter=letter)
            await tx.discard(letter.id)
        with pytest.raises(NotFound):
            await tx.letter(draft.id)
        assert (await tx.parts(draft.id), await tx.pictures(draft.id)) == ([], [])
        assert await tx.letter_from(Tag(f"message {draft.id}".encode())) is None
        assert await tx.letter_from(Tag(f"message {sent.id}".encode())) == sent.id
        assert not await waits(tx, f"draft:{draft.id}")
        assert await waits(tx, f"draft:{sent.id}")


async def test_somebody_s_letters_are_counted_in_each_letterbox_one_left_out(store: Store) -> None:
    async with store.transaction() as tx:
        first = await a_letter(tx, State.HELD, now=NOW)
        await a_letter(tx, State.HELD, now=NOW + 1)
        await a_letter(tx, State.REJECTED, now=NOW + 2)
        await a_letter(tx, State.HELD, IDA, now=NOW)
        draft = await a_draft(tx)
        await a_letter(tx, State.HELD, guild_id=2, now=NOW)
        assert await tx.sent_to(1, by(WREN), draft.id, NOW) == (2, [NOW + 2, NOW + 1])
        assert await tx.sent_to(1, by(WREN), first.id, NOW - 9) == (1, [NOW + 2, NOW + 1])
        assert await tx.sent_to(1, by(IDA), draft.id, NOW - 1) == (1, [NOW])
        assert await tx.sent_to(1, by(SOL), draft.id, 0) == (0, [])
        assert await tx.sent_to(2, by(WREN), draft.id, NOW) == (1, [])


# Blocks


async def test_a_block_holds_for_its_mark_alone_until_it_ends_or_is_lifted(store: Store) -> None:
    mora = Sealed(b"moderator")
    async with store.transaction() as tx:
        letter, other = await a_letter(tx), await a_letter(tx)
        await tx.block(letter, 0, WREN, NOW + 9, "Too „loud“.", mora, NOW)
        await tx.block(letter, 2, IDA, None, None, mora, NOW)
        await tx.block(other, 0, WREN, None, None, mora, NOW)
        loud, endless = (
            Block(0, NOW + 9, "Too „loud“.", letter.id, mora),
            Block(2, None, None, letter.id, mora),
        )
        assert await tx.blocks_on(letter.id, NOW) == [loud, endless]
        assert await tx.blocks_on(letter.id, NOW + 9) == [endless]
        assert {block.until for block in await tx.blocks_of(1, [WREN, SOL], NOW)} == {None, NOW + 9}
        assert await tx.blocks_of(1, [SOL, IDA], NOW) == [endless]
        assert await tx.blocks_of(1, [SOL, SOL], NOW) == []
        assert len(await tx.blocks_everywhere(lambda guild: [WREN] if guild == 1 else [], NOW)) == 2
        assert len(await tx.blocks_everywhere(lambda _: [WREN], NOW + 9)) == 1
        assert await tx.blocks_everywhere(lambda guild: [WREN] if guild == 2 else [], NOW) == []

        assert await tx.blocks_of(2, [WREN], NOW) == []

        await tx.block(other, 0, WREN, NOW + 5, "Anew.", mora, NOW)
        assert await tx.blocks_on(other.id, NOW) == [Block(0, NOW + 5, "Anew.", other.id, mora)]
        await tx.block(other, 0, NOBODY, NOW + 7, None, mora, NOW)  # its writer is forgotten meanwhile
        assert Block(0, NOW + 7, None, other.id, mora) in await tx.blocks_of(1, [WREN], NOW)
        assert not await tx.unblock(other.id, 1, NOW)
        assert await tx.unblock(other.id, 0, NOW)
        assert not await tx.unblock(other.id, 0, NOW)
        assert not await tx.unblock(letter.id, 0, NOW + 9)
        assert await tx.blocks_of(1, [WREN, SOL], NOW) == []


async def test_a_block_keeps_nothing_of_what_it_was_set_on(store: Store) -> None:
    async with store.transaction() as tx:
        draft = await a_draft(tx, box=await a_letterbox(tx))
        await tx.block(draft, 0, WREN, None, "Because.", Sealed(b"moderator"), NOW)
        await tx.discard(draft.id)
        assert len(await tx.blocks_of(1, [WREN, SOL], NOW)) == 1


# What a letter says


@given(
    parts=st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"])), st.none() | st.binary()), max_size=5)
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
async def test_whatever_is_written_comes_back_in_order_to_the_letter(
    store: Store, parts: list[tuple[str, bytes | None]]
) -> None:
    written = [Part(text, None if source is None else Tag(source)) for text, source in parts]
    async with store.transaction() as tx:
        draft = await a_draft(tx)
        await tx.save_parts(draft.id, [Part("what stood there before", SOL)] * 3)
        await tx.save_parts(draft.id, written)
    async with store.transaction() as tx:
        assert await tx.parts(draft.id) == written
        assert await tx.letter_from(SOL) is None


@given(
    states=st.lists(st.lists(st.sampled_from("abc"), max_size=7), min_size=2, max_size=5),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=100, deadline=None)
async def test_a_draft_says_what_it_was_last_told_to(store: Store, states: list[list[str]]) -> None:
    async with store.transaction() as tx:
        draft = await a_draft(tx)
        for state in states:
            parts = [Part(text) for text in state]
            await tx.save_parts(draft.id, parts)
            assert await tx.parts(draft.id) == parts


async def test_a_thousandth_message_seals_only_itself(store: Store) -> None:
    """So does an edit of one of them; and a message that is deleted seals nothing."""

    async def sealed() -> set[bytes]:
        rows = await tx._connection.execute_fetchall("SELECT sealed_text FROM part")
        return {row["sealed_text"] for row in rows}

    async with store.transaction() as it:
        tx = cast(Tx, it)
        draft = await a_draft(tx)
        parts = [Part(f"message {number}", Tag(b"%d" % number)) for number in range(1_000)]
        await tx.save_parts(draft.id, parts)
        changes = (
            ([*parts, Part("one more")], 1),
            ([*parts[:500], replace(parts[500], text="edited"), *parts[501:]], 1),
            ([*parts[:500], *parts[501:]], 0),
        )
        for after, anew in changes:
            await tx.save_parts(draft.id, parts)
            before = await sealed()
            await tx.save_parts(draft.id, after)
            assert len(await sealed() - before) == anew
            assert await tx.parts(draft.id) == after


async def test_a_direct_message_leads_to_the_letter_that_it_went_into(store: Store) -> None:
    async with store.transaction() as tx:
        one, other = await a_draft(tx), await a_draft(tx)
        await tx.save_parts(one.id, [Part("text", WREN), Part("by form")])
        await tx.add_picture(other.id, Picture("picture.png", b"data", IDA))
        assert await tx.letter_from(WREN) == one.id
        assert await tx.letter_from(IDA) == other.id


async def test_pictures_keep_their_order_and_go_with_their_message(store: Store) -> None:
    names = ["1.png", "2.jpg", "3.gif"]
    pictures = [
        Picture(name, name.encode() * 999, source) for name, source in zip(names, (WREN, IDA, WREN), strict=True)
    ]
    async with store.transaction() as tx:
        draft, other = await a_draft(tx), await a_draft(tx)
        for picture in pictures:
            await tx.add_picture(draft.id, picture)
        await tx.add_picture(other.id, pictures[0])
        assert await tx.pictures(draft.id) == pictures
        await tx.drop_pictures(draft.id, WREN)
        await tx.add_picture(draft.id, pictures[0])
        assert await tx.pictures(draft.id) == [pictures[1], pictures[0]]
        assert (await tx.picture_count(draft.id), await tx.picture_count(other.id)) == (2, 1)


async def test_pages_are_listed_in_order_each_where_it_was_last_put(store: Store) -> None:
    async with store.transaction() as tx:
        letter, other = await a_letter(tx), await a_letter(tx)
        for position, message_id in ((2, 22), (1, 10), (1, 11), (3, 33)):
            await tx.add_page(letter.id, position, message_id)
        await tx.add_page(other.id, 1, 99)
        assert await tx.pages(letter.id) == [11, 22, 33]
        await tx.forget_pages(letter.id)
        assert (await tx.pages(letter.id), await tx.pages(other.id)) == ([], [99])


# Responses


async def respond(tx: Tx, letter_id: int, message_id: int | None = None, text: str = "I know.") -> int:
    """A response of Ida's; gives its id."""
    response = await tx.add_response(letter_id, ResponseKind.OPEN, IDA, "Ida Brook", text, message_id, NOW)
    assert response is not None
    return response.id


async def test_responses_are_numbered_within_their_letter_and_no_number_comes_twice(store: Store) -> None:
    async with store.transaction() as tx:
        letter, other = await a_letter(tx), await a_letter(tx)
        first, second = await respond(tx, letter.id, 1), await respond(tx, letter.id, 2)
        await tx.delete_response(second)
        third, elsewhere = await respond(tx, letter.id, 3), await respond(tx, other.id, 4)
        numbers = [(await tx.response(response)).number for response in (first, second, third, elsewhere)]
        assert numbers == [1, 2, 3, 1]
        assert (await tx.response_count(letter.id), await tx.response_count(other.id)) == (2, 1)


async def test_anonymous_responses_are_counted_under_both_marks_of_a_person(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        for tag, kind, late in (
            (IDA, ResponseKind.PEN, 1), (IDA, ResponseKind.OPEN, 1), (SOL, ResponseKind.AUTHOR, 1),
            (SOL, ResponseKind.PEN, 0), (WREN, ResponseKind.PEN, 1),
        ):  # fmt: skip
            await tx.add_response(letter.id, kind, tag, "Name", "text", None, NOW + late)
        assert await tx.responses_since(1, [IDA, SOL], NOW) == 2
        assert await tx.responses_since(1, [IDA, SOL], NOW - 1) == 3
        assert await tx.responses_since(2, [IDA, SOL], NOW - 1) == 0
        third = await tx.response_numbered(letter.id, 3)
        assert third is not None and (third.kind, third.mark) == (ResponseKind.AUTHOR, SOL)
        assert await tx.response_numbered(letter.id, 6) is None


async def test_a_message_is_one_response_however_often_it_is_seen(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        response_id = await respond(tx, letter.id, 7)
        assert await tx.add_response(letter.id, ResponseKind.OPEN, SOL, "Sol", "again", 7, NOW) is None
        assert await tx.response_in(7) == await tx.response(response_id)
        assert (await tx.response(await respond(tx, letter.id, 8))).number == 2


async def test_a_response_comes_back_as_it_was_given_and_follows_its_edits(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        given = await tx.add_response(letter.id, ResponseKind.PEN, SOL, "Night Owl 🌊", "No.\n\nYes.", None, NOW)
        assert given is not None
        assert (given.kind, given.name, given.text) == (ResponseKind.PEN, "Night Owl 🌊", "No.\n\nYes.")
        assert (given.message_id, given.notice_id, given.state) == (None, None, ResponseState.WAITING)
        await tx.set_response_message(given.id, 70, 2000)
        await tx.edit_response(given.id, letter.id, "Perhaps.")
        await tx.delete_response(given.id)
        after = replace(given, message_id=70, thread_id=2000, text="Perhaps.", state=ResponseState.GONE)
        assert await tx.response(given.id) == await tx.response_in(70) == after


async def test_responses_that_stand_nowhere_yet_wait_in_order(store: Store) -> None:
    async with store.transaction() as tx:
        letter, other = await a_letter(tx), await a_letter(tx)
        ids = [await respond(tx, letter.id) for _ in range(4)]
        await respond(tx, other.id)
        await tx.set_response_message(ids[1], 70, 2000)
        await tx.delete_response(ids[2])
        assert [response.id for response in await tx.unposted_responses(letter.id)] == [ids[0], ids[3]]
        assert await tx.unposted_in(1) == []  # no thread
        await tx.set_public_message(letter.id, 20, 200, 2000, NOW)
        assert await tx.unposted_in(1) == [(letter.id, ids[0]), (letter.id, ids[3])]
        assert await tx.unposted_in(2) == []


@pytest.mark.parametrize("limit", [1, 2, 3, 9])
async def test_live_letters_come_in_pages_the_newest_first_and_each_once(store: Store, limit: int) -> None:
    async with store.transaction() as tx:
        letters = [await a_letter(tx, guild_id=guild) for guild in (1, 2, 1, 2, 1)]
        for letter, later in zip(letters, (5, 9, 5, 5, 0), strict=True):  # three at one moment
            await tx.set_public_message(letter.id, 20, letter.id, letter.id, NOW + later)
        await tx.forget_author((await a_letter(tx)).id)
        await a_letter(tx, State.REMOVED)
        found = list[int]()
        last = None
        while page := await tx.live_letters(last, limit):
            assert len(page) <= limit
            found += [letter.id for letter in page]
            last = page[-1]
        one, two, three, four, five = (letter.id for letter in letters)
        assert found == [two, *sorted([one, three, four], reverse=True), five]


async def test_a_notice_knows_the_responses_it_tells_of_in_order(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        notice = await tx.add_notice(letter.id, NoticeKind.RELAY, "New:")
        ids = [await respond(tx, letter.id, number) for number in range(3)]
        for response_id in (ids[2], ids[0]):
            await tx.link_notice(response_id, notice.id)
        assert [response.id for response in await tx.responses_told_in(notice.id)] == [ids[0], ids[2]]
        assert (await tx.response(ids[0])).notice_id == notice.id


# Pen names


async def test_a_pen_name_stays_its_first_owner_s_within_the_letter(store: Store) -> None:
    async with store.transaction() as tx:
        letter, other = await a_letter(tx), await a_letter(tx)
        assert await tx.claim_pen_name(letter.id, "owl", "Owl", IDA, NOW)
        assert not await tx.claim_pen_name(letter.id, "owl", "0wl", SOL, NOW + 1)
        assert await tx.claim_pen_name(letter.id, "owl", "OWL", IDA, NOW + 2)
        assert await tx.claim_pen_name(other.id, "owl", "Owl", SOL, NOW)
        assert await tx.claim_pen_name(letter.id, "wren", "Wren", SOL, NOW)
        assert await tx.last_pen_name(letter.id, IDA) == "OWL"
        assert await tx.last_pen_name(letter.id, SOL) == "Wren"


async def test_the_pen_name_used_last_is_the_one_offered(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        assert await tx.last_pen_name(letter.id, IDA) is None
        for second, name in enumerate(["Owl", "Wren", "Owl"]):
            await tx.claim_pen_name(letter.id, name, name, IDA, NOW + second)
        assert await tx.last_pen_name(letter.id, IDA) == "Owl"


# Notices


async def test_a_notice_is_found_by_its_message_once_it_was_sent(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        notice = await tx.add_notice(letter.id, NoticeKind.REJECTED, "“Ünder” was not taken.")
        assert await tx.notice(notice.id) == notice
        assert (notice.kind, notice.text) == (NoticeKind.REJECTED, "“Ünder” was not taken.")
        assert (notice.message, notice.sent_at) == (None, None)
        await tx.set_notice_message(notice.id, Sealed(b"where"), SOL, NOW)
        assert await tx.notice_in(SOL) == replace(notice, message=Sealed(b"where"), sent_at=NOW)


async def test_a_letter_knows_all_its_notices(store: Store) -> None:
    async with store.transaction() as tx:
        letter, other = await a_letter(tx), await a_letter(tx)
        notices = [await tx.add_notice(letter.id, kind, kind) for kind in NoticeKind]
        await tx.add_notice(other.id, NoticeKind.RELAY, "New:")
        assert {notice.id for notice in await tx.notices_of(letter.id)} == {notice.id for notice in notices}


async def test_the_latest_notice_is_of_a_letter_in_public_and_not_older_than_asked(store: Store) -> None:
    seal, sent = Seal(KEY), list[int]()
    async with store.transaction() as tx:
        for number, (writer, state) in enumerate(
            [(WREN, State.PUBLISHED), (WREN, State.PUBLISHED), (WREN, State.REMOVED), (IDA, State.PUBLISHED)]
        ):
            letter = await a_letter(tx, state, writer)
            notice = await tx.add_notice(letter.id, NoticeKind.RELAY, "New:")
            await tx.add_notice(letter.id, NoticeKind.RELAY, "not sent yet")
            await tx.set_notice_message(
                notice.id, seal.seal_id(5, notice_message_of(notice.id)), Tag(bytes([number])), NOW + number
            )
            sent.append(letter.id)
        assert await tx.last_told(by(WREN), [1], NOW + 1) == await tx.letter(sent[1])
        assert await tx.last_told(by(WREN), [2], NOW + 1) is None
        assert await tx.last_told(by(WREN), [1], NOW + 2) is None
        assert await tx.last_told(by(SOL), [1], 0) is None
        notice = await tx.add_notice(sent[0], NoticeKind.RELAY, "Nobody was told.")
        await tx.set_notice_message(notice.id, seal.seal_id(0, notice_message_of(notice.id)), Tag(b"9"), NOW + 9)
        assert await tx.last_told(by(WREN), [1], NOW + 1) == await tx.letter(sent[1])


async def test_a_relay_takes_more_responses_until_somebody_begins_to_send_it(store: Store) -> None:
    async with store.transaction() as tx:
        letter, other = await a_letter(tx), await a_letter(tx)
        verdict = await tx.add_notice(letter.id, NoticeKind.PUBLISHED, "It stands.")
        relay = await tx.add_notice(letter.id, NoticeKind.RELAY, "New:")
        lane = f"author:{letter.id}"
        await tx.enqueue(lane, Kind.NOTICE, letter_id=letter.id, subject_id=verdict.id, not_before=NOW, now=NOW)
        assert await tx.open_relay(letter.id) is None
        await tx.enqueue(lane, Kind.NOTICE, letter_id=letter.id, subject_id=relay.id, not_before=NOW, now=NOW)
        assert await tx.open_relay(letter.id) == relay.id
        assert await tx.open_relay(other.id) is None
        for _ in range(2):
            delivery = await claim(tx, "worker", NOW, 60)
            assert delivery is not None
            await tx.later(delivery.id, NOW)
            if delivery.subject_id == verdict.id:
                await tx.done(delivery.id)
        assert await tx.open_relay(letter.id) is None


# The desk's record


async def test_the_last_decision_changed_the_letter_and_the_last_word_settled_reports(store: Store) -> None:
    async with store.transaction() as tx:
        letter, other = await a_letter(tx), await a_letter(tx)
        assert await tx.last_decision(letter.id) is await tx.last_word(letter.id) is None
        await tx.decide(letter.id, Verb.REJECT, Sealed(b"Mora"), "Too “long”.", NOW)
        await tx.decide(other.id, Verb.APPROVE, Sealed(b"Otto"), None, NOW)
        decision = await tx.last_decision(letter.id)
        assert decision is not None and await tx.last_word(letter.id) is None
        assert (decision.verb, decision.moderator, decision.reason) == (Verb.REJECT, b"Mora", "Too “long”.")
        await tx.decide(letter.id, Verb.DISMISS, None, None, NOW)
        word = await tx.last_word(letter.id)
        assert word is not None
        assert (word.verb, word.moderator, word.reason, word.at) == (Verb.DISMISS, None, None, NOW)
        assert await tx.last_decision(letter.id) == decision


async def test_everybody_reports_a_letter_once_for_good(store: Store) -> None:
    async with store.transaction() as tx:
        letter = await a_letter(tx)
        assert await tx.report(letter.id, SOL, Report("first", NOW))
        assert await tx.report(letter.id, IDA, Report("second", NOW + 1))
        assert not await tx.report(letter.id, SOL, Report("once more", NOW + 2))
        assert [(report.reason, report.at) for report in await tx.reports(letter.id)] == [
            ("first", NOW),
            ("second", NOW + 1),
        ]
        await tx.clear_reports(letter.id)
        assert await tx.reports(letter.id) == []
        assert not await tx.report(letter.id, SOL, Report("again", NOW))
        assert await tx.reports(letter.id) == []
        assert await tx.report(letter.id, WREN, Report("third", NOW + 3))
        assert [report.reason for report in await tx.reports(letter.id)] == ["third"]
        assert await tx.report((await a_letter(tx)).id, SOL, Report("another", NOW))


# Remarks


async def test_a_remark_is_kept_until_it_is_replaced(store: Store) -> None:
    for value in (b"one", b"\x00other"):
        async with store.transaction() as tx:
            await tx.set_meta("commands", value)
        async with store.transaction() as tx:
            assert await tx.meta("commands") == value
