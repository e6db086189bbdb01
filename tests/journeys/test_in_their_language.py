"""A letter's life where everybody reads one language, as its translators wrote it: Japanese, which counts without
plurals and has another script, and Polish, which has three plural forms."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import discord
import pytest

from bot import words
from bot.language import Language, language_of
from bot.life.outbox import COUNT_EVERY
from bot.rules.entry import DAY
from tests import acts, pseudo
from tests.host import traces_of
from tests.journeys.test_languages import form_texts, press, shown, with_button
from tests.town import Town, answer_of, labels, text_of, told, town
from translate import checks

#: By language: a letter's title and text, a pen name, replies, an answer, and how many responses there are after each.
LIVES = {
    "ja": (
        "庭の自転車",
        "きみが越していった日、壁に立てかけたままだった。\n\n今朝、鎖に油をさした。川まで乗ってみようと思う。",
        "となりの人",
        "うちの壁にも立てかけてあったよ。",
        "知っています。",
        {1: "1", 2: "2", 5: "5"},
    ),
    "pl": (
        "Rower na podwórku",
        "Stoi pod ścianą od dnia, w którym mnie tu nie było.\n\nDziś naoliwiłam łańcuch. Pojadę chyba nad rzekę.",
        "Sąsiadka",
        "Stał i pod naszą ścianą.",
        "Wiem.",
        {1: "odpowiedź", 2: "odpowiedzi", 5: "odpowiedzi"},
    ),
}
#: What Discord calls things and people here.
NAMES = ("The Commons", "Wren Aldous", "Ida Brook", "Sol Tern", "Mora Finch", "Otto Reed", "letters", "letter-desk",
         "hall", "Discord", "NSFW", "@everyone", "SOS")  # fmt: skip


def left_in(say: Language, texts: Iterable[str]) -> list[str]:
    """What is still English in texts."""
    found = list[str]()
    for text in texts:
        for own in (*NAMES, *(each for each in LIVES[say.code] if isinstance(each, str))):
            text = text.replace(own, " ")
        found += pseudo.english(text) if say.code == "ja" else checks.english_words(text)
    return found


async def everybody_reads(here: Town, code: str) -> None:
    """The server and everybody in it have set this language."""
    guild = here.env.bot.get_guild(here.guild.id)
    assert guild is not None
    guild.preferred_locale = discord.Locale(code)
    for person in (here.wren, here.ida, here.mora):
        acts.set_language(here.env, person, code)


@pytest.mark.parametrize("code", LIVES)
async def test_a_letter_lives_in_their_language(tmp_path: Path, code: str) -> None:
    say = language_of(code)
    title, text, pen, reply, answer, counts = LIVES[code]
    async with town(tmp_path, set_up=False) as here:
        await everybody_reads(here, code)
        assert left_in(say, [told(await here.setup())]) == []
        form = await here.wren.slash(here.hall, "letter write")
        assert left_in(say, form_texts(form)) == []
        await here.wren.submit_modal(form, {"title": title, "text:0:n": text})
        draft = with_button(here, here.wren, say, words.reader.SEND_LETTER)
        assert left_in(say, shown(draft)) == []
        await press(say, here.wren, draft, words.reader.SEND_LETTER)

        (card,) = [each for each in here.desk.history() if say(words.reader.APPROVE) in labels(each)]
        assert left_in(say, shown(card)) == []
        await here.mora.click(card, label=say(words.reader.APPROVE))
        (letter,) = [each for each in here.letters.history() if say(words.reader.LEAVE_A_REPLY) in labels(each)]
        assert say(words.numbers.NO_RESPONSES) in text_of(letter)

        for count in range(1, max(counts) + 1):
            form = await here.ida.click(letter, label=say(words.reader.LEAVE_A_REPLY))
            assert left_in(say, form_texts(form)) == []
            taken = await here.ida.submit_modal(form, {"reply": f"{reply} {count}", "pen": pen})
            assert left_in(say, [told(taken)]) == []
            await here.pass_time(COUNT_EVERY + 80)
            if count in counts:
                assert counts[count] in text_of(here.letters.history()[0]), count

        notice = with_button(here, here.wren, say, words.reader.ANSWER)
        assert left_in(say, shown(notice)) == []
        await here.wren.user.submit_modal(await press(say, here.wren, notice, words.reader.ANSWER), {"answer": answer})
        assert say(words.reader.AUTHOR_NAME) in [name for name, _ in here.thread_texts()]
        for command in ("letter mine", "letter data", "letter forget"):
            assert left_in(say, [told(await here.wren.user.slash(command))]) == [], command
        for command in ("letterbox settings", "letterbox check", "letters queue"):
            assert left_in(say, [told(await here.mora.slash(here.hall, command))]) == [], command
        for channel in (here.desk, here.letters):
            assert left_in(say, (each for message in channel.history() for each in shown(message))) == []


async def test_a_command_tells_the_language_of_the_first_message(tmp_path: Path) -> None:
    """Discord tells the language with a command, and never with a message."""
    async with town(tmp_path) as here:

        async def greeted() -> str:
            await acts.dm(here.env, here.wren, "hi")
            return text_of(here.dm(here.wren)[-1])

        for code, hello in (("de", "Hallo."), ("pl", "Cześć.")):
            acts.set_language(here.env, here.wren, code)
            await here.wren.slash(here.hall, "letter mine")
            assert (await greeted()).startswith(hello)
        await here.pass_time(2 * DAY)
        assert (await greeted()).startswith("Cześć.")  # it is kept where they write
        asked = await here.wren.user.slash("letter forget")
        await here.wren.user.click(answer_of(asked), label=language_of("pl")(words.data.FORGET_ME))
        assert (await greeted()).startswith("Hello.")

        acts.set_language(here.env, here.ida, "de")
        await here.ida.slash(here.hall, "letter mine")
        assert traces_of(here, here.ida) == []  # who only used a command is written down nowhere
