"""The descriptions of commands, in the language that each person has set."""

from __future__ import annotations

import discord
from discord import app_commands

from bot import words
from bot.language import ENGLISH, Sentence, language_of
from cogs import _limits as limits


def named(said: Sentence, longest: int = limits.COMMAND) -> app_commands.locale_str:
    """Wraps a sentence as discord.py takes it for commands, options and choices."""
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


def translates() -> bool:
    """Returns whether there is any language but English. To ask of every word for each of Discord's takes long."""
    return any(language_of(str(each)) is not ENGLISH for each in discord.Locale)


class Translator(app_commands.Translator):
    """Translates what `named` wrapped; commands keep their English names, menus do not."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """Returns the text in that language; None where it is the English one."""
        said, language = string.extras.get("sentence"), language_of(str(locale))
        if said is None or language is ENGLISH:
            return None
        return limits.within(said, language, string.extras.get("longest", limits.COMMAND))
