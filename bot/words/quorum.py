"""What moderators read where several of them decide about a letter."""

from __future__ import annotations

from collections.abc import Iterable

from bot.language import Excerpt, Listed, Said, Sentence
from bot.letter import ReviewSheet, Verb

RULE = Sentence(
    "{quorum} approvals publish it. One rejection with a reason ends it; once somebody has approved, that takes "
    "{quorum} as well."
)
APPROVED_BY = Sentence("✓ Approved by {who}. {missing}")
MISSING = Sentence("{count} more publishes it.", "{count} more publish it.")
AGAINST = Sentence("✗ {who} would reject it: {reason}")
#: What a command answers whose voice is not enough.
COUNTED = {
    Verb.APPROVE: Sentence("Your approval of letter {number} counts. Its card says how many more it takes."),
    Verb.REJECT: Sentence(
        "Your rejection of letter {number} counts, and its card at the desk shows your reason. Somebody has "
        "approved it already, so it takes more than one."
    ),
}
#: By whether they approve.
COUNTED_ALREADY = {
    True: Sentence("Your approval of letter {number} is counted already. Somebody else has to approve it, too."),
    False: Sentence("Your rejection of letter {number} is counted already. Somebody else has to reject it, too."),
}
REASON_WANTED = Sentence("Here several moderators decide: say why it should not be published.")


def lines(sheet: ReviewSheet, shown: int) -> Iterable[Said]:
    """Yields how many moderators a letter that waits takes, and what each has said; `shown` code units of a reason."""
    approvals = [f"<@{voice.moderator}>" for voice in sheet.voices if voice.for_it]
    yield RULE.format(quorum=sheet.quorum)
    if approvals:
        missing = MISSING.format(count=max(sheet.quorum - len(approvals), 1))
        yield APPROVED_BY.format(who=Listed(tuple(approvals)), missing=missing)
    for voice in sheet.voices:
        if not voice.for_it:
            yield AGAINST.format(who=f"<@{voice.moderator}>", reason=Excerpt(voice.reason or "", most=shown))
