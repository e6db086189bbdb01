"""The log: text for people or JSON for machines, and never an identity or a letter's text.

discord.py and aiosqlite log payloads and parameters at DEBUG, so only this program logs below INFO, whatever LOG_LEVEL
says. From INFO on, discord.py names addresses (`…/members/1234…` when Discord asks to wait), and a traceback may name
anything: whatever looks like one of Discord's ids is masked in every line.
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

from bot.settings import Settings

#: Our own loggers. What others log at DEBUG may contain what people wrote, or who they are.
OWN = ("bot", "cogs")
#: Discord's ids: accounts, channels, messages.
SNOWFLAKE = re.compile(r"\d{17,20}")
MASK = "…"
#: Attributes of a record about a delivery that the JSON has besides the sentence.
FIELDS = ("delivery", "kind", "letter", "letterbox", "attempt", "outcome")
TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class TextFormatter(logging.Formatter):
    """Formats a record as a line for people."""

    def format(self, record: logging.LogRecord) -> str:
        return SNOWFLAKE.sub(MASK, super().format(record))


class JsonFormatter(logging.Formatter):
    """Formats a record as one JSON object on a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        entry |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return SNOWFLAKE.sub(MASK, json.dumps(entry, ensure_ascii=False))


def set_up(settings: Settings) -> None:
    """Sends the log to standard error, as the settings say."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if settings.log_format == "json" else TextFormatter(TEXT))
    level = logging.getLevelNamesMapping()[settings.log_level]
    logging.basicConfig(level=max(logging.INFO, level), handlers=[handler], force=True)
    for name in OWN:
        logging.getLogger(name).setLevel(level)
