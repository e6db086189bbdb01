"""Somebody's account, and what stands for it where it must not appear in the clear."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NewType

#: Bytes that only `seal.Seal.open` can read.
Sealed = NewType("Sealed", bytes)
#: A keyed one-way mark of 32 bytes: recognises the same person inside one server, and nowhere else.
Tag = NewType("Tag", bytes)
#: The mark of whoever is forgotten: 32 zero bytes, which no person's mark is.
NOBODY = Tag(bytes(32))
#: Takes a letter's id and sealed author; returns whether the person it was made for wrote that letter.
Mine = Callable[[int, Sealed], bool]
#: Takes the same; returns the mark of whoever wrote that letter, or NOBODY.
Whose = Callable[[int, Sealed], Tag]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody's account in the clear: made from an event or an opened seal, never stored or logged."""

    id: int = field(repr=False)
    #: The id of the direct-message channel with the bot; 0 while none is known.
    dm: int = field(default=0, repr=False)
    #: Discord's code of the language they read, such as `de` or `pt-BR`; empty until they press something.
    language: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Sender:
    """Somebody who sent something, and the interaction they sent it with: an answer to that reaches them wherever they
    pressed, whether or not they take direct messages."""

    person: Person
    token: str = field(default="", repr=False)  #: the interaction's; empty for a direct message
    until: int = 0  #: Unix seconds: as long as the token serves
