"""The panel of a letterbox's settings: one form for each part, filled in with what is set, which says what changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from discord.app_commands import Command

from bot import life, words
from bot.language import every_language, language_of
from bot.letter import Letterbox
from bot.rules import panel, settings
from cogs._letterboxes import LETTERBOX
from tests import tampering
from tests.journeys.test_several_letterboxes import another_letterbox
from tests.town import Town, answer_of, form_of, labels, told, town


async def opened(here: Town, part: str, shown: Any = None) -> Any:
    """The form of a part of the panel."""
    return await here.mora.click(shown or answer_of(await panel_of(here)), label=part)


async def panel_of(here: Town, **options: Any) -> Any:
    return await here.mora.slash(here.hall, "letterbox settings", **options)


def fields(form: dict[str, Any]) -> dict[str, Any]:
    """What a form shows, by the names of its fields: texts, or what is picked."""
    found = dict[str, Any]()
    for label in form["components"]:
        item = label["component"]
        options = [each["value"] for each in item.get("options", []) if each.get("default")]
        found[item["custom_id"]] = item.get("value") or [
            *options,
            *(str(each["id"]) for each in item.get("default_values", [])),
        ]
    return found


async def test_each_part_opens_a_form_with_what_is_set_and_sending_it_back_changes_nothing(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True) as here:
        shown = answer_of(await panel_of(here))
        for part in labels(shown):
            form = await opened(here, part, shown)
            filled = fields(form_of(form))
            places = {str(each.id): each for each in (here.letters, here.desk)}
            given = {
                name: value if isinstance(value, str) else [places.get(each, each) for each in value]
                for name, value in filled.items()
            }
            said = told(await here.mora.submit_modal(form, {name: value for name, value in given.items() if value}))
            assert "Nothing was changed" in said or "is set up" in said, (part, said)


async def test_what_changed_is_said_and_outlives_a_restart(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True) as here:
        shown = answer_of(await panel_of(here))
        form = await opened(here, "Limits", shown)
        assert fields(form_of(form)) == {"waiting": "1", "daily": "3", "responses": "5"}
        await here.restart()
        result = await here.mora.submit_modal(form, {"waiting": "1", "daily": "5", "responses": "5"})
        assert "Letters a day: 3 letters → 5 letters" in told(result) and "Letters waiting: " not in told(result)
        assert result._interaction.response_kind == "deferred_update" and result.followups == []
        assert "**Letters a day** · 5 letters" in told(await panel_of(here))


async def test_lists_are_edited_one_on_each_line(tmp_path: Path) -> None:
    async with town(tmp_path, forum=True) as here:
        form = await opened(here, "Categories")
        assert fields(form_of(form))["categories"].splitlines()[:2] == ["To you", "To my family"]
        said = told(await here.mora.submit_modal(form, {"categories": "🌱 To myself\nTo the river, too\n\nTo you"}))
        assert "🌱 To myself · To the river · too · To you" in said and "I made" in said
        form = await opened(here, "Words and links")
        assert fields(form_of(form)) == {"refuse": [], "flag": [], "links": ["allow"]}
        said = told(await here.mora.submit_modal(form, {"refuse": "cellar\n*attic*", "links": ["flag"]}))
        assert "Words to refuse: no words → `cellar`, `*attic*`" in said and "Links: Allow" in said
        form = await opened(here, "Words and links")
        assert fields(form_of(form))["refuse"] == "cellar\n*attic*"
        said = told(await here.mora.submit_modal(form, {"refuse": "", "links": ["flag"]}))
        assert "→ no words" in said


async def test_a_number_out_of_reach_is_refused_with_what_it_may_be(tmp_path: Path) -> None:
    async with town(tmp_path, limits=True) as here:
        form = await opened(here, "Limits")
        said = told(await here.mora.submit_modal(form, {"waiting": "one", "daily": "5", "responses": "5"}))
        assert "Letters waiting: write a number from 1 to 100. Nothing was changed." in said
        assert "**Letters a day** · 3 letters" in told(await panel_of(here))


async def test_a_list_that_is_refused_is_given_back(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        form = await opened(here, "Words and links")
        said = told(await here.mora.submit_modal(form, {"refuse": "cellar\n*a", "links": ["flag"]}))
        assert "in almost every letter" in said and "cellar\n\\*a" in said.replace("cellar\n*a", "cellar\n\\*a")


async def test_channels_are_moved_by_form_and_one_of_another_server_is_refused(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        other = here.guild.create_text_channel("stories")
        form = await opened(here, "Channels")
        assert fields(form_of(form)) == {"letters": [str(here.letters.id)], "desk": [str(here.desk.id)], "mature": []}
        said = told(await here.mora.submit_modal(form, {"letters": [other], "desk": [here.desk]}))
        assert f"Letters appear in {other.mention}" in said
        form = await opened(here, "Channels")
        said = told(await here.mora.submit_modal(form, {"letters": [other], "desk": [here.hall]}))
        assert "Everybody can read" in said and "Nothing was saved" in said
        elsewhere = here.env.create_guild("Elsewhere").create_text_channel("letters")
        box = (await _boxes(here))[0]
        said = told(
            await tampering.form(
                here.env, here.mora, here.hall, f"settings-filled:{box.id:x}",
                letters=str(elsewhere.id), desk=str(here.desk.id),
            )
        )  # fmt: skip
        assert "cannot do anything" in said
        assert (await _boxes(here))[0].letters_id == other.id


@pytest.mark.parametrize("written", ["[5]", "0", "99999999999999999999", "١٢", "-1", "4 000"])
async def test_numbers_are_checked_whoever_sends_them(tmp_path: Path, written: str) -> None:
    async with town(tmp_path, limits=True) as here:
        box = (await _boxes(here))[0]
        said = told(await tampering.form(here.env, here.mora, here.hall, f"settings-filled:{box.id:x}", daily=written))
        assert "write a number" in said or "cannot do anything" in said
        assert (await _boxes(here))[0] == box


async def test_of_several_letterboxes_one_is_chosen_first(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        asked = answer_of(await panel_of(here))
        (row,) = asked.components
        value = next(each["value"] for each in row["components"][0]["options"] if each["label"] == "Praise")
        await here.restart()
        shown = await here.mora.select(asked, [value])
        assert praise.desk.mention in told(shown)
        form = await here.mora.click(answer_of(shown), label="Limits")
        await here.mora.submit_modal(form, {"waiting": "1", "daily": "9", "responses": "5"})
        assert [each.limits.daily for each in await _boxes(here)] == [100, 9]
        assert praise.desk.mention in told(await here.mora.slash(praise.desk, "letterbox settings"))


async def _boxes(here: Town) -> list[Letterbox]:
    return await life.setting_up.letterboxes_in(here.office, here.guild.id)


def test_every_setting_of_the_command_stands_on_the_panel_and_has_its_field() -> None:
    assert panel.SETTINGS.keys() == settings.Changes.__dataclass_fields__.keys()
    assert all(1 <= len(group) <= 5 for group in panel.GROUPS.values())


def test_the_command_takes_the_numbers_that_the_panel_takes() -> None:
    command = next(each for each in LETTERBOX.commands if each.name == "settings")
    assert isinstance(command, Command)
    numbers = [each for each in panel.SETTINGS.values() if each.shape is panel.Shape.NUMBER]
    assert len(numbers) > 5
    for setting in numbers:
        option = command.get_parameter(setting.name)
        assert option is not None and (option.min_value, option.max_value) == (setting.least, setting.most)


async def test_roles_are_picked_in_a_form_and_those_of_another_server_are_refused(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        readers = here.guild.create_role("Readers")
        form = await opened(here, "Who reviews")
        said = told(await here.mora.submit_modal(form, {"reviewers": [readers], "review": ["reviewed"], "quorum": "1"}))
        assert f"Roles that decide about letters: no role → <@&{readers.id}>" in said
        elsewhere = here.env.create_guild("Elsewhere").create_role("Readers")
        (box,) = await _boxes(here)
        for wrong in (str(elsewhere.id), str(here.guild.id), "x"):
            said = told(
                await tampering.form(here.env, here.mora, here.hall, f"settings-filled:{box.id:x}", reviewers=wrong)
            )
            assert "cannot do anything" in said
        assert (await _boxes(here))[0].reviewers == (readers.id,)


async def test_the_language_of_the_desk_is_chosen_and_its_cards_follow(tmp_path: Path) -> None:
    german = language_of("de")
    async with town(tmp_path) as here:
        await here.send(here.wren)
        form = await opened(here, "Language")
        offered = [each["label"] for each in form_of(form)["components"][0]["component"]["options"]]
        assert offered[0] == "English" and "Deutsch" in offered and len(offered) == len(every_language())
        assert "Language: English → Deutsch" in told(await here.mora.submit_modal(form, {"language": ["de"]}))
        (card,) = [each for each in here.desk.history() if german(words.reader.APPROVE) in labels(each)]
        await here.restart()
        assert (await _boxes(here))[0].language == "de"
        await here.mora.click(card, label=german(words.reader.APPROVE))
        (letter,) = [each for each in here.letters.history() if labels(each)]
        assert german(words.reader.LEAVE_A_REPLY) in labels(letter)
        assert "Leave a reply" not in labels(letter)


async def test_a_language_that_nobody_speaks_is_refused(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        box = (await _boxes(here))[0]
        forged = tampering.form(here.env, here.mora, here.hall, f"settings-filled:{box.id:x}", language="xx")
        assert "cannot do anything" in told(await forged)
        assert (await _boxes(here))[0] == box
