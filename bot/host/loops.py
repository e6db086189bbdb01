"""What the bot does again and again goes on for as long as it runs: `tireless`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from functools import wraps
from typing import Any, TypeVar

from bot.errors import StoreFailed

log = logging.getLogger(__name__)
Owner = TypeVar("Owner")
Work = Callable[[Owner], Coroutine[Any, Any, None]]


def tireless(work: Work[Owner]) -> Work[Owner]:
    """Return what a `tasks.loop` may do: work that raises is done again at its next time. discord.py ends a loop that
    raises, for good and with one line in the log. What the store raises, it has logged already."""

    @wraps(work)
    async def done(owner: Owner) -> None:
        try:
            await work(owner)
        except StoreFailed:
            pass
        except Exception:
            log.exception("%s failed; it is done again at its next time", work.__name__.strip("_"))

    return done
