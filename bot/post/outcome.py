"""What the log says of each attempt at a delivery."""

from __future__ import annotations

import logging
from collections import Counter
from enum import StrEnum

from bot.letter import Delivery

log = logging.getLogger(__name__)
#: By kind and outcome: the attempts of this process. Each is logged, so each is counted there.
attempts: Counter[tuple[str, str]] = Counter()


class Outcome(StrEnum):
    """The outcome of one attempt, as the log says it."""

    DELIVERED = "delivered"
    WAITS = "waits"
    PARKED = "waits until somebody in its server puts something right"
    GIVEN_UP = "given up"
    TAKEN_OVER = "taken over by another process"
    DROPPED = "nothing to do any more"


def name_of(delivery: Delivery) -> str:
    """Return what the log calls a delivery: no names, and nothing of any text."""
    draft = "" if delivery.letter_id is None else " of a draft"
    about = draft if delivery.number is None else f" of letter {delivery.number}"
    where = "" if delivery.letterbox_id is None else f" in letterbox {delivery.letterbox_id}"
    return f"delivery {delivery.id} ({delivery.kind}{about}{where})"


def say(delivery: Delivery, outcome: Outcome, why: str = "") -> None:
    """Log one attempt in one line, in JSON with the same as fields, and count it. No names, and nothing of any text."""
    attempts[delivery.kind.value, outcome.name.lower()] += 1
    level = logging.WARNING if outcome in (Outcome.GIVEN_UP, Outcome.PARKED) else logging.INFO
    fields = {"delivery": delivery.id, "kind": delivery.kind.value, "letter": delivery.number}
    fields["letterbox"] = delivery.letterbox_id
    said = f"{outcome}: {why}" if why else outcome
    log.log(level, "%s %s", name_of(delivery), said, extra={**fields, "attempt": delivery.attempts, "outcome": outcome})
