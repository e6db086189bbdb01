"""Discord's Markdown in what people write. Their words in a line of the bot's are shown as they are, and nothing of
theirs becomes small print: that is how the bot marks what it posts.
"""

from __future__ import annotations

import re

#: What formats, links, mentions or hides something inside a line, and the second half of "://", which makes a link.
_LIVE = re.compile(r"[\\*_~`|\[\]<>]|(?<=:)/(?=/)")
#: Small print begins with these two signs; behind a hyphen of another kind they look the same and do nothing.
_SMALL = re.compile(r"-(?=#\s)")
_HYPHEN = "\u2011"
#: A quotation that goes on to the end of the message, whoever wrote the rest of it.
_TO_THE_END = re.compile(r"^[^\S\n]*>>>\s", re.MULTILINE)


def plain(said: str | None) -> str:
    """Somebody's own words, on one line of the bot's: every sign shows as itself and does nothing."""
    return _LIVE.sub(r"\\\g<0>", " ".join((said or "").split()))


def quoted(said: str | None) -> str:
    """Somebody's own words in lines of their own, each marked as a quotation."""
    return "\n".join(f"> {line}" for line in (said or "").splitlines())


def without_small_print(text: str) -> str:
    """A text in which nothing looks like what the bot says about it; as long as before."""
    return _SMALL.sub(_HYPHEN, text)


def takes_in_what_follows(text: str) -> bool:
    """Whether whatever stands below the text in the same message would become part of it."""
    return bool(_TO_THE_END.search(text))
