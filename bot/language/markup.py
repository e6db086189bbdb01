"""Discord's Markdown in what people write.

Their words in a line of the bot's are shown literally, and nothing of theirs becomes small print: that is how
the bot marks what it posts.
"""

from __future__ import annotations

import re

#: Characters that format, link, mention or hide something inside a line, and the "/" after ":/", which makes a link.
_LIVE = re.compile(r"[\\*_~`|\[\]<>]|(?<=:)/(?=/)")
#: Small print begins with "-#"; with another kind of hyphen it looks the same and has no effect.
_SMALL = re.compile(r"-(?=#\s)")
_HYPHEN = "\u2011"
#: The beginning of a quotation that goes on to the end of the message, whoever wrote the rest of it.
_TO_THE_END = re.compile(r"^[^\S\n]*>>>\s", re.MULTILINE)


def plain(said: str | None) -> str:
    """Returns somebody's own words on one line, escaped so that every character shows as itself."""
    return _LIVE.sub(r"\\\g<0>", " ".join((said or "").split()))


def quoted(said: str | None) -> str:
    """Returns somebody's own words as a quotation, line by line."""
    return "\n".join(f"> {line}" for line in (said or "").splitlines())


def without_small_print(text: str) -> str:
    """Returns a text of the same length in which nothing looks like the bot's own small print."""
    return _SMALL.sub(_HYPHEN, text)


def takes_in_what_follows(text: str) -> bool:
    """Whether anything below the text, in the same message, would become part of a quotation in it."""
    return bool(_TO_THE_END.search(text))
