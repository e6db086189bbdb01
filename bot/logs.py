"""The log: text for people or JSON for machines, and never an identity or a letter's text.

discord.py and aiosqlite write payloads and parameters at DEBUG; they are held at INFO whatever
LOG_LEVEL says.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from bot.settings import Settings

#: Loggers whose DEBUG holds what people wrote, or who they are.
TALKATIVE = ("discord", "aiosqlite", "asyncio", "aiohttp", "PIL")
TEXT = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


def set_up(settings: Settings) -> None:
    """Send the log to standard error as the settings say."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonFormatter() if settings.log_format == "json" else logging.Formatter(TEXT))
    logging.basicConfig(level=settings.log_level, handlers=[handler], force=True)
    hush()


def hush() -> None:
    """Hold the talkative loggers at INFO."""
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.INFO)
