"""Other people's data in a letter is shown to the desk, and nothing is said of whose it is."""

from __future__ import annotations

from pathlib import Path

from tests.town import BODY, text_of, told, town


async def test_the_desk_is_shown_addresses_numbers_and_handles_also_after_a_restart(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        text = f"To the one upstairs\n\nI know that you moved to 12 Elm Street. <@{here.ida.id}> told me.\n\n{BODY}"
        await here.send(here.wren, text)
        await here.restart()
        card = here.desk_card(1)
        assert f"Holds a postal address, `12 Elm Street`, a mention of <@{here.ida.id}>." in card.content
        assert "Wren" not in card.content
        await here.mora.click(card, label="Approve")
        assert "Holds" not in here.desk_card(1).content, "once it is decided, nothing is pointed out any more"


async def test_what_the_author_was_asked_about_and_sends_anyway_is_shown_too(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        card = await here.write(here.wren, f"Call him\n\nHis number is +44 7911 123456.\n\n{BODY}")
        asked = await here.wren.user.click(card, label="Send letter")
        assert "this may tell who you are" in told(asked)
        question = next(each for each in here.from_bot(here.wren) if "this may tell" in text_of(each))
        await here.wren.user.click(question, label="Send anyway")
        assert "Holds a telephone number, `+44 7911 123456`." in here.desk_card(1).content


async def test_a_letter_without_them_says_nothing_of_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        assert "Holds" not in here.desk_card(1).content
