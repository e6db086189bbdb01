"""The settings of a letterbox as the panel and the wizard offer them: one entry for each.

An entry says what is set, how that is said, and how it is read from a form. What it may be is checked where it is
changed (`settings.changed`).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from bot import words
from bot.errors import Refusal
from bot.language import Excerpt, Listed, Number, Said, Sentence, every_language, language_of
from bot.language.markup import plain
from bot.letter import Letterbox
from bot.rules import settings
from bot.rules.settings import Changes

#: Characters that a list may have in a form: Discord's limit for a field.
LONGEST = 4_000
EXCERPT = 300  #: characters of a long text that the panel shows


class Languages(Mapping[str, str]):
    """What each language calls itself, by Discord's code. The catalogues are read when this is first asked for."""

    def __getitem__(self, code: str) -> str:
        return self._names()[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names())

    def __len__(self) -> int:
        return len(self._names())

    def _names(self) -> dict[str, str]:
        return {language.code: language.name for language in every_language()}


class Shape(Enum):
    """What a setting is."""

    NUMBER = auto()
    CHOICE = auto()  #: one of a few
    LIST = auto()  #: texts, one on each line of a form
    ROLES = auto()  #: ids of roles, as many as `most`
    TEXT = auto()  #: a text of several lines
    LINE = auto()  #: a text of one line


#: What is written in several lines.
LONG = (Shape.LIST, Shape.TEXT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One setting. `name` is that of its field in `Changes`, and of its sentences in `words.settings`."""

    name: str
    shape: Shape
    now: Callable[[Letterbox], Any]  #: what is set: a number, a text, or texts
    said: Callable[[Any], Said]  #: that value in a few words
    least: int = 0  #: of a number
    most: int = 0
    offers: Sequence[int] = ()  #: values of a number that the wizard offers to choose from
    choices: Mapping[Any, Said] | None = None
    longest: int = LONGEST  #: characters that its field takes

    @property
    def label(self) -> Sentence:
        """What it is called."""
        return words.settings.LABELS[self.name]

    def value(self, letterbox: Letterbox) -> Said:
        """Returns what is set, in a few words."""
        return self.said(self.now(letterbox))

    def line(self, letterbox: Letterbox) -> Said:
        """Returns what the panel says of it."""
        value: Said = self.value(letterbox)
        if self.name in words.settings.LINES:
            value = words.settings.LINES[self.name].format(value=value)
        return words.settings.SHOWN.format(label=self.label, value=value)

    def filled(self, letterbox: Letterbox) -> str:
        """Returns what its field in a form shows: a list one on each line."""
        value = self.now(letterbox)
        return "\n".join(value) if self.shape is Shape.LIST else str(value)

    def read(self, text: str, roles: Collection[int]) -> Any:
        """Returns what a form brings, as `Changes` takes it; `roles` are the ids of the server's.

        Raises Refusal for what is no such number, choice or role.
        """
        text = text.strip()
        if self.shape is Shape.ROLES:
            known = {str(each): each for each in roles}
            if not {*text.split()} <= known.keys():
                raise Refusal(words.trouble.NOT_UNDERSTOOD)
            return tuple(known[each] for each in text.split())
        if self.shape is Shape.NUMBER:
            text = text.translate(settings.FULL_WIDTH)
            digits = text if text.isascii() and text.isdigit() and len(text) <= 9 else "-1"
            if not self.least <= int(digits) <= self.most:
                least, most = Number(self.least), Number(self.most)
                raise Refusal(words.settings.NOT_A_NUMBER.format(label=self.label, least=least, most=most))
            return int(digits)
        if self.choices is not None:
            found = [each for each in self.choices if str(each) == text]
            if not found:
                raise Refusal(words.trouble.NOT_UNDERSTOOD)
            return found[0]
        return text or "-" if self.shape is Shape.LIST and self.name != "categories" else text


def _limit(name: str) -> Callable[[Letterbox], Any]:
    return lambda letterbox: getattr(letterbox.limits, name)


def _field(name: str) -> Callable[[Letterbox], Any]:
    return lambda letterbox: getattr(letterbox, name)


def _number(
    name: str,
    said: Callable[[Any], Said],
    least: int,
    most: int,
    now: Callable[[Letterbox], Any],
    offers: Sequence[int] = (),
) -> Setting:
    shape, longest = Shape.NUMBER, len(str(most)) + 1
    return Setting(name=name, shape=shape, now=now, said=said, least=least, most=most, longest=longest, offers=offers)


def _roles(name: str, none: Sentence, now: Callable[[Letterbox], Any], most: int = settings.MAX_ROLES) -> Setting:
    def said(roles: Sequence[int]) -> Said:
        return Listed(tuple(f"<@&{each}>" for each in roles)) if roles else none

    return Setting(name=name, shape=Shape.ROLES, now=now, said=said, most=most)


def _ping(letterbox: Letterbox) -> Sequence[int]:
    return () if letterbox.ping_role is None else (letterbox.ping_role,)


def _counted(sentence: Sentence) -> Callable[[Any], Said]:
    return lambda count: sentence.format(count=count)


def _categories(names: Sequence[str]) -> Said:
    return words.reader.SEPARATOR.join(map(plain, names))


def _text(text: str) -> Said:
    return Excerpt(text, most=EXCERPT) if text else words.settings.NO_TEXT


def _name(name: str) -> Said:
    return plain(name) if name else words.settings.NO_NAME


_LETTERS = _counted(words.numbers.LETTERS)
#: Every setting, by the part of the panel that it stands in: the fields of one form, at most five.
GROUPS: Mapping[str, Sequence[Setting]] = {
    "review": (
        _roles("reviewers", words.settings.NO_ROLES, _field("reviewers")),
        Setting(
            name="review",
            shape=Shape.CHOICE,
            now=_field("review"),
            said=words.reviewing.REVIEWS.__getitem__,
            choices=words.reviewing.REVIEWS,
        ),
        _number("quorum", _counted(words.numbers.MODERATORS), 1, settings.MAX_QUORUM, _field("quorum"), (1, 2, 3)),
    ),
    "ping": (
        _roles("ping", words.settings.NO_ROLES, _ping, most=1),
        _number("ping_minutes", _counted(words.numbers.MINUTES), 1, 1_440, _field("ping_minutes")),
        _number("digest_hours", words.reviewing.digest, 0, 720, _field("digest_hours")),
    ),
    "writers": (
        _roles("writers", words.settings.EVERYBODY, _field("writers")),
        _number("account_days", words.letterbox.account_age, 0, 365, _limit("account_days"), (0, 1, 7, 30, 90)),
        _number("member_hours", words.letterbox.membership, 0, 8_760, _limit("member_hours"), (0, 1, 24, 168, 720)),
    ),
    "categories": (
        Setting(name="categories", shape=Shape.LIST, now=_field("categories"), said=_categories),
    ),
    "limits": (
        _number("waiting", _LETTERS, 1, 100, _limit("waiting")),
        _number("daily", _LETTERS, 1, 100, _limit("daily")),
        _number("responses", words.numbers.responses, 1, 60, _limit("responses")),
    ),
    "words": (
        Setting(name="refuse", shape=Shape.LIST, now=_field("refused"), said=words.letterbox.word_list),
        Setting(name="flag", shape=Shape.LIST, now=_field("flagged"), said=words.letterbox.word_list),
        Setting(
            name="links",
            shape=Shape.CHOICE,
            now=_field("links"),
            said=words.letterbox.LINK_RULES.__getitem__,
            choices=words.letterbox.LINK_RULES,
        ),
    ),
    "pace": (
        Setting(
            name="collection",
            shape=Shape.CHOICE,
            now=_field("collection"),
            said=words.letterbox.collection,
            choices=words.letterbox.COLLECTIONS,
        ),
        _number("notice_delay", words.letterbox.notice_delay, 0, 3_600, _field("notice_delay")),
    ),
    "crisis": (
        Setting(
            name="crisis",
            shape=Shape.CHOICE,
            now=lambda letterbox: "on" if letterbox.crisis else "off",
            said=words.letterbox.SWITCH.__getitem__,
            choices=words.letterbox.SWITCH,
        ),
        Setting(name="crisis_words", shape=Shape.LIST, now=_field("crisis_words"), said=words.letterbox.word_list),
        Setting(
            name="crisis_text",
            shape=Shape.TEXT,
            now=_field("crisis_text"),
            said=_text,
            longest=settings.MAX_CRISIS,
        ),
    ),
    "archive": (
        Setting(
            name="archive",
            shape=Shape.CHOICE,
            now=words.archive.mode,
            said=words.archive.MODES.__getitem__,
            choices=words.archive.MODES,
        ),
    ),
    "memory": (
        _number("keep_days", _counted(words.numbers.DAYS), 1, 730, _field("keep_days")),
        Setting(name="name", shape=Shape.LINE, now=_field("name"), said=_name, longest=100),
    ),
    "language": (
        Setting(
            name="language",
            shape=Shape.CHOICE,
            now=lambda letterbox: language_of(letterbox.language).code,
            said=lambda code: language_of(code).name,
            choices=Languages(),
        ),
    ),
}  # fmt: skip
#: Every setting by its name.
SETTINGS: Mapping[str, Setting] = {setting.name: setting for group in GROUPS.values() for setting in group}


def changes(written: Mapping[str, str], roles: Collection[int]) -> Changes:
    """Returns what a form asks to change, by the names of its fields; `roles` are the ids of the server's. A name left
    empty stays what it is.

    Raises Refusal.
    """
    found = {name: SETTINGS[name].read(text, roles) for name, text in written.items() if text.strip() or name != "name"}
    return Changes(**found)


def picked(name: str, values: Sequence[str], roles: Collection[int]) -> Changes:
    """Returns what a list asks to change from which this was picked. Raises Refusal."""
    return changes({name: "\n".join(values)}, roles)


def lines(letterbox: Letterbox) -> list[Said]:
    """Returns what the panel says of each setting."""
    return [setting.line(letterbox) for setting in SETTINGS.values() if setting.name != "name"]


def differences(before: Letterbox, after: Letterbox) -> Iterable[Said]:
    """Yields for each setting that differs what it was and what it is."""
    for setting in SETTINGS.values():
        if setting.now(before) != setting.now(after):
            old, new = setting.value(before), setting.value(after)
            yield words.settings.CHANGED.format(label=setting.label, before=old, after=new)
