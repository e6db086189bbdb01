"""Putting deliveries into the outbox: which lane each kind travels in, and under which rate limit.

Order is kept within a lane. What stands in public, what the desk sees and what the author reads are lanes of their own,
so that a person whose direct messages are closed never holds up a publication.

Discord limits how much goes into one channel. Lanes that lead into one channel share a *rate limit key*, and go one
after another, the oldest first: a slow channel holds up nothing that goes elsewhere, and cards stand at the desk in the
order in which their letters came. What authors get about a letter shares its channel with nobody, so several go out at
once. So do notes; only a few of them may wait for one person, since anybody can cause a hundred.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence

from bot import words
from bot.language import ENGLISH, Said, language_in, language_of, lines, pack, unpacked
from bot.letter import Kind, Letter, Letterbox, Listener, NoticeKind, Person, Sender
from bot.store.tx import Tx

#: The lane of each kind; each letter has its own of that name.
LANES: dict[Kind, str] = {
    Kind.DRAFT_CARD: "draft",
    Kind.DESK_CARD: "desk",
    Kind.REPORT_CARD: "report",
    Kind.RETIRE: "retire",
    Kind.RECORD: "record",
    Kind.PUBLISH: "public",
    Kind.THREAD: "public",
    Kind.PAGE: "public",
    Kind.RESPONSE: "public",
    Kind.RESPONSE_EDIT: "public",
    Kind.REVISE: "public",
    Kind.PAGE_GONE: "public",
    Kind.TAKE_DOWN: "public",
    Kind.LOCK: "public",
    Kind.REFRESH: "public",
    Kind.COUNT: "count",
    Kind.NOTICE: "author",
    Kind.NOTICE_EDIT: "author",
    Kind.HEARD: "heard",
}
#: Deliveries that show the letter, or the response, as it is when they are sent: one waiting is enough.
CURRENT = frozenset({
    Kind.DRAFT_CARD, Kind.DESK_CARD, Kind.REPORT_CARD, Kind.COUNT, Kind.REFRESH, Kind.RESPONSE, Kind.RESPONSE_EDIT,
    Kind.LOCK,
    Kind.REVISE,
})  # fmt: skip
#: Deliveries to one person each, whose channel is theirs alone.
TO_ONE = frozenset({Kind.DRAFT_CARD, Kind.NOTICE, Kind.NOTICE_EDIT, Kind.NOTE})
#: How many notes to one person may wait at the same time.
NOTES = 3
#: Seconds after which somebody is told of what a burst of messages has in common.
BURST = 2
#: Seconds after the first response in which others join the same notice to the author.
RELAY_WAIT = 5
#: Seconds after which somebody who listens is told of what was said in a thread.
HEARD_WAIT = 3_600
#: Seconds in which messages of a burst gather before the draft card moves below the last of them.
MOVE_WAIT = 3
#: Seconds after which the card of a draft that came by form leaves by itself: by then it was brought, also where four
#: pictures were cleaned first, unless the bot was killed in between.
FORM_WAIT = 60
#: Seconds in which changes of one response gather: Discord takes five in five seconds in a channel, whoever makes them.
CHANGE_WAIT = 5
#: Seconds in which changes of a letter's count gather, and between two edits of its message for the count: Discord
#: throttles edits of messages older than an hour (error 30046).
COUNT_WAIT, COUNT_EVERY = 20, 600


async def send(tx: Tx, kind: Kind, letter_id: int, *, now: int, subject_id: int | None = None, wait: int = 0) -> None:
    """Put one delivery about a letter into the outbox, to be sent at `now` + `wait` (seconds) at the earliest.

    `subject_id` is the response, notice or page that it is about; in a refresh the letter itself, where its link has to
    change. A kind in CURRENT that waits already is not added again.
    """
    rate_limit_key = "" if kind in TO_ONE else rate_limit_key_of(kind, await tx.letter(letter_id))
    await tx.enqueue(
        f"{LANES[kind]}:{letter_id:x}",
        kind,
        rate_limit_key=rate_limit_key,
        letter_id=letter_id,
        subject_id=subject_id,
        not_before=now + wait,
        now=now,
        once=kind in CURRENT,
    )


def rate_limit_key_of(kind: Kind, letter: Letter) -> str:
    """Return the key of deliveries that go one after another: each kind in each letterbox.

    Changes of a desk card have a key apart from new cards, since Discord counts them apart.
    """
    stands = kind is Kind.DESK_CARD and letter.desk_message_id is not None
    return f"{kind}{' again' if stands else ''}:{letter.letterbox_id}"


async def send_draft_card(tx: Tx, draft: Letter, *, now: int, at_once: bool = False) -> None:
    """Enqueue the draft card of a draft that somebody wrote on: it is to stand below what they wrote last.

    The first goes out at once. A later one waits a moment, so that it moves once for a burst of messages.
    """
    wait = 0 if at_once or draft.card is None else MOVE_WAIT
    await send(tx, Kind.DRAFT_CARD, draft.id, now=now, wait=wait)


async def send_note(
    tx: Tx,
    person: Person,
    said: Said,
    *,
    now: int,
    once_in: int = 0,
    offer: int = 0,
    above: Letter | None = None,
) -> bool:
    """Enqueue a direct message to somebody about no letter in particular, such as help or a refusal.

    With `once_in` it waits so many seconds, and another that says the same meanwhile is left out. `offer` is the id of
    a message of theirs that it offers to begin a letter with; it leaves before the card of the draft `above` which it
    stands. Return whether it was enqueued.

    A few may wait for each person; the last of them says that more were left out, and those are not sent: what somebody
    causes by writing hundreds of messages keeps nobody else waiting.
    """
    waiting = [text for _, other, text in await _notes(tx) if other.id == person.id]
    if len(waiting) >= NOTES or (
        once_in and any(text.startswith(language_of(person.language)(said)) for text in waiting)
    ):
        return False
    if len(waiting) == NOTES - 1:
        said = lines([said, words.writing.NOTES_LEFT_OUT])
    ids = {"person": f"{person.id:020}", "dm": f"{person.dm:020}"}  # the same length for every id
    text = pack(said, person.language or ENGLISH.code)
    payload = json.dumps({**ids, "offer": f"{offer:020}", "text": text}).encode()
    lane = f"note:{secrets.token_hex(8)}" if above is None else f"{LANES[Kind.DRAFT_CARD]}:{above.id:x}"
    guild_id = None if above is None else above.guild_id  # the card's: one process sends both
    await tx.enqueue(lane, Kind.NOTE, payload=payload, not_before=now + once_in, now=now, guild_id=guild_id)
    return True


async def send_back(tx: Tx, sender: Sender, said: Said, text: str, *, now: int) -> None:
    """Enqueue a message to somebody whose text was taken and cannot stand: why, and the text itself.

    It leaves whatever else waits for them, since there is no other copy of the text.
    """
    person = sender.person
    ids = {"person": f"{person.id:020}", "dm": f"{person.dm:020}"}
    more = {"kept": text, "token": sender.token, "until": sender.until}
    payload = json.dumps({**ids, "text": pack(said, person.language or ENGLISH.code), **more}).encode()
    await tx.enqueue(f"note:{secrets.token_hex(8)}", Kind.NOTE, payload=payload, not_before=now, now=now)


async def send_record(tx: Tx, letter: Letter, said: Said, *, now: int) -> None:
    """Enqueue a message to the desk about a letter, which stays there beside its card."""
    assert letter.letterbox_id is not None
    text = pack(said, (await tx.letterbox(letter.letterbox_id)).language)
    lane, key = f"{LANES[Kind.RECORD]}:{letter.id:x}", rate_limit_key_of(Kind.RECORD, letter)
    payload, about = text.encode(), letter.id
    await tx.enqueue(lane, Kind.RECORD, rate_limit_key=key, letter_id=about, payload=payload, not_before=now, now=now)


async def send_retirement(tx: Tx, letter: Letter, channel_id: int, message_id: int, *, now: int) -> None:
    """Enqueue the end of a letter's card in a channel that is not the desk any more.

    Without a `message_id` (0) it is looked for: it may be there although the answer to it was lost.
    """
    lane, key = f"{LANES[Kind.RETIRE]}:{message_id or letter.id:x}", rate_limit_key_of(Kind.RETIRE, letter)
    payload, about = json.dumps({"channel": channel_id, "message": message_id}).encode(), letter.id
    await tx.enqueue(lane, Kind.RETIRE, rate_limit_key=key, letter_id=about, payload=payload, not_before=now, now=now)


def read_retirement(payload: bytes) -> tuple[int, int]:
    """Return the ids of channel and message that `send_retirement` put into a payload."""
    fields = json.loads(payload)
    return fields["channel"], fields["message"]


async def send_alert(tx: Tx, letterbox: Letterbox, said: Said, *, now: int) -> None:
    """Enqueue a message to the desk about the letterbox itself."""
    payload = json.dumps({"letterbox": letterbox.id, "text": pack(said, letterbox.language)}).encode()
    lane, guild_id = f"alert:{letterbox.id:x}", letterbox.guild_id
    await tx.enqueue(lane, Kind.ALERT, payload=payload, not_before=now, now=now, guild_id=guild_id)


async def send_greeting(tx: Tx, guild_id: int, channel_id: int, language: str, *, now: int) -> None:
    """Enqueue the greeting of a server that the bot has joined, in its language."""
    payload = json.dumps({"guild": guild_id, "channel": channel_id, "language": language}).encode()
    lane = f"greeting:{guild_id:x}"
    await tx.enqueue(lane, Kind.GREETING, payload=payload, not_before=now, now=now, guild_id=guild_id)


def read_greeting(payload: bytes) -> tuple[int, int, str]:
    """Return the ids of server and channel, and the language, that `send_greeting` put into a payload."""
    fields = json.loads(payload)
    return fields["guild"], fields["channel"], fields["language"]


def read_alert(payload: bytes) -> tuple[int, str]:
    """Return the letterbox's id and the text that `send_alert` put into a payload."""
    fields = json.loads(payload)
    return fields["letterbox"], unpacked(fields["text"], ENGLISH)


async def send_ping(tx: Tx, letterbox: Letterbox, *, at: int, now: int) -> None:
    """Enqueue the message to the desk that tells a role of letters that wait, unless one waits; not before `at`."""
    lane, payload, guild_id = f"ping:{letterbox.id:x}", str(letterbox.id).encode(), letterbox.guild_id
    await tx.enqueue(lane, Kind.PING, payload=payload, not_before=at, now=now, once=True, guild_id=guild_id)


def read_ping(payload: bytes) -> int:
    """Return the letterbox's id that `send_ping` put into a payload."""
    return int(payload)


async def send_panel(tx: Tx, letterbox: Letterbox, channel_id: int, *, now: int) -> None:
    """Enqueue a message in a channel with which anybody can begin a letter to this letterbox."""
    payload = json.dumps({"letterbox": letterbox.id, "channel": channel_id}).encode()
    lane, guild_id = f"panel:{letterbox.id:x}", letterbox.guild_id
    await tx.enqueue(lane, Kind.PANEL, payload=payload, not_before=now, now=now, guild_id=guild_id)


def read_panel(payload: bytes) -> tuple[int, int]:
    """Return the ids of letterbox and channel that `send_panel` put into a payload."""
    fields = json.loads(payload)
    return fields["letterbox"], fields["channel"]


def read_note(payload: bytes) -> tuple[Person, str]:
    """Return the person and the text that `send_note` put into a payload."""
    fields = json.loads(payload)
    person = Person(int(fields["person"]), int(fields["dm"]), language_in(fields["text"], "").code)
    return person, unpacked(fields["text"], ENGLISH)


def read_offer(payload: bytes) -> int:
    """Return the id of the message that `send_note` offers to begin a letter with; 0: none."""
    return int(json.loads(payload).get("offer", 0))


def read_back(payload: bytes) -> tuple[str, str, int]:
    """Return the text that `send_back` put into a payload, the token and until when that serves; else an empty text."""
    fields = json.loads(payload)
    return fields.get("kept", ""), fields.get("token", ""), fields.get("until", 0)


async def notes_to(tx: Tx, person: Person) -> list[int]:
    """Return the ids of the deliveries on their way to somebody that are about no letter."""
    return [delivery_id for delivery_id, other, _ in await _notes(tx) if other.id == person.id]


async def _notes(tx: Tx) -> list[tuple[int, Person, str]]:
    """Return the deliveries about no letter, to whom they go, and what they say."""
    return [(delivery_id, *read_note(payload)) for delivery_id, payload in await tx.payloads(Kind.NOTE)]


async def send_notice(
    tx: Tx, letter: Letter, kind: NoticeKind, said: Said, language: str, *, now: int, wait: int = 0
) -> int | None:
    """Enqueue a direct message to the author about a letter, in their `language`.

    Returns the notice's id, or None when the author has been forgotten.
    """
    if (await tx.letter(letter.id)).author is None:
        return None
    notice = await tx.add_notice(letter.id, kind, pack(said, language or ENGLISH.code))
    await send(tx, Kind.NOTICE, letter.id, subject_id=notice.id, now=now, wait=wait)
    return notice.id


async def send_heard(tx: Tx, letter: Letter, listeners: Sequence[Listener], *, at: int) -> None:
    """Enqueue, to each who listens, that something was said in a letter's thread, to be sent `at` then (Unix seconds);
    to nobody twice before. It cannot take effect before its time, so nobody looks for it from now on."""
    for listener in listeners:
        lane = f"{LANES[Kind.HEARD]}:{listener.id:x}"
        await tx.enqueue(
            lane, Kind.HEARD, letter_id=letter.id, subject_id=listener.id, not_before=at, now=at, once=True
        )


async def send_count(tx: Tx, letter: Letter, *, now: int) -> None:
    """Enqueue a refresh of the response count under a published letter, after a wait that collects several changes."""
    await send(tx, Kind.COUNT, letter.id, now=now, wait=max(COUNT_WAIT, count_rests(letter, now)))


def count_rests(letter: Letter, now: int) -> int:
    """Return how many seconds the count under a letter is to stay as it is; 0 when it may change at once, as where it
    was counted later than now: the clock went back."""
    rests = (letter.counted_at or 0) + COUNT_EVERY - now
    return rests if 0 < rests <= COUNT_EVERY else 0
