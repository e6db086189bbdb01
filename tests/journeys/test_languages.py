"""A second language reaches all that people read: public text in the letterbox's, private text in the reader's."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, cast

import discord
import pytest
from simcord.actors import MemberActor

from bot import words
from bot.language import ENGLISH, Language, Sentence, every_language
from cogs import _limits as limits
from tests import acts, pseudo
from tests.town import LETTER, TITLE, Town, answer_of, labels, sure, text_of, told, town

#: What people themselves say and are called in these journeys, and what Discord calls things.
OWN = (
    *LETTER.split("\n\n"), *(each.one for each in words.reader.CATEGORIES), "It leaned on our wall too.",
    "The neighbour", "I know.", "Too short.", "A bell.", "The Commons",
    "Wren Aldous", "Ida Brook", "Sol Tern", "Mora Finch", "Otto Reed", "letters", "letter-desk", "hall",
    "It may hurt somebody.", "Make it longer.", "is mine", *(each.name for each in every_language()),
)  # fmt: skip


@pytest.fixture
def greek(request: pytest.FixtureRequest) -> Generator[Language]:
    """The pseudo-language, as if it were Greek; written from right to left where a test asks for that."""
    with pseudo.spoken(written=getattr(request, "param", pseudo.stretched)) as say:
        yield say


def left_in(texts: Iterable[str]) -> list[str]:
    """English words in texts that should have none."""
    return [word for text in texts for word in pseudo.english(text, OWN)]


def shown(message: discord.Message) -> list[str]:
    """Everything on a message: texts, buttons, selects with what can be chosen."""
    items = [item for row in message.components for item in getattr(row, "children", [])]
    chosen = [text for item in items for text in (getattr(item, "placeholder", None), *_options(item)) if text]
    return [text_of(message), *labels(message), *chosen]


def _options(item: Any) -> list[str]:
    return [text for each in getattr(item, "options", []) for text in (each.label, each.description) if text]


def form_texts(result: Any) -> list[str]:
    """Title, labels and hints of a form."""
    found = [result.modal["title"]]
    for component in result.modal["components"]:
        found += [component.get("label") or "", component.get("description") or ""]
    return found


async def press(say: Language, who: MemberActor, message: discord.Message, label: Sentence) -> Any:
    """A button, by what is written on it in that language."""
    return await who.user.click(message, label=say(label))


def with_button(here: Town, who: MemberActor, say: Language, label: Sentence) -> discord.Message:
    """Somebody's newest message from the bot with that button."""
    return next(each for each in reversed(here.from_bot(who)) if say(label) in labels(each))


@pytest.mark.parametrize("greek", [pseudo.stretched, pseudo.mirrored], ids=["stretched", "mirrored"], indirect=True)
async def test_everything_is_said_in_the_language_of_whoever_reads_it(tmp_path: Path, greek: Language) -> None:
    async with town(tmp_path, set_up=False) as here:
        say = greek
        guild = here.env.bot.get_guild(here.guild.id)
        assert guild is not None
        guild.preferred_locale = discord.Locale(pseudo.CODE)  # as Discord tells it
        for person in (here.wren, here.ida, here.mora):
            acts.set_language(here.env, person, pseudo.CODE)
        await here.setup()
        await acts.dm(here.env, here.wren, LETTER)
        first = with_button(here, here.wren, say, words.reader.EDIT)  # in the server's: nobody knows yet what she reads
        assert left_in(text for each in here.from_bot(here.wren) for text in shown(each)) == []
        form = await press(say, here.wren, first, words.reader.EDIT)
        assert left_in(form_texts(form)) == []

        await here.wren.user.submit_modal(form, {"title": TITLE, "text:0:n": LETTER.partition("\n\n")[2]})
        card = with_button(here, here.wren, say, words.reader.SEND_LETTER)
        assert left_in(shown(card)) == []
        await press(say, here.wren, card, words.reader.SEND_LETTER)
        assert left_in(shown(with_button(here, here.wren, say, words.reader.WITHDRAW))) == []

        (review,) = [each for each in here.desk.history() if say(words.reader.APPROVE) in labels(each)]
        assert left_in(shown(review)) == []
        for label in (words.reader.SEND_BACK, words.reader.REJECT, words.reader.BLOCK):
            asked = await here.mora.click(review, label=say(label))
            assert left_in(form_texts(asked)) == []
        assert left_in([told(await here.mora.slash(here.hall, "letters queue"))]) == []
        await here.mora.click(review, label=say(words.reader.APPROVE))

        (letter,) = [each for each in here.letters.history() if say(words.reader.LEAVE_A_REPLY) in labels(each)]
        assert left_in(shown(letter)) == []
        reply = await here.ida.click(letter, label=say(words.reader.LEAVE_A_REPLY))
        assert left_in(form_texts(reply)) == []
        taken = await here.ida.submit_modal(reply, {"reply": "It leaned on our wall too.", "pen": "The neighbour"})
        assert left_in([told(taken)]) == []
        await here.pass_time(80)
        notice = with_button(here, here.wren, say, words.reader.ANSWER)
        assert left_in(shown(notice)) == []
        answer = await press(say, here.wren, notice, words.reader.ANSWER)
        await here.wren.user.submit_modal(answer, {"answer": "I know."})
        assert left_in(text for _, text in here.thread_texts()) == []
        names = [name for name, _ in here.thread_texts()]
        assert names == ["The neighbour", say(words.reader.AUTHOR_NAME)]

        report = await here.ida.click(letter, label=say(words.reader.REPORT_BUTTON))
        await here.ida.submit_modal(report, {"why": "It may hurt somebody."})
        for command in ("letter mine", "letter data", "letter forget"):
            assert left_in([told(await here.wren.user.slash(command))]) == [], command
        for command in ("letterbox settings", "letterbox check", "letterbox close"):
            assert left_in([told(await here.mora.slash(here.hall, command))]) == [], command
        await here.mora.slash(here.hall, "letters remove", number=1, reason="Too short.")
        assert left_in(text for message in here.desk.history() for text in shown(message)) == []
        assert left_in(text for message in here.letters.history() for text in shown(message)) == []
        assert left_in(text for message in here.from_bot(here.wren)[-1:] for text in shown(message)) == []


async def test_public_text_is_the_letterbox_s_and_private_text_the_reader_s(tmp_path: Path, greek: Language) -> None:
    async with town(tmp_path) as here:
        acts.set_language(here.env, here.wren, pseudo.CODE)
        await here.send(here.wren)
        assert left_in(shown(here.from_bot(here.wren)[-1])) == []
        await here.mora.click(here.desk_card(1), label="Approve")
        (letter,) = here.published()
        assert "no responses yet" in text_of(letter)
        assert left_in(shown(here.from_bot(here.wren)[-1])) == []
        assert left_in(form_texts(await here.wren.click(letter, label="Leave a reply"))) == []
        assert "Your reply" in form_texts(await here.ida.click(letter, label="Leave a reply"))


async def test_whoever_never_wrote_to_the_bot_is_written_to_in_their_language(tmp_path: Path, greek: Language) -> None:
    """A letter by command, from a server: the direct messages are opened by the bot."""
    async with town(tmp_path) as here:
        acts.set_language(here.env, here.wren, pseudo.CODE)
        acts.close_dms(here.env, here.wren)
        form = await here.wren.slash(here.hall, "letter write")
        card = await here.wren.submit_modal(form, {"title": TITLE, "text:0:n": LETTER.partition("\n\n")[2]})
        await here.wren.click(answer_of(card), label=greek(words.reader.SEND_LETTER))
        acts.open_dms(here.env, here.wren)
        await here.mora.click(here.desk_card(1), label="Approve")
        await here.mora.slash(here.hall, "letters remove", number=1, reason="Too short.")
        published, removed = here.from_bot(here.wren)
        assert left_in([*shown(published), *shown(removed)]) == []


async def test_what_does_not_fit_into_a_notice_follows_in_the_language_that_is_read_by_then(
    tmp_path: Path, greek: Language
) -> None:
    async with town(tmp_path) as here:
        await here.publish()
        for _ in range(12):  # ten fit
            await here.reply(here.ida, "I know.", "The neighbour")
        acts.set_language(here.env, here.wren, pseudo.CODE)
        notice = with_button(here, here.wren, ENGLISH, words.reader.MUTE)
        await press(ENGLISH, here.wren, notice, words.reader.MUTE)
        await press(greek, here.wren, notice, words.reader.UNMUTE)
        await here.pass_time(80)
        first, second = here.from_bot(here.wren)[-2:]
        assert words.author.HOW_TO_ANSWER.one in first.content and len(first.embeds) == 10
        assert left_in(shown(second)) == [] and len(second.embeds) == 2


async def test_commands_are_described_in_every_language(tmp_path: Path, greek: Language) -> None:
    async with town(tmp_path) as here:
        (registered,) = [
            entry.json for entry in here.env.http_requests if entry.method == "PUT" and entry.path.endswith("/commands")
        ]
        commands = cast(list[Any], registered)
        described = [text for command in commands for text in descriptions(command)]
        assert len(described) > 40
        assert left_in(described) == []
        # Names, too; one that Discord would refuse, as ⟦this⟧ is, stays English.
        (letter,) = [each for each in commands if each["name"] == "letter"]
        (withdraw,) = [each for each in letter["options"] if each["name"] == "withdraw"]
        found = [each["name_localizations"] for each in (letter, withdraw, *withdraw["options"])]
        assert [each["de"] for each in found] == ["brief", "zurückziehen", "nummer"]
        assert [each[pseudo.CODE] for each in found] == ["letter", "withdraw", "number"]
        assert all("en-GB" not in each and each["es-419"] == each["es-ES"] for each in found)
        assert max(map(weight, commands)) <= limits.COMMANDS_TOGETHER


def weight(payload: dict[str, Any]) -> int:
    """How much of what Discord takes in one command this is: each text in the longest of its languages."""
    texts = [(payload[name], *payload.get(f"{name}_localizations", {}).values()) for name in ("name", "description")
             if name in payload]  # fmt: skip
    within = [*payload.get("options", []), *payload.get("choices", [])]
    return sum(max(map(len, each)) for each in texts) + len(str(payload.get("value", ""))) + sum(map(weight, within))


def descriptions(payload: dict[str, Any]) -> list[str]:
    """What Discord shows of a command and its options to somebody who reads the pseudo-language."""
    what = "description" if "description" in payload else "name"  # a message's menu has a name only
    found = [payload.get(f"{what}_localizations", {}).get(pseudo.CODE, payload[what])]
    choices = payload.get("choices", [])
    found += [choice.get("name_localizations", {}).get(pseudo.CODE, choice["name"]) for choice in choices]
    return [*found, *(text for option in payload.get("options", []) for text in descriptions(option))]


# --- what is recognised by its words is found in whatever language it was written -----------------------------------


@asynccontextmanager
async def greek_server(folder: Path) -> AsyncGenerator[Town]:
    """A server whose language this version does not speak yet: its letterbox speaks English."""
    async with town(folder, set_up=False) as here:
        guild = here.env.bot.get_guild(here.guild.id)
        assert guild is not None
        guild.preferred_locale = discord.Locale(pseudo.CODE)
        await here.setup()
        yield here


async def until_greek_is_spoken(here: Town, path: str) -> None:
    """The first attempts to send it again fail; the next ones are made by a version that speaks Greek."""
    here.env.inject_error("*", path, times=10)  # longer than Discord knows a nonce
    with pseudo.spoken():
        for _ in range(60):  # three hours: each attempt waits longer than the one before
            await here.pass_time(180)
    assert await here.outbox() == []


async def test_a_card_without_buttons_is_found_when_its_language_is_spoken_meanwhile(tmp_path: Path) -> None:
    async with greek_server(tmp_path) as here:
        path = f"/channels/{here.desk.id}/messages"
        await here.write(here.wren)
        here.env.inject_error("POST", path)
        await here.wren.user.click(here.draft(here.wren), label="Send letter")
        await sure(here.wren, await here.wren.slash(here.hall, "letter withdraw", number=1))
        acts.lose_answer(here.env, "POST", path)
        while not here.desk.history():
            await here.pass_time(1)
        await until_greek_is_spoken(here, path)
        (card,) = here.desk.history()
        assert not labels(card) and left_in(shown(card)) == []


async def test_an_author_s_answer_is_found_under_the_name_it_was_posted_under(tmp_path: Path) -> None:
    async with greek_server(tmp_path) as here:
        await here.publish()
        await here.reply(here.ida, "Is it yours?", "The neighbour")
        await here.pass_time(80)
        form = await here.wren.user.click(with_button(here, here.wren, ENGLISH, words.reader.ANSWER), label="Answer")
        acts.lose_answer(here.env, "POST", "/webhooks/*/simcord_webhook_*")
        await here.wren.user.submit_modal(form, {"answer": "I know."})
        await until_greek_is_spoken(here, f"/channels/{here.thread().id}/messages")
        assert [name for name, _ in here.thread_texts()] == ["The neighbour", "Author of the letter"]


async def test_a_notice_is_found_when_its_language_is_spoken_meanwhile(tmp_path: Path) -> None:
    async with greek_server(tmp_path) as here:
        acts.set_language(here.env, here.wren, pseudo.CODE)
        await here.send(here.wren)
        path = f"/channels/{here.wren.user.dm_channel.id}/messages"
        before = len(here.from_bot(here.wren))
        acts.lose_answer(here.env, "POST", path)
        await here.mora.click(here.desk_card(1), label="Approve")
        while len(here.from_bot(here.wren)) == before:
            await here.pass_time(1)
        await until_greek_is_spoken(here, path)
        assert len(here.from_bot(here.wren)) == before + 1
