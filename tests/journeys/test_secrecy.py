"""Nobody learns who wrote it: not from what the bot sends to Discord, not from its log, not from its database file.

A whole journey is lived under watch; afterwards every request, every log record and every byte of the database is
searched for the people and the texts that must not be there, in all the ways an id or a text may be written. The last
tests plant a leak of each kind and see that the search finds it.
"""

from __future__ import annotations

import base64
import hashlib
import json
import logging
import re
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import discord
import pytest
from simcord.actors import MemberActor

from bot import logs
from bot.demo import fidelity
from cogs import _cards as cards
from cogs import _courier, intake
from tests.town import Town, answer_of, labels, picture, settings_in, town

#: Words that stand in exactly one text each.
HELD, RETURNED, REJECTED, DRAFT, NOTE, REASON, WHY = (
    "Zwetschgenkuchen", "Quarkstollen", "Pfefferminztee", "Johannisbeere", "Kandiszucker", "Marzipanbrot", "Sauerteig",
)  # fmt: skip
PUBLISHED, PEN_REPLY, ANSWER = "Fahrradkette", "Regenschirm", "Flussufer"
SECRET_TEXTS = (HELD, RETURNED, REJECTED, DRAFT, NOTE, REASON, WHY)


# --- how an id, a name, a text may be written -----------------------------------------------------------------------


def encodings(raw: bytes) -> Iterator[bytes]:
    """`raw` as it is and in base64 and base32, wherever in a longer value it may begin."""
    yield raw
    for encode, bits, group in ((base64.b64encode, 6, 3), (base64.urlsafe_b64encode, 6, 3), (base64.b32encode, 5, 5)):
        for offset in range(group):
            encoded = encode(bytes(offset) + raw)
            yield encoded[-(-offset * 8 // bits) : (offset + len(raw)) * 8 // bits]


def ways_to_write_id(number: int) -> set[bytes]:
    """Decimal, hex, little- and big-endian, their base64 and base32, and hashes without a key."""
    plain = [str(number).encode(), number.to_bytes(8), number.to_bytes(8, "little")]
    ways = {way for raw in plain for way in encodings(raw)}
    for digits in (f"{number:x}", number.to_bytes(8, "little").hex()):
        ways |= {digits.encode(), digits.upper().encode()}
    for raw in plain:
        for make in (hashlib.md5, hashlib.sha1, hashlib.sha256):
            ways |= {make(raw).digest(), make(raw).hexdigest().encode()}
    return ways


def ways_to_write_text(text: str) -> set[bytes]:
    """In UTF-8 and UTF-16, in base64 and base32, escaped in JSON, in small letters."""
    ways = set(encodings(text.encode())) | {text.encode("utf-16-le"), text.encode("utf-16-be")}
    return ways | {text.lower().encode(), text.upper().encode(), json.dumps(text)[1:-1].encode()}


def people(*members: MemberActor) -> dict[str, set[bytes]]:
    """Whom to search for, each with all the ways to write their id and their names."""
    return {
        member.name: ways_to_write_id(member.id)
        | ways_to_write_text(member.name)
        | ways_to_write_text(str(member.user.global_name))
        for member in members
    }


def found_in(data: bytes, wanted: dict[str, set[bytes]]) -> list[str]:
    return [name for name, ways in wanted.items() if any(way in data for way in ways)]


# --- what is searched -----------------------------------------------------------------------------------------------


@dataclass
class Log(logging.Handler):
    """Everything that any logger says, at any level that is let through."""

    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.NOTSET)

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name}: {logging.Formatter().format(record)} {record.args!r}")

    __hash__ = logging.Handler.__hash__


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    """The log as `python -m bot` sets it up with LOG_LEVEL=DEBUG."""
    root = logging.getLogger()
    before = root.handlers[:], root.level, {name: logging.getLogger(name).level for name in logs.TALKATIVE}
    logs.set_up(settings_in(tmp_path, LOG_LEVEL="DEBUG"))
    handler = Log()
    root.handlers = [handler]
    yield handler
    root.handlers, level, levels = before
    root.setLevel(level)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


def leaks_in_log(log: Log, wanted: dict[str, set[bytes]]) -> list[str]:
    return [f"{name} in the log: {line}" for line in log.lines for name in found_in(line.encode(), wanted)]


def database_files(folder: Path) -> list[str]:
    """Everything beside the bot but its key."""
    return sorted(file.name for file in folder.iterdir() if file.is_file() and file.suffix != ".key")


def leaks_in_database(folder: Path, wanted: dict[str, set[bytes]]) -> list[str]:
    files = database_files(folder)
    return [f"{name} in {file}" for file in files for name in found_in((folder / file).read_bytes(), wanted)]


NAMES_SOMEBODY = re.compile(r"POST /users/@me/channels|GET /guilds/\d+/members/\d+")


def leaks_in_requests(here: Town, wanted: dict[str, set[bytes]]) -> list[str]:
    """Two requests must name somebody, and only Discord sees them: opening their direct messages, and asking whether
    they are in a server (where no cache of members says so)."""
    return [
        f"{name} in {request.method} {request.path}: {request.json}"
        for request in here.env.http_requests
        if not NAMES_SOMEBODY.fullmatch(f"{request.method} {request.path}")
        for name in found_in(repr((request.path, request.params, request.reason, request.json)).encode(), wanted)
    ]


# --- the journey under watch ----------------------------------------------------------------------------------------


@dataclass
class Cast:
    """Whose names must not come out, beside the town's own people."""

    here: Town
    #: Author of the first letters, in direct messages.
    quilla: MemberActor = field(init=False)
    #: Author of another letter, by form.
    marlow: MemberActor = field(init=False)
    #: Answers under a pen name, and reports.
    tamsin: MemberActor = field(init=False)
    #: Drafts, and never sends.
    corvin: MemberActor = field(init=False)

    def __post_init__(self) -> None:
        self.quilla = self.here.person("quillfeather", "Quilla Featherstone")
        self.marlow = self.here.person("marlowe77", "Marlow Greensleeve")
        self.tamsin = self.here.person("tamsinbell", "Tamsin Bellweather")
        self.corvin = self.here.person("corvinus", "Corvin Blackthorn")

    @property
    def secret(self) -> list[MemberActor]:
        return [self.quilla, self.marlow, self.tamsin, self.corvin]

    @property
    def everybody(self) -> list[MemberActor]:
        here = self.here
        return [*self.secret, here.wren, here.ida, here.sol, here.mora, here.otto]

    @property
    def private(self) -> dict[str, set[bytes]]:
        """What tells who they are by another name: their direct-message channels, and every message in them."""
        channels = [member.user.dm_channel for member in self.secret]
        numbers = [each.id for channel in channels for each in (channel, *channel.history())]
        return {f"direct message {number}": ways_to_write_id(number) for number in numbers}


def letter(title: str, word: str) -> str:
    return f"{title}\n\nThis is the paragraph with the word {word}, and it ends here."


async def short_life(here: Town, cast: Cast) -> None:
    """One letter, published and answered."""
    await fidelity.dm(here.env, cast.quilla, letter("The chain", PUBLISHED), attachments=[("quilla.png", picture())])
    await cast.quilla.user.click(here.draft(cast.quilla), label="Send letter")
    await here.mora.click(here.desk_card(1), label="Approve")
    await here.reply(cast.tamsin, f"Take it along, the {PEN_REPLY}.", "The neighbour")
    await here.sol.send(here.thread(), "Me too, honestly.")
    await here.pass_time(10)
    await fidelity.reply_in_dm(here.env, cast.quilla, here.from_bot(cast.quilla)[-1], f"At the {ANSWER}, then.")
    await here.pass_time(70)


async def whole_life(here: Town, cast: Cast) -> None:
    """Everything that people do, with two authors, and failures on the way."""
    quilla, marlow, tamsin, corvin = cast.secret
    await short_life(here, cast)
    await here.write(corvin, letter("Unsent", DRAFT))
    await quilla.send(here.thread(), "I wonder who wrote this.")
    await fidelity.dm(here.env, quilla, letter("No answer", HELD))
    await quilla.user.click(here.draft(quilla), label="Send letter")
    shown = await marlow.slash(here.hall, "letter write")
    form = await marlow.submit_modal(shown, {"title": "Tea", "text:0:n": letter("Tea", REJECTED)})
    await marlow.click(answer_of(form), label="Send letter")
    await here.mora.slash(here.desk, "letters reject", number=3, reason=f"Not with {REASON}.")
    await here.send(marlow, letter("Cake", RETURNED))
    await here.mora.slash(here.desk, "letters return", number=4, note=f"Less {NOTE}, please.")
    await here.restart()
    shown = await tamsin.click(here.published()[0], label="Report")
    await tamsin.submit_modal(shown, {"why": f"It smells of {WHY}."})
    await here.mora.slash(here.desk, "letters remove", number=1, reason="It was reported.")
    await here.mora.slash(here.desk, "letters restore", number=1)
    here.env.inject_error("POST", "/channels/*/messages", times=3)
    await here.otto.send(here.thread(), "Is it still there?")
    await here.pass_time(60)
    fidelity.close_dms(here.env, quilla.user)
    await here.otto.send(here.thread(), "Hello?")
    await here.pass_time(60)
    await press_everything(here, cast)
    await quilla.slash(here.hall, "letter withdraw", number=1)
    await here.pass_time(60)


async def press_everything(here: Town, cast: Cast) -> None:
    """What has not been pressed yet: lists, pages, Mute and Unmute."""
    quilla, marlow, *_ = cast.secret
    for who in cast.secret:
        await who.slash(here.hall, "letter mine")
    for label in ("Mute", "Unmute"):
        notice = [message for message in here.from_bot(quilla) if label in labels(message)][-1]
        await quilla.user.click(notice, label=label)
    for place in range(12):
        await here.send(marlow, letter(f"News of day {place}", HELD))
    queue = await here.mora.slash(here.desk, "letters queue")
    await here.mora.click(answer_of(queue), label="Next")


@asynccontextmanager
async def lived(folder: Path) -> AsyncGenerator[tuple[Town, Cast]]:
    """The town and its cast after the whole journey."""
    async with town(folder) as here:
        cast = Cast(here)
        await whole_life(here, cast)
        yield here, cast


# --- what was found ---------------------------------------------------------------------------------------------------


async def test_no_request_names_who_wrote_drafted_replied_or_reported(tmp_path: Path) -> None:
    async with lived(tmp_path) as (here, cast):
        assert leaks_in_requests(here, people(*cast.secret)) == []


async def test_direct_messages_are_opened_only_with_those_who_gave_no_channel(tmp_path: Path) -> None:
    async with lived(tmp_path) as (here, cast):
        opened: list[Any] = [each.json for each in here.env.http_requests if each.path == "/users/@me/channels"]
        assert [int(each["recipient_id"]) for each in opened] == [cast.marlow.id]


async def test_no_line_of_the_log_names_anybody_or_quotes_a_letter(tmp_path: Path, log: Log) -> None:
    async with lived(tmp_path) as (_, cast):
        assert leaks_in_log(log, people(*cast.everybody) | cast.private) == []
        texts = {text: ways_to_write_text(text) for text in (*SECRET_TEXTS, PUBLISHED, PEN_REPLY, ANSWER)}
        assert log.lines and leaks_in_log(log, texts) == []


async def test_no_byte_of_the_database_names_anybody_or_quotes_a_letter(tmp_path: Path) -> None:
    async with lived(tmp_path) as (here, cast):
        texts = {text: ways_to_write_text(text) for text in (*SECRET_TEXTS, PUBLISHED, PEN_REPLY, ANSWER)}
        wanted = people(*cast.everybody) | cast.private | texts
        assert database_files(tmp_path) == ["letters.db", "letters.db-shm", "letters.db-wal", "letters.db.lock"]
        assert leaks_in_database(tmp_path, wanted) == []
        await here.env.bot.close()
        assert leaks_in_database(tmp_path, wanted) == []


async def test_no_request_brings_unpublished_text_before_others(tmp_path: Path) -> None:
    async with lived(tmp_path) as (here, cast):
        assert leaks_elsewhere(here, cast) == []


def leaks_elsewhere(here: Town, cast: Cast) -> list[str]:
    """Unpublished text in a request that is neither to the desk, nor to its author, nor an answer to a press."""
    allowed = {str(place.id) for place in (here.desk, *(who.user.dm_channel for who in (cast.quilla, cast.marlow)))}
    allowed |= {str(cast.corvin.user.dm_channel.id)}
    texts = {text: ways_to_write_text(text) for text in SECRET_TEXTS}
    return [
        f"{text} in {request.method} {request.path}"
        for request in here.env.http_requests
        if not allowed & set(request.path.split("/")) and "simcord_interaction_" not in request.path
        for text in found_in(repr(request.json).encode(), texts)
    ]


async def test_no_message_can_ping_anybody(tmp_path: Path) -> None:
    async with lived(tmp_path) as (here, _):
        assert len(messages(here)) > 30 and pinging(here) == []


def messages(here: Town) -> list[tuple[str, dict[str, Any]]]:
    """Every message that was sent or edited, and how."""
    said: list[tuple[str, dict[str, Any]]] = []
    for request in here.env.http_requests:
        body = request.json if isinstance(request.json, dict) else {}
        how = f"{request.method} {request.path}"
        if re.fullmatch(r"(POST|PATCH) (/channels/\d+/messages|/webhooks/\d+/\w+).*", how) and "threads" not in how:
            said.append((how, body))
        elif "message" in body and request.path.endswith("/threads"):
            said.append((how, body["message"]))
        elif request.path.endswith("/callback") and body["type"] in (4, 7):
            said.append((how, body["data"]))
    return said


def pinging(here: Town) -> list[str]:
    nobody = {"parse": []}
    return [f"{how}: {body}" for how, body in messages(here) if body.get("allowed_mentions") != nobody]


#: A verb and ids, or the name of a field in a form.
CUSTOM_ID = re.compile(r"[a-z]+(-[a-z]+)*((:[0-9a-f]{1,16}){1,2})?|text:\d:[plsn]")


async def test_a_custom_id_holds_a_verb_and_the_id_of_a_letter_and_nothing_else(tmp_path: Path) -> None:
    async with lived(tmp_path) as (here, cast):
        ids = set(custom_ids([request.json for request in here.env.http_requests]))
        assert len(ids) > 20 and {each for each in ids if not CUSTOM_ID.fullmatch(each)} == set()
        numbers = {int(part, 16) for each in ids for part in each.split(":")[1:] if not each.startswith("text:")}
        known = {*here.env.backend.users, *here.env.backend.channels, *here.env.backend.guilds}
        assert not numbers & known and found_in(repr(ids).encode(), people(*cast.everybody) | cast.private) == []


def custom_ids(payload: Any) -> Iterator[str]:
    if isinstance(payload, dict):
        if isinstance(payload.get("custom_id"), str):
            yield payload["custom_id"]
        payload = list(payload.values())
    if isinstance(payload, list):
        for each in payload:
            yield from custom_ids(each)


async def test_no_file_is_named_after_what_people_call_theirs(tmp_path: Path) -> None:
    async with lived(tmp_path) as (here, _):
        names = {name for request in here.env.http_requests for name in file_names(request.json)}
        assert names == {"picture-1.png"}


def file_names(payload: Any) -> Iterator[str]:
    for file in payload.get("attachments") or [] if isinstance(payload, dict) else []:
        if "filename" in file:
            yield file["filename"]
    for each in payload.values() if isinstance(payload, dict) else []:
        yield from file_names(each)


async def test_loggers_that_would_tell_say_nothing_at_debug(log: Log) -> None:
    for name in ("discord.gateway", "discord.http", "aiosqlite", "asyncio"):
        logging.getLogger(name).debug("MESSAGE_CREATE {'author': {'id': 1}}")
    logging.getLogger("bot.deliveries").debug("Something of our own.")
    assert log.lines == ["bot.deliveries: Something of our own. ()"]


# --- would it have been found? --------------------------------------------------------------------------------------

Leak = Callable[[pytest.MonkeyPatch, Callable[[], MemberActor]], None]


def in_the_log(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    wrap(monkeypatch, intake.post_office, "write", lambda *_: logging.getLogger("bot").debug("from %x", who().id))


def in_the_footer(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    def sign(card: cards.Card) -> None:
        token = base64.b64encode(b"by " + who().id.to_bytes(8)).decode()
        card.embeds[0].set_footer(text=token)

    wrap(monkeypatch, cards, "public_card", sign)


def in_a_custom_id(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    def sign(card: cards.Card) -> None:
        assert card.view is not None
        card.view.add_item(discord.ui.Button(label="?", custom_id=f"x:{who().id:x}"))

    wrap(monkeypatch, cards, "public_card", sign)


def in_a_file_name(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    def sign(files: list[discord.File]) -> None:
        for file in files:
            file.filename = f"{who().name}.png"

    wrap(monkeypatch, cards.Card, "files", sign)


def in_the_audit_log(monkeypatch: pytest.MonkeyPatch, who: Callable[[], MemberActor]) -> None:
    real = discord.PartialMessage.create_thread

    async def create_thread(self: Any, **more: Any) -> discord.Thread:
        return await real(self, **more, reason=str(who().user.global_name))

    monkeypatch.setattr(discord.PartialMessage, "create_thread", create_thread)


def wrap(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, then: Callable[[Any], None]) -> None:
    """After `owner.name` has done its work, `then` spoils what it gave."""
    real = getattr(owner, name)

    def spoiled(*args: Any, **kwargs: Any) -> Any:
        result = real(*args, **kwargs)
        then(result)
        return result

    monkeypatch.setattr(owner, name, spoiled)


@pytest.mark.parametrize("leak", [in_the_footer, in_a_custom_id, in_a_file_name, in_the_audit_log])
async def test_a_leak_planted_in_a_request_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: Leak
) -> None:
    async with town(tmp_path) as here:
        cast = Cast(here)
        leak(monkeypatch, lambda: cast.quilla)
        await short_life(here, cast)
        assert leaks_in_requests(here, people(*cast.secret)) != []


async def test_a_leak_planted_in_the_log_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log: Log) -> None:
    async with town(tmp_path) as here:
        cast = Cast(here)
        in_the_log(monkeypatch, lambda: cast.quilla)
        await short_life(here, cast)
        assert leaks_in_log(log, people(*cast.secret)) != []


WRITE: dict[str, Callable[[int], bytes]] = {
    "decimal": lambda number: str(number).encode(),
    "hex": lambda number: f"{number:X}".encode(),
    "big-endian": lambda number: number.to_bytes(8),
    "little-endian": lambda number: number.to_bytes(8, "little"),
    "inside base64": lambda number: base64.b64encode(b"{" + number.to_bytes(8) + b"}"),
    "inside base32": lambda number: base64.b32encode(b"ab" + number.to_bytes(8, "little") + b"c"),
    "hashed": lambda number: hashlib.sha256(str(number).encode()).digest(),
}


@pytest.mark.parametrize("write", WRITE.values(), ids=WRITE)
async def test_an_id_planted_in_the_database_is_found(tmp_path: Path, write: Callable[[int], bytes]) -> None:
    async with town(tmp_path) as here:
        cast = Cast(here)
        await here.write(cast.quilla, letter("Unsent", DRAFT))
        assert leaks_in_database(tmp_path, people(*cast.secret)) == []
        async with here.office.transaction() as tx:
            await tx.set_remark("leak", b"before" + write(cast.quilla.id) + b"after")
        assert leaks_in_database(tmp_path, people(*cast.secret)) != []


async def test_a_text_planted_in_the_database_is_found(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        async with here.office.transaction() as tx:
            await tx.set_remark("leak", letter("Unsent", DRAFT).encode())
        assert leaks_in_database(tmp_path, {DRAFT: ways_to_write_text(DRAFT)}) != []


async def test_a_text_that_is_published_before_its_time_is_found(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        cast = Cast(here)
        await here.send(cast.quilla, letter("No answer", HELD))
        assert leaks_elsewhere(here, cast) == []
        await here.mora.click(here.desk_card(1), label="Approve")
        assert leaks_elsewhere(here, cast) != []


async def test_a_message_that_may_ping_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_courier, "NOBODY", discord.AllowedMentions(everyone=True))
    async with town(tmp_path) as here:
        await short_life(here, Cast(here))
        assert pinging(here) != []
