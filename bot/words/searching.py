"""What readers see who look for letters, and read them, in an answer that only they see."""

from __future__ import annotations

from bot.language import Excerpt, Said, Sentence, day_of
from bot.language.markup import isolated
from bot.letter import Letter, Response, ResponseKind
from bot.words import author, numbers
from bot.words.reader import AUTHOR_NAME

NO_SUCH_LETTER = Sentence("There is no letter {number} that you can read here.")
NOT_READABLE = Sentence("That letter is not here to be read any more.")
#: In place of what somebody said in their own name, where it was not read anew.
IN_THE_THREAD = Sentence("(in the thread)")
NOTHING_TO_READ = Sentence("There are no letters that you can read here yet.")
NO_SUCH_CATEGORY = Sentence("No letterbox here has a category “{category}”.")
NO_SUCH_DAY = Sentence(
    "I cannot read “{written}” as a day. Write 24 December, 2025-12-24, 3 days ago, or a month or year: "
    "December 2025, 2025-12, 2025."
)
NOTHING_FOUND = Sentence(
    "No letter that you can read here has these words. An asterisk finds words that begin so: `lett*`."
)
NOTHING_BETWEEN = Sentence(
    "No letter that you can read here has these words, is to whom you asked for, and of those days. Leave out "
    "`category:`, `from:` and `to:` to look among all."
)
NO_WORDS = Sentence(
    "There is no word in that to look for: signs and emoji alone find nothing. Write a word or a number."
)
DAYS_TURNED = Sentence("`from:` is later than `to:`, so no letter is between them. Change one of the two.")
#: How the days were understood that were asked for.
SINCE, UNTIL = Sentence("-# Published on {day} or later."), Sentence("-# Published on {day} or before.")
BETWEEN, ON = Sentence("-# Published from {first} to {last}."), Sentence("-# Published on {day}.")
FOUND, FOUND_MANY = Sentence("{count} letter found.", "{count} letters found."), Sentence("The best {count} letters.")
CANNOT_SEARCH = Sentence(
    "I cannot search on the machine that I run on. `/letter read` and `/letter random` work all the same; whoever runs "
    "me can put the rest right, and `python -m bot doctor` tells them how."
)
#: Where not all letters were looked through.
ONLY_NEWEST = Sentence(
    "-# I looked through the newest {count} letter.", "-# I looked through the newest {count} letters."
)
LINE = Sentence("**{number}** · [{title}]({url}) · {category} · {day} · {responses}")
IN_SERVER = Sentence("{line} · {server}")
COVERED = Sentence("> {warning}")
PASSAGE = Sentence("> {passage}")
READ_ONE = Sentence("Read one of them here")
CHOICE = Sentence("Letter {number} · {title}")
ANOTHER = Sentence("Another one")
WHICH = Sentence("Several of your servers have a letter {number}. Which one do you want to read?")
OF_SERVER = Sentence("{title} · {server}")
ALIKE = Sentence("Letters like it")
ALIKE_LINE = Sentence("**{number}** · [{title}]({url})")
RESPONSES_TO = Sentence("{count} response to [{title}]({url})", "{count} responses to [{title}]({url})")
HEADING = Sentence("{number} · {name}")
PICTURES = Sentence(
    "-# {count} picture stands with it in its channel.", "-# {count} pictures stand with it in its channel."
)


def nothing(*, narrowed: bool) -> Sentence:
    """Returns that no letter was found; `narrowed`: only some categories or days were asked for."""
    return NOTHING_BETWEEN if narrowed else NOTHING_FOUND


def days_asked(since: int | None, until: int | None) -> Sentence | None:
    """Returns between which days letters are looked for: moments in Unix seconds, None where nothing was asked."""
    if since is None or until is None:
        day, said = (until, UNTIL) if since is None else (since, SINCE)
        return None if day is None else said.format(day=day_of(day))
    if day_of(since) == day_of(until):
        return ON.format(day=day_of(since))
    return BETWEEN.format(first=day_of(since), last=day_of(until))


def line(letter: Letter, responses: int) -> Said:
    """Returns the line of a letter that was found: its number, title, category, day and number of responses."""
    return LINE.format(
        number=letter.number,
        title=Excerpt(letter.title or ""),
        url=author.url(letter),
        category=Excerpt(letter.category or ""),
        day=day_of(letter.published_at or 0),
        responses=numbers.responses(responses),
    )


def like(letter: Letter) -> Said:
    """Returns the line of a letter that is like another one."""
    title = Excerpt(letter.title or "", most=100)
    return ALIKE_LINE.format(number=letter.number, title=title, url=author.url(letter))


def day(response: Response) -> Said:
    """Returns the day on which a response was given."""
    return day_of(response.at)


def heading(response: Response, *, poses: bool) -> Said:
    """Returns what stands above a response, where nothing is read as Markdown: its number, and whose it is.

    `poses`: a member's own name may be taken for somebody else's."""
    own = response.kind is ResponseKind.AUTHOR
    name = AUTHOR_NAME if own else author.member(response, isolated(response.name), poses=poses)
    return HEADING.format(number=response.number, name=name)
