"""Every sentence that a person reads, by who reads it. Placeholders are named; whatever counts has plural forms.

Nothing here knows how Discord is used to show them.
"""

from bot.words import (
    author,
    blocks,
    commands,
    control,
    data,
    dated,
    desk,
    draft_end,
    forms,
    host,
    left_out,
    letterbox,
    mine,
    numbers,
    queue,
    quorum,
    reader,
    received,
    responses,
    trouble,
    welcome,
    writing,
)

__all__ = [
    "author",
    "blocks",
    "commands",
    "control",
    "data",
    "dated",
    "desk",
    "draft_end",
    "forms",
    "host",
    "left_out",
    "letterbox",
    "mine",
    "numbers",
    "queue",
    "quorum",
    "reader",
    "received",
    "responses",
    "trouble",
    "welcome",
    "writing",
]
