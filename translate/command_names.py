"""Whether Discord takes the names of commands and options in a language: one that it refuses costs all the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from discord import app_commands

from bot import words
from bot.language import Sentence
from cogs import _all, _limits
from cogs._letterboxes import LETTERBOX
from cogs._letters import LETTER, LETTERS

GROUPS: tuple[app_commands.Group, ...] = (LETTER, LETTERS, LETTERBOX)
#: What a sentence is in the language that is looked at; "" where it has no translation.
Called = Callable[[str], str]


@cache
def siblings() -> tuple[tuple[str, Mapping[str, Sentence]], ...]:
    """Returns what must be told apart: the groups, the commands of each, the options of each. Every one with where it
    stands ("" for the groups), and the sentences that name its members by their English names."""
    assert _all.all_cogs  # whose modules add the commands to their groups
    found: list[tuple[str, Mapping[str, Sentence]]] = []
    commands, options = words.command_names.COMMANDS, words.command_names.OPTIONS
    found.append(("", {group.name: commands[group.name] for group in GROUPS}))
    for group in GROUPS:
        found.append((f"/{group.name}", {each.name: commands[each.qualified_name] for each in group.commands}))
        for each in group.commands:
            if isinstance(each, app_commands.Command):
                names = [parameter.display_name for parameter in each.parameters]
                found.append((f"/{each.qualified_name}", {name: options[name] for name in names}))
    return tuple(found)


def faults(called: Called) -> Iterator[str]:
    """Yields what is wrong with the names of a language: none at all is not, since the English one stands there."""
    for where, members in siblings():
        names: dict[str, str] = {}
        for english, said in members.items():
            text = called(said.one)
            if text:
                yield from _faults(text, said.one, called)
            name = _last(text or said.one)
            if name in names or (name in members and name != english):
                yield f"{said.one!r}: {name} is also {names.get(name, name)} in {where or 'the list of commands'}"
            names[name] = english


def option(name: str) -> str | None:
    """Returns the sentence that names an option, by its English name with or without a colon; None for no option."""
    said = words.command_names.OPTIONS.get(name.removesuffix(":"))
    return said and said.one


def _faults(text: str, one: str, called: Called) -> Iterator[str]:
    group, slash, _ = one.rpartition(" ")
    if slash and not text.startswith(f"{called(group) or group} "):
        yield f"{one!r}: does not begin with {called(group) or group}"
    if (text[0] == "/", text[-1] == ":") != (one[0] == "/", one[-1] == ":") or text.count(" ") != one.count(" "):
        yield f"{one!r}: not the same slashes, blanks and colons in {text}"
    if not _limits.is_command_name(_last(text)):
        yield f"{one!r}: Discord takes no such name as {_last(text)}"


def _last(text: str) -> str:
    return text.removeprefix("/").removesuffix(":").rpartition(" ")[2]
