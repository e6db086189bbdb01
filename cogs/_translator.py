"""Commands and what is in their menus, in the language that each person has set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import discord
from discord import app_commands
from discord.app_commands import TranslationContextLocation as Location

from bot import words
from bot.language import ENGLISH, Language, Sentence, language_of
from cogs import _limits as limits

C = TypeVar("C", str, int)


def named(said: Sentence, longest: int = limits.COMMAND) -> app_commands.locale_str:
    """Wraps a sentence as discord.py takes it for descriptions and choices."""
    return app_commands.locale_str(limits.within(said, ENGLISH, longest), sentence=said, longest=longest)


def titled(said: Sentence) -> app_commands.locale_str:
    """Returns the name of a menu."""
    return named(said, limits.MENU)


def described(command: str) -> app_commands.locale_str:
    """Returns a command's description. `command` is its full name, such as "letter write"."""
    return named(words.commands.COMMANDS[command])


def option(name: str) -> app_commands.locale_str:
    """Returns the description of a command's option."""
    return named(words.commands.OPTIONS[name])


def choices(known: Mapping[C, Sentence]) -> list[app_commands.Choice[C]]:
    """Returns what can be chosen in a command's option: values, by their names."""
    return [app_commands.Choice(name=named(said), value=value) for value, said in known.items()]


def _name(known: Mapping[str, Sentence], name: str, say: Language) -> str:
    """The last word of what a command, by its full name, or an option is called in a language.

    It is the English name where a translator's is none that Discord takes: it would refuse all the commands for it.
    """
    called = say(known[name]).removeprefix("/").removesuffix(":").rpartition(" ")[2]
    return called if limits.is_command_name(called) else name.rpartition(" ")[2]


class Translator(app_commands.Translator):
    """Translates what `named` wrapped, and the names that discord.py wraps itself.

    The English names work as well: what a command is called in another language never comes back from Discord.
    """

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Returns the text in that language; None where it is the English one."""
        said, say = string.extras.get("sentence"), language_of(str(locale))
        if say is ENGLISH:
            return None
        if said is not None:
            return limits.within(said, say, string.extras.get("longest", limits.COMMAND))
        match context.location:
            case Location.command_name | Location.group_name:
                return _name(words.command_names.COMMANDS, context.data.qualified_name, say)
            case Location.parameter_name:
                return _name(words.command_names.OPTIONS, string.message, say)
            case _:
                return None
