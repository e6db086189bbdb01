"""What is public as JSON Lines: one letter on each line. `docs/export.md` says what each field means."""

from __future__ import annotations

import json
from typing import Any

from bot.archive.contents import Reply, Shown
from bot.archive.lines import date_of

#: Counted up whenever a field changes its meaning or goes; new ones may come without that.
SCHEMA = 1


def line(shown: Shown) -> str:
    """Returns a letter as a line of JSON, with its end."""
    return f"{json.dumps(_letter(shown), ensure_ascii=False)}\n"


def _letter(shown: Shown) -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "number": shown.number,
        "title": shown.title,
        "text": shown.text,
        "to": shown.category,
        "rating": shown.rating.value,
        "warning": shown.warning,
        "published": date_of(shown.day).isoformat(),
        "revised": None if shown.revised is None else date_of(shown.revised).isoformat(),
        "language": shown.language,
        "url": shown.url,
        "related": None if shown.related is None else shown.related[0],
        "pictures": [{"name": each.name, "description": each.alt, "spoiler": each.spoiler} for each in shown.pictures],
        "responses": [_response(each) for each in shown.responses],
    }


def _response(reply: Reply) -> dict[str, Any]:
    return {
        "number": reply.number,
        "by": "author" if reply.author else "reader",
        "name": reply.name,
        "day": date_of(reply.day).isoformat(),
        "text": reply.text,
        "answers": reply.answers,
    }
