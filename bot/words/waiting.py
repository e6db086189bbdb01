"""What the desk reads of letters that wait, beside their cards."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language import Said, Sentence, lines
from bot.letter import Letter, Letterbox
from bot.words import author, numbers

PING = Sentence("{role} Letters wait for a decision.")
DIGEST = Sentence("**{letters} waiting for longer than {hours}**, the oldest first:")
OVERDUE, OVERDUE_CARD = Sentence("- Letter {number}, for {age}"), Sentence("- [Letter {number}]({url}), for {age}")
HOUR, DAY = 3_600, 86_400


def digest(letterbox: Letterbox, letters: Sequence[Letter], count: int, now: int) -> Said:
    """Returns the desk's digest: which letters have waited for how long at `now` (Unix seconds), and `count` of all."""
    said: list[Said] = [
        DIGEST.format(
            letters=numbers.LETTERS.format(count=count), hours=numbers.HOURS.format(count=letterbox.digest_hours)
        )
    ]
    said += [_overdue(letterbox, letter, now - (letter.submitted_at or now)) for letter in letters]
    if count > len(letters):
        said.append(numbers.MORE_LINES.format(count=count - len(letters)))
    return lines(said)


def _overdue(letterbox: Letterbox, letter: Letter, seconds: int) -> Sentence:
    hours, days = seconds // HOUR, seconds // DAY
    age = numbers.DAYS.format(count=days) if days > 1 else numbers.HOURS.format(count=hours)
    if letter.desk_message_id is None:
        return OVERDUE.format(number=letter.number, age=age)
    url = author.message_url(letterbox.guild_id, letterbox.desk_id, letter.desk_message_id)
    return OVERDUE_CARD.format(number=letter.number, age=age, url=url)
