"""Each adversary, with exactly what they have, after a whole journey of several authors in two servers.

The journey is lived once; what each of them could collect is kept as plain data, and the checks of `tests.adversaries`
examine it. Each check has a test beside it that plants what the check must find.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import logging
import re
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import discord
import pytest
import pytest_asyncio
from simcord.actors import MemberActor

from bot import life
from bot.errors import Refusal
from bot.language import lines, pack
from bot.letter import Kind, Person
from bot.post import to_author
from bot.sealing.names import author_of
from bot.sealing.seal import Seal
from bot.store import disk
from bot.store.connection import Connection
from bot.store.sqlite import SqliteStore
from bot.store.tx import Tx
from cogs import _cards as cards
from cogs import _cards_desk, _cards_public, intake
from tests import acts
from tests.adversaries import (
    IDENTITIES,
    Seen,
    about,
    across_servers,
    in_files,
    in_lines,
    in_the_clear,
    lengths,
    linking,
    named,
    seen_by,
    seen_by_moderator,
)
from tests.host import traces_of
from tests.lives import (
    AUTHORS,
    DRAFT,
    HELD,
    PUBLIC_TEXTS,
    SECRET_TEXTS,
    Cast,
    in_the_orchard,
    letter,
    post,
    published_life,
    short_life,
    whole_life,
)
from tests.searching import (
    Files,
    Row,
    Tables,
    Wanted,
    backup_of,
    direct_messages,
    everything_logged,
    files_in,
    history,
    people,
    tables_of,
    texts,
)
from tests.town import Town, another_server, answer_of, choose, labels, stored, text_of, told, town

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.only_run]


#: The write-ahead log beside the database.
LOG = "letters.db-wal"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was there to be collected after the journey."""

    #: Those of whom nobody must learn anything, by all their names and the numbers of their direct messages.
    secret: Wanted
    #: The same of everybody, moderators too.
    everybody: Wanted
    reader: Seen
    moderator: Seen
    #: The same two in the other server.
    elsewhere: list[Seen]
    #: The letters of The Commons, as far as they were sent.
    letters: list[Row]
    #: Every file but the key: in the middle, at the end before anything is swept, and closed; and backups.
    taken: list[Files]
    key_id: bytes
    lines: list[str]
    folder: Path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def evidence(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Evidence]:
    """The whole journey, once for all the tests here."""
    folder = tmp_path_factory.mktemp("journey")
    with everything_logged() as log:
        async with town(folder) as here:
            them, taken = Cast(here), list[Files]()
            real, empty = here.restart, disk.truncate
            fullest = Files()

            async def restart() -> None:
                taken.append(files_in(folder))
                await real()

            async def truncate(connection: Connection) -> bool:
                nonlocal fullest
                fullest = max(fullest, files_in(folder), key=lambda files: len(files.get(LOG, b"")))
                return await empty(connection)

            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(here, "restart", restart)
                patch.setattr(disk, "truncate", truncate)
                orchard = await whole_life(here, them)
            taken.append(fullest)
            taken += [files_in(folder), {"backup": backup_of(folder)}]
            dms = direct_messages(*them.secret)
            tables = tables_of(taken[-1]["backup"], folder)
            collected = Evidence(
                secret=people(*them.secret) | dms,
                everybody=people(*them.everybody) | dms,
                reader=seen_by(here, here.wren, here.guild),
                moderator=seen_by_moderator(here, here.mora, here.guild),
                elsewhere=[
                    seen_by(here, orchard.member(here.wren), orchard.guild),
                    seen_by_moderator(here, orchard.keeper, orchard.guild),
                ],
                letters=[row for row in tables["letter"] if row["guild_id"] == here.guild.id and row["number"]],
                taken=taken,
                key_id=here.office.seal._current,
                lines=log.lines,
                folder=folder,
            )
        taken += [files_in(folder), {"backup": backup_of(folder)}]
    yield collected


# --- a reader -------------------------------------------------------------------------------------------------------


async def test_a_reader_finds_nobody_in_anything_that_was_ever_published(evidence: Evidence) -> None:
    assert len(evidence.reader.events) > 40 and len(evidence.reader.files) >= 4
    assert named(evidence.reader, evidence.secret) == []
    assert named(evidence.elsewhere[0], evidence.secret) == []


async def test_a_reader_cannot_tell_which_letters_share_an_author(evidence: Evidence) -> None:
    said = about(evidence.reader, evidence.letters)
    assert set(said) == {1, 2, 3, 4, 5} and min(map(len, said.values())) >= 4
    assert linking(said, AUTHORS) == []


async def test_a_reader_cannot_tell_by_trying_pen_names_which_were_forgotten_together(tmp_path: Path) -> None:
    """Owl is Sol's, who is forgotten; Fox is Wren's, who is not."""
    async with town(tmp_path) as here:
        await here.publish(here.mora)
        for who, name in ((here.sol, "Owl"), (here.wren, "Fox")):
            assert "Received" in told(await here.reply(who, "I have one like that.", name))
        asked = await here.sol.user.slash("letter forget")
        await here.sol.user.click(answer_of(asked), label="Forget me")
        owl, fox = [told(await here.reply(here.ida, "I too.", name)) for name in ("Owl", "Fox")]
        assert "Choose another one" in owl and owl.replace("Owl", "Fox") == fox


# --- a moderator ----------------------------------------------------------------------------------------------------


async def test_a_moderator_finds_nobody_at_the_desk_in_answers_or_in_the_audit_log(evidence: Evidence) -> None:
    kinds = [event.get("event") for event in evidence.moderator.events]
    assert "audit log" in kinds and len(kinds) > len(evidence.reader.events) + 40
    assert named(evidence.moderator, evidence.secret) == []
    assert named(evidence.elsewhere[1], evidence.secret) == []


async def test_a_moderator_cannot_tell_by_the_cards_which_letters_share_an_author(evidence: Evidence) -> None:
    said = about(evidence.moderator, evidence.letters)
    assert set(AUTHORS) <= set(said)
    assert linking(said, AUTHORS) == []


class Lens:
    """Everything that a moderator sees or could measure, without what tells two letters apart anyway."""

    def __init__(self, here: Town, log: pytest.LogCaptureFixture) -> None:
        self.here, self.log = here, log

    async def look(self, verb: str, number: int, **options: Any) -> dict[str, Any]:
        """A command about a letter: its answer, what Discord was asked, the work behind it, the letter's card, DMs."""
        here = self.here
        requests, people = len(here.env.http_requests), (here.wren, here.ida, here.sol)
        dms = [len(here.dm(person)) for person in people]
        with self.log.at_level(logging.DEBUG, "aiosqlite"):
            self.log.clear()
            result = await here.mora.slash(here.desk, f"letters {verb}", number=number, **options)
            work = sum(record.getMessage().startswith("executing") for record in self.log.records)
        await here.pass_time(30)
        asked = [f"{each.method} {each.path} {each.json}" for each in here.env.http_requests[requests:]]
        return {
            "answer": self._plain(told(result), number),
            "requests": [self._plain(each, number) for each in asked],
            "work": work,
            "card": self._plain(text_of(here.desk_card(number)), number),
            "messages": [len(here.dm(person)) - before for person, before in zip(people, dms, strict=True)],
            "desk": len(here.desk.history()),
        }

    def _plain(self, text: str, number: int) -> str:
        text = re.sub(r"/(webhooks|interactions)/[^ ]+", "/ANSWER", text)
        text = re.sub(r"\d{12,}", "ID", re.sub(r":[0-9a-f]{10,16}\b", ":LETTER", text))
        return re.sub(rf"([Ll]etter|number:) ?{number}\b", r"\1 N", text)


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """In what two looks differ."""
    return [f"{key}: {one[key]} and {other[key]}" for key in one if one[key] != other[key]]


COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("unblock", {}),
    ("block", {}),
    ("block", {"days": 9, "reason": "For the record."}),
    ("block", {"days": 40}),
    ("unblock", {}),
    ("unblock", {}),
    ("block", {}),
]


async def test_a_moderator_does_not_find_out_by_blocking_whether_two_letters_share_a_writer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Letters 1 and 2 are Wren's, 3 is Sol's; the writer of 1 is blocked, and then 2 and 3 are tried in every way."""
    async with town(tmp_path) as here:
        lens = Lens(here, caplog)
        for who in (here.wren, here.wren, here.sol):
            await here.send(who)
        await lens.look("block", 1)
        for verb, options in COMMANDS:
            same, other = [await lens.look(verb, number, **options) for number in (2, 3)]
            assert differences(same, other) == [], (verb, options)
            assert "Letter 1" in here.desk_card(1).content and "writer of letter 1 is" in here.desk_card(1).content
        same, other = [await lens.look("reject", number) for number in (2, 3)]
        assert same["answer"] == other["answer"] and same["card"] == other["card"]
        first = await lens.look("unblock", 1)
        assert "is lifted" in first["answer"]
        assert all("is blocked" in here.desk_card(number).content for number in (2, 3))
        assert not await can_write(here, here.wren) and not await can_write(here, here.sol)


async def test_nor_whether_a_letter_and_a_response_share_one_nor_two_responses(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Letter 1 is Wren's and blocked. Under letter 2, of Ida's, response 3 is Wren's, and 4 is Sol's."""
    async with town(tmp_path) as here:
        lens = Lens(here, caplog)
        await here.send(here.wren)
        await here.publish(here.ida, number=2)
        for who, name in ((here.ida, "Heron"), (here.ida, "Crane"), (here.wren, "Owl"), (here.sol, "Fox")):
            assert "Received" in told(await here.reply(who, "I have one like that.", name))
        await here.pass_time(60)
        await lens.look("block", 1)
        cards: list[str] = []
        for verb, options in COMMANDS:
            seen: list[str] = []
            for response in (3, 4):
                found = await lens.look(verb, 2, response=response, **options)
                seen.append(re.sub(rf"(\bresponse |:LETTER:){response}\b", r"\1R", str(found)))
                await lens.look("unblock", 2, response=response)
                if verb == "block":
                    cards.append(found["card"])
            assert seen[0] == seen[1], (verb, options)
        assert any("is blocked" in card for card in cards)


async def test_a_block_that_tells_more_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    real = Tx.block

    async def telling(self: Tx, letter: Any, response: int, writer: Any, until: int | None, *more: Any) -> None:
        if await self.blocks_of(letter.guild_id, [writer], 0):
            raise Refusal("That writer is blocked already.")
        await real(self, letter, response, writer, until, *more)

    monkeypatch.setattr(Tx, "block", telling)
    async with town(tmp_path) as here:
        lens = Lens(here, caplog)
        for who in (here.wren, here.wren, here.sol):
            await here.send(who)
        await lens.look("block", 1)
        same, other = [await lens.look("block", number) for number in (2, 3)]
        assert [each.partition(":")[0] for each in differences(same, other)][:1] == ["answer"]


async def after_sending_wren_away(folder: Path, log: pytest.LogCaptureFixture) -> list[str]:
    """Wren is suspected and removed from the server; then letters of Wren's and of Ida's are removed. Wren is let in
    again, and the letters are restored. What differs?"""
    async with town(folder) as here:
        lens = Lens(here, log)
        await here.publish(here.wren)
        await here.publish(here.ida, number=2)
        here.guild.remove_member(here.wren)
        acts.close_dms(here.env, here.wren.user, code=50278)
        await here.env.settle()
        looks = [[await lens.look("remove", number, reason="It names somebody.") for number in (1, 2)]]
        here.guild.add_member(here.wren.user)
        acts.open_dms(here.env, here.wren.user)
        await here.env.settle()
        looks.append([await lens.look("restore", number) for number in (1, 2)])
        found = [each for hers, other in looks for each in differences(hers, other)]
        return [each for each in found if each.startswith(("answer", "card", "desk"))]


async def test_nor_does_sending_a_suspect_away_tell_which_letters_are_theirs(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert await after_sending_wren_away(tmp_path, caplog) == []


async def test_a_card_that_tells_who_can_be_reached_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    end = to_author._end

    async def telling(office: Any, tx: Any, about: Any, later: Any, message_id: int) -> None:
        await end(office, tx, about, later, message_id)
        if not message_id:
            await tx.trouble(about.letter_id, pack("could not be reached"))
            await life.outbox.send(tx, Kind.DESK_CARD, about.letter_id, now=office.now)

    monkeypatch.setattr(to_author, "_end", telling)
    assert "card" in [each[:4] for each in await after_sending_wren_away(tmp_path, caplog)]


#: What may have become of a letter when its author is forgotten.
BEFORE: dict[str, list[str]] = {
    "published": ["approve"],
    "removed": ["approve", "remove"],
    "rejected": ["reject"],
    "held after a bounce": ["approve", "remove", "(forget)", "restore"],
}
#: Everything that a moderator can do to two letters, in an order that leaves as many as possible in force.
AFTER: list[tuple[str, dict[str, Any]]] = [
    ("block", {}), ("unblock", {}), ("block", {"days": 9, "reason": "Because."}), ("return", {"note": "Shorter."}),
    ("approve", {}), ("remove", {"reason": "It names somebody."}), ("restore", {}), ("reject", {}),
]  # fmt: skip


async def after_wren_is_forgotten(folder: Path, log: pytest.LogCaptureFixture, case: str) -> list[str]:
    """Letter 1 is Wren's, who is forgotten, 2 is Ida's, who is not. What differs in anything that a moderator sees?"""
    async with town(folder) as here:
        lens, verbs, found = Lens(here, log), BEFORE[case], list[str]()
        for number, who in enumerate((here.wren, here.ida), 1):
            await here.write(who, letter(f"Title {number}", "same"))
            for _ in range(3):
                await here.write(who, "The same again. " * 120)
            await who.user.click(here.draft(who), label="Send letter")
        for verb in verbs if "(forget)" in verbs else [*verbs, "(forget)"]:
            if verb == "(forget)":
                await life.forgetting.forget(here.office, Person(here.wren.id))
                continue
            if verb == "restore":
                acts.set_permissions(here.letters, here.env.bot.user, view_channel=False)
            for number in (1, 2):
                await lens.look(verb, number)
        if "bounce" in case:
            assert "Approve" in labels(here.desk_card(1)), text_of(here.desk_card(1))
            acts.set_permissions(here.letters, here.env.bot.user, view_channel=True)
        found += await differing(lens)
        for verb, options in AFTER:
            found += [f"{verb}: {each}" for each in await differing(lens, verb, **options)]
        await here.days_later(8)
        found += await differing(lens)
        for verb, options in AFTER:
            found += [f"later, {verb}: {each}" for each in await differing(lens, verb, **options)]
        return found


async def differing(lens: Lens, verb: str | None = None, **options: Any) -> list[str]:
    """In what two letters differ to a moderator who does the same to both; without a verb, who reads on."""
    here = lens.here
    if verb is None:
        cards = [here.desk_card(number) for number in (1, 2)]
        one, other = [{"card": labels(each)} for each in cards]
        if "Read on" in one["card"] and "Read on" in other["card"]:
            for look, each in zip((one, other), cards, strict=True):
                look["answer"] = [told(await here.mora.click(each, label="Read on"))]
    else:
        one, other = [await lens.look(verb, number, **options) for number in (1, 2)]
        for each in (one, other):
            each["card"] = re.sub(
                r"Title \d|/\d+|.*Much like letter .*\n", "", each["card"]
            )  # their texts are the same
    return [each for each in differences(one, other) if each.startswith(("answer", "card", "desk"))]


@pytest.mark.parametrize("case", BEFORE)
async def test_a_moderator_cannot_tell_which_letters_were_forgotten(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, case: str
) -> None:
    assert await after_wren_is_forgotten(tmp_path, caplog, case) == []


def looks_at_the_author_first(monkeypatch: pytest.MonkeyPatch) -> None:
    real = life.review.send_back

    async def send_back(office: Any, letter_id: int, *more: Any) -> Any:
        office.author(await stored(office, letter_id))
        return await real(office, letter_id, *more)

    monkeypatch.setattr(life.review, "send_back", send_back)


def emptied_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    async def disown(self: Tx, letter_id: int, *, erase: bool) -> None:
        await self.forget_author(letter_id)
        await self.empty(letter_id)

    monkeypatch.setattr(Tx, "disown", disown)


@pytest.mark.parametrize(("leak", "case"), [(looks_at_the_author_first, "published"), (emptied_at_once, "rejected")])
async def test_a_sign_that_a_letter_s_author_is_forgotten_is_found(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    leak: Callable[[pytest.MonkeyPatch], None],
    case: str,
) -> None:
    leak(monkeypatch)
    assert await after_wren_is_forgotten(tmp_path, caplog, case) != []


async def can_write(here: Town, who: MemberActor) -> bool:
    """Whether somebody's letter is taken."""
    return "Received" in told(await who.user.click(await here.write(who), label="Send letter"))


# --- what a look at Discord would find ------------------------------------------------------------------------------

#: Spoils something for the time of a test, so that it tells who `quilla` is.
Leak = Callable[[pytest.MonkeyPatch, Callable[[], MemberActor]], None]


def wrap(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, then: Callable[[Any], None]) -> None:
    """After `owner.name` has done its work, `then` spoils what it gave."""
    real = getattr(owner, name)

    def spoiled(*args: Any, **kwargs: Any) -> Any:
        result = real(*args, **kwargs)
        then(result)
        return result

    monkeypatch.setattr(owner, name, spoiled)


def in_the_footer(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    def sign(card: cards.Card) -> None:
        signed = replace(card.embeds[0], footer=base64.b64encode(b"by " + who().id.to_bytes(8)).decode())
        object.__setattr__(card, "embeds", [signed])

    wrap(monkeypatch, _cards_public, "public_card", sign)


def in_a_custom_id(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    def sign(card: cards.Card) -> None:
        object.__setattr__(card, "items", [*(card.items or ()), cards.Button("?", f"x:{who().id:x}")])

    wrap(monkeypatch, _cards_public, "public_card", sign)


def in_a_file_name(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    def sign(files: list[discord.File]) -> None:
        for file in files:
            file.filename = f"{who().name}.png"

    wrap(monkeypatch, cards.Card, "files", sign)


def in_a_picture(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    def sign(files: list[discord.File]) -> None:
        for file in files:
            file.fp = io.BytesIO(file.fp.read() + str(who().user.avatar).encode())

    wrap(monkeypatch, cards.Card, "files", sign)


def in_the_audit_log(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    real = discord.Thread.edit

    async def edit(self: discord.Thread, **more: Any) -> Any:
        return await real(self, **more, reason=str(who().user.global_name))

    monkeypatch.setattr(discord.Thread, "edit", edit)


def in_a_thread(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    real = discord.PartialMessage.create_thread

    async def create_thread(self: Any, *, name: str, **more: Any) -> discord.Thread:
        return await real(self, name=f"{name} (Feathers McQuill)", **more)

    monkeypatch.setattr(discord.PartialMessage, "create_thread", create_thread)


def at_the_desk(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    def sign(card: cards.Card) -> None:
        object.__setattr__(card, "content", lines([card.content or "", f"||{who().mention}||"]))

    wrap(monkeypatch, _cards_desk, "review_card", sign)


@pytest.mark.parametrize(
    ("leak", "readers"),
    [
        (in_the_footer, True),
        (in_a_custom_id, True),
        (in_a_file_name, True),
        (in_a_picture, True),
        (in_a_thread, True),
        (in_the_audit_log, False),
        (at_the_desk, False),
    ],
)
async def test_a_leak_planted_where_people_look_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: Leak, readers: bool
) -> None:
    async with town(tmp_path) as here:
        them = Cast(here)
        leak(monkeypatch, lambda: them.quilla)
        await short_life(here, them)
        await here.mora.slash(here.desk, "letters remove", number=1)
        quilla = people(them.quilla)
        assert (named(seen_by(here, here.wren, here.guild), quilla) != []) is readers
        assert named(seen_by_moderator(here, here.mora, here.guild), quilla) != []


async def test_an_answer_that_everybody_sees_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = discord.InteractionResponse.send_message

    async def aloud(self: Any, *args: Any, **more: Any) -> Any:
        return await real(self, *args, **{**more, "ephemeral": False})

    async with town(tmp_path) as here:
        them = Cast(here)
        monkeypatch.setattr(discord.InteractionResponse, "send_message", aloud)
        await them.quilla.slash(here.hall, "letter mine")
        assert named(seen_by(here, here.wren, here.guild), people(them.quilla)) != []


async def test_a_mark_of_the_author_in_public_is_found(evidence: Evidence) -> None:
    """Not who it is, but the same for each of their letters."""
    for seen in (evidence.reader, evidence.moderator):
        said = about(seen, evidence.letters)
        for number, events in said.items():
            mark = hashlib.sha256(AUTHORS.get(number, "").encode()).hexdigest()[:8]
            events.append({"embeds": [{"footer": {"text": f"To you · {mark}"}}]})
        assert {each.rpartition(" ")[2] for each in linking(said, AUTHORS)} == {"quilla", "marlow"}


# --- a thief --------------------------------------------------------------------------------------------------------


async def test_a_thief_finds_nobody_and_no_text_in_any_byte_of_any_file(evidence: Evidence) -> None:
    logs = [len(files.get(LOG, b"")) for files in evidence.taken]
    assert len(logs) == 6 and max(logs) > 20_000, "no write-ahead log was taken before it was swept"
    assert in_files(evidence.taken, evidence.everybody | texts(*SECRET_TEXTS, *PUBLIC_TEXTS)) == []


async def test_a_thief_finds_sealed_values_tags_and_numbers_and_nothing_else(evidence: Evidence) -> None:
    for tables in tables_taken(evidence):
        assert sum(map(len, tables.values())) > 60
        assert in_the_clear(tables, evidence.key_id) == []


async def test_a_thief_cannot_tell_an_identity_by_its_length(evidence: Evidence) -> None:
    found = [lengths(tables) for tables in tables_taken(evidence)]
    assert set().union(*found) == IDENTITIES
    assert [each for each in found if any(len(sizes) != 1 for sizes in each.values())] == []


async def test_nor_that_of_a_message_about_no_letter(tmp_path: Path) -> None:
    ids = (1, 10**16, 10**18 + 1, 2**63 - 1)
    async with town(tmp_path) as here:
        async with here.office.store.transaction() as tx:
            for id in ids:
                await life.outbox.send_note(tx, Person(id, 0 if id == 1 else id + 1), "Later.", now=2**40)
            waiting = await rows_of(tx, "SELECT sealed_payload FROM delivery")
        assert len(list(waiting)) == 4 and len({len(row[0]) for row in waiting}) == 1
        async with here.office.store.transaction() as tx:
            assert [len(await life.outbox.notes_to(tx, Person(id))) for id in ids] == [1, 1, 1, 1]


def tables_taken(evidence: Evidence) -> Iterator[Tables]:
    """The rows in every copy of the database that was taken."""
    for files in evidence.taken:
        database = files.get("letters.db", files.get("backup", b""))
        yield tables_of(database, evidence.folder, files.get("letters.db-wal", b""))


async def test_a_thief_finds_no_link_between_servers(evidence: Evidence) -> None:
    taken = [files for files in evidence.taken if "letters.db" in files]
    assert across_servers(taken, evidence.folder) == []


async def wander(here: Town) -> None:
    """Wren writes in one server and in the other, changes their mind in between, leaves and comes back; and gets
    messages about no letter."""
    orchard = await another_server(here, here.wren)
    for title, *servers in (("The chain", "The Commons"), ("Apples", "The Commons", "The Orchard")):
        await acts.dm(here.env, here.wren, letter(title, HELD), stickers=["Wave"])
        for server in servers:
            await choose(here, here.wren, "Which letterbox?", server)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
    for left, other in ((orchard.guild, here.guild), (here.guild, orchard.guild)):
        if here.wren.id not in other.member_ids():
            other.add_member(here.wren.user)
        left.remove_member(here.wren.user)
        await here.env.settle()
        await acts.dm(here.env, here.wren, letter("Again", HELD), stickers=["Wave"])
        await here.wren.user.click(here.draft(here.wren), label="Send letter")


async def test_nor_in_what_the_write_ahead_log_remembers(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        await wander(here)
        assert await here.outbox() == []
        taken = files_in(tmp_path)
        servers = {row["guild_id"] for tables in history(taken, tmp_path) for row in tables["letter"]}
        assert len(servers) == 2 and across_servers([taken], tmp_path) == []


async def never(_: object) -> bool:
    return True


async def test_a_planted_link_between_servers_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SqliteStore, "truncate_wal", never)
    async with town(tmp_path) as here:
        await wander(here)
        assert across_servers([files_in(tmp_path)], tmp_path) != []


WRITE: dict[str, Callable[[int], bytes]] = {
    "decimal": lambda number: str(number).encode(),
    "hex": lambda number: f"{number:X}".encode(),
    "big-endian": lambda number: number.to_bytes(8),
    "little-endian": lambda number: number.to_bytes(8, "little"),
    "JSON": lambda number: json.dumps({"author": number}).encode(),
    "inside base64": lambda number: base64.b64encode(b"{" + number.to_bytes(8) + b"}"),
    "inside base32": lambda number: base64.b32encode(b"ab" + number.to_bytes(8, "little") + b"c"),
    "hashed": lambda number: hashlib.sha256(str(number).encode()).digest(),
}


@pytest.mark.parametrize("write", WRITE.values(), ids=WRITE)
async def test_an_id_planted_in_the_database_is_found(tmp_path: Path, write: Callable[[int], bytes]) -> None:
    async with town(tmp_path) as here:
        them = Cast(here)
        await here.write(them.quilla, letter("Unsent", DRAFT))
        assert in_files([files_in(tmp_path)], people(*them.secret)) == []
        async with here.office.transaction() as tx:
            await tx.set_meta("leak", b"before" + write(them.quilla.id) + b"after")
        assert in_files([files_in(tmp_path), {"backup": backup_of(tmp_path)}], people(*them.secret)) == [
            "quillfeather in letters.db-wal",
            "quillfeather in backup",
        ]


async def test_what_was_deleted_is_found_where_the_write_ahead_log_still_has_it(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        for value in (DRAFT.encode(), b"nothing"):
            async with here.office.transaction() as tx:
                await tx.set_meta("leak", value)
        assert in_files([files_in(tmp_path)], texts(DRAFT)) == [f"{DRAFT} in letters.db-wal"]
        assert in_files([{"backup": backup_of(tmp_path)}], texts(DRAFT)) == []


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE part SET sealed_text = 'Not sealed.'", "part.sealed_text"),
        ("UPDATE part SET sealed_text = x'4e6f74207365616c6564'", "part.sealed_text"),
        ("UPDATE letter SET category = 'quillfeather'", "letter.category"),
        ("UPDATE part SET source_tag = x'00112233'", "part.source_tag"),
        ("INSERT INTO remark VALUES ('leak', x'00')", "remark.value"),
        ("ALTER TABLE letter ADD COLUMN title TEXT DEFAULT 'The chain'", "letter.title"),
    ],
)
async def test_a_value_planted_unsealed_is_found(tmp_path: Path, statement: str, where: str) -> None:
    async with town(tmp_path) as here:
        await here.write(here.wren)
        key_id = here.office.seal._current
        assert in_the_clear(tables_of(backup_of(tmp_path), tmp_path), key_id) == []
        async with here.office.store.transaction() as tx:
            await rows_of(tx, statement)
        found = in_the_clear(tables_of(backup_of(tmp_path), tmp_path), key_id)
        assert {each.partition(":")[0] for each in found} == {where}


# --- a reader of the log --------------------------------------------------------------------------------------------


async def test_a_reader_of_the_log_finds_nobody_and_no_text(evidence: Evidence) -> None:
    assert len(evidence.lines) > 100
    assert in_lines(evidence.lines, evidence.everybody | texts(*SECRET_TEXTS, *PUBLIC_TEXTS)) == []


async def test_no_library_s_logger_can_be_made_to_say_more() -> None:
    with everything_logged() as log:
        known = {name for name in logging.root.manager.loggerDict if not name.startswith(("bot", "cogs"))}
        assert {"discord.gateway", "discord.http", "discord.client", "aiosqlite", "asyncio", "aiosql"} <= known
        for name in (*known, "PIL.Image", "some.other.package"):
            logging.getLogger(name).debug("MESSAGE_CREATE {'author': {'id': 1}}")
        logging.getLogger("bot.post.worker").debug("Something of our own.")
        assert [line.partition(":")[0] for line in log.lines] == ["bot.post.worker"]


def in_a_line(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    wrap(monkeypatch, intake.life.writing, "write", lambda _: logging.getLogger("bot").debug("from %s", who().id))


def in_what_a_line_was_made_of(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    wrap(monkeypatch, intake.life.writing, "write", lambda _: logging.getLogger("bot").debug("%.0s", who().id))


def in_a_traceback(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    def fail(_: Any) -> None:
        try:
            raise RuntimeError(f"{who().name} cannot be reached")
        except RuntimeError:
            logging.getLogger("bot").exception("It failed.")

    wrap(monkeypatch, intake.life.writing, "write", fail)


@pytest.mark.parametrize("leak", [in_a_line, in_what_a_line_was_made_of, in_a_traceback])
async def test_a_leak_planted_in_the_log_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: Leak) -> None:
    with everything_logged() as log:
        async with town(tmp_path) as here:
            them = Cast(here)
            leak(monkeypatch, lambda: them.quilla)
            await short_life(here, them)
            assert in_lines(log.lines, people(them.quilla)) != []


# --- another server's moderator -------------------------------------------------------------------------------------


async def as_the_keeper_sees_it(folder: Path, *, busy_elsewhere: bool) -> list[str]:
    """What The Orchard shows its moderator while Wren writes there, who is a member of The Commons too; and has letters
    in public, others that wait, a pen name and a block there, from before and from meanwhile. Or has nothing there."""
    async with town(folder) as here:
        orchard = await another_server(here, here.wren, here.sol, limits=True)
        keeper, answers = orchard.keeper, list[str]()

        async def do(command: str, **options: Any) -> None:
            answers.append(told(await keeper.slash(orchard.desk, command, **options)))

        async def under_a_letter(label: str, values: dict[str, str]) -> None:
            wren = orchard.member(here.wren)
            shown = await wren.click(orchard.published()[0], label=label)
            if shown.modal is not None:  # a leak may refuse it
                await wren.submit_modal(shown, values)

        if busy_elsewhere:
            await live_elsewhere(here, 1)
        await post(here, here.sol, letter("Pears", "Birnbaum"), "The Orchard")
        await do("letters approve", number=1)
        await post(here, here.wren, letter("Apples", "Apfelbaum"), "The Orchard")
        await do("letters queue")
        await do("letters approve", number=2)
        await under_a_letter("Leave a reply", {"reply": "I like them.", "pen": "The neighbour"})
        if busy_elsewhere:
            await live_elsewhere(here, 4)
        await under_a_letter("Report", {"why": "They are plums."})
        for number, options in ((2, {}), (1, {"response": 1}), (2, {"days": 3})):
            await do("letters block", number=number, **options)
            await do("letters unblock", number=number, **{k: v for k, v in options.items() if k == "response"})
        await post(here, here.wren, letter("Plums", "Pflaume"), "The Orchard")
        for command, number in (("reject", 3), ("remove", 1), ("restore", 1), ("remove", 2), ("approve", 1)):
            await do(f"letters {command}", number=number)
        seen = seen_by_moderator(here, keeper, orchard.guild)
        return plain([*map(str, seen.events), *answers])


async def live_elsewhere(here: Town, number: int) -> None:
    """Three letters in The Commons, from `number` on: one published and answered, two that wait, a block."""
    if number > 1:
        await here.mora.slash(here.desk, "letters unblock", number=number - 2)
    for word in ("Eins", "Zwei", "Drei"):
        await post(here, here.wren, letter(word, HELD))
    await here.mora.slash(here.desk, "letters approve", number=number)
    await here.reply(here.wren, "So it is.", "The neighbour")
    await here.mora.slash(here.desk, "letters block", number=number + 1)


def plain(said: list[str]) -> list[str]:
    """With every id and nonce replaced by the order in which it came first; the simulated Discord counts all edits in
    the microseconds of a time."""
    known: dict[str, str] = {}
    number = re.compile(r"\b[0-9a-f]{12,}\b|simcord_\w+|(?<=:\d\d)\.\d{6}(?=\+00:00)")
    return [number.sub(lambda found: known.setdefault(found[0], f"#{len(known)}"), each) for each in said]


async def test_another_server_s_moderator_sees_the_same_whether_somebody_writes_elsewhere_or_not(
    tmp_path: Path,
) -> None:
    alone, busy = [
        await as_the_keeper_sees_it(tmp_path / name, busy_elsewhere=name == "busy") for name in ("alone", "busy")
    ]
    assert len(alone) > 40
    assert alone == busy


def everybody_s_letters_in_the_queue(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Tx.queue_of

    async def queue_of(self: Tx, letterbox_ids: Iterable[int]) -> Any:
        (own,) = letterbox_ids
        everywhere = await real(self, [box.id for box in await self.letterboxes()])
        return [replace(each, letterbox_id=own) for each in everywhere]

    monkeypatch.setattr(Tx, "queue_of", queue_of)


def everybody_s_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Seal.tag
    monkeypatch.setattr(Seal, "tag", lambda self, purpose, _, about: real(self, purpose, 0, about))
    one = Tx.blocks_of

    async def blocks_of(self: Tx, _: int, *more: Any) -> Any:
        return [block for box in await self.letterboxes() for block in await one(self, box.guild_id, *more)]

    monkeypatch.setattr(Tx, "blocks_of", blocks_of)


@pytest.mark.parametrize("leak", [everybody_s_blocks, everybody_s_letters_in_the_queue])
async def test_a_server_that_shows_something_of_another_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: Callable[[pytest.MonkeyPatch], None]
) -> None:
    alone = await as_the_keeper_sees_it(tmp_path / "alone", busy_elsewhere=False)
    leak(monkeypatch)
    assert alone != await as_the_keeper_sees_it(tmp_path / "busy", busy_elsewhere=True)


# --- the host, later ------------------------------------------------------------------------------------------------


async def test_the_host_finds_nobody_whose_time_is_over_in_either_server(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        them = Cast(here)
        orchard = await another_server(here, *them.secret)
        await published_life(here, them)
        await in_the_orchard(here, them, orchard)
        await orchard.keeper.slash(orchard.desk, "letters reject", number=3)
        for who in (them.quilla, them.marlow, them.tamsin, them.hesper):
            assert traces_of(here, who) != []
        await here.days_later(91)
        assert [traces_of(here, who) for who in them.secret] == [[], [], [], [], []]


async def rows_of(tx: Any, statement: str) -> Any:
    """What a statement gives, past the store's own."""
    return await cast(Tx, tx)._connection.execute_fetchall(statement)


async def test_an_author_planted_again_is_found_by_the_host(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        them = Cast(here)
        await short_life(here, them)
        await here.days_later(91)
        assert traces_of(here, them.quilla) == []
        seal = here.office.seal
        async with here.office.store.transaction() as tx:
            (row,) = await rows_of(tx, "SELECT id FROM letter")
            sealed = seal.seal_person(Person(them.quilla.id), author_of(row["id"]))
            await rows_of(tx, f"UPDATE letter SET sealed_author = x'{sealed.hex()}'")
        assert traces_of(here, them.quilla) == ["letter.sealed_author"]
