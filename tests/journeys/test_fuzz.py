"""Presses, choices, forms and messages that nobody would think of: each is answered, and nothing of others changes."""

from __future__ import annotations

import random
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import pytest
from discord.ext import commands
from simcord import MemberActor
from simcord.builders import ChannelHandle, UserHandle

from bot import words
from bot.language import ENGLISH
from bot.language.markup import steady
from bot.rules.pen_names import visible
from bot.store.tx import Tx
from cogs._border import Expected, Kind
from cogs._forms import LONGEST
from cogs._press import Presses
from tests import acts, tampering
from tests.core.test_fuzz import a_text
from tests.fuzzing import Says, Tally, dice, times
from tests.town import Town, sure, told, town

pytestmark = pytest.mark.only_run

#: What may stand where an id should.
NO_IDS = (
    "", "0", "-1", "1", "x", "00", "0x1", "1_0", " 1", "1\n", "١", "ａ", "7fffffffffffffff", "8000000000000000",
    "f" * 16, "f" * 80, "1.5", "1e5", "None", "\x00", "é", "🦊", "'; DROP TABLE letter; --",
)  # fmt: skip


@asynccontextmanager
async def busy_town(folder: Path) -> AsyncGenerator[tuple[Town, list[int]]]:
    """A letter in public, one at the desk, a draft, all Wren's; and their ids with the letterbox's."""
    async with town(folder) as here:
        await here.publish()
        await here.reply(here.sol, "I have one like it.", "The neighbour")
        await here.send(here.wren, "Second letter\n\nThere is more to say.")
        await here.write(here.wren, "Third letter\n\nIt is not finished.")
        yield here, [row["id"] for row in await rows(here, "SELECT id FROM letter UNION SELECT id FROM letterbox")]


async def rows(here: Town, query: str) -> list[Any]:
    """What the database has."""
    async with here.office.store.transaction() as tx:
        return [*await cast(Tx, tx)._connection.execute_fetchall(query)]


async def kept(here: Town, ids: list[int]) -> list[tuple[Any, ...]]:
    """All that the letters are, say and were answered with; what strangers do of their own is left out."""
    known = ", ".join(map(str, ids))
    letters = f"SELECT id, state, number, sealed_title, sealed_author FROM letter WHERE id IN ({known}) ORDER BY id"
    parts = f"SELECT sealed_text, source_tag FROM part WHERE letter_id IN ({known}) ORDER BY letter_id, position"
    first = "SELECT sealed_text, sealed_name, state FROM response ORDER BY number LIMIT 1"
    decided = "SELECT verb FROM decision ORDER BY id"
    return [tuple(row) for query in (letters, parts, first, decided) for row in await rows(here, query)]


class Stranger:
    """Sends what comes to mind: verbs that there are, with ids of others, or what is none."""

    def __init__(self, chance: random.Random, here: Town, ids: list[int]) -> None:
        presses = cast(commands.Bot, here.env.bot).get_cog("Presses")
        assert isinstance(presses, Presses)
        self.expected: dict[str, Expected] = {
            verb: cast(Any, handler).func.__dict__["expected"] for verb, handler in presses.known.items()
        }
        self.chance, self.here, self.ids = chance, here, ids

    async def send(self, *, who: MemberActor | UserHandle, channel: ChannelHandle, real: bool, tally: Tally) -> None:
        """One press or form, with ids of letters or, where it is not `real`, with what names nothing."""
        known = [verb for verb, expected in self.expected.items() if real or expected.ids]  # no author's “Forget me”
        verb = self.chance.choice([*known, "", "nothing", "send\x00"])
        expected = self.expected.get(verb, Expected(Kind.BUTTON))
        kind = self.chance.choice([expected.kind, expected.kind, expected.kind, *Kind])
        custom_id = ":".join(
            [verb, *(self.an_id(real) for _ in range(self.chance.choice([expected.ids] * 4 + [0, 3])))]
        )
        fields = {name: self.text() for name in self.names(expected)} if kind is Kind.FORM else {}
        values = [self.text()] if kind is Kind.SELECT else []

        async def sent() -> None:
            if kind is Kind.FORM:
                result = await tampering.form(self.here.env, who, channel, custom_id, **fields)
            else:
                result = await tampering.press(self.here.env, who, channel, custom_id, *values)
            assert told(result) or result.modal is not None
            assert ENGLISH(words.trouble.UNEXPECTED) not in told(result)
            self.here.env.raise_errors()

        await tally.run_one(sent, (custom_id, kind.name, fields or values))

    def an_id(self, real: bool) -> str:
        if real and self.chance.random() < 0.6:
            return f"{self.chance.choice(self.ids):x}"
        # nor may a letter's id pass in other clothes
        other = f"{self.chance.choice(self.ids):x}"
        return self.chance.choice([*NO_IDS, f"0{other}", other.upper() + "G", f" {other}", f"+{other}", f"{other}\n"])

    def names(self, expected: Expected) -> list[str]:
        fields = [*expected.required, *expected.optional]
        names = [name if name != "text" else "text:0:n" for name in fields]
        if self.chance.random() < 0.3:
            names = self.chance.sample([*names, *LONGEST, "text:1:p", "text:9:z", "", "none"], 2)
        return [name.replace(":", "_") for name in names]

    def text(self) -> str:
        text = a_text(self.chance).encode("utf-8", "ignore").decode()
        return text[: self.chance.choice([0, 10, 30, 1_000, 5_000])]


async def test_whatever_is_pressed_or_sent_back(tmp_path: Path, record_property: Says) -> None:
    chance, seed = dice()
    tally = Tally("presses and forms", seed, at_most=10)
    async with busy_town(tmp_path) as (here, ids):
        stranger, before = Stranger(chance, here, ids), await kept(here, ids)
        senders = [
            (here.ida, here.letters, True), (here.ida, here.hall, True), (here.ida, here.thread(), True),
            (here.ida.user, here.ida.user.dm_channel, True), (here.mora, here.desk, False),
            (here.wren.user, here.wren.user.dm_channel, False),
        ]  # fmt: skip
        for _ in range(times(100)):
            who, channel, real = chance.choice(senders)
            await stranger.send(who=who, channel=channel, real=real, tally=tally)
            assert await kept(here, ids) == before, f"seed {seed}, input {tally.tried}"
    tally.say(record_property)


async def test_whatever_is_written_to_the_bot(tmp_path: Path, record_property: Says) -> None:
    chance, seed = dice()
    tally = Tally("direct messages", seed, at_most=10)
    async with town(tmp_path) as here:
        await here.write(here.sol, "A letter of many kinds of words.")
        for _ in range(times(15)):
            text = a_text(chance).encode("utf-8", "ignore").decode()[: chance.choice([20, 200, 2_000])].strip()

            async def written(text: str = text) -> None:
                if text:
                    await acts.dm(here.env, here.sol, text)
                here.env.raise_errors()

            await tally.run_one(written, text)
            said = await said_by(here)
            if text.strip() and len(said) < 17_000:
                assert steady(text).strip() in said or not visible(text), f"seed {seed}, input {tally.tried}: {text!r}"
            if len(said) > 15_000:
                await sure(here.sol.user, await here.sol.user.click(here.draft(here.sol), label="Discard"))
                await here.write(here.sol, "A letter of many kinds of words.")
    tally.say(record_property)


async def said_by(here: Town) -> str:
    """What the only draft says."""
    async with here.office.store.transaction() as it:
        tx = cast(Tx, it)
        (row,) = await tx._connection.execute_fetchall("SELECT id FROM letter")
        return "\n\n".join(part.text for part in await tx.parts(row["id"]))
