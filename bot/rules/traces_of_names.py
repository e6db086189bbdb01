"""Finds the writer's own names: in the text, in signatures, in introductions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import regex

from bot.rules import closings, introductions
from bot.rules.ordinary_words import is_ordinary
from bot.rules.reading import Reading, read
from bot.rules.remembering import remembered
from bot.rules.terms import Effort, Term, compile_term, occurrences
from bot.rules.trace_kinds import MIN_PART, Own, Span


def own_names(text: str, own: Own) -> Iterator[Span]:
    """Yields where the writer's own names stand, as `traces.py` describes."""
    reading, effort = read(text), Effort()
    for name in dict.fromkeys(own.names):
        shown = _BRACKETED.sub(" ", name) if _BRACKETED.sub("", name).strip() else name
        yield from _one_name(reading, shown, effort, own.language)


#: Decorations of a display name: (she/her), [mod].
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|\{[^{}]*\}|<[^<>]*>")


def _one_name(reading: Reading, name: str, effort: Effort, language: str) -> Iterator[Span]:
    words = _split(name)
    whole = _term(" ".join(words))
    if whole is None:
        return
    accept = _name_test(reading, len(words) > 1) if _is_ambiguous(words, language) else _always
    yield from filter(accept, occurrences(reading, whole, effort))
    is_name = _name_test(reading, several=False)
    for word in words if len(words) > 1 else ():
        part = _term(word)
        if part and sum(map(str.isalpha, word)) > 1:
            yield from filter(_always if _identifies(word, language) else is_name, occurrences(reading, part, effort))


def _always(span: Span) -> bool:
    return True


@remembered(1024)
def _split(name: str) -> tuple[str, ...]:
    """Returns the words of a name: between signs and around digits, and the humps of CamelCase."""
    humps = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)
    return tuple(regex.findall(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*|\d+", humps)) or tuple(name.split())


_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")


def _term(name: str) -> Term | None:
    # Chinese, Japanese, Thai and Korean names stand in a text without a space before or after.
    open_ends = "*" if _UNSPACED.search(name) else ""
    return compile_term(open_ends + name.replace("*", " ") + open_ends, loose=True)


def _is_ambiguous(words: tuple[str, ...], language: str) -> bool:
    """Whether the name could be something else: all its words are ordinary, or it is very short."""
    name = "".join(words)
    return len(name) <= (1 if _UNSPACED.search(name) else 2) or all(is_ordinary(word, language) for word in words)


def _identifies(part: str, language: str) -> bool:
    return sum(map(str.isalpha, part)) >= MIN_PART and not is_ordinary(part, language)


def _name_test(reading: Reading, several: bool) -> Callable[[Span], bool]:
    """Returns a test whether a name that could be something else is used as a name; `several`: it has several words."""
    tail, head = _tail(reading.text), _head(reading.text)

    def accept(span: Span) -> bool:
        is_title = several and _is_title(reading.text[slice(*span)])
        return is_title or _is_signature(reading.text, span, tail) or _is_introduced(reading.text, span, head)

    return accept


def _is_title(written: str) -> bool:
    words = re.findall(r"[^\W_]+", written)
    return not re.search(r"\s", written) or all(word[0].isupper() for word in words)


#: Characters of a text among which its first lines are.
_BEGINNING = 300
_POSTSCRIPT = re.compile(r"\W{0,3}p\.?\s?(?:p\.?\s?)?s\b", re.IGNORECASE)


def _tail(text: str) -> tuple[int, int]:
    """Returns where the last two lines of a text begin, postscripts not counted."""
    lines = [match for match in re.finditer(r"[^\n]+", text) if match[0].strip() and not _POSTSCRIPT.match(match[0])]
    return (lines[-2:][0].start(), lines[-1].start()) if lines else (0, 0)


def _head(text: str) -> int:
    """Returns where the first two lines of a text end."""
    lines = [match for match in re.finditer(r"[^\n]*\S[^\n]*", text[:_BEGINNING])]
    return lines[:2][-1].end() if lines else 0


def _is_signature(text: str, span: Span, tail: tuple[int, int]) -> bool:
    start, end = span
    line = max(text.rfind("\n", 0, start) + 1, start - 80)
    capital = not text[start].islower()
    after = text[end : end + 40]
    return start >= tail[0] and closings.signs(text[line:start], after, last=start >= tail[1], capital=capital)


def _is_introduced(text: str, span: Span, head: int) -> bool:
    start, end = span
    before, after, capital = text[max(0, start - 32) : start], text[end : end + 32], not text[start].islower()
    return introductions.introduces(before, after, first=start < head, capital=capital)
