"""The life of a letter: one module for each stage, one function for each verb. Read this page first.

Each verb checks, changes and enqueues inside one transaction, and returns after the commit. What has to reach Discord
is written to the outbox in that same transaction (`outbox`); `bot.post` sends it. A `Refusal` carries the sentence
that the person reads.

Times are Unix seconds; ids of servers, channels and messages are Discord's. A verb that takes `sure` raises GivesAway
when a text may tell who wrote it, unless its writer has confirmed it. Every verb may raise StoreFailed.

1. `setting_up`   a server gets its letterbox: where letters appear, where they are reviewed, what it takes
                  (`beginning`: step by step)
2. `writing`      direct messages and forms become a draft, which follows them
                  (`editing`: by form its author begins and changes it, by select addresses it; warns its readers)
3. `sending`      the draft becomes a letter: at the desk at once, or with the next collection
                  (`dated`: its author chooses the day on which it appears)
4. `review`       a moderator approves it, sends it back, or rejects it
                  (an approved letter is published by `bot.post.in_public`;
                  `queue`: going through what waits for somebody, one by one or several at once;
                  `log`: who did what, and how much there was to do)
5. `replying`     readers answer in its thread, in their own name or under a pen name
6. `answering`    the author is told of the replies, and answers without giving themselves away
                  (`changing`: whoever replied or answered so corrects it, or takes it back; `listening`: who replied
                  so hears of what else is said there)
                  (`revising`: its author gives it a new text, which takes the same way to the desk)
7. `reports`      a reader says what is wrong with it; the desk looks
8. `blocks`       the desk takes nothing more from whoever wrote it
9. `removal`      it is taken out of sight by moderators or by its author, and may come back
                  (`control`: moderators say who may respond, remove a response and restore it)
10. `deletions`   what happens when somebody deletes a message, thread or channel on Discord
11. `ending`      a draft is discarded, or nobody sends it: erased after a minute, or a reminder
12. `forgetting`  its author is forgotten: its time is over, or somebody asked to be forgotten
                  (`memory`: until when they are known, and that they read so before)
13. `unmasking`   the host finds out who wrote it, never without a record
14. `waiting`     a role is told of new letters at the desk, and the desk of those that have waited for long
15. `archiving`   authors say whether their letters may stand on a page outside Discord, members whether their names may

Beside them: `office` (the tools of every verb, and the steps that several share), `welcoming` (what whoever writes for
the first time reads), `outbox` (what is to be sent to Discord, and in which order), `inbox` (how far somebody's direct
messages have been read), `cleaning` (pictures that were begun), `finding`
(letters by number, by author, by message), `offers` (which of them a command may be about), `sheets` (what each card
shows), `alike` (which of them repeat others), `relating` (which other letter each links to), `heard` (what moderators
said of a letter), `drafts` and `responses` (steps of writing and of answering), `going_on` (where a direct message
goes), `mine` (all that somebody wrote), `notices` (telling them again), `searching` (readers find published letters,
and read them).
"""

# pyright: reportUnusedImport=false

from bot.life import (
    alike,
    answering,
    archiving,
    asking,
    beginning,
    blocks,
    changing,
    cleaning,
    control,
    dated,
    deletions,
    drafts,
    editing,
    ending,
    finding,
    forgetting,
    going_on,
    heard,
    inbox,
    listening,
    log,
    memory,
    mine,
    notices,
    offers,
    office,
    outbox,
    queue,
    relating,
    removal,
    replying,
    reports,
    responses,
    review,
    revising,
    searching,
    sending,
    setting_up,
    sharing,
    sheets,
    unmasking,
    waiting,
    welcoming,
    writing,
)
