"""Splits a text over several fields of a form, and joins them again."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from bot.rules.pages import BARE, FIELD, FIELDS, JOINER, around, ends_of_atoms, index_of


@dataclass(frozen=True)
class Field:
    """What one text input of a form holds."""

    text: str  #: at most FIELD UTF-16 code units
    separator: str  #: what stood before it in the whole text: a blank line, a line break, a space or nothing


# Discord trims what comes back from an input, so the white space at a cut has to be wholly in the separator.
_SEPARATORS = tuple((mark, regex.compile(rf"(?<=\S){BARE % mark}(?=\S)")) for mark in (JOINER, "\n", " "))
#: How full each field must be at least: as little as possible, so that paragraphs stay whole, until the text fits.
_FILLS = (0.0, 0.5, 0.8, 0.95)


def fields(text: str) -> tuple[list[Field], str]:
    """Splits `text` over at most FIELDS fields of at most FIELD code units; returns them and
    the rest, separator and all.

    `join_fields(fields) + rest` is `text` again, character by character. There is always at least one field.
    """
    result, rest = list[Field](), text
    for fill in _FILLS:
        result, rest = _filled(text, fill)
        if not rest:
            break
    return result, rest


def _filled(text: str, fill: float) -> tuple[list[Field], str]:
    result, separator = list[Field](), ""
    while True:
        cut, mark = _field_border(text, fill)
        result.append(Field(text[:cut], separator))
        if cut == len(text) or len(result) == FIELDS:
            return result, text[cut:]
        text, separator = text[cut + len(mark) :], mark


def _field_border(text: str, fill: float) -> tuple[int, str]:
    """Returns where a field that starts with `text` ends, and the separator after it."""
    limit = index_of(text, FIELD)
    if limit == len(text):
        return limit, ""
    for mark, kind in _SEPARATORS:
        last, _ = around(kind, text, limit)
        if last and last[0] >= limit * fill:
            return last[0], mark
    return _inside_a_word(text, limit), ""


def _inside_a_word(text: str, limit: int) -> int:
    """Returns the last end of a cluster, if possible one with no white space beside it."""
    ends = ends_of_atoms(text, limit) or [limit]
    inside = [end for end in ends[-200:] if not (text[end - 1].isspace() or text[end].isspace())]
    return (inside or ends)[-1]


def join_fields(parts: list[Field]) -> str:
    """Returns the text that the fields hold together; an emptied one leaves no separator behind."""
    result = ""
    for part in parts:
        if part.text:
            result += (part.separator if result else "") + part.text
    return result
