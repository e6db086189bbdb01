"""Whatever goes to Discord with a letter is the same for everybody, random, or not there at all.

A whole journey is lived once; every request that it took, and everything sent over the gateway, is examined. Each check
has a test beside it that plants what the check must find.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import discord
import pytest
import pytest_asyncio
from simcord.types import HttpLogEntry as Request

from bot import words
from bot.language import ENGLISH, Joined, Language, Sentence
from bot.letter import Kind, Person, Posted
from bot.store.tx import Tx
from cogs import _cards as cards
from cogs import _courier, _webhooks, intake
from tests import unkind
from tests.lives import HELD, SECRET_TEXTS, Cast, letter, short_life, whole_life
from tests.searching import Wanted, direct_messages, found_in, people, texts
from tests.town import Town, town

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.only_run]


@dataclass(frozen=True, slots=True)
class Sent:
    """Everything that the bot said to Discord."""

    requests: list[Request]
    commands: list[tuple[str, dict[str, Any]]]
    #: Channels that only one person and the bot see.
    private: set[str]
    #: Channels where only moderators are, and who they are.
    desks: set[str]
    moderators: set[int]
    #: Answers to presses and commands in a server that others see too.
    aloud: list[str]
    #: Those who wrote, replied, reported; and their direct messages.
    secret: Wanted
    letters_to_them: Wanted
    #: Accounts, channels and servers: no id on a button is one of these.
    known: set[int]
    #: Whose direct messages the bot may open: they wrote by form alone and gave no channel.
    unopened: set[int]
    #: The one message that may ring a bell, its role's, and where.
    ping: tuple[str, str, dict[str, Any]]


def collected(here: Town, them: Cast, *desks: Any) -> Sent:
    """What was sent until now."""
    backend = here.env.backend
    return Sent(
        requests=list(backend.http_requests),
        commands=[*unkind.memory_of(here.env).commands],
        private={str(channel) for channel in backend.dm_channels.values()},
        desks={str(desk.id) for desk in (here.desk, *desks)},
        moderators={here.mora.id, here.otto.id, *(user.id for user in backend.users.values() if user.name == "keeper")},
        aloud=answers_aloud(here),
        secret=people(*them.secret),
        letters_to_them=direct_messages(*them.secret),
        known={*backend.users, *backend.channels, *backend.guilds},
        unopened={them.marlow.id, them.tamsin.id, them.hesper.id},
        ping=the_ping(here),
    )


def the_ping(here: Town) -> tuple[str, str, dict[str, Any]]:
    """Method and path, text, and whom it may mention."""
    role = next(
        (each for each in here.env.backend.guilds[here.guild.id].roles.values() if each.name == "Readers"), None
    )
    role_id = 0 if role is None else role.id
    only = {"parse": [], "roles": [role_id]}
    return f"POST /channels/{here.desk.id}/messages", f"<@&{role_id}> Letters wait for a decision.", only


async def with_a_ping(here: Town) -> None:
    """A role is told of new letters, once in a minute."""
    role = here.guild.create_role("Readers")
    await here.mora.slash(here.hall, "letterbox settings", ping=role.mention, ping_minutes=1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def sent(tmp_path_factory: pytest.TempPathFactory) -> AsyncGenerator[Sent]:
    """The whole journey, once for all the tests here."""
    async with town(tmp_path_factory.mktemp("journey")) as here:
        them = Cast(here)
        orchard = await whole_life(here, them)
        found = collected(here, them, orchard.desk)
    yield found


async def briefly(folder: Path) -> Sent:
    """The same after a short journey."""
    async with town(folder) as here:
        them = Cast(here)
        await short_life(here, them)
        await them.quilla.slash(here.hall, "letter mine")
        await with_a_ping(here)
        await here.send(here.sol)
        await here.pass_time(5)
        return collected(here, them)


# --- what is looked at ----------------------------------------------------------------------------------------------


def channel(request: Request) -> str:
    """The channel that a request is about; empty for others."""
    found = re.match(r"/channels/(\d+)", request.path)
    return found[1] if found else ""


def by_webhook(request: Request) -> bool:
    """Whether it posts through a webhook, and does not answer a press."""
    return request.method == "POST" and bool(re.fullmatch(r"/webhooks/\d+/simcord_webhook_\w+", request.path))


def messages(sent: Sent) -> Iterator[tuple[Request, dict[str, Any]]]:
    """Every message that was sent or edited: by the bot, by its webhooks, as an answer, as a forum post."""
    for request in sent.requests:
        body: dict[str, Any] = request.json if isinstance(request.json, dict) else {}
        what = f"{request.method} {request.path}"
        if re.fullmatch(r"(POST|PATCH) (/channels/\d+/messages(/\d+)?|/webhooks/.*)", what):
            yield request, body
        elif request.path.endswith("/threads") and "message" in body:
            yield request, body["message"]
        elif request.path.endswith("/callback") and body["type"] in (4, 7):
            yield request, body["data"]


def shown_to_others(sent: Sent) -> Iterator[tuple[Request, dict[str, Any]]]:
    """The messages that stand in public or at a desk, answers to presses left out."""
    for request, body in messages(sent):
        if by_webhook(request) or (channel(request) and channel(request) not in sent.private):
            yield request, body


def values(payload: Any, key: str) -> Iterator[Any]:
    """Whatever stands under that key, however deep."""
    if isinstance(payload, Mapping):
        if key in payload:
            yield payload[key]
        payload = list(payload.values())
    if isinstance(payload, list):
        for each in payload:
            yield from values(each, key)


def said_in(request: Request) -> bytes:
    return repr((request.path, request.params, request.reason, request.json)).encode()


# --- the checks -----------------------------------------------------------------------------------------------------

#: Two requests must name somebody, and only Discord sees them: opening their direct messages, and asking whether they
#: are in a server (where no cache of members says so).
NAMES_SOMEBODY = re.compile(r"POST /users/@me/channels|GET /guilds/\d+/members/\d+")


def naming(sent: Sent) -> list[str]:
    """Requests that name somebody who wrote, in any way to write it; or their direct messages, but there."""
    return [
        f"{name} in {request.method} {request.path}"
        for request in sent.requests
        if not NAMES_SOMEBODY.fullmatch(f"{request.method} {request.path}")
        for name in found_in(said_in(request), sent.secret | _elsewhere(sent, request))
    ]


def _elsewhere(sent: Sent, request: Request) -> Wanted:
    return {} if channel(request) in sent.private else sent.letters_to_them


def opening(sent: Sent) -> list[str]:
    """Direct messages that were opened without need: their writer had given a channel."""
    asked = [each.json for each in sent.requests if each.path == "/users/@me/channels" and each.json is not None]
    return [each["recipient_id"] for each in asked if int(each["recipient_id"]) not in sent.unopened]


def unpublished(sent: Sent) -> list[str]:
    """Unpublished text in a request that is neither to a desk, nor to its author, nor an answer to a press."""
    return [
        f"{text} in {request.method} {request.path}"
        for request in sent.requests
        if channel(request) not in sent.private | sent.desks and "simcord_interaction_" not in request.path
        for text in found_in(said_in(request), texts(*SECRET_TEXTS))
    ]


def typing(sent: Sent) -> list[str]:
    """The bot seen writing anywhere but in direct messages: somebody might see when a letter comes in."""
    typed = [request for request in sent.requests if request.path.endswith("/typing")]
    return [request.path for request in typed if channel(request) not in sent.private]


def presence(sent: Sent) -> list[str]:
    """What was said over the gateway beside asking for members: above all a changed presence."""
    return [f"{name} {options}" for name, options in sent.commands if name != "request members"]


def reasons(sent: Sent) -> list[str]:
    """Reasons for the audit log."""
    return [f"{request.path}: {request.reason}" for request in sent.requests if request.reason]


#: A verb and ids, or the name of a field in a form.
CUSTOM_ID = re.compile(r"[a-z]+(-[a-z]+)*((:[0-9a-f]{1,16}){1,2})?|(log|lift)(:[0-9a-f]{1,16}){3}|text:\d:[plsn]")
#: Verbs that are not about a letter, or (0) not about any: pages, a letterbox, no letter before the first.
COUNTED = (
    "queue",
    "queue-back",
    "several",
    "several-chosen",
    "several-sure",
    "write",
    "replies",
    "of-mine",
    "settings",
)
#: Verbs about a response: its number, which everybody reads under it, follows its letter's id.
NUMBERED = ("report-response", "unblock")


def custom_ids(sent: Sent) -> list[str]:
    """Ids on buttons and forms that are more than a verb and random numbers."""
    found = [each for request in sent.requests for each in values(request.json, "custom_id")]
    return [
        each for each in dict.fromkeys(found) if not CUSTOM_ID.fullmatch(each) or not set(ids_in(each)) <= drawn(sent)
    ]


def ids_in(custom_id: str) -> Iterator[int]:
    verb, *ids = custom_id.split(":")
    if verb == "log":  # the page, the letter or none, the kind
        ids = [ids[1]] if int(ids[1], 16) else []
    if verb == "lift":  # what the block was set on: a letter, a response or none; the page
        ids = ids[:1]
    if verb in NUMBERED and int(ids[-1], 16) < 100:
        ids = ids[:1]
    return iter(()) if verb in (*COUNTED, "text") else (int(each, 16) for each in ids)


def drawn(sent: Sent) -> set[int]:
    """The ids on buttons that may have been drawn by lot: large, and no id of Discord's."""
    found = [each for request in sent.requests for each in values(request.json, "custom_id")]
    ids = {number for each in found if CUSTOM_ID.fullmatch(each) for number in ids_in(each)}
    return {number for number in ids if number > 2**40 and number not in sent.known}


def file_names(sent: Sent) -> list[str]:
    """Names of uploads that say something."""
    found = [file for request in sent.requests for files in values(request.json, "attachments") for file in files]
    return [
        file["filename"]
        for file in found
        if not re.fullmatch(r"picture-[1-4]\.png", file.get("filename", "picture-1.png"))
    ]


IN_PUBLIC = r"\d+ \w+ \d{4} · (\d+ responses?|no responses yet)( · replies under a pen name only)?"
FOOTER = re.compile(
    rf"(Letter \d+ · )?To [\w ]+ · ((Not )?Safe for Work · )?(\d+ characters( · 1 picture)?|{IN_PUBLIC})"
)


def footers(sent: Sent) -> list[str]:
    """Footers that say more than to whom, how safe, the day, how many responses, how long."""
    found = [each["text"] for _, body in shown_to_others(sent) for each in values(body, "footer")]
    return [each for each in found if not FOOTER.fullmatch(each)]


def nonces(sent: Sent) -> list[str]:
    """Nonces that come twice for different messages, or are not made like all others."""
    found: dict[str, str] = {}
    wrong: list[str] = []
    for request, body in messages(sent):
        nonce = str(body.get("nonce", "")) or None
        if nonce is None:
            continue
        what = f"{request.path} {body.get('content')} {body.get('embeds')}"
        if not re.fullmatch(r"[0-9a-f]{24}|\d{19}", nonce) or found.setdefault(nonce, what) != what:
            wrong.append(f"{nonce}: {what}")
    return wrong


def thread_members(sent: Sent) -> list[str]:
    """Somebody added to a thread, or looked for in one."""
    return [f"{request.method} {request.path}" for request in sent.requests if "thread-members" in request.path]


#: Of an account without a portrait of its own, as the bot's is here: Discord's default, too.
FACE_OF_THE_BOT = r"https://cdn\.discordapp\.com/(embed/avatars/[0-5]|avatars/\d+/\w+)\.png(\?size=\d+)?"


def webhooks(sent: Sent) -> list[str]:
    """Webhooks called or looking like somebody; and what they post under, beside pen names and the author's own."""
    wrong: list[str] = []
    for request in sent.requests:
        body: dict[str, Any] = request.json if isinstance(request.json, dict) else {}
        if request.path.endswith("/webhooks") and request.method == "POST":
            wrong += [] if body == {"name": "Unsigned"} or body == {"name": "Unsigned", "avatar": None} else [str(body)]
        if by_webhook(request):
            name, avatar = body.get("username", ""), body.get("avatar_url")
            pen_name = re.fullmatch(rf"The neighbour|Owl of \d|Hen of \w\w|{ENGLISH(words.reader.AUTHOR_NAME)}", name)
            drawn = re.fullmatch(rf"{ENGLISH(words.reader.AUTHOR_NAME)}", name) is None
            face = r"https://cdn\.discordapp\.com/embed/avatars/[0-5]\.png" if drawn else FACE_OF_THE_BOT
            wrong += [] if pen_name and re.fullmatch(face, str(avatar)) else [f"{name} {avatar}"]
    return wrong


def portraits(sent: Sent) -> list[str]:
    """The bot's own looks changed."""
    own = re.compile(r"/users/@me|/guilds/\d+/members/@me(/nick)?|/applications/@me")
    return [request.path for request in sent.requests if request.method != "GET" and own.fullmatch(request.path)]


def pinging(sent: Sent) -> list[str]:
    """Messages that may ring somebody's bell, but for the one that tells one role at the desk, and says no more."""
    nobody = {"parse": []}
    return [
        f"{request.method} {request.path}"
        for request, body in messages(sent)
        if body.get("allowed_mentions") != nobody and not is_ping(sent, request, body)
    ]


def is_ping(sent: Sent, request: Request, body: dict[str, Any]) -> bool:
    """Whether this is that message, to the letter."""
    where, text, only = sent.ping
    said = f"{request.method} {request.path}", body.get("content"), body.get("allowed_mentions")
    return said == (where, text, only) and not any(body.get(each) for each in ("embeds", "components", "attachments"))


def mentioning(sent: Sent) -> list[str]:
    """People named to others with Discord's own sign; a moderator who decided is named at the desk."""
    wrong: list[str] = []
    for request, body in shown_to_others(sent):
        named = {int(each) for each in re.findall(r"<@[!&]?(\d+)>", repr(body))}
        if not is_ping(sent, request, body) and named - (sent.moderators if channel(request) in sent.desks else set()):
            wrong.append(f"{request.path}: {named}")
    return wrong


def answers_aloud(here: Town) -> list[str]:
    """Answers to presses and commands in a server that others see too, and presses that changed what others see,
    but for the desk's own cards."""
    backend = here.env.backend
    wrong = [
        message.content
        for channel_id, channel in backend.messages.items()
        for message in channel.values()
        if message.interaction_metadata
        and not message.is_ephemeral
        and backend.channels[channel_id].guild_id is not None
    ]
    for press in backend.interactions.values():
        if press.source_message_id is None or press.response_kind != "update" or press.guild_id is None:
            continue
        pressed = backend.messages[press.channel_id].get(press.source_message_id)
        is_desk = "desk" in str(backend.channels[press.channel_id].name)
        if pressed is not None and not pressed.is_ephemeral and not is_desk:
            wrong.append(pressed.content)
    return wrong


def aloud(sent: Sent) -> list[str]:
    """The same, as it was collected."""
    return sent.aloud


CHECKS: list[Callable[[Sent], list[str]]] = [
    naming, opening, unpublished, typing, presence, reasons, custom_ids, file_names, footers, nonces, thread_members,
    webhooks, portraits, pinging, mentioning, aloud,
]  # fmt: skip


# --- what was found -------------------------------------------------------------------------------------------------


async def test_there_is_enough_to_look_at(sent: Sent) -> None:
    assert len(list(messages(sent))) > 150 and len(list(shown_to_others(sent))) > 60
    assert len([each for request in sent.requests for each in values(request.json, "custom_id")]) > 200
    assert len(drawn(sent)) > 15 and sent.commands and [each for each in sent.requests if by_webhook(each)]
    assert [each for request in sent.requests for each in values(request.json, "filename")]
    assert [each for each in messages(sent) if is_ping(sent, *each)]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
async def test_nothing_beside_the_letter_carries_an_identity(sent: Sent, check: Callable[[Sent], list[str]]) -> None:
    assert check(sent) == []


async def test_ids_and_nonces_are_drawn_by_lot(tmp_path: Path) -> None:
    """The same people do the same at the same moment in two worlds that are alike to the last id."""
    one, other = [await briefly(tmp_path / name) for name in ("one", "other")]
    assert one.known == other.known and one.secret == other.secret
    assert drawn(one) and not drawn(one) & drawn(other)
    told = [{str(body["nonce"]) for _, body in messages(each) if body.get("nonce")} for each in (one, other)]
    assert told[0] and not told[0] & told[1]


async def test_ids_tell_no_order(sent: Sent) -> None:
    found = [
        number for request in sent.requests for each in values(request.json, "custom_id") for number in ids_in(each)
    ]
    in_order = list(dict.fromkeys(found))
    assert sorted(in_order) not in (in_order, in_order[::-1])


async def test_without_the_intent_for_members_nobody_is_named_to_others_either(tmp_path: Path) -> None:
    wanted = discord.Intents.none()
    wanted.guilds = wanted.messages = wanted.message_content = True
    async with town(tmp_path, wanted=wanted) as here:
        them = Cast(here)
        await short_life(here, them)
        assert [check.__name__ for check in CHECKS if check(collected(here, them))] == []


# --- would it have been found? --------------------------------------------------------------------------------------

Leak = Callable[[pytest.MonkeyPatch], None]


def before_publishing(monkeypatch: pytest.MonkeyPatch, then: Callable[[Any, Any, Any], Any]) -> None:
    """Whenever a letter is published, `then` gets the courier, the channel's id and the sheet first."""
    real = _courier.DiscordCourier.publish

    async def publish(self: Any, channel_id: int, sheet: Any, **more: Any) -> Any:
        await then(self, self._bot.get_channel(channel_id), sheet)
        return await real(self, channel_id, sheet, **more)

    monkeypatch.setattr(_courier.DiscordCourier, "publish", publish)


def a_typing(monkeypatch: pytest.MonkeyPatch) -> None:
    async def type_there(_: Any, channel: Any, __: Any) -> None:
        await channel.typing()

    before_publishing(monkeypatch, type_there)


def a_presence(monkeypatch: pytest.MonkeyPatch) -> None:
    async def tell(courier: Any, _: Any, __: Any) -> None:
        await courier._bot.change_presence(activity=discord.CustomActivity("Carrying a letter"))

    before_publishing(monkeypatch, tell)


def a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    real = discord.PartialMessage.create_thread

    async def create_thread(self: Any, **more: Any) -> discord.Thread:
        return await real(self, **more, reason="for a letter")

    monkeypatch.setattr(discord.PartialMessage, "create_thread", create_thread)


def on_a_button(monkeypatch: pytest.MonkeyPatch, more: str) -> None:
    real = cards.custom_id
    monkeypatch.setattr(cards, "custom_id", lambda *of: f"{real(*of)}:{more}" if of[0] == "report" else real(*of))


def a_count_on_a_button(monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_button(monkeypatch, "7")


def a_name_on_a_button(monkeypatch: pytest.MonkeyPatch) -> None:
    on_a_button(monkeypatch, "quilla")


def a_file_name(monkeypatch: pytest.MonkeyPatch) -> None:
    real = cards.Card.files

    def files(self: cards.Card, say: Language) -> list[discord.File]:
        found = real(self, say)
        for file in found:
            file.filename = "IMG_2041.png"
        return found

    monkeypatch.setattr(cards.Card, "files", files)


def a_footer(monkeypatch: pytest.MonkeyPatch) -> None:
    real = words.reader.line_of
    monkeypatch.setattr(
        words.reader, "line_of", lambda *facts, **more: Joined((real(*facts, **more), "a regular"), " · ")
    )


def a_nonce(monkeypatch: pytest.MonkeyPatch) -> None:
    real = Tx._delivery

    def same(*row: Any) -> Any:
        delivery = real(*row)
        return delivery if delivery.kind is Kind.NOTE else replace(delivery, nonce="0" * 24)  # two of one are one

    monkeypatch.setattr(Tx, "_delivery", same)


def a_thread_member(monkeypatch: pytest.MonkeyPatch) -> None:
    real = _courier.DiscordCourier.thread

    async def thread(self: Any, *about: Any) -> Posted:
        made = await real(self, *about)
        await self._bot.get_channel(made.thread_id).add_user(discord.Object(self._bot.user.id))
        return made

    monkeypatch.setattr(_courier.DiscordCourier, "thread", thread)


def a_webhook(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_webhooks, "WEBHOOK_NAME", "For Quilla")


def a_portrait(monkeypatch: pytest.MonkeyPatch) -> None:
    async def dress(_: Any, channel: Any, __: Any) -> None:
        await channel.guild.me.edit(nick="Unsigned, for somebody")

    before_publishing(monkeypatch, dress)


def a_ping(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "NO_MENTIONS", discord.AllowedMentions(users=True))


def a_wider_ping(monkeypatch: pytest.MonkeyPatch) -> None:
    real = discord.AllowedMentions.to_dict
    only = discord.AllowedMentions.none()
    monkeypatch.setattr(
        discord.AllowedMentions,
        "to_dict",
        lambda self: {**real(self), **({} if real(self) == real(only) else {"parse": ["everyone"]})},
    )


def a_ping_that_says_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words.waiting, "PING", Sentence("{role} The bicycle waits for a decision."))


def a_mention(monkeypatch: pytest.MonkeyPatch) -> None:
    real = words.reader.line_of
    ping = "<@80351110224678912>"
    monkeypatch.setattr(words.reader, "line_of", lambda *facts, **more: Joined((real(*facts, **more), ping), " · "))


def an_answer_aloud(monkeypatch: pytest.MonkeyPatch) -> None:
    real = discord.InteractionResponse.send_message

    async def send_message(self: Any, *args: Any, **more: Any) -> Any:
        return await real(self, *args, **{**more, "ephemeral": False})

    monkeypatch.setattr(discord.InteractionResponse, "send_message", send_message)


def a_needless_opening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "Person", lambda id, _: Person(id))


PLANTED: dict[Leak, Callable[[Sent], list[str]]] = {
    a_typing: typing, a_presence: presence, a_reason: reasons, a_count_on_a_button: custom_ids,
    a_name_on_a_button: custom_ids, a_file_name: file_names, a_footer: footers, a_nonce: nonces,
    a_thread_member: thread_members, a_webhook: webhooks, a_portrait: portraits, a_ping: pinging, a_wider_ping: pinging,
    a_ping_that_says_more: pinging, a_mention: mentioning,
    an_answer_aloud: aloud, a_needless_opening: opening,
}  # fmt: skip


@pytest.mark.parametrize("leak", PLANTED, ids=lambda leak: leak.__name__)
async def test_what_is_planted_beside_the_letter_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leak: Leak
) -> None:
    leak(monkeypatch)
    assert PLANTED[leak](await briefly(tmp_path)) != []


async def test_a_text_that_is_published_before_its_time_is_found(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        them = Cast(here)
        await here.send(them.quilla, letter("No answer", HELD))
        assert unpublished(collected(here, them)) == []
        await here.mora.click(here.desk_card(1), label="Approve")
        assert unpublished(collected(here, them)) != []


async def test_somebody_named_in_a_request_is_found(tmp_path: Path) -> None:
    async with town(tmp_path) as here:
        them = Cast(here)
        await here.send(them.quilla, letter("No answer", "Feathers McQuill"))
        assert {each.partition(" ")[0] for each in naming(collected(here, them))} == {"quillfeather"}
