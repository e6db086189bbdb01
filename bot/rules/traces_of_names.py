"""Finds the writer's own names: in the text, in signatures, in introductions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import regex

from bot.rules import closings
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
    tail = _tail(reading.text)

    def accept(span: Span) -> bool:
        is_title = several and _is_title(reading.text[slice(*span)])
        return is_title or _is_signature(reading.text, span, tail) or _is_introduced(reading.text, span)

    return accept


def _is_title(written: str) -> bool:
    words = re.findall(r"[^\W_]+", written)
    return not re.search(r"\s", written) or all(word[0].isupper() for word in words)


_POSTSCRIPT = re.compile(r"\W{0,3}p\.?\s?(?:p\.?\s?)?s\b", re.IGNORECASE)


def _tail(text: str) -> tuple[int, int]:
    """Returns where the last two lines of a text begin, postscripts not counted."""
    lines = [match for match in re.finditer(r"[^\n]+", text) if match[0].strip() and not _POSTSCRIPT.match(match[0])]
    return (lines[-2:][0].start(), lines[-1].start()) if lines else (0, 0)


def _is_signature(text: str, span: Span, tail: tuple[int, int]) -> bool:
    start, end = span
    line = max(text.rfind("\n", 0, start) + 1, start - 80)
    capital = not text[start].islower()
    after = text[end : end + 40]
    return start >= tail[0] and closings.signs(text[line:start], after, last=start >= tail[1], capital=capital)


#: How people say who they are; after the first kind in any case, after the second only with a capital.
_NAMED = (
    "my name(?: is|['’]s)|mein name ist|ich hei(?:ß|ss)e|je m['’]appelle|mon (?:nom|prénom) (?:est|c['’]est)|me llamo|"
    "mi nombre es|me chamo|meu nome é|nazywam się|mam na imię|(?:benim )?adım|ismim"
)
_BEING = (
    "I['’]m|I am|call me|ich bin|nennt? mich|je suis|appelle-moi|soy|ll[áa]mame|eu sou(?: [oa])?|"
    "me chame de|jestem|mów mi|ben"
)
_INTRODUCED = re.compile(rf"\b(?:({_NAMED})|(?:{_BEING}))\s{{1,3}}[\"'“‘„«*_]{{0,3}}$", re.IGNORECASE)
_BEFORE_JA = re.compile(r"(?:私|わたし|僕|ぼく|俺|名前)は[、「『 ]{0,2}$")
_AFTER_JA = re.compile(r"[」』]?(?:です|だよ|だ。|と(?:申し|いい|言い)|っていう|という(?:名前|者))")


def _is_introduced(text: str, span: Span) -> bool:
    """Whether a name is introduced: "My name is will" in any case, "I'm Will" only with a capital,
    unlike "I'm well", "I'm ed"."""
    before = text[max(0, span[0] - 32) : span[0]]
    match = _INTRODUCED.search(before)
    if match is not None and (match[1] or text[span[0]].isupper()):
        return True
    return bool(_BEFORE_JA.search(before) and _AFTER_JA.match(text, span[1]))
