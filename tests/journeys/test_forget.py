"""`/letter data` shows what is kept about somebody; `/letter forget` erases it, in every server, at once."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any, cast

import pytest
from simcord.actors import MemberActor

from bot import life, words
from bot.language import ENGLISH
from bot.letter import Person
from bot.post import to_author, van
from bot.rules import remembering
from bot.store.tx import Tx
from cogs import _answers
from cogs._courier import DiscordCourier
from tests import acts, tampering
from tests.host import rows, texts, traces_of
from tests.town import BODY, LETTER, TITLE, Town, another_server, answer_of, choose, labels, text_of, told, town

SNOW = "Snow in April\n\nIt fell on the tulips, and you laughed."
PLUM = "The plum tree\n\nIt bore nothing but shade."


async def forget(person: MemberActor) -> Any:
    """`/letter forget`, and the button that it shows."""
    asked = await person.user.slash("letter forget")
    return await person.user.click(answer_of(asked), label="Forget me")


async def forgotten(person: MemberActor) -> str:
    """What somebody reads who was just forgotten."""
    return told(await forget(person))


async def busy(here: Town) -> None:
    """Wren has a published letter, one that was removed, one rejected, one that waits, a draft, a pen name, an open
    response and a report that waits."""
    await here.publish()
    await here.publish(text=SNOW, number=2)
    await here.mora.slash(here.desk, "letters remove", number=2)
    await here.send(here.wren, PLUM)
    await here.mora.slash(here.desk, "letters reject", number=3, reason="Kandiszucker")
    await here.send(here.wren, "Rain on the roof\n\nAll night, and nobody to tell.")
    await here.publish(here.ida, "To the river\n\nIt is still there.", number=5)
    await here.reply(here.wren, "I know that river.", "The neighbour")
    await here.wren.send(here.thread(), "Me too, honestly.")
    shown = await here.wren.click(here.published()[-1], label="Report")
    await here.wren.submit_modal(shown, {"why": "Sauerteig"})
    await here.write(here.wren, "A draft\n\nNobody has read this.")
    await here.pass_time(60)


def on_disk(folder: Path) -> bytes:
    """Every byte of the database and of the files beside it, read by another process: to close a file that SQLite has
    open would give up its locks."""
    read = "import pathlib, sys; [sys.stdout.buffer.write(pathlib.Path(path).read_bytes()) for path in sys.argv[1:]]"
    files = sorted(map(str, folder.glob("letters.db*")))
    return subprocess.run([sys.executable, "-c", read, *files], capture_output=True, check=True).stdout


COUNTED = (
    "1 draft, where your direct messages with me are, what ties you to 4 letters, 2 responses, 1 pen name, 1 report"
)


async def test_it_tells_first_and_erases_nothing_before_the_button(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await busy(here)
        before = traces_of(here, here.wren)
        asked = await here.wren.slash(here.hall, "letter forget")
        assert asked.ephemeral and COUNTED in told(asked)
        (button,) = [item for row in answer_of(asked).components for item in row["components"]]
        assert (button["label"], button["custom_id"]) == ("Forget me", "forget")
        assert traces_of(here, here.wren) == before != []


async def test_afterwards_the_host_finds_nobody(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await busy(here)
        assert f"I have erased {COUNTED}." in await forgotten(here.wren)
        assert traces_of(here, here.wren) == []
        await here.pass_time(60)
        assert traces_of(here, here.wren) == []
        assert traces_of(here, here.ida) != []
        said = texts(here)
        assert not [text for text in ("All night", "Rain on", "Nobody has read") if text.encode() in said]
        await here.days_later(7)  # as of every rejected letter
        assert not [text for text in ("shade", "Kandiszucker") if text.encode() in texts(here)]


async def test_what_was_erased_is_in_no_file_any_more(tmp_path: Path) -> None:
    columns = {"sealed_author", "sealed_message", "sealed_position", "source_tag", "sealed_mark", "sealed_owner"}
    async with town(tmp_path) as here:
        await busy(here)
        found = [value for _, row in rows(here) for column, value in row.items() if column in columns and value]
        before = on_disk(tmp_path)
        assert len(found) > 20 and all(value in before for value in found)
        for person in (here.wren, here.ida):
            await forget(person)
        after = on_disk(tmp_path)
        assert not [value for value in found if value in after]


async def test_what_is_published_stays_and_what_waits_is_withdrawn(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await busy(here)
        await forget(here.wren)
        await here.pass_time(60)
        assert BODY in text_of(here.published()[0])
        assert "Withdrawn by its author" in here.desk_card(4).content and not here.desk_card(4).embeds
        assert ("The neighbour", "I know that river.") in [
            (who, said.partition("\n")[0]) for who, said in here.thread_texts()
        ]
        assert "2 responses" in text_of(here.published()[-1])
        await here.mora.slash(here.desk, "letters restore", number=2)
        assert "It fell on the tulips" in text_of(here.published()[1])


async def test_it_leaves_no_sign_at_the_desk_that_two_letters_were_one_persons(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await busy(here)
        before = {number: here.desk_card(number).edited_at for number in (1, 2, 3)}
        await forget(here.wren)
        await here.pass_time(60)
        assert {number: here.desk_card(number).edited_at for number in (1, 2, 3)} == before
        await here.days_later(7)
        assert not here.desk_card(3).embeds


async def test_it_reaches_servers_that_the_person_has_left(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        orchard = await another_server(here, here.wren)
        await here.write(here.wren, LETTER)
        await choose(here, here.wren, "Which letterbox?", "The Orchard")
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        orchard.guild.remove_member(here.wren.user)
        await here.env.settle()
        assert "1 letter:" in told(await here.wren.user.slash("letter data"))
        assert "1 letter" in await forgotten(here.wren)
        assert traces_of(here, here.wren) == []


@pytest.mark.parametrize("label", ["Mute", "Withdraw"])
async def test_the_buttons_that_are_left_say_why_they_do_nothing(tmp_path: Path, label: str) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await forget(here.wren)
        notice = next(message for message in here.from_bot(here.wren) if label in labels(message))
        assert ENGLISH(words.writing.NOT_YOURS) in told(await here.wren.user.click(notice, label=label))
        published = next(message for message in here.from_bot(here.wren) if "Mute" in labels(message))
        await acts.reply_in_dm(here.env, here.wren, published, "Still here.")
        assert here.from_bot(here.wren)[-1].content == ENGLISH(words.writing.NOT_YOURS)
        assert traces_of(here, here.wren) == [
            "inbox.person_tag",
            "inbox.sealed_position",
        ]  # they have just written again
        await here.days_later(7)
        assert traces_of(here, here.wren) == []


async def test_who_was_forgotten_hears_no_more_and_the_thread_goes_on(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.sol.send(here.thread(), "Me too, honestly.")
        await forget(here.wren)
        heard = len(here.from_bot(here.wren))
        await here.ida.send(here.thread(), "And I.")
        await here.pass_time(60)
        assert len(here.from_bot(here.wren)) == heard
        assert "2 responses" in text_of(here.published()[-1])


async def test_messages_on_their_way_are_called_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        store = here.office.store
        async with store.transaction() as tx:
            await life.outbox.send_note(tx, Person(here.wren.id), "Later.", now=2**40)
        assert {"delivery.sealed_payload", "letter.sealed_author"} <= {*traces_of(here, here.wren)}
        assert "1 message" in await forgotten(here.wren)
        assert traces_of(here, here.wren) == []


def no_second_look(monkeypatch: pytest.MonkeyPatch) -> None:
    async def is_still(*_: Any) -> bool:
        return True

    for module in (van, to_author):
        monkeypatch.setattr(module, "is_still", is_still)


async def forgotten_under_way(folder: Path) -> list[str]:
    """Wren is forgotten while a draft card, then a notice is on its way to them; where can they be found?"""
    async with town(folder) as here:
        found = list[str]()
        for method, then in (("notice", "letters approve"), ("draft_card", "letters return")):
            await here.send(here.wren, LETTER)
            real, number = getattr(DiscordCourier, method), len(found) + 1

            async def late(*args: Any, real: Any = real, **more: Any) -> Any:
                there = await real(*args, **more)
                await life.forgetting.forget(here.office, Person(here.wren.id))
                return there

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(DiscordCourier, method, late)
                options = {"note": "Shorter."} if then == "letters return" else {}
                await here.mora.slash(here.desk, then, number=number, **options)
                await here.pass_time(90)
            assert await here.outbox() == []
            found.append(", ".join(traces_of(here, here.wren)))
        return found


async def test_who_is_forgotten_while_something_is_on_its_way_is_not_written_down_again(tmp_path: Path) -> None:
    assert await forgotten_under_way(tmp_path) == ["", ""]


async def test_one_who_is_written_down_again_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    no_second_look(monkeypatch)
    first, second = await forgotten_under_way(tmp_path)
    assert "inbox.person_tag" in first and "letter.sealed_card" in second


async def test_a_block_stays_and_still_holds(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.mora.slash(here.desk, "letters block", number=1)
        assert "1 block" in told(await here.wren.user.slash("letter data"))
        assert "Blocks stay: 1 block." in told(await here.wren.user.slash("letter forget"))
        await forget(here.wren)
        assert traces_of(here, here.wren) == []
        assert "block" in (await here.write(here.wren, LETTER)).content.lower()
        assert "1 block" in told(await here.wren.user.slash("letter forget"))


async def test_a_name_that_was_used_is_nobodys_not_even_theirs(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.sol, "Ride it.", "The neighbour")
        await forget(here.sol)
        for reader in (here.ida, here.sol):
            assert "whom I have forgotten since" in told(await here.reply(reader, "It is I.", "The neighbour"))


async def test_an_edit_after_it_does_not_bring_the_text_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        said = await here.sol.send(here.thread(), "Me too, honestly.")
        await forget(here.sol)
        await here.sol.edit(said, "Regenschirm.")
        assert b"Regenschirm" not in texts(here) and traces_of(here, here.sol) == []


async def test_who_was_forgotten_can_write_again(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await forget(here.wren)
        await here.publish(text=SNOW, number=2)
        assert TITLE not in told(await here.wren.user.slash("letter mine"))
        assert "Snow in April" in told(await here.wren.user.slash("letter mine"))


async def test_who_is_unknown_is_told_so(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for command, sentence in (
            ("letter forget", ENGLISH(words.data.FORGET_NOTHING)),
            ("letter data", ENGLISH(words.data.KEPT_NOTHING)),
        ):
            shown = await here.ida.slash(here.hall, command)
            assert shown.ephemeral and told(shown) == sentence and answer_of(shown).components == []


async def test_a_second_press_does_no_harm(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        asked = [await here.wren.user.slash("letter forget") for _ in range(2)]
        await here.wren.user.click(answer_of(asked[0]), label="Forget me")
        result = await here.wren.user.click(answer_of(asked[1]), label="Forget me")
        assert ENGLISH(words.data.FORGET_NOTHING) in told(result)


async def test_data_tells_what_is_kept_and_until_when_and_nothing_about_others(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await busy(here)
        shown = await here.wren.slash(here.hall, "letter data")
        text = told(shown)
        assert shown.ephemeral
        for line in (
            f"1 draft: {ENGLISH(words.data.KEPT_DRAFTS)}",
            f"1 letter: {ENGLISH(words.data.KEPT_WAITING)}",
            "2 letters: I forget the author on ",
            "1 letter: erased on ",
            f"2 responses: {ENGLISH(words.data.KEPT_RESPONSES)}",
            f"1 pen name: {ENGLISH(words.data.KEPT_PEN_NAMES)}",
            f"1 report: {ENGLISH(words.data.KEPT_REPORTS)}",
            ENGLISH(words.data.KEPT_HOW_TO),
        ):
            assert line in text
        assert "Ida" not in text and "river" not in text


async def test_moderators_cannot_tell_whose_author_is_forgotten(tmp_path: Path) -> None:
    """Or letters that lose their authors at one moment would be known as one person's."""
    async with town(tmp_path) as here:
        await here.publish(here.wren, number=1)
        await here.publish(here.ida, number=2)
        await forgotten(here.wren)

        async def seen(number: int) -> list[str]:
            answers = [
                told(await here.mora.slash(here.desk, "letters block", number=number, reason="Too loud.")),
                text_of(here.desk_card(number)),
                told(await here.mora.slash(here.desk, "letters unblock", number=number)),
                told(await here.mora.slash(here.desk, "letters remove", number=number)),
                text_of(here.desk_card(number)),
                told(await here.mora.slash(here.desk, "letters restore", number=number)),
                text_of(here.desk_card(number)),
            ]
            return [re.sub(rf"etter {number}|/\d+", "etter N", answer) for answer in answers]

        assert await seen(1) == await seen(2)


async def test_a_block_set_anew_on_a_forgotten_author_still_holds(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish(here.wren)
        await here.mora.slash(here.desk, "letters block", number=1, days=30)
        await forgotten(here.wren)
        await here.mora.slash(here.desk, "letters block", number=1, days=60)
        assert "blocked you from writing without a name" in (await here.write(here.wren, "Again\n\nA new one.")).content


async def test_whoever_tries_the_buttons_of_others_learns_not_which_letters_were_forgotten(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.publish(here.ida, LETTER.replace("bicycle", "kettle"), number=2)
        forgotten, known = [tampering.button_of(each, "reply").split(":")[1] for each in here.published()]
        await forget(here.wren)
        for verb in ("withdraw", "mute", "unmute", "answer", "open", "edit", "send", "discard"):
            first, second = [
                told(await tampering.press(here.env, here.sol, here.hall, f"{verb}:{letter}"))
                for letter in (forgotten, known)
            ]
            assert first == second, verb
        first, second = [
            told(await tampering.form(here.env, here.sol, here.hall, f"answered:{letter}", answer="It is mine."))
            for letter in (forgotten, known)
        ]
        assert first == second


async def test_letters_that_a_moderator_had_bounced_stay_when_their_author_is_forgotten(tmp_path: Path) -> None:
    """Published, removed, and restored where the bot may not post: they wait again, and must not leave together."""
    async with town(tmp_path) as here:
        for number, who in enumerate((here.wren, here.ida, here.wren, here.ida), 1):
            await here.publish(who, LETTER.replace("bicycle", f"kettle {number}"), number=number)
        await here.pass_time(120)
        for number in range(1, 5):
            await here.mora.slash(here.desk, "letters remove", number=number)
        acts.set_permissions(here.letters, here.env.bot.user, view_channel=False)
        for number in range(1, 5):
            await here.mora.slash(here.desk, "letters restore", number=number)
        before = [labels(here.desk_card(number)) for number in range(1, 5)]
        await forget(here.wren)
        await here.pass_time(60)
        assert [labels(here.desk_card(number)) for number in range(1, 5)] == before
        assert not [card for card in here.desk.history() if "Withdrawn" in text_of(card)]


async def test_responses_that_wait_to_be_posted_do_not_vanish_together(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        acts.set_permissions(here.letters, here.env.bot.user, send_messages_in_threads=False, manage_webhooks=False)
        await here.reply(here.sol, "It rings true.", "Owl")
        await here.reply(here.ida, "It does.", "Fox")
        await forget(here.sol)
        await here.pass_time(60)
        for response in (1, 2):
            said = told(await here.mora.slash(here.desk, "letters block", number=1, response=response))
            assert f"response {response}" in said and "no response" not in said


async def sealed_in(here: Town, number: int) -> Any:
    """The row of a response."""
    async with here.office.store.reading() as tx:
        sql = "SELECT * FROM response WHERE number = ?"
        (row,) = await cast(Tx, tx)._connection.execute_fetchall(sql, (number,))
    return row


@pytest.mark.parametrize("waits", [True, False], ids=["of a reply that waits", "of one that stands"])
@pytest.mark.parametrize("refused", [False, True])
async def test_a_change_on_its_way_is_made_with_nobody_behind_it(tmp_path: Path, waits: bool, refused: bool) -> None:
    """They may have changed it because it gave them away: what it said before must not appear after all."""
    async with town(tmp_path, check_errors=False) as here:
        await here.publish()
        if waits:
            here.env.inject_error("POST", "/webhooks/*/simcord_webhook_*", status=503, code=0, message="no", times=1)
        taken = await here.reply(here.sol, "I live beside it.", "Owl")
        card = taken.followups[-1] if taken.followups else answer_of(taken)
        here.env.inject_error("PATCH", "/webhooks/*/*/messages/*", status=503, code=0, message="no", times=1)
        form = await here.sol.click(card, label="Change")
        await here.sol.submit_modal(form, {"answer": "I know it well."})
        await forget(here.sol)
        if refused:
            at = ("POST", "/webhooks/*/simcord_webhook_*") if waits else ("PATCH", "/webhooks/*/*/messages/*")
            here.env.inject_error(*at, status=400, code=200000, message="no", times=1)
        await here.restart()
        await here.pass_time(60)
        shown = [text.partition("\n")[0] for _, text in here.thread_texts()]
        stays = [] if waits else ["I live beside it."]
        assert shown == (stays if refused else ["I know it well."])
        row = await sealed_in(here, 1)
        assert row["sealed_writer"] is None and row["sealed_change"] is None and await here.outbox() == []
        assert traces_of(here, here.sol) == []


async def test_of_a_reply_that_was_deleted_no_word_is_kept(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.sol, "I live beside it.", "Owl")
        await here.pass_time(30)
        await here.mora.delete(here.thread().history()[-1])
        assert b"I live beside it." in texts(here)
        await forget(here.sol)
        assert b"I live beside it." not in texts(here)


async def test_nor_is_what_was_taken_back_in_any_file(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        taken = await here.reply(here.sol, "I live beside it.", "Owl")
        await here.pass_time(30)
        sealed = (await sealed_in(here, 1))["sealed_text"]
        asked = await here.sol.click(taken.followups[-1] if taken.followups else answer_of(taken), label="Take back")
        assert sealed in on_disk(tmp_path)
        await here.sol.click(answer_of(asked), label="Take back")
        assert sealed not in on_disk(tmp_path)


async def test_the_running_program_forgets_their_words_too(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.mora.slash(here.hall, "letterbox settings", refuse="turnip")
        other = "The lamp on the stairs\n\nYou leave it on for whoever comes home last."  # not like the first one
        for who, text in ((here.wren, LETTER), (here.ida, other)):
            card = await here.write(who, text)
            await who.user.click(card, label="Send letter")
        assert any(cache.cache_info().currsize for cache in remembering._caches)
        pressed = _answers._pressed[here.env.bot]
        assert {press.user_id for press in pressed.values()} >= {here.wren.id, here.ida.id}
        await forget(here.wren)
        assert {press.user_id for press in pressed.values()} == {here.ida.id}
        assert not any(cache.cache_info().currsize for cache in remembering._caches)
