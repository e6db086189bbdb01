"""A form says only by its custom id what it is, and under a published letter anybody opens one: whatever comes back
from there, what others read stays as it is."""

from __future__ import annotations

from pathlib import Path

import discord
import pytest
from simcord.builders import ChannelHandle

from tests import tampering
from tests.town import Town, form_of, labels, text_of, told, town

FIELDS = {"edited": {"title": "Coins", "text_0_n": "Buy my coins."}, "titled": {"title": "Coins"}}


def standing(here: Town, at: str) -> tuple[ChannelHandle, discord.Message]:
    """A message of the bot's that others read, too, and where it stands."""
    if at == "desk":
        return here.desk, here.desk_card(1)
    return here.thread() if at == "forum" else here.letters, here.published()[0]


def seen(message: discord.Message) -> tuple[str, list[str]]:
    """What is read in a message, and what can be pressed on it."""
    return text_of(message), labels(message)


async def a_draft(here: Town, whose: str) -> str:
    """What an **Edit** form carries behind its verb: the ids of a draft of Sol's, or of none at all."""
    if whose == "nobody's":
        return "abc123:1:1"
    card = await here.write(here.sol, "Buy my coins. Everybody does.")
    return form_of(await here.sol.user.click(card, label="Edit"))["custom_id"].partition(":")[2]


@pytest.mark.parametrize("at", ["text channel", "forum", "desk"])
@pytest.mark.parametrize("whose", ["theirs", "nobody's"])
@pytest.mark.parametrize("verb", [*FIELDS])
async def test_a_form_that_comes_back_from_what_others_read_changes_nothing_there(
    tmp_path: Path, verb: str, whose: str, at: str
) -> None:
    async with town(tmp_path, forum=at == "forum") as here:
        await here.publish()
        ids = await a_draft(here, whose)
        channel, message = standing(here, at)
        before = seen(message)
        custom_id = f"{verb}:{ids if verb == 'edited' else ids.partition(':')[0]}"
        result = await tampering.form(here.env, here.sol, channel, custom_id, on=message, **FIELDS[verb])
        assert seen(standing(here, at)[1]) == before
        said = [each for each in [result.response, *result.followups] if each is not None]
        assert said and all(each.ephemeral for each in said)
        if whose == "nobody's":
            assert "does not exist any more" in told(result)
        elif verb == "titled":
            assert "Received" in told(result)
        else:
            assert "in your direct messages" in told(result) and "Buy my coins." in text_of(here.draft(here.sol))
