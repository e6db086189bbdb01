"""The states of a letter, and what leads from one to the next: a table."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a letter is in its life."""

    DRAFT = "draft"  #: its author is writing it
    POSTED = "posted"  #: sent, and waiting for its collection
    HELD = "held"  #: at the desk, waiting for a decision
    RETURNED = "returned"  #: sent back by the desk: a draft again, with its number
    REJECTED = "rejected"  #: will not be published; erased after UNPUBLISHED_DAYS
    APPROVED = "approved"  #: on its way to its channel
    PUBLISHED = "published"  #: in its channel, for readers to answer
    REMOVED = "removed"  #: taken out of sight by moderators, or deleted on Discord; may be restored
    WITHDRAWN = "withdrawn"  #: taken back by its author, for good
    MERGED = "merged"  #: a revision whose text stands in the letter that it revises; erased as a rejected one


class Verb(StrEnum):
    """What is done to a letter: those of TRANSITIONS lead from one state to the next, the others are only recorded.

    ASSENT and OBJECT are an approval and a rejection that are not enough, where several moderators decide.
    """

    SUBMIT = "submit"
    POST = "post"
    COLLECT = "collect"
    APPROVE = "approve"
    SEND_BACK = "return"
    REJECT = "reject"
    WITHDRAW = "withdraw"
    PUBLISH = "publish"
    BOUNCE = "bounce"
    MERGE = "merge"
    REMOVE = "remove"
    RESTORE = "restore"
    DISMISS = "dismiss"
    UNMASK = "unmask"
    ASSENT = "assent"
    OBJECT = "object"
    REMOVE_RESPONSE = "remove-response"
    RESTORE_RESPONSE = "restore-response"
    REPLIES = "replies"
    NOTE = "note"
    BLOCK = "block"
    UNBLOCK = "unblock"


#: The life of a letter. Where a letterbox collects letters, a letter is posted first, and held from its collection on.
#: BOUNCE is a publication that Discord refused for good: the letter goes back to the desk. A revision is not published:
#: with MERGE its text stands in the letter that it revises.
TRANSITIONS: dict[tuple[State, Verb], State] = {
    (State.DRAFT, Verb.SUBMIT): State.HELD,
    (State.RETURNED, Verb.SUBMIT): State.HELD,
    (State.DRAFT, Verb.POST): State.POSTED,
    (State.RETURNED, Verb.POST): State.POSTED,
    (State.POSTED, Verb.COLLECT): State.HELD,
    (State.POSTED, Verb.WITHDRAW): State.WITHDRAWN,
    (State.RETURNED, Verb.WITHDRAW): State.WITHDRAWN,
    (State.HELD, Verb.APPROVE): State.APPROVED,
    (State.HELD, Verb.SEND_BACK): State.RETURNED,
    (State.HELD, Verb.REJECT): State.REJECTED,
    (State.HELD, Verb.WITHDRAW): State.WITHDRAWN,
    (State.APPROVED, Verb.PUBLISH): State.PUBLISHED,
    (State.APPROVED, Verb.BOUNCE): State.HELD,
    (State.APPROVED, Verb.MERGE): State.MERGED,
    (State.APPROVED, Verb.REMOVE): State.REMOVED,
    (State.APPROVED, Verb.WITHDRAW): State.WITHDRAWN,
    (State.PUBLISHED, Verb.REMOVE): State.REMOVED,
    (State.PUBLISHED, Verb.WITHDRAW): State.WITHDRAWN,
    (State.REMOVED, Verb.RESTORE): State.APPROVED,
    (State.REMOVED, Verb.WITHDRAW): State.WITHDRAWN,
}
#: Moves that a moderator or the author decides; each is recorded. The others follow from what was decided.
DECIDED = frozenset({Verb.APPROVE, Verb.SEND_BACK, Verb.REJECT, Verb.WITHDRAW, Verb.REMOVE, Verb.RESTORE})
#: States of a letter that is public, or may be again.
PUBLIC = frozenset({State.PUBLISHED, State.REMOVED})
#: States of a letter whose text the desk can read.
AT_DESK = frozenset({State.HELD, State.APPROVED, State.PUBLISHED, State.REJECTED})
#: States of a letter that nobody will ever read in public under its number.
OVER = frozenset({State.REJECTED, State.WITHDRAWN, State.MERGED})
#: States of a letter that its author has sent and that is not public yet.
WAITING = frozenset({State.POSTED, State.HELD, State.APPROVED})
#: States in which the author has the text back and may be changing it: the desk no longer sees it.
AUTHORS_OWN = frozenset({State.RETURNED, State.WITHDRAWN})
#: States in which the author may still change the text.
EDITABLE = frozenset({State.DRAFT, State.RETURNED})


def follow(state: State, verb: Verb) -> State | None:
    """Return the state that `verb` leads to from `state`, or None when it is not allowed there."""
    return TRANSITIONS.get((state, verb))


def compete(one: Verb, other: Verb) -> bool:
    """Return whether there is a state in which both verbs are allowed: of two people, one may be faster there."""
    return any(follow(state, one) and follow(state, other) for state in State)
