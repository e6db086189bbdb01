"""What people read when something goes wrong, and what to do about it."""

from __future__ import annotations

from bot.language import Sentence

NO_SUCH_NUMBER = Sentence("There is no letter {number} in this server. `/letters queue` lists those that wait.")
NO_SUCH_OWN_NUMBER = Sentence(
    "You have no letter {number} here. `/letter mine` lists yours; "
    "one whose author I have forgotten is nobody’s any more."
)
LETTER_GONE = Sentence("That letter does not exist any more.")
RESPONSE_GONE = Sentence("That response does not exist any more.")
NO_PERMISSION = Sentence("You need the permission {permission} for that.")
NO_PERMISSION_ELSEWHERE = Sentence(
    "You need the permission {permission} for that, in the whole server or in the channel of its desk."
)
NOT_UNDERSTOOD = Sentence(
    "I cannot do anything with that. If you pressed something of mine, it may have changed since: look at it again."
)
FORUM_PERMISSION_NAMES = {
    "send_messages": Sentence("Create Posts"),
    "send_messages_in_threads": Sentence("Send Messages in Posts"),
    "manage_threads": Sentence("Manage Posts"),
}
PERMISSION_NAMES = {"send_messages_in_threads": Sentence("Send Messages in Threads")}
PERMISSIONS = {"manage_messages": Sentence("Manage Messages"), "manage_guild": Sentence("Manage Server")}
SERVER_ONLY = Sentence("Use this command in a server.")
JUST_WRITE = Sentence(
    "Here you can simply write: send me your letter as a message. In a server, `/letter write` opens a form."
)
NOT_KEPT = Sentence(
    "That did not work: the place where I keep everything fails right now, so nothing of it was kept. "
    "Whoever runs me can see why. Please try again in a few minutes."
)
UNEXPECTED = Sentence(
    "Something went wrong on my side, and it is in my log. Nothing of yours is lost; please try again."
)
FORBIDDEN = Sentence("I lack a permission there")
REFUSED = Sentence("Discord refuses it")
NOT_RESTRICTED_NOW = Sentence("its channel is not age-restricted any more")
NO_CHANNEL = Sentence("there is no channel for its rating")
GONE = Sentence("its channel, thread or message is gone")
THREAD_LOST = Sentence(
    "Its thread was deleted, so nobody can answer it. `/letters remove` and then `/letters restore` publish it anew."
)
PAGE_LOST = Sentence(
    "A page of it was deleted, so nobody can read on. `/letters remove` and then `/letters restore` publish it anew."
)
TROUBLE = {
    "publish": (
        Sentence(
            "It could not be published: {reason}. Put that right (`/letterbox check` tells how), then approve it again."
        )
    ),
    "thread": Sentence(
        "Its thread could not be made: {reason}. Put that right, then `/letters remove` and `/letters restore` it."
    ),
    "page": Sentence(
        "A page of it could not be posted: {reason}. Put that right, then `/letters remove` and `/letters restore` it."
    ),
    "response": Sentence(
        "A response could not be posted: {reason}. Put that right, then `/letters remove` and `/letters restore` it."
    ),
    "take-down": Sentence("It could not be taken out of sight: {reason}. Please delete what is left of it yourself."),
}
