"""What to try next in the demo, from what has happened there since somebody opened it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot import words
from bot.demo.acting import all_with_button
from bot.demo.world import Place, World
from bot.language import ENGLISH

SEND, APPROVE = words.reader.SEND_LETTER, words.reader.APPROVE

WRITE = "Write a letter here: a title in the first line, then what you want to say."
DRAFT = "This is how it will look. Press Send letter."
SENT = "It is with the moderators now. What they decide is told here."
ANSWERED = "Somebody has answered. Press Answer: you stay unsigned."
WAITS = "A letter waits here, and nobody learns whose. Press Approve."
WAIT = "{count} letters wait here, and nobody learns whose. Press Approve."
EMPTY = "Nothing waits. Type /letters log to see what was decided."
REPLY = "It stands there, unsigned. Press Leave a reply and choose a pen name."
READ = "Press Leave a reply under any letter to answer under a pen name."
POSTS = "A forum: each letter is a post of its own. Open one."
SAY = "Or answer here, in your own name."
OUTSIDE = "Anybody can read this. A letter that is withdrawn leaves it."
DONE = "That was the whole life of a letter. Be somebody else, attach a picture, or choose another letterbox."


@dataclass(frozen=True, slots=True)
class Facts:
    """What there is in a letterbox at one moment."""

    draft: bool  #: the author has written something that is not sent
    waiting: int  #: letters at the desk
    published: int
    said: int  #: messages in all threads; each begins with one that nobody said: the letter, or that it is above
    answers: int  #: said by authors


def look_around(world: World, place: Place) -> Facts:
    """Returns what there is now."""
    moderator, author = place.members[world.moderator.name], world.author.member
    author_name = ENGLISH(words.reader.AUTHOR_NAME)
    said = [message for thread in place.threads for message in thread.history(viewer=moderator)]
    return Facts(
        draft=bool(all_with_button(author, author.user.dm_channel, SEND)),
        waiting=len(all_with_button(moderator, place.desk, APPROVE)),
        published=len(place.threads),
        said=len(said),
        answers=sum(message.author.display_name.startswith(author_name) for message in said),
    )


def hints(before: Facts, now: Facts, *, forum: bool) -> dict[str, Any]:
    """Returns a hint for each frame; `next` is the frame where to go on, `done` what to say when all was tried.

    `before` is what there was when somebody opened the letterbox.
    """
    published = now.published - before.published
    replied = now.said - before.said - published - (now.answers - before.answers)
    answered = now.answers > before.answers
    step = _next(now.draft, now.waiting > before.waiting, published > 0, replied > 0, answered)
    return {
        "dm": DRAFT if now.draft else ANSWERED if replied and not answered else SENT if step == "desk" else WRITE,
        "desk": EMPTY if not now.waiting else WAITS if now.waiting == 1 else WAIT.format(count=now.waiting),
        "letters": POSTS if forum else REPLY if step == "letters" else READ,
        "thread": SAY,
        "archive": OUTSIDE,
        "next": step,
        "done": DONE if answered else "",
    }


def _next(draft: bool, sent: bool, published: bool, replied: bool, answered: bool) -> str:
    """Returns the frame where the letter that is under way goes on; none where one has gone all the way."""
    if draft:
        return "dm"
    if sent:
        return "desk"
    if replied and not answered:
        return "dm"
    if published and not replied:
        return "letters"
    return "" if answered else "dm"
