"""Discord's Markdown in what people write.

Their words in a line of the bot's are shown literally, and nothing of theirs becomes small print: that is how
the bot marks what it posts.
"""

from __future__ import annotations

import re
import unicodedata

#: Characters that format, link, mention or hide something inside a line, and the "/" after ":/", which makes a link.
_LIVE = re.compile(r"[\\*_~`|\[\]<>]|(?<=:)/(?=/)")
#: What makes the words after it run in another direction: embeddings, overrides, isolates and their ends.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OVERRIDES, _ISOLATES = "\u202d\u202e", "\u2066\u2067\u2068"
_BEGINS, _END_OF_EMBEDDING = f"\u202a\u202b{_OVERRIDES}{_ISOLATES}", "\u202c"
#: Where Unicode ends a paragraph, and with it what began there.
_PARAGRAPH_END = re.compile("([\n\r\x1c-\x1e\x85\u2029])")
#: The classes of characters that run from right to left, or (Arabic numerals) stand as if they did.
_TURNING = frozenset({"R", "AL", "AN"})
_ISOLATE, _END_OF_ISOLATE = "\u2068", "\u2069"
#: Small print begins with "-#"; with another kind of hyphen it looks the same and has no effect.
_SMALL = re.compile(r"-(?=#\s)")
_HYPHEN = "\u2011"
#: The beginning of a quotation that goes on to the end of the message, whoever wrote the rest of it.
_TO_THE_END = re.compile(r"^[^\S\n]*>>>\s", re.MULTILINE)


def plain(said: str | None) -> str:
    """Returns somebody's own words on one line, escaped so that every character shows as itself, and isolated."""
    return isolated(literal(" ".join((said or "").split())))


def literal(said: str) -> str:
    """Returns somebody's own words, escaped so that every character shows as itself."""
    return _LIVE.sub(r"\\\g<0>", said)


def isolated(said: str) -> str:
    """Returns somebody's own words so that their direction of writing ends with them: those written from right to left
    would take in the punctuation and the numbers beside them. Their own marks of direction go."""
    text = undirected(said)
    turns = text != said or any(unicodedata.bidirectional(char) in _TURNING for char in text)
    return f"{_ISOLATE}{text}{_END_OF_ISOLATE}" if turns else text


def undirected(said: str) -> str:
    """Returns somebody's own words without their marks of direction, which would turn what stands around them."""
    return _DIRECTIONS.sub("", said)


def steady(said: str) -> str:
    """Returns somebody's own text without the marks of direction that make it read as something other than what its
    letters say: overrides, and embeddings and isolates that begin or end alone in their paragraph.

    What writers of Arabic and Hebrew need stays: marks of one character, and pairs.
    """
    if not _DIRECTIONS.search(said):
        return said
    return "".join(map(_steady_paragraph, _PARAGRAPH_END.split(said)))


def _steady_paragraph(text: str) -> str:
    open_at, paired = list[int](), set[int]()
    for at, char in enumerate(text):
        if char in _BEGINS:
            open_at.append(at)
        elif char == _END_OF_EMBEDDING and open_at and text[open_at[-1]] not in _ISOLATES:
            begun = open_at.pop()
            paired |= {begun, at} if text[begun] not in _OVERRIDES else set()
        elif char == _END_OF_ISOLATE and any(text[each] in _ISOLATES for each in open_at):
            while text[open_at[-1]] not in _ISOLATES:  # an isolate ends what began inside it
                open_at.pop()
            paired |= {open_at.pop(), at}
    return "".join(char for at, char in enumerate(text) if at in paired or not _DIRECTIONS.match(char))


def quoted(said: str | None) -> str:
    """Returns somebody's own words as a quotation, line by line."""
    return "\n".join(f"> {line}" for line in (said or "").splitlines())


def without_small_print(text: str) -> str:
    """Returns a text of the same length in which nothing looks like the bot's own small print."""
    return _SMALL.sub(_HYPHEN, text)


def takes_in_what_follows(text: str) -> bool:
    """Whether anything below the text, in the same message, would become part of a quotation in it."""
    return bool(_TO_THE_END.search(text))
