"""Notes between moderators: beside the letter, on record, and never for its author."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.host import rows
from tests.journeys.test_busy_desk import command
from tests.journeys.test_queue import arrive, queue, says
from tests.town import Town, answer_of, labels, text_of, told, town

SAID = "The street is real: look twice."


def values_in(here: Town) -> list[Any]:
    """Every value that is stored, as it is stored."""
    return [value for _, row in rows(here) for value in row.values()]


def all_that_wren_reads(here: Town) -> str:
    return "\n".join(text_of(message) for message in here.dm(here.wren))


async def test_a_note_stands_on_the_card_with_who_and_when_and_the_author_never_reads_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        form = await here.mora.click(here.desk_card(1), label="Note")
        await here.restart()
        await here.mora.submit_modal(form, {"note": SAID})
        at = here.office.now
        assert f"Note by {here.mora.mention}, <t:{at}:f>: {SAID}" in here.desk_card(1).content
        assert "Approve" in labels(here.desk_card(1))

        await here.restart()
        said = await here.otto.slash(here.hall, "letters note", number=1, note="I know it, too.")
        assert told(said) == "Your note stands on the card of letter 1. Only moderators read it."
        assert answer_of(said).ephemeral
        assert here.desk_card(1).content.index(SAID) < here.desk_card(1).content.index("I know it, too.")

        await command(here, here.mora, "return", number=1, note="Leave the street out.")
        await here.mora.slash(here.hall, "letters note", number=1, note="They will.")
        kept = told(await here.wren.slash(here.hall, "letter data"))
        assert "Leave the street out." in all_that_wren_reads(here)
        assert not any(each in all_that_wren_reads(here) + kept for each in (SAID, "I know it", "They will"))


async def test_the_last_three_are_shown_also_in_the_queue(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await arrive(here, 1)
        shown = await queue(here)
        form = await here.mora.click(shown, label="Note")
        assert "Only moderators read it" in told(await here.mora.submit_modal(form, {"note": "one"}))
        for note in ("two", "three", "four"):
            await command(here, here.otto, "note", number=1, note=note)
        shown = await queue(here)
        for card in (says(shown), here.desk_card(1).content):
            assert ": one" not in card and card.index(": two") < card.index(": three") < card.index(": four")


async def test_a_note_changes_nothing_of_what_was_decided(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await command(here, here.otto, "note", number=1, note=SAID)
        assert f"Published by {here.mora.mention}." in here.desk_card(1).content and SAID in here.desk_card(1).content
        assert "There is no letter 7" in await command(here, here.otto, "note", number=7, note=SAID)
        nothing = await here.mora.slash(here.hall, "letters note", number=1, note="\u3164")
        assert told(nothing).startswith("Write something in your note.")


async def test_notes_are_sealed_and_erased_with_their_letter(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await command(here, here.otto, "note", number=1, note=SAID)
        await here.office.store.make_last()
        assert not {SAID, SAID.encode(), here.otto.id, here.otto.id.to_bytes(8)} & {*values_in(here)}
        await command(here, here.mora, "reject", number=1)
        await here.days_later(8)
        await here.pass_time(5)
        assert SAID not in here.desk_card(1).content and "Rejected" in here.desk_card(1).content
        async with here.office.store.transaction() as tx:
            letter = await tx.letter_numbered(here.guild.id, 1)
            assert await tx.notes(letter.id, 10) == []
