"""`/letter search`, `/letter read`, `/letter random`: readers find what they can read, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from simcord.actors import MemberActor

from bot import words
from bot.language import ENGLISH
from bot.life import searching
from bot.search import shelves
from cogs import _cards_searching as cards
from tests import acts, tampering
from tests.journeys.test_mature import late_channel, send_mature
from tests.journeys.test_own_warning import warn
from tests.journeys.test_revise import revise
from tests.town import BODY, TITLE, Town, another_server, answer_of, chosen_of_mine, labels, sure, text_of, told, town

LAMP = "The lamp on the third floor\n\nIt burns every night, I never asked for whom. **Bold** <@1> @everyone the lamps."
LADDER = "The ladder in the tree\n\nSomebody left it there. ||The lamp fell, [glass](https://x.y) and all||, I climbed."
BREAD = "Grandmother’s bread\n\nI bake it on Sundays. The kitchen smells of yeast."
ROLL = "My burnt bread\n\nGrandmother would laugh: the kitchen smells of smoke, and so does the bread."


async def search(here: Town, who: MemberActor, words: str, **more: str) -> Any:
    """`/letter search`."""
    return await who.slash(here.hall, "letter search", words=words, **more)


async def read(here: Town, who: MemberActor, number: int) -> str:
    """What `/letter read` answers."""
    return told(await who.slash(here.hall, "letter read", number=number))


async def offered(here: Town, who: MemberActor, typed: str = "") -> list[str]:
    """The titles that are offered while somebody types, by `/letter search` and by `/letter read`."""
    titles = await who.autocomplete(here.hall, "letter search", "words", typed)
    numbers = await who.autocomplete(here.hall, "letter read", "number", typed)
    assert len(titles) == len({each["name"].partition(" · ")[2] for each in numbers})
    return [each["name"] for each in titles]


def found(shown: Any) -> list[str]:
    """The numbers of the letters on a page of what was found."""
    return [line.split("**")[1] for line in told(shown).splitlines() if line.startswith("**")]


def no_letter(number: int) -> str:
    return ENGLISH(words.searching.NO_SUCH_LETTER.format(number=number))


async def test_a_letter_is_found_by_its_words_and_read_with_what_was_answered(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for number, text in enumerate((LAMP, LADDER, BREAD, ROLL), 1):
            await here.publish(text=text, number=number)
        await here.reply(here.sol, "It is **4 · Author of the letter**’s. " + "Long. " * 300, "The neighbour")
        for who, nick in ((here.sol, "Author of the letter"), (here.ida, "the NEIGHBOUR")):
            here.env.backend.edit_member(here.guild.id, who.id, {"nick": nick})
            await who.send(here.thread(), "I am.")
        shown = await search(here, here.ida, "lamps")
        assert answer_of(shown).ephemeral and found(shown) == ["1", "2"] and "2 letters found." in told(shown)
        said = told(shown)
        assert "\\*\\*Bold\\*\\* \\<@1\\> @everyone the **lamps**." in said  # of its text nothing has any effect
        assert "||The **lamp** fell, \\[glass\\](https:\\//x.y) and all||" in said  # and its spoiler stays one
        assert await offered(here, here.ida, "lad") == ["The ladder in the tree"]
        assert (await offered(here, here.ida))[0] == "My burnt bread"
        assert found(await search(here, here.ida, "kitch* yeast")) == ["3"]
        assert "No letter that you can read here" in told(await search(here, here.ida, "“lamp floor”"))
        opened = await here.ida.select(answer_of(shown), [here_value(shown, "2")])
        assert "||The lamp fell" in told(opened) and "The ladder in the tree" in told(opened)
        book = await here.ida.slash(here.hall, "letter read", number=4)
        assert "Letters like it\n**3** · [Grandmother’s bread](https://" in told(book)
        first = told(book)
        assert "3 responses" in first and "Page 1 of 2" in told(book)
        await here.restart()
        responses = await here.ida.click(answer_of(book), label="Next")
        assert "1 · The neighbour\n" in told(responses) and "1 January 2026" in told(responses)
        assert "3 responses to [My burnt bread](https://" in told(responses)
        for posed in ("2 · Author of the letter (a member", "3 · the NEIGHBOUR (a member"):
            assert posed in told(responses).replace("\u2068", "").replace("\u2069", "")
        await here.ida.click(answer_of(await here.ida.slash(here.hall, "letter forget")), label="Forget me")
        again = await here.ida.slash(here.hall, "letter read", number=4)
        assert told(again) == first
        second = told(responses)  # of what was forgotten, too: nobody sees who was
        assert told(await here.ida.click(answer_of(again), label="Next")) == second and "(erased)" not in second
        here.env.inject_error("GET", "/channels/*/messages", status=403)  # nor is it seen where Discord refuses
        refused = await here.sol.slash(here.hall, "letter read", number=4)
        assert "Discord does not answer" in told(refused)


@pytest.mark.parametrize("unread", ["beyond what is read", "without its text"])
async def test_what_was_not_read_in_the_thread_tells_as_little_of_who_was_forgotten(
    tmp_path: Path, unread: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with town(tmp_path) as here:
        await here.publish(text=LAMP)
        for who in (here.sol, here.ida, here.mora):
            await who.send(here.thread(), f"{who.name} was there.")
        if unread == "without its text":
            monkeypatch.setattr("cogs._openly.said_in", lambda _: "")  # as Discord gives it to a bot that may not read
        else:
            monkeypatch.setattr("cogs._openly.MOST", 1)

        async def read() -> str:
            shown = await here.sol.slash(here.hall, "letter read", number=1)
            return told(await here.sol.click(answer_of(shown), label="Next"))

        before = await read()
        await here.ida.click(answer_of(await here.ida.slash(here.hall, "letter forget")), label="Forget me")
        assert await read() == before
        assert before.count("(in the thread)") == (3 if unread == "without its text" else 2)


def here_value(shown: Any, number: str) -> str:
    """The value that stands for a letter in the select below what was found."""
    (select,) = [
        item for row in answer_of(shown).message.components for item in row.children if hasattr(item, "options")
    ]
    return next(option.value for option in select.options if f"Letter {number} " in option.label)


async def test_what_was_found_has_pages_that_keep_the_question(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for number in range(1, 8):
            category = "the lamp" if number < 7 else "the ladder"
            await here.publish(text=f"Letter of {number}\n\nOf {category}.", number=number)
        shown = await search(here, here.ida, 'lamp "of the"', **{"from": "2025", "to": "today"}, category="to you")
        assert (found(shown), labels(answer_of(shown))) == (["6", "5", "4", "3", "2"], ["Previous", "Next"])
        await here.mora.slash(here.hall, "letterbox settings", categories="To the sea, To nobody we know")
        offered = await here.ida.autocomplete(here.hall, "letter search", "category", "")
        assert [each["name"] for each in offered] == ["To the sea", "To nobody we know", "To you"]  # as letters are
        shown = await here.ida.click(answer_of(shown), label="Next")
        assert found(shown) == ["1"] and 'lamp "of the"' in told(shown) and "Page 2 of 2" in told(shown)
        for more in ({"from": "tomorrow"}, {"from": "soon"}, {"category": "To nobody"}):
            refused = told(await search(here, here.ida, "lamp", **more))
            assert "as a day" in refused or "no" in refused.lower(), refused
        none = told(await search(here, here.ida, "lamp", to="2025"))
        assert "No letter" in none and "Leave out `category:`, `from:` and `to:`" in none
        assert "Leave out" not in told(await search(here, here.ida, "zebra"))
        turned = told(await search(here, here.ida, "lamp", **{"from": "today", "to": "yesterday"}))
        assert turned.startswith("`from:` is later than `to:`")
        acts.set_language(here.env, here.ida, "fr")
        assert "le 1er février 2026" in told(await search(here, here.ida, "lamp", **{"from": "01/02/2026"}))
        acts.set_language(here.env, here.ida, "en-US")
        for nothing in ('"*(', "🐦", "…"):
            assert "There is no word in that" in told(await search(here, here.ida, nothing, **{"from": "2026-01-01"}))


async def test_what_is_taken_out_of_sight_or_revised_is_not_there_any_more(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.publish(here.ida, LAMP, number=2)
        await here.publish(here.ida, LADDER, number=3)
        before = await search(here, here.sol, "lamp OR chain OR ladder")
        book = await here.sol.slash(here.hall, "letter read", number=2)
        another = await here.sol.slash(here.hall, "letter random")
        await here.mora.slash(here.desk, "letters remove", number=2)
        await sure(here.ida, await here.ida.click(await chosen_of_mine(here, here.ida, "Letter 3"), label="Withdraw"))
        assert "No letter" in told(await search(here, here.sol, "lamp")) and await offered(here, here.sol, "la") == []
        assert await read(here, here.sol, 2) == no_letter(2)
        gone = await here.sol.select(answer_of(before), [here_value(before, "2")])
        assert told(gone) == "That letter is not here to be read any more."
        assert "lamp" not in told(await here.sol.slash(here.hall, "letter read", number=2))
        assert TITLE in told(await here.sol.click(answer_of(another), label="Another one"))
        assert book is not None
        await revise(here, "I sold it, and the wall is bare.", title="The bare wall")
        await here.mora.click(here.desk_card(4), label="Approve")
        assert found(await search(here, here.sol, "bare wall")) == ["1"]
        assert "No letter" in told(await search(here, here.sol, "chain"))
        await here.mora.slash(here.desk, "letters restore", number=2)
        await here.restart()
        assert found(await search(here, here.sol, "lamps")) == ["2"]


async def test_nobody_finds_what_they_cannot_read_on_discord(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish(text=LAMP)
        assert found(await search(here, here.sol, "lamp")) == ["1"]
        for hidden in ({"view_channel": False}, {"view_channel": True, "read_message_history": False}):
            acts.set_permissions(here.letters, here.sol, **hidden)
            assert "lamp on" not in told(await search(here, here.sol, "lamp"))
            assert await read(here, here.sol, 1) == no_letter(1) and await read(here, here.sol, 9) == no_letter(9)
            assert await offered(here, here.sol) == await offered(here, here.sol, "lamp") == []
            assert await offered(here, here.sol, "1") == []
            assert "no letters that you can read" in told(await here.sol.slash(here.hall, "letter random"))
            assert "no letters that you can read" in told(await here.sol.user.slash("letter random"))
            async with here.office.store.reading() as tx:
                letter = await tx.letter_numbered(here.guild.id, 1)
            for custom_id in (f"read:{letter.id:x}:0", f"read:{letter.id:x}:1"):
                pressed = await tampering.press(here.env, here.sol, here.hall, custom_id)
                assert told(pressed).endswith("That letter is not here to be read any more.")
            for custom_id in ("found:0:0:0:0", "found:ffffffff:0:0:0", "found:0:0:0:ffffffff"):  # of no question
                pressed = await tampering.press(here.env, here.sol, here.hall, custom_id)
                assert "cannot do anything with that" in told(pressed)
        assert found(await search(here, here.ida, "lamp")) == ["1"]


async def test_what_is_for_adults_is_found_only_among_them(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        late = late_channel(here)
        await here.setup(mature=late)
        await send_mature(here)
        await here.mora.click(here.desk_card(1), label="Approve")
        assert BODY in text_of(late.history()[0])
        assert "No letter" in told(await search(here, here.ida, "chain")) and await offered(here, here.ida) == []
        assert await read(here, here.ida, 1) == no_letter(1)
        assert told(await here.ida.user.slash("letter read", number=1)) == no_letter(1)
        shown = await here.ida.slash(late, "letter search", words="chain")
        assert found(shown) == ["1"] and BODY in told(await here.ida.slash(late, "letter read", number=1))
        pressed = await tampering.press(here.env, here.ida, here.hall, "random:1")
        assert "no letters that you can read" in told(pressed)


async def test_a_content_warning_covers_the_passage_and_the_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        await warn(here)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await here.mora.click(here.desk_card(1), label="Approve")
        shown = told(await search(here, here.ida, "chain"))
        assert TITLE in shown and "**Content warning:** a bicycle is left" in shown and "oil" not in shown
        book = await read(here, here.ida, 1)
        assert "**Content warning:** a bicycle is left" in book and f"||{BODY}||" in book


async def test_in_direct_messages_what_is_found_is_of_every_server_of_theirs(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        orchard = await another_server(here, here.ida)
        await here.publish(text=LAMP)
        writer = orchard.member(here.ida)
        shown = await writer.slash(orchard.hall, "letter write")
        await writer.submit_modal(shown, {"title": "The lamp of the orchard", "text:0:n": "It is out."})
        await writer.user.click(here.draft(here.ida), label="Send letter")
        await orchard.keeper.click(orchard.desk_card(1), label="Approve")
        shown = told(await here.ida.user.slash("letter search", words="lamp"))
        assert "The lamp on the third floor" in shown and "The lamp of the orchard" in shown
        assert orchard.guild.name in shown and here.guild.name in shown
        which = await here.ida.user.slash("letter read", number=1)
        assert "Several of your servers" in told(which)
        label = next(each for each in labels(answer_of(which)) if "orchard" in each)
        assert "It is out." in told(await here.ida.user.click(answer_of(which), label=label))
        assert "The lamp of the orchard" not in told(await here.sol.user.slash("letter search", words="lamp"))
        assert "The lamp of the orchard" not in told(await search(here, here.ida, "lamp"))


@pytest.mark.parametrize(("start", "last", "size"), [(1, 1, 3), (1, 7, 3), (7, 7, 3), (4, 7, 100), (2, 6, 3)])
def test_a_letter_by_chance_is_looked_for_among_all_of_them_once(start: int, last: int, size: int) -> None:
    groups = [[range(first, end + 1) for first, end in each] for each in searching.around(start, last, size)]
    numbers = [[number for part in each for number in part] for each in groups]
    assert sorted(number for each in numbers for number in each) == [*range(1, last + 1)] and start in numbers[0]
    assert len(numbers[0]) == min(size, last)  # so each is in it at as many starts as any other


async def test_one_by_chance_is_found_beside_many_that_nobody_can_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "DRAWN", 1)
    async with town(tmp_path) as here:
        for number in range(1, 4):
            await here.publish(number=number)
        for number in (2, 3):
            await here.mora.slash(here.desk, "letters remove", number=number)
        drawn = [told(await here.ida.slash(here.hall, "letter random")) for _ in range(5)]
        assert all(TITLE in each for each in drawn)


async def test_only_what_one_can_read_is_counted_as_looked_through(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish(text=LAMP)
        hidden = here.guild.create_text_channel("hidden")
        await here.mora.slash(here.hall, "letterbox setup", letters=hidden, desk=here.desk)
        await here.publish(text=LADDER, number=2)
        await search(here, here.ida, "lamp")
        acts.set_permissions(hidden, here.guild.default_role, view_channel=False)
        for shelf in here.office.shelves._shelves.values():
            shelf.most = 2  # as where older ones had to be left out
        assert "I looked through the newest 1 letter." in told(await search(here, here.ida, "lamp"))


async def test_a_machine_that_cannot_search_says_so_and_does_all_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelves, "can_be_made", lambda: False)
    async with town(tmp_path) as here:
        for number, text in enumerate((BREAD, ROLL), 1):
            await here.publish(text=text, number=number)
        assert told(await search(here, here.ida, "bread")).startswith("I cannot search on the machine that I run on")
        assert "yeast" in await read(here, here.ida, 1)
        assert "bread" in told(await here.ida.slash(here.hall, "letter random"))
        assert await here.ida.autocomplete(here.hall, "letter search", "words", "bread") == []


def test_a_question_is_known_again_from_what_its_buttons_keep() -> None:
    asked = cards.Question("lamp", "To myself", 3 * cards.DAY, 9 * cards.DAY - 1)
    assert cards.question(cards.kept(asked, 2), "lamp", ["To you", "To myself"]) == asked
    assert cards.question(cards.kept(cards.Question("lamp"), 0), "lamp", ["To you"]) == cards.Question("lamp")
    assert cards.question(cards.kept(asked, 2), "lamp", ["To you"]).category == ""  # of any other would be too many


async def test_one_damaged_letter_is_in_nobody_s_way(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.publish(number=2)
        async with here.office.store.transaction() as tx:
            await tx._connection.execute("UPDATE letter SET sealed_title = x'00' WHERE number = 2")
        for _ in range(6):
            assert TITLE in told(await here.sol.slash(here.hall, "letter random"))
        missing = told(await here.sol.slash(here.hall, "letter read", number=9))
        assert told(await here.sol.slash(here.hall, "letter read", number=2)) == missing.replace("9", "2")


async def test_another_one_is_another_one_as_long_as_there_is_one(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish(text=f"The lamp\n\n{BODY}")
        shown = answer_of(await here.ida.slash(here.hall, "letter random"))
        await here.ida.click(shown, label="Another one")
        assert "The lamp" in text_of(shown), "there is no other"
        await here.publish(text=f"The ladder\n\n{BODY}", number=2)
        titles = list[str | None]()
        for _ in range(6):
            await here.ida.click(shown, label="Another one")
            titles.append(shown.embeds[0].title)
        assert titles == ["The ladder", "The lamp"] * 3
