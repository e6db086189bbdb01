"""The commands' names in eight languages, looked up once in a process and not by each of its bots: `install()`.

Discord is told all of them at each start, for each of its thirty-two locales: a third of what a start takes. A group of
commands that reads the same in English, while the same languages are spoken, is told as it was told before.
"""

from __future__ import annotations

import json
from typing import Any

from discord import app_commands

from bot.language import every_language
from tests.copying import copied

_translated = app_commands.Group.get_translated_payload
_told = dict[tuple[object, ...], dict[str, Any]]()


def install() -> None:
    """For every bot of this process, and of those that it forks."""
    app_commands.Group.get_translated_payload = _once


async def _once(self: app_commands.Group, tree: Any, translator: app_commands.Translator) -> dict[str, Any]:
    # a language is equal to itself alone: one that was learnt anew is another
    key = json.dumps(self.to_dict(tree), default=str), *every_language()
    if key not in _told:
        _told[key] = await _translated(self, tree, translator)
    return copied(_told[key])
