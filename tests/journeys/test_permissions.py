"""Who may do what: `docs/permissions.md` is read, and each of its cells played by a client that sends what it likes.

Everybody lives in one town; another server with the same bot is next to it. First all that is refused is played, which
must change nothing, so that nothing has to be prepared twice; then what is done.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager, closing, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import discord
import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, UserHandle

from bot import client, life, words
from bot.errors import NotFound
from bot.letter import EDITABLE, Letter, Letterbox, Membership, Person, Response, ResponseState, State
from bot.life import answering, drafts, finding, removal, sending, writing
from bot.life import office as office_module
from bot.life.drafts import Message
from bot.life.office import Office
from bot.rules.settings import Changes
from bot.store.tx import Tx
from cogs import _border as border
from cogs import _letters
from cogs._press import Presses
from tests import acts, tampering
from tests.journeys.test_limits import set_pending
from tests.town import Server, Town, another_server, stored, told, town

pytestmark = pytest.mark.only_run

PAGE = (Path(__file__).parents[2] / "docs" / "permissions.md").read_text("utf-8")
KINDS = {
    border.Kind.BUTTON: "button",
    border.Kind.SELECT: "select",
    border.Kind.PICKS: "list",
    border.Kind.FORM: "form",
}
TITLE, OTHER_TITLE = "The lamp on the third floor", "The ladder in the tree"
SHORT = "It burns every night."
LONG = f"{SHORT}\n\n{'It burns until four. ' * 250}\n\nThen it goes out."
#: Pen names, one for each column.
NAMES = [
    "Ash", "Birch", "Cedar", "Elder", "Fir", "Hazel", "Juniper", "Larch", "Maple", "Oak", "Poplar", "Rowan", "Sorrel",
    "Thyme",
]  # fmt: skip


# --- the table -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table."""

    what: str
    kind: str
    about: str
    cells: dict[str, str]


def rows_of(page: str) -> list[Row]:
    """The lines of the table, with what stands in each column."""
    lines = page.partition("<!-- the table -->")[2].strip().splitlines()
    heads, _, *found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [
        Row(what.strip("`"), kind, about, dict(zip(heads[3:], cells, strict=True)))
        for what, kind, about, *cells in found
    ]


TABLE = rows_of(PAGE)
COLUMNS = [*TABLE[0].cells]
#: What shows a page of a list.
LISTS = ("log", "queue", "queue-back", "several", "blocks", "mine", "of-mine", "settings-of", "write-to")
#: What carries one more number: the mark of what was asked, a page, a part or a step.
WITH_ANOTHER = ("send-anyway", "this-is-an-answer-anyway", "see-page", "settings", "setup-step", "setup-pick")
#: What somebody sees who looks through what waits in their own server.
THERE = "a letter that waits there"
#: What somebody finds who searches their own server.
PUBLISHED = "what is published there"
#: What a reader does under a letter.
READERS = (
    "reply", "replied", "reply-anyway", "reply-change", "report", "reported", "report-response", "response-reported"
)  # fmt: skip
#: What is about a response, and carries its number.
NUMBERED = ("report-response", "response-reported", "remove-response", "block-writer", "writer-blocked")


def presses_of(line: str) -> list[Row]:
    """The lines about one press each that a line for many stands for."""
    single = [row for row in TABLE if row.kind in KINDS.values()]
    if line == "all of a draft card":
        return [row for row in single if row.about.startswith("their own draft")]
    if line == "all under a letter":
        return [row for row in single if row.what in READERS]
    assert line == "all of the desk"
    desk = [row for row in single if row.cells["moderator"] == "yes" != row.cells["member"]]
    return [
        row for row in desk if row.what not in (*LISTS, "queue-show") and row.about not in (THERE, "this letterbox")
    ]


# --- the town ------------------------------------------------------------------------------------------------------


@dataclass
class World:
    """Everybody, and what there is to press."""

    here: Town
    orchard: Server
    people: dict[str, MemberActor | UserHandle]
    stranger: MemberActor  #: wrote the draft that is somebody else's
    reader: MemberActor
    database: sqlite3.Connection  #: looks at what the bot has written
    made: dict[tuple[str, ...], int] = field(default_factory=dict[tuple[str, ...], int])
    digests: dict[tuple[int | None, int], str] = field(default_factory=dict[tuple[int | None, int], str])

    @property
    def office(self) -> Office:
        return self.here.office

    def home(self, column: str) -> Server | Town:
        """The server that somebody sends from."""
        return self.orchard if column == "other server" else self.here

    async def box(self, home: Server | Town) -> Letterbox:
        return (await life.setting_up.letterboxes_in(self.office, home.guild.id))[0]

    async def memberships(self, who: Person) -> list[Membership]:
        courier = cast(client.Unsigned, self.here.env.bot).deliveries.courier
        return [*await courier.memberships(who, await life.setting_up.letterboxes(self.office))]

    def dm(self, who: MemberActor | UserHandle) -> ChannelHandle:
        return (who.user if isinstance(who, MemberActor) else who).dm_channel

    def person(self, who: MemberActor | UserHandle) -> Person:
        return Person(who.id, self.dm(who).id, "en-US")

    # --- what there is to press ----------------------------------------------------------------------------------

    async def one(self, writer: MemberActor | UserHandle | None, home: Server | Town | None, wanted: str) -> Letter:
        """A letter of somebody's, or of somebody new, that is as it is `wanted` now; made anew when the last such one
        is not any more."""
        key = (str(writer and writer.id), str(home and home.guild.id), wanted)
        with suppress(NotFound):
            known = await stored(self.office, self.made.get(key, 0))
            if await self._is(known, wanted):
                return known
        new = writer or self.here.person(f"new{len(self.here.env.backend.users)}", "New")
        self.made[key] = await self._settled(await self._make(new, home, wanted))
        made = await stored(self.office, self.made[key])
        assert await self._is(made, wanted), (wanted, made.state)
        return made

    async def another_draft(self, writer: MemberActor | UserHandle) -> Letter:
        """One more draft of somebody's, whatever they have already."""
        async with self.office.transaction() as tx:
            return await drafts.start_draft(self.office, tx, self.person(writer), None)

    async def _is(self, letter: Letter, wanted: str) -> bool:
        async with self.office.store.transaction() as tx:
            if wanted == "draft":
                return letter.state in EDITABLE and not letter.discarded
            if wanted == "blocked":
                return bool(await tx.blocks_on(letter.id, self.office.now))
            if wanted == "reported":
                return letter.state is State.PUBLISHED and bool(await tx.reports(letter.id))
        return letter.state is {"waiting": State.HELD, "published": State.PUBLISHED, "removed": State.REMOVED}[wanted]

    async def _make(self, writer: MemberActor | UserHandle, home: Server | Town | None, wanted: str) -> int:
        person, office = self.person(writer), self.office
        if home is None:
            message = Message(self.here.env.backend.snowflake(), f"{TITLE}\n\n{SHORT}")
            draft = await life.writing.write(office, person, message, [])
            assert draft is not None and wanted == "draft"
            return draft.id
        box, title = await self.box(home), OTHER_TITLE if isinstance(home, Server) else TITLE
        if wanted == "draft":
            return (await life.editing.compose(office, person, box.id, title, SHORT)).id
        keeper = home.keeper.id if isinstance(home, Server) else self.people["moderator"].id
        if wanted == "waiting":
            draft = await life.editing.compose(office, person, box.id, title, LONG)
            await life.sending.submit(office, person, draft.id, await self.memberships(person))
            return await self._settled(draft.id)
        if wanted == "blocked":
            letter_id = await self._make(writer, home, "waiting")
            await life.blocks.block(office, letter_id, 0, keeper, None, None)
            return await self._settled(letter_id)
        if wanted == "published":
            letter_id = await self._make(writer, home, "waiting")
            await life.review.approve(office, box.guild_id, letter_id, keeper)
            return await self._settled(letter_id)
        letter_id = await self._make(writer, home, "published")
        if wanted == "removed":
            await life.removal.remove(office, letter_id, keeper, None)
        else:
            reader = self.person(self.reader)
            membership = next(iter(await self.memberships(reader)))
            await life.reports.report(office, reader, letter_id, "It is about my lamp.", membership)
        return await self._settled(letter_id)

    async def _settled(self, letter_id: int) -> int:
        """Everything that is due has been delivered: a verb that nobody pressed is not waited for by itself."""
        deliveries = cast(client.Unsigned, self.here.env.bot).deliveries
        await deliveries.rest()
        await self.here.env.settle()
        return letter_id

    # --- what the database holds, and what others saw ------------------------------------------------------------

    def stored(self, guild_id: int | None = None) -> str:
        """A digest of all that is stored; of one server's letters and letterbox alone where it is given. What SQLite
        says nobody has written to since is not read again."""
        (written,) = self.database.execute("PRAGMA data_version").fetchone()
        if (guild_id, written) not in self.digests:
            self.digests[guild_id, written] = self._digest(guild_id)
        return self.digests[guild_id, written]

    def _digest(self, guild_id: int | None) -> str:
        found = hashlib.sha256()
        tables = [name for (name,) in self.database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables if guild_id is None else ("letter", "letterbox"):
            where = "" if guild_id is None else f" WHERE guild_id = {guild_id}"
            found.update(repr(sorted(self.database.execute(f"SELECT * FROM {table}{where}"), key=repr)).encode())
        return found.hexdigest()

    def shown_to_others(self, since: int) -> list[str]:
        """Requests that somebody else could see the effect of."""
        own = ("/interactions/", f"/webhooks/{self.here.env.backend.application_id}/")
        return [
            f"{request.method} {request.path}"
            for request in self.here.env.backend.http_requests[since:]
            if request.method != "GET" and not request.path.startswith(own)
        ]


@asynccontextmanager
async def a_world(folder: Path) -> AsyncGenerator[World]:
    """The town, the other server, and everybody in them."""
    async with town(folder) as here:
        with closing(sqlite3.connect(folder / "letters.db")) as database:
            yield await peopled(here, database)


async def peopled(here: Town, database: sqlite3.Connection) -> World:
    orchard = await another_server(here)
    roles = {
        "moderator": here.guild.create_role("Letters", permissions=discord.Permissions(manage_messages=True)),
        "manager": here.guild.create_role("Managers", permissions=discord.Permissions(manage_guild=True)),
    }
    acts.set_permissions(here.desk, roles["moderator"], view_channel=True)
    roles |= {name: here.guild.create_role(name.title()) for name in ("muted", "unseeing")}
    acts.set_permissions(here.letters, roles["muted"], send_messages=False, send_messages_in_threads=False)
    acts.set_permissions(here.letters, roles["unseeing"], view_channel=False)
    people: dict[str, MemberActor | UserHandle] = {
        "outsider": here.env.create_user("outsider"),
        "other server": orchard.keeper,
        "owner": MemberActor(here.env, here.guild, here.guild.owner),
    }
    for column in COLUMNS:
        if column not in people:
            user = here.env.create_user(column.replace(" ", ""))
            people[column] = here.guild.add_member(user, roles=[roles[column]] if column in roles else [])
    await another_desk(here, cast(MemberActor, people["other desk"]))
    stranger, reader = here.person("stranger", "Stranger"), here.person("reader", "Reader")
    world = World(here, orchard, people, stranger, reader, database)
    for somebody in (world.stranger, world.reader):
        orchard.guild.add_member(somebody.user)
    for home in (here, orchard):
        await life.setting_up.change_settings(
            here.office, (await world.box(home)).id, Changes(waiting=10_000, daily=10_000, archive="names")
        )
    async with here.office.store.transaction() as tx:  # no number means a letter in both servers
        await cast(Tx, tx)._connection.execute("UPDATE guild SET last_number = 1000 WHERE id = ?", (here.guild.id,))
    letter = await world.one(people["author"], here, "published")
    for column in ("responder", "blocked"):
        who = world.person(people[column])
        membership = next(iter(await world.memberships(who)))
        response = await life.replying.reply(here.office, who, letter.id, column, "It does.", [], membership)
        if column == "blocked":
            await life.blocks.block(here.office, letter.id, response.number, 1, None, None)
    set_pending(here, cast(MemberActor, people["pending"]))
    acts.set_timeout(here.guild, people["timed out"], here.env.now() + timedelta(days=20))
    await here.pass_time(60)
    return world


async def another_desk(here: Town, keeper: MemberActor) -> None:
    """A second letterbox here, whose letters only those see who see everything, and somebody who keeps its desk."""
    channels = [here.guild.create_text_channel(name) for name in ("praise", "praise-desk")]
    for channel in channels:
        acts.set_permissions(channel, here.guild.default_role, view_channel=False)
        acts.set_permissions(channel, here.env.bot.user, view_channel=True)
        acts.set_permissions(channel, here.mora, view_channel=True)
    acts.set_permissions(channels[1], keeper, view_channel=True, manage_messages=True)
    letters, desk = channels
    result = await here.mora.slash(here.hall, "letterbox setup", letters=letters, desk=desk, name="Praise")
    assert "set up" in told(result), told(result)


# --- how each is played --------------------------------------------------------------------------------------------

FORM, CHANGE, UPDATE = "a form opens", "something changes", "the message changes"
#: What comes of it where it is done: one of the above, or what is said then.
DOES = {
    "/letter write": FORM, "/letter mine": "sent no letters|Your letters", "/letter data": "keep", "/letter forget":
    "erased|nothing", "/letter withdraw": "Withdraw letter", "/letter revise": FORM,
    "revise": CHANGE, "write": CHANGE, "open": "as it will look", "edit": FORM,
    "begin": CHANGE, "kept": "I keep your letter sealed", "see-all": SHORT, "see-page": SHORT, "titled": CHANGE,
    "date": FORM, "dated": CHANGE, "warning": FORM, "warned": CHANGE,
    "keep-out": CHANGE, "let-in": CHANGE, "/letter name-in-archive": CHANGE,
    "edited": CHANGE, "letterbox": CHANGE, "category": CHANGE, "rating": CHANGE, "send": CHANGE, "send-anyway": CHANGE,
    "discard": "Discard this", "discard-it": CHANGE, "bring-back": CHANGE,
    "reply": FORM, "replied": CHANGE, "reply-anyway": CHANGE, "reply-change": FORM,
    "report": FORM, "reported": CHANGE, "report-response": FORM, "response-reported": CHANGE,
    "answer": FORM, "answered": CHANGE, "answer-anyway": CHANGE, "answer-change": FORM,
    "change-response": FORM, "response-changed": CHANGE,
    "response-changed-anyway": CHANGE, "listen": CHANGE, "hush": CHANGE,
    "take-back": "It leaves the thread", "taken-back": CHANGE,
    "this-is-an-answer": CHANGE,
    "this-is-an-answer-anyway": CHANGE, "add-to": CHANGE, "mute": "not hear of new", "unmute": "hear of responses",
    "rhythm": CHANGE,
    "withdraw": "Withdraw letter", "withdraw-it": CHANGE, "write-to": FORM,
    "/letters queue": "wait", "queue": UPDATE, "queue-back": UPDATE, "queue-show": UPDATE, "several": UPDATE,
    "several-chosen": UPDATE, "several-approve": UPDATE, "several-return": FORM, "several-returned": UPDATE,
    "several-reject": FORM, "several-rejected": UPDATE, "several-sure": CHANGE,
    "mine": UPDATE, "of-mine": UPDATE, "/letters approve": CHANGE,
    "/letters return": CHANGE,
    "/letters log": "the newest first", "log": UPDATE, "/letters note": CHANGE,
    "/letters reasons": FORM, "reasons-kept": CHANGE, "note": FORM, "noted": CHANGE,
    "/letters reject": CHANGE, "/letters remove": CHANGE, "/letters restore": CHANGE, "/letters block": CHANGE,
    "/letters unblock": CHANGE, "approve": CHANGE, "approve-with": FORM, "approved-with": CHANGE,
    "send-back": FORM, "sent-back": CHANGE, "reject": FORM,
    "rejected": CHANGE, "block": FORM, "blocked": CHANGE, "read-on": "Then it goes out", "remove": FORM,
    "remove-reported": FORM, "removed": CHANGE, "restore": UPDATE, "restore-reported": CHANGE,
    "/letters blocks": "blocked|block", "blocks": UPDATE, "unblock": CHANGE, "lift": CHANGE, "dismiss": CHANGE,
    "/letters replies": CHANGE, "reply-mode": CHANGE, "remove-response": CHANGE, "block-writer": FORM,
    "writer-blocked": CHANGE, "/letterbox settings": "Letters a day",
    "settings": FORM, "settings-filled": "a day: .* letters →|it was like this", "settings-of": "Letters a day",
    "/letterbox setup": "set up",
    "set-up": "Step 1 of 6|stands at step", "setup-step": "Step 1 of 6",
    "setup-pick": "Step 1 of 6", "setup-form": FORM, "setup-filled": "Step 1 of 6", "setup-mend": "Step 1 of 6",
    "setup-open": "needs a name", "setup-again": "Step 1 of 6", "mend": "Mended",
    "/letterbox check": "It is ",
    "/letterbox panel": "in a moment", "panel-write": "In a form", "panel-about": "letters that nobody signs",
    "panel-form": FORM, "panel-message": "direct messages|as it will look",
    "/letter search": "found", "found": UPDATE, "read-found": SHORT, "/letter read": SHORT, "read": UPDATE,
    "/letter random": SHORT, "random": UPDATE,
    "/letterbox close": "closed", "/letterbox open": "open", "forget": UPDATE,
}  # fmt: skip
DOES |= {"Report": FORM, "Reply under a pen name": FORM, "Letter …": SHORT}
DOES |= {row.what: "it is offered" for row in TABLE if row.kind == "offer"}
FIELDS = {
    "write": {"title": TITLE, "text_0_n": SHORT},
    "titled": {"title": OTHER_TITLE},
    "edited": {"title": OTHER_TITLE, "text_0_n": SHORT},
    "dated": {"day": "in 3 days"},
    "warned": {"warning": "a lamp"},
    "replied": {"reply": "So does mine."},
    "reported": {"why": "It is about my lamp."},
    "response-reported": {"why": "It is about my lamp."},
    "writer-blocked": {"days": "", "reason": ""},
    "answered": {"answer": "It still burns."},
    "response-changed": {"answer": "It did."},
    "approved-with": {"warning": "a lamp"},
    "sent-back": {"note": "Shorter, please."},
    "noted": {"note": "Look twice."},
    "reasons-kept": {},
    "several-returned": {"note": "Shorter, please."},
    "several-rejected": {"reason": ""},
    "rejected": {"reason": ""},
    "blocked": {"days": "", "reason": ""},
    "removed": {"reason": ""},
    "settings-filled": {"daily": "99"},
    "setup-filled": {"daily": "99"},
}


async def subject(world: World, about: str, column: str) -> list[Letter]:
    """What a line is about, for somebody."""
    if about.endswith("message"):
        writer = world.people[column] if about.startswith("their own") else world.stranger
        asked = world.here.env.backend.create_message(world.dm(writer).id, writer.id, "Is it anonymous?")
        world.made[about,] = asked.id
        await world._settled(asked.id)
        await world.here.pass_time(5)  # where a draft is open, it goes into that, and the card moves
    people, here, home = world.people, world.here, world.home(column)
    if about.startswith("their own draft"):
        own = await world.one(people[column], None if column == "outsider" else home, "draft")
        if about.endswith("discarded"):
            await life.ending.discard(world.office, world.person(people[column]), own.id)
        if about.endswith("another"):
            return [own, await world.another_draft(people[column])]
        return [own, await world.one(people["author"], here, "published")] if "the author's" in about else [own]
    if about == "a saved reason":
        for box in await life.setting_up.letterboxes(world.office):
            await life.setting_up.keep_reasons(world.office, box.id, "It is about a lamp.")
        return []
    if about == THERE:
        return [await world.one(people["author"] if home is here else world.stranger, home, "waiting")]
    if about == PUBLISHED:
        there = home is here or column == "outsider"
        return [await world.one(people["author"] if there else world.stranger, here if there else home, "published")]
    if about == "somebody else's draft":
        return [await world.one(world.stranger, here, "draft")]
    whose, _, wanted = about.partition("'s letter, ")
    if whose == "the author":
        return [await world.one(people["author"], here, wanted)]
    if whose == "somebody":  # whoever was blocked writes no other letter
        return [await world.one(None, here, wanted)]
    if whose == "another server":
        return [await world.one(world.stranger, here if column == "other server" else world.orchard, wanted)]
    if about == "the responder's reply":
        return [await world.one(people["author"], here, "published")]
    if about == "a reply to the author's letter":
        letter = await world.one(people["author"], here, "published")
        world.made["reply",] = await standing_reply(world, letter)
        return [letter]
    if about == "this set-up":
        found = await life.beginning.under_way(world.office, here.guild.id, None)
        found = found or await life.beginning.begin(world.office, here.guild.id, None, "", ["To you"], "en-US")
        world.made[about,] = found.id
        return []
    assert about in ("", "this letterbox", "a category", "whatever is kept about them") or about.endswith("message"), (
        about
    )
    return []


async def reply_of(world: World, letter: Letter) -> int:
    """A reply of the responder's that stands; given anew when the last one was taken back."""
    who, office = world.person(world.people["responder"]), world.office
    shown = await given(world, who)
    if not shown:
        membership = next(iter(await world.memberships(who)))
        await life.replying.reply(office, who, letter.id, "responder", "It does.", [], membership)
        await world._settled(letter.id)
        shown = await given(world, who)
    return shown[0].id


async def standing_reply(world: World, letter: Letter) -> int:
    """The number of a reply that stands under a letter, by somebody whom nobody needs for anything else."""
    async with world.office.store.reading() as tx:
        number = world.made.get(("reply",), 0)
        known = await tx.response_numbered(letter.id, number)
        if known is not None and known.state is ResponseState.STANDS:
            return number
    somebody = world.here.person(f"reader{len(world.here.env.backend.users)}", "Reader")
    who = world.person(somebody)
    membership = next(iter(await world.memberships(who)))
    name = f"Reed {len(world.here.env.backend.users)}"
    response = await life.replying.reply(world.office, who, letter.id, name, "It does.", [], membership)
    await world._settled(letter.id)
    return response.number


async def given(world: World, who: Person) -> list[Response]:
    """The replies of somebody's in the town that can be changed."""
    async with world.office.store.reading() as tx:
        return await life.changing.mine(world.office, tx, who, [world.here.guild.id])


def channel_of(world: World, row: Row, column: str) -> ChannelHandle:
    """Where somebody sends it from: their direct messages for what stands there, else their own server."""
    if column == "outsider" or row.what in PRIVATE:
        return world.dm(world.people[column])
    home = world.home(column)
    return home.letters if row.what in READERS else home.hall


#: What stands on messages in somebody's direct messages.
PRIVATE = {
    "begin",
    "open", "edit", "kept", "see-all", "see-page", "titled", "edited", "date", "dated", "warning", "warned",
    "keep-out", "let-in",
    "letterbox", "category", "rating", "send",
    "send-anyway", "discard",
    "discard-it",
    "bring-back", "answer", "answered",
    "answer-anyway", "answer-change", "this-is-an-answer",
    "this-is-an-answer-anyway", "add-to", "mute", "unmute", "revise", "withdraw",
    "rhythm", "withdraw-it", "forget",
}  # fmt: skip


SEVERAL_FORMS = ("several-returned", "several-rejected")


async def play(world: World, row: Row, column: str, letters: list[Letter]) -> Any:
    """Somebody does it."""
    env, who, channel = world.here.env, world.people[column], channel_of(world, row, column)
    if row.kind == "menu":
        there = [*world.here.letters.history(), *world.orchard.letters.history()]
        message = next(each for each in there if each.id == letters[0].message_id)
        where = channel if column == "outsider" else world.home(column).letters
        return await tampering.menu(env, who, where, row.what, message)
    if row.kind == "offer":
        path, _, option = row.what[1:].strip(":").rpartition(" ")
        begun = {"a saved reason": "lamp", "a category": "to m"}.get(row.about, "prai")
        typed = str(letters[0].number) if letters else begun
        return await tampering.offered(env, who, channel, path, option, typed)
    if row.kind == "command":
        return await tampering.command(env, who, channel, row.what[1:], **options(world, row, column, letters))
    ids = [letter.id for letter in letters]
    own_box = ("write", "settings", "settings-filled", "mend", "reasons-kept")
    if row.what in own_box or row.what.startswith("panel-"):
        ids = [(await world.box(world.here)).id]
    if row.about == "the responder's reply":
        ids = [await reply_of(world, letters[0])]
    if row.what == "begin" or row.about == "this set-up":
        ids = [world.made[row.about,]]
    if row.what in (*LISTS, "several-chosen", "several-sure"):
        ids = [0]
    ids = {"found": [0, 0, 0, 0], "read-found": [], "read": [*ids, 0], "random": [0]}.get(row.what, ids)
    if row.what in NUMBERED:
        ids.append(world.made.get(("reply",), 1))
    ids += [0] * {"log": 2, "unblock": 1, "lift": 2}.get(row.what, 0)  # a response: none; a page of the list
    if row.what in ("queue-show", "several-approve", "several-return", "several-reject", *SEVERAL_FORMS):
        ids = []
    if row.what == "add-to" and len(ids) == 1:
        ids.append(ids[0])
    if row.what.startswith("this-is-an-answer") and len(ids) == 1:
        ids.append((await world.one(world.people["author"], world.here, "published")).id)
    if row.what in WITH_ANOTHER:
        ids.append(0)
    if row.what == "approved-with":
        ids.append(letters[0].submitted_at or 0)
    if row.what == "edited":
        async with world.office.store.reading() as tx:
            opened = await life.editing.version_of(world.office, tx, letters[0])
        ids += [opened.parts, opened.mark]
    custom_id = ":".join([row.what, *(f"{each:x}" for each in ids)])
    chosen = [f"{each.id:x}" for each in letters] if row.about == THERE else []
    if row.what in SEVERAL_FORMS:
        return await tampering.form(env, who, channel, custom_id, chosen=chosen, **FIELDS[row.what])
    if row.kind == "form":
        if row.what == "reasons-kept":  # another each time
            FIELDS[row.what]["reasons"] = f"Reason {len(env.backend.http_requests)}."
        named = {"pen": NAMES[COLUMNS.index(column)]} if row.what == "replied" else {}
        return await tampering.form(env, who, channel, custom_id, **FIELDS[row.what], **named)
    if row.kind == "list":
        return await tampering.press(env, who, channel, custom_id, "there")
    if row.kind == "select":
        box = f"{(await world.box(world.here)).id:x}"
        wanted = {"letterbox": box, "write-to": box, "category": "To myself", "rating": "sfw", "reply-mode": "anyone"}
        wanted["rhythm"] = "daily"
        wanted["settings-of"] = box
        wanted["read-found"] = f"{letters[0].id:x}" if letters else ""
        wanted["of-mine"] = f"letter-{letters[0].id:x}" if letters else ""
        wanted |= {"queue-show": "waiting", "several-chosen": "".join(chosen)}
        return await tampering.press(env, who, channel, custom_id, wanted[row.what])
    if row.what == "found":
        return await tampering.press(env, who, channel, custom_id, kept=("lamp ladder", ""))
    kept = (NAMES[COLUMNS.index(column)], "So does mine.") if row.what.endswith(("-anyway", "-change")) else ("", "")
    return await tampering.press(env, who, channel, custom_id, kept=kept, chosen=chosen)


def options(world: World, row: Row, column: str, letters: list[Letter]) -> dict[str, Any]:
    """What somebody fills in."""
    home = world.home(column)
    found: dict[str, Any] = {"number": letters[0].number} if letters and row.about != PUBLISHED else {}
    if row.what == "/letter search":
        found["words"] = "lamp ladder"
    if row.what in ("/letters return", "/letters note"):
        found["note"] = "Shorter, please."
    if row.what == "/letters replies":
        found["mode"] = "anyone"
    if row.what == "/letterbox setup":
        found |= {"letters": home.letters, "desk": home.desk, "name": "Letters"}
    elif row.what.startswith("/letterbox"):
        found["letterbox"] = "Letters"
    if row.what == "/letter name-in-archive":
        found["shown"] = "show"
    if row.what == "/letterbox settings":
        found["daily"] = 100
    return found


async def refused(world: World, row: Row, column: str, about: str) -> list[str]:
    """What is wrong with a refusal: one sentence that nobody else sees, and nothing else."""
    letters = await subject(world, about, column)
    before, since = world.stored(), len(world.here.env.backend.http_requests)
    result = await play(world, row, column, letters)
    if row.kind == "offer":
        return [f"{row.what} for {column}: offered"] if is_offered(result, *letters) else []
    pressed = result._interaction.source_message_id  # a draft's card may be drawn anew, where only its writer sees it
    private = result._interaction.guild_id is None
    said = [each for each in (result.response, *result.followups) if each and not (private and each.id == pressed)]
    sentences = [each for each in said if not each.content.startswith("Here is what you wrote")]
    wrong = [f"shown to others: {each}" for each in world.shown_to_others(since)]
    if result.modal is not None:
        wrong.append("a form opened")
    if len(sentences) != 1 or not sentences[0].content or "Something went wrong on my side" in told(result):
        wrong.append(f"said: {[each.content for each in sentences]}")
    if any(not each.ephemeral for each in said):
        wrong.append("said aloud")
    if any(TITLE in told(result) and letter.state not in EDITABLE for letter in letters):
        wrong.append("the letter was shown")
    if world.stored() != before:
        wrong.append("something changed")
    return [f"{row.what} for {column}, {about}: {each}" for each in wrong]


def is_offered(result: Any, letter: Letter | None = None) -> bool:
    """Whether a letter, or without one the second letterbox here or a saved reason, is among what is shown below an
    option."""
    shown = result.autocomplete_choices or []
    if letter is None:
        return any(each["value"] in ("Praise", "It is about a lamp.", "To myself") for each in shown)
    return any(each["value"] == letter.number or TITLE in each["name"] for each in shown)


async def done(world: World, row: Row, column: str) -> list[str]:
    """What is wrong with what should have been done."""
    letters = await subject(world, row.about, column)
    before, of_here = world.stored(), world.stored(world.here.guild.id)
    result = await play(world, row, column, letters)
    if row.kind == "offer":
        return [] if is_offered(result, *letters) else [f"{row.what} for {column}: not offered"]
    outcome, said = DOES[row.what], told(result)
    if outcome == FORM:
        several = (words.writing.WHICH_LETTERBOX.one, words.notes.WHICH_LETTERBOX.one)  # where one sees several
        fine = result.modal is not None or any(each in said for each in several)
    elif outcome == CHANGE:
        fine = world.stored() != before or column == "other desk"  # where nothing waits
    elif outcome == UPDATE:
        fine = result._interaction.response_kind in ("update", "deferred_update") and not result.followups
    else:
        fine = re.search(outcome, said) is not None
    wrong = [] if fine else [f"{outcome!r} did not happen: {said!r}"]
    if row.cells[column] == "own" and (world.stored(world.here.guild.id) != of_here or TITLE in said):
        wrong.append("it was about this server")
    return [f"{row.what} for {column}: {each}" for each in wrong]


# --- the tests -----------------------------------------------------------------------------------------------------


def cells(*wanted: str) -> list[tuple[Row, str, str]]:
    """All cells of the table that hold one of these: what is pressed, who does, and what it is about."""
    found: list[tuple[Row, str, str]] = []
    for row in TABLE:
        each = presses_of(row.what) if row.kind == "all" else [row]
        found += [(press, column, row.about) for column in COLUMNS if row.cells[column] in wanted for press in each]
    return found


async def walk(check: Callable[[Row, str, str], Awaitable[list[str]]], *wanted: str) -> list[str]:
    """What is wrong with these cells."""
    return [wrong for row, column, about in cells(*wanted) for wrong in await check(row, column, about)]


def test_every_cell_says_something() -> None:
    assert {cell for row in TABLE for cell in row.cells.values()} == {"yes", "no", "own"}
    assert len(COLUMNS) == 14 and {row.what for row in TABLE if row.kind != "all"} == {*DOES}


def lacking(world: World) -> list[str]:
    """What the bot has and the table lacks, or the other way round; what it is called by another kind, too."""
    bot = cast(client.Unsigned, world.here.env.bot)
    presses = next(cog for cog in bot.cogs.values() if isinstance(cog, Presses)).known
    menus = [*bot.tree.get_commands(type=discord.AppCommandType.user)]
    menus += bot.tree.get_commands(type=discord.AppCommandType.message)
    there = {(menu.name, "menu") for menu in menus}
    there |= {(verb, KINDS[cast(Any, press).func.expected.kind]) for verb, press in presses.items()}
    commands = [each for each in bot.tree.walk_commands() if isinstance(each, discord.app_commands.Command)]
    there |= {(f"/{command.qualified_name}", "command") for command in commands}
    offering = [(each, option.name) for each in commands for option in each.parameters if option.autocomplete]
    there |= {(f"/{command.qualified_name} {option}:", "offer") for command, option in offering}
    table = {(row.what, row.kind) for row in TABLE if row.kind != "all"}
    return [f"{kind} {name}" for name, kind in sorted(there ^ table)]


async def test_the_bot_does_what_the_table_says_and_has_nothing_else(tmp_path: Path) -> None:
    """First all that is refused, which uses nothing up; then all that is done."""
    async with a_world(tmp_path) as world:
        assert lacking(world) == []
        wrong = await walk(lambda row, column, about: refused(world, row, column, about), "no")
        assert wrong == [], "\n".join(wrong)
        wrong = await walk(lambda row, column, _: done(world, row, column), "yes", "own")
        assert wrong == [], "\n".join(wrong)
        # channels of a server, sent from direct messages, are none to discord.py
        assert {type(error).__name__ for error in world.here.env.errors} <= {"TransformerError"}


async def test_a_role_that_reviews_does_all_that_a_moderator_does_and_nothing_else(tmp_path: Path) -> None:
    async with a_world(tmp_path) as world:
        here, role = world.here, world.here.guild.create_role("Reviewers")
        acts.set_permissions(here.desk, role, view_channel=True)
        await here.mora.slash(here.desk, "letterbox settings", reviewers=role.mention)
        world.people["moderator"] = here.guild.add_member(here.env.create_user("reviewer"), roles=[role])
        for row, column, about in cells("no"):
            if column == "moderator":
                assert await refused(world, row, column, about) == []
        for row, column, _ in cells("yes"):
            if column == "moderator":
                assert await done(world, row, column) == []


# --- what it would find --------------------------------------------------------------------------------------------


def whichever_desk(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The letter's letterbox is not compared with the desks that somebody keeps."""

    async def anybody(*_: Any) -> None: ...

    monkeypatch.setattr(_letters, "require_desk", anybody)
    return ["/letters approve for other desk", "approve for other desk"]


def whichever_server(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nor is its server compared with the presser's."""
    whichever_desk(monkeypatch)

    async def any_letter(tx: Any, _: int, letter_id: int) -> Letter:
        return await tx.letter(letter_id)

    monkeypatch.setattr(life.finding, "at_desk_of", any_letter)
    return ["approve for other server", "read-on for other server", "dismiss for other server"]


def whoever_s_letter(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Nobody looks whose letter it is."""

    async def any_letter(_: Office, tx: Any, letter_id: int, __: Person) -> Letter:
        return await tx.letter(letter_id)

    for module in (office_module, drafts, removal, answering, finding, sending, writing):
        monkeypatch.setattr(module, "own_letter", any_letter, raising=False)
    return ["mute for member", "withdraw for moderator", "edit for author", "send for owner"]


def whatever_standing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Reports take no standing."""

    async def nothing(*_: Any) -> None: ...

    monkeypatch.setattr(life.reports, "check_standing", nothing)
    return ["report for blocked", "reported for timed out", "reported for pending"]


@pytest.mark.parametrize("plant", [whichever_desk, whichever_server, whoever_s_letter, whatever_standing])
async def test_what_is_not_refused_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plant: Callable[[pytest.MonkeyPatch], list[str]]
) -> None:
    async with a_world(tmp_path) as world:
        for wanted in plant(monkeypatch):
            found = [cell for cell in cells("no") if f"{cell[0].what} for {cell[1]}" == wanted]
            assert [wrong for cell in found for wrong in await refused(world, *cell)] != [], wanted


async def test_what_the_table_lacks_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with a_world(tmp_path) as world:
        monkeypatch.setattr("tests.journeys.test_permissions.TABLE", [row for row in TABLE if row.what != "dismiss"])
        menu = discord.app_commands.ContextMenu(name="Who wrote this?", callback=_who)
        cast(client.Unsigned, world.here.env.bot).tree.add_command(menu)
        assert lacking(world) == ["menu Who wrote this?", "button dismiss"]


async def _who(interaction: discord.Interaction, message: discord.Message) -> None: ...
