"""Other people's data in a letter, to show the desk: addresses, telephone numbers, accounts, members who are mentioned.

Whose they are, nobody can know: they may be the writer's own. What only its writer must be asked about, such as their
own name or an emoji of another server, is `traces`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.rules.links import Folded, fold
from bot.rules.trace_kinds import Span, Trace, TraceKind
from bot.rules.traces import outermost
from bot.rules.traces_of_contacts import EMAIL, handles, numbers, profiles
from bot.rules.traces_of_places import places

_MEMBER = re.compile(r"<@!?\d{15,20}>", re.ASCII)


def find(text: str) -> list[Trace]:
    """Returns the data of people that stand in a text of any length, in order; what is inside a longer one is left
    out."""
    folded = fold(text)
    found = [
        *((TraceKind.PLACE, span) for span in places(text)),
        *((kind, folded.span(*span)) for kind, span in _in_folded(folded)),
    ]
    return [Trace(kind, text[start:end], start, end) for kind, (start, end) in outermost(found)]


def _in_folded(folded: Folded) -> Iterator[tuple[TraceKind, Span]]:
    finders: list[tuple[TraceKind, Iterable[Span]]] = [
        (TraceKind.MEMBER, (match.span() for match in _MEMBER.finditer(folded.text))),
        (TraceKind.EMAIL, (match.span() for match in EMAIL.finditer(folded.text))),
        (TraceKind.PHONE, numbers(folded.text)),
        (TraceKind.HANDLE, handles(folded.text)),
        (TraceKind.HANDLE, profiles(folded.text)),
    ]
    for kind, spans in finders:
        yield from ((kind, span) for span in spans)
