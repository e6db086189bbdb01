"""The life of a letter: one module for each stage, one function for each verb. Read this page first.

Each verb checks, changes and enqueues inside one transaction, and returns after the commit. What has to reach Discord
is written to the outbox in that same transaction (`outbox`), and leaves it in `bot.post`. A `Refusal` carries the
sentence that the person reads.

1. `setting_up`   a server gets its letterbox: where letters appear, where they are reviewed, what it takes
2. `writing`      direct messages and forms become a draft; the author changes it, addresses it, throws it away
3. `sending`      the draft becomes a letter: at the desk at once, or with the next collection
4. `review`       a moderator approves it, sends it back, or rejects it
                  (an approved letter is published by `bot.post.in_public`)
5. `replying`     readers answer in its thread, in their own name or under a pen name
6. `answering`    the author hears of that, and answers without giving themselves away
7. `reports`      a reader says what is wrong with it; the desk looks
8. `blocks`       the desk takes nothing more from whoever wrote it
9. `removal`      it is taken out of sight by moderators or by its author, and may come back
10. `deletions`   what others delete or change on Discord, and what that leaves
11. `ending`      a draft that nobody sends goes, after a reminder
12. `forgetting`  nobody is behind it any more: its time is over, or somebody asked for that
13. `unmasking`   the host opens who wrote it, never without a record

Beside them: `office` (what every verb works with, and the steps that several share), `outbox` (what is to reach
Discord, and in which order), `inbox` (how far somebody's direct messages have been read), `finding` (letters by
number, by author, by message), `sheets` (what each card shows), `drafts` and `responses` (steps of writing and of
answering).
"""

from bot.life import (
    answering,
    blocks,
    deletions,
    drafts,
    ending,
    finding,
    forgetting,
    inbox,
    office,
    outbox,
    removal,
    replying,
    reports,
    responses,
    review,
    sending,
    setting_up,
    sheets,
    unmasking,
    writing,
)

__all__ = [
    "answering",
    "blocks",
    "deletions",
    "drafts",
    "ending",
    "finding",
    "forgetting",
    "inbox",
    "office",
    "outbox",
    "removal",
    "replying",
    "reports",
    "responses",
    "review",
    "sending",
    "setting_up",
    "sheets",
    "unmasking",
    "writing",
]
