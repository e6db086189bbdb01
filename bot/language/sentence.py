"""A sentence as a value, and how its placeholders are filled."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from bot.language.spoken import Language, Said, placeholders

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence. `many` is its plural form, for the value called `count`, which is shown with thousands separators.

    Raises ValueError when it is empty, or when it has a plural and no `count`.
    """

    one: str
    many: str | None = None
    values: tuple[tuple[str, Said | None], ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        wanted = placeholders(self.one, self.many)
        if not self.one or self.many == "":  # gettext returns its own header for ""
            raise ValueError("a sentence says something")
        if self.many is not None and "count" not in wanted:
            raise ValueError(f"a sentence with a plural has a {{count}}: “{self.one}”")
        if self.values:
            self._take(wanted)

    def _take(self, wanted: frozenset[str]) -> None:
        """Checks the values, and sorts them by name: two sentences that say the same are equal."""
        values = dict(self.values)
        if values.keys() != wanted:
            raise TypeError(f"“{self.one}” takes {sorted(wanted)}, not {sorted(values)}")
        for value in values.values():
            whole(value)
        if self.many is not None and type(values["count"]) is not int:
            raise TypeError(f"the count of “{self.one}” is a number of things, an int")
        object.__setattr__(self, "values", tuple((name, values[name]) for name in sorted(values)))

    def format(self, **values: Said | None) -> Sentence:
        """Returns the sentence with its placeholders filled.

        Raises TypeError unless `values` are exactly those it has, complete sentences themselves, and `count` a number.
        """
        return whole(Sentence(self.one, self.many, tuple(values.items())))

    def fill(self, **values: Said | None) -> Sentence:
        """Returns the same as `format`; values that it has no placeholder for are ignored."""
        wanted = placeholders(self.one, self.many)
        return self.format(**{name: value for name, value in values.items() if name in wanted})

    def in_(self, language: Language) -> str:
        """Returns the text in that language."""
        whole(self)
        values = dict(self.values)
        count = values.get("count")
        pattern = language.pattern(self.one, self.many, count if isinstance(count, int) else 0)
        if not values:
            return pattern
        said = {name: language(value) for name, value in values.items()}
        if isinstance(count, int):
            said["count"] = language.grouped(count)
        return pattern.format(**said)

    def __str__(self) -> str:
        """Raises TypeError: without a language, a sentence that slips into another text would
        be English for everybody."""
        raise TypeError(f"say “{self.one}” in a language")

    def __format__(self, spec: str) -> str:
        return str(self)


def whole(said: T) -> T:
    """Returns `said` itself. Raises TypeError for a sentence whose placeholders have no values.

    Whatever takes a sentence calls this, so that a mistake shows where it was made and not where the sentence is read.
    """
    if isinstance(said, Sentence) and not said.values and placeholders(said.one, said.many):
        raise TypeError(f"“{said.one}” has no values yet")
    return said
