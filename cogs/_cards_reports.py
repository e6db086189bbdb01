"""The one card for all reports of a letter and of responses to it, at the desk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from discord import ButtonStyle

from bot import words
from bot.language import Excerpt, Joined, Said, Several, lines
from bot.language.markup import plain, without_small_print
from bot.letter import Report, ReportSheet, Response, State, Verb
from cogs._cards import REASON_SHOWN, REASONS_SHOWN, RED, Button, Card, Embed, bold, button, marks
from cogs._cards_public import response_name

#: The buttons about the letter by which the card is recognised.
REPORT = ("remove-reported", "dismiss")
#: What is pressed on it.
ON_REPORT = {*REPORT, "restore-reported", "remove-response", "block-writer"}
RESPONSES_SHOWN = 3  #: responses on the card; each has a row of buttons


def report_card(sheet: ReportSheet) -> Card:
    """Returns the one card for all reports of a letter. Without open reports it says how they were settled, and by
    which moderator."""
    letter = sheet.letter
    known_by = marks(letter, *REPORT)
    if not sheet.reports:
        heading = Joined((bold(words.desk.CARD_SETTLED.format(number=letter.number)), words.reader.SEPARATOR), "")
        items = [  # it recognises no card: the next report's is another
            button(words.reader.RESTORE, "restore-reported", letter.id, ButtonStyle.success)
        ]
        restorable = items if letter.state is State.REMOVED else None
        return Card(Joined((heading, _settled(sheet)), ""), (), restorable, known_by=known_by, heading=heading)
    of_letter = [each for each in sheet.reports if not each.response]
    said: list[Said] = [bold(_title(sheet, bool(of_letter))), words.author.url(letter)]
    embeds, items = list[Embed](), list[Button]()
    if of_letter:
        embeds.append(Embed(letter.title, _reasons(of_letter), colour=RED))
        # not the review card's button: both are in one channel and recognised by their buttons
        items.append(button(words.reader.REMOVE, "remove-reported", letter.id, ButtonStyle.danger))
    for response in sheet.responses[:RESPONSES_SHOWN]:
        embeds.append(_response_embed(response, [each for each in sheet.reports if each.response == response.number]))
        items += _response_items(response)
    if (more := len(sheet.responses) - RESPONSES_SHOWN) > 0:
        said.append(words.control.MORE_REPORTED.format(count=more))
    items.append(button(words.reader.DISMISS, "dismiss", letter.id))
    return Card(lines(said), embeds, items, known_by=known_by)


def _title(sheet: ReportSheet, of_letter: bool) -> Said:
    readers = words.numbers.READERS.format(count=len(sheet.reports))
    number, reported = sheet.letter.number, {each.response for each in sheet.reports if each.response}
    if not reported:
        return words.desk.CARD_REPORT.format(readers=readers, number=number)
    if of_letter or len(reported) > 1:
        return words.control.RESPONSES_REPORTED.format(readers=readers, number=number)
    return words.control.RESPONSE_REPORTED.format(readers=readers, response=reported.pop(), number=number)


def _settled(sheet: ReportSheet) -> Said:
    decision, moderator = sheet.decision, sheet.moderator
    by = words.desk.BY.format(who=f"<@{moderator}>") if moderator is not None else ""
    if decision is None or decision.verb is not Verb.REMOVE_RESPONSE:
        return words.desk.REPORT_SETTLED[decision.verb if decision else Verb.DISMISS].fill(by=by)
    if moderator is None:
        return words.control.RESPONSE_GONE.format(response=decision.response)
    return words.control.RESPONSE_SETTLED.format(response=decision.response, by=by)


def _reasons(reports: Sequence[Report]) -> Several:
    return Several(tuple(map(_reason, reversed(reports))), words.numbers.MORE, most=REASONS_SHOWN)


def _reason(report: Report) -> Said:
    said: list[Said] = [words.forms.WRONG[each] for each in report.ticked]
    said += [Excerpt(report.reason, most=REASON_SHOWN)] if report.reason else []
    return Joined(("> ", Joined(tuple(said), words.reader.SEPARATOR)), "")


def _response_embed(response: Response, reports: Sequence[Report]) -> Embed:
    name = response_name(response)
    name = plain(name) if isinstance(name, str) else name
    title = words.control.REPORTED_RESPONSE.format(response=response.number, name=name)
    text = Excerpt(without_small_print(response.text), "quoted")
    return Embed(title, words.control.REPORTED_REASONS.format(text=text, reasons=_reasons(reports)), colour=RED)


def _response_items(response: Response) -> Iterable[Button]:
    label, about = words.control.REMOVE_REPLY.format(response=response.number), [response.number]
    yield button(label, "remove-response", response.letter_id, ButtonStyle.danger, also=about)
    yield button(words.control.BLOCK_WRITER, "block-writer", response.letter_id, also=about)
