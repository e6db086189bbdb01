"""The letterboxes of a server: what each may be called, and which one somebody means."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot import words
from bot.errors import Refusal
from bot.language import Listed, language_of
from bot.language.markup import plain
from bot.letter import Letterbox, Membership, Memberships, Person
from bot.rules import pages
from bot.rules.entry import says_something

#: Letterboxes that a server may have, and characters in the name of one.
MAX_LETTERBOXES, MAX_NAME = 10, 40


def name_of(letterbox: Letterbox) -> str:
    """Returns what a letterbox is called: one that was set up alone and has no name is called “Letters”, in its
    language."""
    return letterbox.name or language_of(letterbox.language)(words.letterbox.FIRST_NAME)


def as_name(written: str) -> str:
    """Returns a name as it is kept, on one line. Raises Refusal for one that is empty or too long."""
    name = " ".join(unicodedata.normalize("NFC", written).split())
    if not says_something(name) or not name.isprintable():
        raise Refusal(words.letterbox.NAME_EMPTY)
    if pages.units(name) > MAX_NAME:
        raise Refusal(words.letterbox.NAME_TOO_LONG.format(most=MAX_NAME))
    return name


def called(there: Sequence[Letterbox], name: str) -> Letterbox | None:
    """Returns the one of these letterboxes that has this name, in small or in capital letters; None if there is
    none."""
    return next((each for each in there if _key(name_of(each)) == _key(name)), None)


def to_set_up(there: Sequence[Letterbox], name: str | None) -> Letterbox | None:
    """Returns which of a server's letterboxes is to be moved, or None for a new one: the one of this name; without a
    name the only one.

    Raises Refusal where that is not clear, and where there is no room for another.
    """
    if name is None and len(there) > 1:
        raise Refusal(words.letterbox.SETUP_WHICH.format(names=_names(there)))
    known = called(there, name) if name is not None else next(iter(there), None)
    if known is None:
        check_room(there)
    return known


def check_room(there: Sequence[Letterbox]) -> None:
    """Raises Refusal where a server's letterboxes leave no room for another."""
    if len(there) >= MAX_LETTERBOXES:
        raise Refusal(words.letterbox.TOO_MANY.format(most=MAX_LETTERBOXES, names=_names(there)))


def check_name(there: Sequence[Letterbox], changed: Letterbox) -> None:
    """Raises Refusal where another of a server's letterboxes has the name of this one."""
    others = [each for each in there if each.id != changed.id]
    if called(others, name_of(changed)) is not None:
        raise Refusal(words.letterbox.NAME_TAKEN.format(name=plain(name_of(changed))))


def check_channels(others: Sequence[Letterbox], desk_id: int, letters: Collection[int | None]) -> None:
    """Raises Refusal where a desk would be a channel in which another letterbox's letters appear, or the other way
    round. Several may share a desk, or a channel for their letters."""
    if any(desk_id in (each.letters_id, each.mature_id) or each.desk_id in letters for each in others):
        raise Refusal(words.letterbox.LETTERS_RESTRICTED_SAME)


def meant(there: Sequence[Letterbox], name: str | None, here: Collection[int]) -> Letterbox:
    """Returns which of a server's letterboxes somebody means: the one that they name, else the one in whose channels
    (`here`) they are, else the only one. Raises Refusal, which names them all."""
    if name is not None:
        if (found := called(there, name)) is None:
            raise Refusal(words.letterbox.NO_SUCH_NAME.format(name=plain(name[:MAX_NAME]), names=_names(there)))
        return found
    for among in ([each for each in there if not _channels(each).isdisjoint(here)], there):
        if len(among) == 1:
            return among[0]
    raise Refusal(words.letterbox.WHICH.format(names=_names(there)))


def offered(memberships: Sequence[Membership]) -> list[Membership]:
    """Returns the letterboxes that somebody may choose from: not those whose letters they cannot see, but where they
    see none of a server's, the first of them, so that they read why."""
    found, servers = set[int](), set[int]()
    for each in sorted(memberships, key=lambda each: not each.sees):
        if each.sees or each.letterbox.guild_id not in servers:
            found.add(each.letterbox.id)
            servers.add(each.letterbox.guild_id)
    return [each for each in memberships if each.letterbox.id in found]


def only(memberships: Sequence[Membership]) -> Letterbox | None:
    """Returns the letterbox to take without asking: the only one that somebody may choose; None if there is a
    choice."""
    found = offered(memberships)
    return found[0].letterbox if len(found) == 1 else None


def reader(person: Person, memberships: Sequence[Membership]) -> Person:
    """Returns who reads what is said to somebody in direct messages: with their language or, until Discord has told it,
    with that of their servers' letterboxes, if it is the same for all of them.

    It is not kept: whatever they press tells their own.
    """
    languages = {each.letterbox.language for each in memberships}
    unsure = isinstance(memberships, Memberships) and bool(memberships.unknown)
    if person.language or unsure or len(languages) != 1:
        return person
    return replace(person, language=languages.pop())


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def _names(there: Sequence[Letterbox]) -> Listed:
    return Listed(tuple(plain(name_of(each)) for each in there))


def _channels(letterbox: Letterbox) -> set[int | None]:
    return {letterbox.letters_id, letterbox.desk_id, letterbox.mature_id}
