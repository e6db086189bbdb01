"""What in a text gives its writer away, to ask "really?" before it is sent. Nothing is refused here.

Names are the difficult part: a person called Will writes "I will", and an alarm at every letter teaches people to press
it away. So names are looked for in two ways.

* A name that is nothing else (Kowalska, nightowl77, x_sunny_day_x) is found wherever it stands as a word, in any case,
  with look-alike letters, with signs or spaces between its letters. Its parts too (words, pieces between _ . - and
  digits, humps of CamelCase) when they have at least MIN_PART letters and are no ordinary words.
* A name that could be something else, because all its words are ordinary (May, Rose Field) or it has at most two
  letters (Ed, J), is found only where it is used as a name: as a signature (on a line of its own at the end, or after a
  dash or a closing such as "Love,"), after "my name is" or "I'm", and, with several words, wherever it is capitalised
  (Rose Field) or written as one (rose_field). Parts that could be something else are found in the same places.

First names count as nothing else: Anna's letter to another Anna asks once more than needed. Ordinary words are the
English ones and those of the letterbox's language; closings and introductions are known in all of the bot's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.rules.links import Folded, fold, invites
from bot.rules.trace_kinds import Own, Span, Trace, TraceKind
from bot.rules.traces_of_contacts import EMAIL, addresses, elsewhere, handles, mentions, numbers
from bot.rules.traces_of_names import own_names


def find(text: str, own: Own) -> list[Trace]:
    """Returns everything in a text that gives its writer away, in order; a trace inside a longer one is left out.

    Takes a text of any length. After MAX_NUMBERS rows of digits no more telephone numbers are looked for.
    """
    folded = fold(text)
    found = [
        *((TraceKind.OWN_NAME, span) for span in own_names(text, own)),
        *((kind, folded.span(*span)) for kind, span in _in_folded(folded, own)),
        *((TraceKind.INVITE, span) for span in invites(text)),
    ]
    return [Trace(kind, text[start:end], start, end) for kind, (start, end) in outermost(found)]


def _in_folded(folded: Folded, own: Own) -> Iterator[tuple[TraceKind, Span]]:
    finders: list[tuple[TraceKind, Iterable[Span]]] = [
        (TraceKind.OWN_MENTION, mentions(folded.text, own.id)),
        (TraceKind.EMAIL, (match.span() for match in EMAIL.finditer(folded.text))),
        (TraceKind.PHONE, numbers(folded.text)),
        (TraceKind.HANDLE, handles(folded.text)),
    ]
    yield from addresses(folded.text)
    yield from elsewhere(folded.text, own.there)
    for kind, spans in finders:
        yield from ((kind, span) for span in spans)


def outermost(found: Iterable[tuple[TraceKind, Span]]) -> Iterator[tuple[TraceKind, Span]]:
    """Yields what was found in the order of the text, without what is inside something longer."""
    reached = 0
    for kind, (start, end) in sorted(found, key=lambda one: (one[1][0], -one[1][1])):
        if end > reached:
            reached = end
            yield kind, (start, end)
