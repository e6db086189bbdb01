"""Who is a moderator: whoever may manage messages in the server or in the desk's channel; and where that counts."""

from __future__ import annotations

from pathlib import Path

from bot import words
from tests import acts
from tests.town import told, town

ELSEWHERE = words.trouble.NO_PERMISSION_ELSEWHERE.one.partition("}")[2]


async def test_whoever_keeps_the_desk_alone_decides_until_they_keep_it_no_more(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.send(here.wren)
        await here.send(here.ida, "The wall\n\nIt still stands, and so do I.")
        acts.set_permissions(here.desk, here.sol, view_channel=True, manage_messages=True)
        await here.sol.click(here.desk_card(1), label="Approve")
        assert len(here.published()) == 1
        acts.set_permissions(here.desk, here.sol, view_channel=True, manage_messages=False)
        said = told(await here.sol.click(here.desk_card(2), label="Approve"))
        assert "Manage Messages" in said and len(here.published()) == 1


async def test_whoever_manages_messages_in_a_channel_of_their_own_is_no_moderator(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        acts.set_permissions(here.hall, here.sol, view_channel=True, manage_messages=True)
        assert ELSEWHERE in told(await here.sol.slash(here.hall, "letters remove", number=1))
        here.env.backend.delete_channel(here.desk.id)  # where there is no desk, nobody keeps it
        await here.env.settle()
        assert ELSEWHERE in told(await here.sol.slash(here.hall, "letters remove", number=1))
        assert len(here.published()) == 1
