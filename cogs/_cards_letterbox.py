"""What people see who look after a letterbox."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot import words
from bot.language import Said, lines
from bot.language.markup import plain
from bot.letter import Letterbox
from cogs._cards import Card, Embed

WAITING = 5  #: lines of what waits, at most


def what_waits(parked: Sequence[tuple[int, Said]], cards: int) -> Iterable[Said]:
    """Yields what could not be done in public, and at the desk, when it was tried last."""
    for number, said in parked[:WAITING]:
        yield words.letterbox.CHECK_WAITS.format(number=number, said=said)
    if len(parked) > WAITING:
        yield words.numbers.MORE.format(count=len(parked) - WAITING)
    if cards:
        yield words.letterbox.CHECK_CARDS.format(cards=words.numbers.CARDS.format(count=cards))


def settings_card(letterbox: Letterbox, mature: Said, said: Said) -> Card:
    """Returns what is set for a letterbox; `mature` is where letters that are Not Safe for Work appear, `said` stands
    above."""
    limits = letterbox.limits
    text = words.letterbox.SETTINGS.format(
        waiting=words.numbers.LETTERS.format(count=limits.waiting),
        daily=words.numbers.LETTERS.format(count=limits.daily),
        responses=words.numbers.responses(limits.responses),
        account=words.letterbox.account_age(limits.account_days),
        member=words.letterbox.membership(limits.member_hours),
        refused=words.letterbox.word_list(letterbox.refused),
        flagged=words.letterbox.word_list(letterbox.flagged),
        links=words.letterbox.LINK_RULES[letterbox.links],
        categories=words.reader.SEPARATOR.join(map(plain, letterbox.categories)),
        keep=words.numbers.DAYS.format(count=letterbox.keep_days),
        collection=words.letterbox.collection(letterbox.collection),
        delay=words.letterbox.notice_delay(letterbox.notice_delay),
        review=words.reviewing.REVIEWS[letterbox.review],
        quorum=words.numbers.MODERATORS.format(count=letterbox.quorum),
        reviewers=words.reviewing.reviewers(letterbox),
        writers=words.reviewing.writers(letterbox),
        ping=words.reviewing.ping(letterbox),
        digest=words.reviewing.digest(letterbox),
        crisis=words.letterbox.crisis(letterbox.crisis, letterbox.crisis_text),
        crisis_words=words.letterbox.word_list(letterbox.crisis_words),
    )
    return Card(said or None, [Embed(letterbox.name or words.letterbox.SETTINGS_TITLE, lines([text, mature]))])
