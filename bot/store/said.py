"""What processes over one database say to each other, each about a subject; with SQLite there is nobody to say it to.

Whatever is said stands in the database as well, committed together with it: who hears nothing is only slower.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Collection

log = logging.getLogger(__name__)
#: Letters are published now, or are not any more, or say something else: their ids, or ALL.
RESTATED, ALL = "restated", "all"
#: Something may be due earlier.
OUTBOX = "outbox"
#: Nobody has said this: something may have been, and was not heard.
MISSED = "missed"
#: Bytes that a text may have: the server takes 8,000 together with who says it, and about what.
SHORT = 7_000
#: By subject, what is called in this process with the text that another one said about it.
Hears = defaultdict[str, list[Callable[[str], None]]]


def hears() -> Hears:
    """Return what hears nothing yet."""
    return Hears(list)


def tell(hears: Hears, subject: str, text: str) -> None:
    """Call whoever hears of a subject. One who fails keeps no other from hearing."""
    for each in hears.get(subject, ()):
        try:
            each(text)
        except Exception:
            log.exception("what another process said of %s was not understood", subject)


def of_letters(ids: Collection[int]) -> str:
    """Return the text that names these letters; ALL where they are too many."""
    text = " ".join(str(each) for each in sorted(ids))
    return text if len(text) <= SHORT else ALL


def letters_of(text: str) -> list[int] | None:
    """Return the ids of the letters that a text names; None for all."""
    return None if text == ALL else [int(each) for each in text.split()]
