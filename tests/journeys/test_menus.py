"""The menu of a message: Report, Reply under a pen name, and for moderators the letter with all that can be done."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle

from tests import tampering
from tests.journeys.test_mature import late_channel, send_mature
from tests.town import BODY, TITLE, Town, another_server, answer_of, form_of, labels, text_of, told, town

REPORT, REPLY, LETTER = "Report", "Reply under a pen name", "Letter …"
LONG = f"{TITLE}\n\n" + "\n\n".join(f"Paragraph {index}. " + "It goes on. " * 60 for index in range(8))


async def use(here: Town, who: MemberActor, menu: str, message: discord.Message, where: ChannelHandle) -> Any:
    """Somebody chooses a menu on a message."""
    return await who.context_menu(where, menu, message)


async def published(here: Town) -> tuple[discord.Message, discord.Message]:
    """A letter of two pages, and its further page."""
    await here.write(here.wren, LONG[:1_990])
    await here.write(here.wren, LONG[1_990:3_900])
    await here.write(here.wren, LONG[3_900:])
    await here.wren.user.click(here.draft(here.wren), label="Send letter")
    await here.mora.click(here.desk_card(1), label="Approve")
    (page,) = [each for each in here.thread().history() if each.embeds and "Leave a reply" not in labels(each)]
    return here.published()[0], page


def saying(where: ChannelHandle, text: str) -> discord.Message:
    """The message that says so."""
    return next(each for each in where.history() if text in text_of(each))


async def test_a_letter_and_its_pages_are_reported_from_their_menu(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        letter, page = await published(here)
        await here.restart()
        shown = await use(here, here.ida, REPORT, letter, here.letters)
        await here.ida.submit_modal(shown, {"why": "It is about my sister."})
        shown = await use(here, here.sol, REPORT, page, here.thread())
        await here.sol.submit_modal(shown, {"why": "It is rude."})
        card = here.desk.history()[-1]
        assert "2 readers reported letter 1" in card.content and "It is rude." in text_of(card)


async def test_a_reply_of_the_bot_s_is_reported_and_one_in_somebody_s_own_name_is_discord_s(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        await here.reply(here.sol, "I have one like that.", "Owl")
        await here.ida.send(here.thread(), "Me too.")
        reply = saying(here.thread(), "one like that")
        shown = await use(here, here.ida, REPORT, reply, here.thread())
        assert form_of(shown)["title"] == "Report response 1"
        await here.ida.submit_modal(shown, {"why": "It is about my bicycle."})
        assert "reported response 1 to letter 1" in here.desk.history()[-1].content
        for where, message in (
            (here.thread(), saying(here.thread(), "Me too.")),
            (here.hall, await here.sol.send(here.hall, "Hm.")),
        ):
            said = await use(here, here.wren, REPORT, message, where)
            assert "Here you can report letters" in told(said) and said.modal is None and answer_of(said).ephemeral


async def test_a_reply_under_a_pen_name_is_written_from_anywhere_in_the_thread(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        letter, page = await published(here)
        await here.ida.send(here.thread(), "Me too.")
        await here.restart()
        for index, (where, message) in enumerate(
            ((here.letters, letter), (here.thread(), page), (here.thread(), saying(here.thread(), "Me too.")))
        ):
            shown = await use(here, here.sol, REPLY, message, where)
            await here.sol.submit_modal(shown, {"reply": f"Reply {index}.", "pen": "Owl"})
            assert ("Owl", f"Reply {index}.") in [(who, text.partition("\n")[0]) for who, text in here.thread_texts()]
        said = await use(here, here.sol, REPLY, await here.sol.send(here.hall, "Hm."), here.hall)
        assert told(said) == "That message belongs to no letter. Use this on a letter, or in its thread."


@pytest.mark.parametrize("forum", [False, True])
async def test_a_moderator_does_all_that_can_be_done_from_the_menu(tmp_path: Path, forum: bool) -> None:
    async with town(tmp_path, forum=forum) as here:
        await here.send(here.wren)
        shown = answer_of(await use(here, here.mora, LETTER, here.desk_card(1), here.desk))
        assert labels(shown) == [
            "Approve",
            "Approve with …",
            "Send back",
            "Reject",
            "Block",
            "Note",
        ] and BODY in text_of(shown)
        assert shown.ephemeral and str(here.wren.id) not in text_of(shown)
        await here.restart()
        await here.mora.click(shown, label="Approve")
        place = here.thread() if forum else here.letters
        asked = await here.ida.click(here.published()[0], label="Report")
        await here.ida.submit_modal(asked, {"why": "It is about my sister."})
        shown = answer_of(await use(here, here.mora, LETTER, here.published()[0], place))
        assert labels(shown) == ["Remove", "Block", "Dismiss"]
        form = await here.mora.click(shown, label="Remove")
        done = await here.mora.submit_modal(form, {"reason": ""})
        assert done._interaction.response_kind == "update" and labels(answer_of(done)) == ["Restore", "Block"]
        assert here.published() == []


async def test_whoever_does_not_moderate_is_shown_nothing_and_nor_is_another_server(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        orchard = await another_server(here)
        letter = here.published()[0]
        sent = await tampering.menu(here.env, here.ida, here.letters, LETTER, letter)
        assert "You need the permission" in told(sent) and BODY not in told(sent)
        for menu in (REPORT, REPLY, LETTER):
            sent = await tampering.menu(here.env, orchard.keeper, orchard.hall, menu, letter)
            assert BODY not in told(sent) and sent.modal is None and told(sent)


async def test_what_is_not_safe_for_work_is_shown_only_where_such_may_stand(tmp_path: Path) -> None:
    async with town(tmp_path, set_up=False) as here:
        late = late_channel(here)
        await here.setup(mature=late)
        await send_mature(here)
        shown = answer_of(await use(here, here.mora, LETTER, here.desk_card(1), here.desk))
        assert BODY in text_of(shown)
        sent = await tampering.menu(here.env, here.mora, here.hall, LETTER, here.desk_card(1))
        assert BODY not in told(sent) and "Letter 1" in told(sent)
