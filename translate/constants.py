"""The sentences of `bot/words/` by the constants that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import FunctionType, ModuleType
from typing import Any, cast

from bot import words
from bot.language import Sentence

ROOMS = sorted((each for each in vars(words).values() if isinstance(each, ModuleType)), key=lambda each: each.__name__)


def sentences(value: Any) -> Iterator[Sentence]:
    """Yields every sentence in a constant, which may be a table, or that a function of `bot/words/` may return."""
    yield from (said for _, said in _named("", value))
    if isinstance(value, FunctionType) and value.__module__.startswith(words.__name__):
        for name in value.__code__.co_names:
            found = value.__globals__.get(name)
            if found is not value:
                yield from sentences(found)


@cache
def names() -> dict[str, list[str]]:
    """Returns the constants that hold each sentence, such as `desk.STATES[HELD]`, by its English text."""
    found: dict[str, list[str]] = {}
    for room in ROOMS:
        for constant, value in vars(room).items():
            if constant.isupper():
                for name, said in _named(f"{room.__name__.rpartition('.')[2]}.{constant}", value):
                    found.setdefault(said.one, []).append(name)
    return found


def _named(name: str, value: Any) -> Iterator[tuple[str, Sentence]]:
    if isinstance(value, Sentence):
        yield name, value
    elif isinstance(value, Mapping):
        for key, each in cast(Mapping[Any, Any], value).items():
            yield from _named(f"{name}[{getattr(key, 'name', key)}]", each)
    elif isinstance(value, list | tuple | set | frozenset):
        for each in cast(Iterable[Any], value):
            yield from _named(name, each)
