"""Whether two texts nearly say the same, by what stands side by side in them. Pure.

A text's fingerprint is drawn from its pieces, `PIECE` characters each, folded: some edits, another case, other
punctuation or accents leave most of them, in any script. Of all pieces it holds the `KEPT` whose hashes are lowest. Two
fingerprints tell how many of their pieces two texts share (Jaccard's index, to about 0.06). Hashes are made with a key
of this process (`hash`): nobody can write texts whose hashes are alike, and a fingerprint is worth nothing elsewhere.
"""

from __future__ import annotations

import unicodedata
from array import array
from collections.abc import Collection
from typing import TypeAlias

import regex

#: Characters of a piece; hashes of a fingerprint: half a kilobyte.
PIECE, KEPT = 5, 64
#: From which likeness on (0 to 1) a text nearly repeats another; with fewer pieces than that it must be the same.
NEARLY, FEW = 0.5, 16
#: Characters of a text that are looked at: no letter is longer.
MOST = 20_000
_NO_LETTERS = regex.compile(r"[\u0300-\u036f\p{Cf}]+")
_GAPS = regex.compile(r"[^\p{L}\p{N}\p{M}]+")

#: Lowest first.
Fingerprint: TypeAlias = "array[int]"


def fingerprint(text: str) -> Fingerprint:
    """Return a text's fingerprint; an empty one where it has no letters and no digits."""
    apart = unicodedata.normalize("NFKD", text[:MOST].casefold())
    plain = _GAPS.sub(" ", unicodedata.normalize("NFC", _NO_LETTERS.sub("", apart))).strip()
    pieces = {plain[at : at + PIECE] for at in range(max(len(plain) - PIECE + 1, 1))} - {""}
    return array("Q", sorted({hash(piece) % 2**64 for piece in pieces})[:KEPT])


def likeness(one: Collection[int], other: Fingerprint) -> float:
    """Return how much two texts are alike: 0 for nothing in common, 1 for the same pieces."""
    both = frozenset(one).intersection(other)
    together = sorted({*one, *other})[:KEPT]
    return sum(each in both for each in together) / len(together) if together else 0.0


def nearly_same(one: Collection[int], other: Fingerprint) -> float:
    """Return how much two texts are alike where one nearly repeats the other, else 0. Whoever compares one with many
    gives it as a set, which is used as it is."""
    shared = len(frozenset(one).intersection(other))
    if shared < NEARLY * max(len(one), len(other)):  # most are nothing like it, which shows soonest
        return 0.0
    score = likeness(one, other)
    return score if score >= (1 if min(len(one), len(other)) < FEW else NEARLY) else 0.0
