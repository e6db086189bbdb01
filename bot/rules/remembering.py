"""What the rules remember, to be quick, of texts and names; it is dropped when somebody is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, ParamSpec, TypeVar, cast

Takes = ParamSpec("Takes")
Gives = TypeVar("Gives")

_caches = list[Any]()


def remembered(most: int) -> Callable[[Callable[Takes, Gives]], Callable[Takes, Gives]]:
    """Returns a decorator that keeps the last `most` answers of a function which is given people's words."""

    def keeps(function: Callable[Takes, Gives]) -> Callable[Takes, Gives]:
        _caches.append(lru_cache(most)(function))
        return cast(Callable[Takes, Gives], _caches[-1])

    return keeps


def drop_all() -> None:
    """Drops every answer that was kept."""
    for cache in _caches:
        cache.cache_clear()
