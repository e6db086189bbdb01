"""What Discord shows of commands, in the language that each person has set."""

from __future__ import annotations

import discord
from discord import app_commands

from bot import words
from bot.language import ENGLISH, Sentence, language_of


def named(said: Sentence) -> app_commands.locale_str:
    """A sentence as discord.py takes it for commands, options and choices."""
    return app_commands.locale_str(ENGLISH(said), sentence=said)


def described(command: str) -> app_commands.locale_str:
    """What a command does."""
    return named(words.commands.COMMANDS[command])


def option(name: str) -> app_commands.locale_str:
    """What an option of a command is."""
    return named(words.commands.OPTIONS[name])


class Translator(app_commands.Translator):
    """Says what `named` was given; commands keep their English names."""

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The text in that language; None where it is the English one."""
        said, language = string.extras.get("sentence"), language_of(str(locale))
        return language(said) if said is not None and language is not ENGLISH else None
