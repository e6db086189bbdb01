"""Several letterboxes in one server: each with its name, channels, desk and rules; letters are numbered together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from bot import client, words
from tests import acts, tampering
from tests.town import Town, answer_of, choose, form_of, labels, lift_limits, selects, text_of, told, town

WAITING = words.writing.OBSTACLES["WAITING"].one.partition("{")[0]
KIND = "The baker\n\nYou left a loaf at my door each Friday of that winter, and never said so."


@dataclass(frozen=True, slots=True)
class Praise:
    """The second letterbox of the town, called Praise, and who keeps its desk and no other."""

    letters: ChannelHandle
    desk: ChannelHandle
    keeper: MemberActor

    def desk_card(self, number: int) -> discord.Message:
        """The review card of a letter at its desk."""
        return [card for card in self.desk.history() if f"**Letter {number}**" in card.content][-1]

    def published(self) -> list[discord.Message]:
        """The letters in its channel."""
        return [message for message in self.letters.history() if "Leave a reply" in labels(message)]


async def another_letterbox(here: Town, name: str = "Praise", **more: Any) -> Praise:
    """A second letterbox in the town."""
    letters, desk = here.guild.create_text_channel(name.lower()), here.guild.create_text_channel(f"{name.lower()}-desk")
    keeper = here.person(f"keeper-of-{name.lower()}", "Pia Moss")
    acts.set_permissions(desk, here.guild.default_role, view_channel=False)
    acts.set_permissions(desk, here.env.bot.user, view_channel=True)
    acts.set_permissions(desk, keeper, view_channel=True, manage_messages=True)
    acts.set_permissions(desk, here.mora, view_channel=True)
    result = await here.mora.slash(here.hall, "letterbox setup", letters=letters, desk=desk, name=name, **more)
    assert "set up" in told(result), told(result)
    await lift_limits(here.mora, desk)
    return Praise(letters, desk, keeper)


async def send_to(here: Town, who: MemberActor, name: str, text: str = KIND) -> None:
    """A whole letter to the letterbox of this name."""
    await here.write(who, text)
    await choose(here, who, "Which letterbox?", name)
    await who.user.click(here.draft(who), label="Send letter")


async def test_each_letter_goes_its_own_way_and_all_are_numbered_together(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        await send_to(here, here.wren, "Praise")
        await here.restart()
        await send_to(here, here.ida, "Letters", "The wall\n\nIt still stands, and so do I.")
        assert len(praise.desk.history()) == len(here.desk.history()) == 1
        assert "The baker" in text_of(praise.desk_card(1)) and "The wall" in text_of(here.desk_card(2))
        await here.mora.click(praise.desk_card(1), label="Approve")
        await here.mora.slash(here.hall, "letters approve", number=2)
        assert [len(praise.published()), len(here.published())] == [1, 1]


async def test_whoever_writes_reads_where_a_letter_goes_and_can_change_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await another_letterbox(here)
        card = await here.write(here.wren, KIND)
        (select,) = [each for each in selects(card).values() if each.placeholder == "Which letterbox?"]
        assert [(each.label, each.description) for each in select.options] == [
            ("Letters", "The Commons"),
            ("Praise", "The Commons"),
        ]
        assert "letterbox" in told(await here.wren.user.click(card, label="Send letter")).lower()
        await choose(here, here.wren, "Which letterbox?", "Praise")
        assert "It goes to Praise in The Commons." in text_of(here.draft(here.wren))
        await choose(here, here.wren, "Which letterbox?", "Letters")
        assert "It goes to Letters in The Commons." in text_of(here.draft(here.wren))


async def test_with_one_letterbox_nobody_is_asked(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        assert "Which letterbox?" not in selects(await here.write(here.wren, KIND))


async def test_set_up_moves_the_one_of_that_name_and_asks_which_where_it_is_not_clear(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        await send_to(here, here.wren, "Praise")
        await send_to(here, here.ida, "Letters")
        asked = told(await here.mora.slash(here.hall, "letterbox setup", letters=here.letters, desk=here.desk))
        assert "Letters and Praise" in asked and "`name`" in asked
        moved = await here.mora.slash(
            here.hall, "letterbox setup", letters=here.letters, desk=here.desk, name="  pRAISE "
        )
        assert "set up" in told(moved)
        assert [card.content.partition("·")[0] for card in here.desk.history()] == ["**Letter 2** ", "**Letter 1** "]
        assert "Approve" not in labels(praise.desk_card(1)) and "Approve" in labels(here.desk_card(1))
        await here.mora.click(here.desk_card(1), label="Approve")
        assert [len(praise.published()), len(here.published())] == [0, 1]


async def test_where_several_share_a_desk_each_card_says_whose_it_is(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        await send_to(here, here.wren, "Praise")
        assert "Praise · To you" not in text_of(praise.desk_card(1))
        await here.mora.slash(here.hall, "letterbox setup", letters=praise.letters, desk=here.desk, name="Praise")
        await here.restart()
        assert "Praise · To you" in text_of(here.desk_card(1))


async def test_a_desk_is_no_other_s_letters_channel_and_a_name_can_be_read(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        for letters, desk, name, said in (
            (praise.letters, here.letters, "Third", "Everybody can read"),
            (here.desk, praise.desk, "Third", "must be a channel of its own"),
            (here.letters, here.desk, "x" * 41, "40 characters"),
            (here.letters, here.desk, "\u200b ", "can be read"),
        ):
            result = await here.mora.slash(here.hall, "letterbox setup", letters=letters, desk=desk, name=name)
            assert said in told(result), (name, told(result))
        for count in range(8):
            assert "set up" in told(
                await here.mora.slash(
                    here.hall, "letterbox setup", letters=here.letters, desk=here.desk, name=f"Box {count}"
                )
            )
        eleventh = await here.mora.slash(
            here.hall, "letterbox setup", letters=here.letters, desk=here.desk, name="Eleventh"
        )
        assert "10 letterboxes at most" in told(eleventh)


async def test_whoever_keeps_one_desk_decides_about_its_letters_and_no_others(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        await send_to(here, here.wren, "Praise")
        await send_to(here, here.ida, "Letters")
        await here.restart()
        acts.set_permissions(here.desk, praise.keeper, view_channel=True)  # she reads there, and no more
        for verb in ("approve", "reject"):
            assert "went to another letterbox" in told(
                await praise.keeper.slash(praise.desk, f"letters {verb}", number=2)
            )
        pressed = await praise.keeper.click(here.desk_card(2), label="Approve")
        assert "went to another letterbox" in told(pressed)
        shown = text_of(answer_of(await praise.keeper.slash(praise.desk, "letters queue")))
        assert "**1 of 1**" in shown and "The baker" in shown and "Praise" not in shown
        everything = text_of(answer_of(await here.mora.slash(here.hall, "letters queue")))
        assert "**1 of 2**" in everything and "Praise" in everything
        await praise.keeper.click(praise.desk_card(1), label="Approve")
        assert [len(praise.published()), len(here.published())] == [1, 0]


async def test_what_one_takes_from_a_person_leaves_room_in_the_other(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        for channel in (here.desk, praise.desk):
            await here.mora.slash(channel, "letterbox settings", waiting=1)
        await send_to(here, here.wren, "Praise")
        await send_to(here, here.wren, "Letters")
        await send_to(here, here.wren, "Praise", "Once more\n\nAnd thank you for the soup.")
        assert WAITING in text_of(here.draft(here.wren))
        assert [len(praise.desk.history()), len(here.desk.history())] == [1, 1]


async def test_a_command_is_about_the_letterbox_that_it_names_or_is_used_in(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        which = told(await here.mora.slash(here.hall, "letterbox close"))
        assert "Letters and Praise" in which and "`letterbox`" in which
        await here.mora.slash(praise.letters, "letterbox close")
        await here.restart()
        await here.mora.slash(here.hall, "letterbox settings", letterbox="letters", categories="To one, To all")
        checked = told(await here.mora.slash(here.hall, "letterbox check", letterbox="praise"))
        assert "Praise" in checked and "closed" in checked and "praise-desk" not in checked
        assert "It is open." in told(await here.mora.slash(here.desk, "letterbox check"))
        assert "To one" not in told(await here.mora.slash(praise.desk, "letterbox settings"))
        assert "no letterbox called Gossip" in told(
            await here.mora.slash(here.hall, "letterbox open", letterbox="Gossip")
        )


async def test_a_letterbox_is_called_something_else_from_now_on(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        taken = await here.mora.slash(praise.desk, "letterbox settings", name="LETTERS")
        assert "another letterbox called LETTERS" in told(taken)
        await here.mora.slash(praise.desk, "letterbox settings", name="Thanks")
        await send_to(here, here.wren, "Thanks")
        assert len(praise.desk.history()) == 1


async def test_what_one_desk_lacks_is_said_there_and_nowhere_else(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        here.env.backend.delete_channel(praise.letters.id)
        await here.env.settle()
        assert "lacks something" in text_of(praise.desk.history()[-1])
        assert here.desk.history() == []
        await here.restart()
        assert len(praise.desk.history()) == 1


async def test_a_letterbox_whose_letters_somebody_cannot_see_is_not_offered_to_them(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        acts.set_permissions(praise.letters, here.guild.default_role, view_channel=False)
        card = await here.write(here.wren, KIND)
        assert "Which letterbox?" not in selects(card)
        assert form_of(await here.wren.slash(here.hall, "letter write"))["title"]
        forged = f"letterbox:{_id_on(card):x}"
        assert "cannot do anything" in told(
            await tampering.form(here.env, here.ida, here.hall, "write:2", title="Mine", text_0_n="Hello there.")
        )
        refused = told(await tampering.press(here.env, here.wren, here.wren.user.dm_channel, forged, "2"))
        assert "Praise" not in refused + text_of(here.draft(here.wren))


def _id_on(card: discord.Message) -> int:
    """The id that a draft card's buttons carry."""
    items = [item for row in card.components for item in getattr(row, "children", [])]
    return int(items[0].custom_id.rpartition(":")[2], 16)


async def test_the_form_asks_first_which_letterbox_it_is_for(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        praise = await another_letterbox(here)
        asked = answer_of(await here.wren.slash(here.hall, "letter write"))
        await here.restart()
        (row,) = asked.components
        (select,) = row["components"]
        value = next(each["value"] for each in select["options"] if each["label"] == "Praise")
        shown = await here.wren.select(asked, [value], custom_id=select["custom_id"])
        await here.wren.submit_modal(shown, {"title": "The baker", "text:0:n": "You left a loaf at my door."})
        assert "It goes to Praise in The Commons." in text_of(here.draft(here.wren))
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        assert len(praise.desk.history()) == 1


@pytest.mark.parametrize("letterboxes", [1, 3])
async def test_discord_is_asked_once_for_each_server_whether_somebody_is_in_it(
    tmp_path: Path, letterboxes: int
) -> None:
    without = client.intents()
    without.members = False
    async with town(tmp_path, wanted=without) as here:
        for name in ("Praise", "Ideas")[: letterboxes - 1]:
            await another_letterbox(here, name)
        path = f"/guilds/{here.guild.id}/members/{here.wren.id}"
        guild = here.env.bot.get_guild(here.guild.id)
        assert guild is not None
        guild._members.pop(here.wren.id, None)
        await here.write(here.wren, KIND)
        assert [each.path for each in here.env.http_requests if each.path == path] == [path]
