"""What goes wrong, and what to do about it."""

from __future__ import annotations

NO_SUCH_NUMBER = "There is no letter {number} in this server. `/letters queue` lists those that wait."
NO_SUCH_OWN_NUMBER = (
    "You have no letter {number} here. `/letter mine` lists yours; "
    "one whose author I have forgotten is nobody’s any more."
)
LETTER_GONE = "That letter does not exist any more."
RESPONSE_GONE = "That response does not exist any more."
NO_PERMISSION = "You need the permission {permission} for that."
FORUM_PERMISSION_NAMES = {
    "send_messages": "Create Posts",
    "send_messages_in_threads": "Send Messages in Posts",
    "manage_threads": "Manage Posts",
}
PERMISSION_NAMES = {"send_messages_in_threads": "Send Messages in Threads"}
PERMISSIONS = {"manage_messages": "Manage Messages", "manage_guild": "Manage Server"}
SERVER_ONLY = "Use this command in a server."
JUST_WRITE = "Here you can simply write: send me your letter as a message. In a server, `/letter write` opens a form."
NOT_KEPT = (
    "That did not work: the place where I keep everything fails right now, so nothing of it was kept. "
    "Whoever runs me can see why. Please try again in a few minutes."
)
UNEXPECTED = "Something went wrong on my side, and it is in my log. Nothing of yours is lost; please try again."
FORBIDDEN = "I lack a permission there"
REFUSED = "Discord refuses it"
NOT_RESTRICTED_NOW = "its channel is not age-restricted any more"
NO_PLACE = "there is no channel for its rating"
GONE = "its channel, thread or message is gone"
AFRESH = "Put that right, then `/letters remove` and `/letters restore` it."
ANEW = "`/letters remove` and then `/letters restore` publish it anew."
THREAD_LOST = f"Its thread was deleted, so nobody can answer it. {ANEW}"
PAGE_LOST = f"A page of it was deleted, so nobody can read on. {ANEW}"
TROUBLE = {
    "publish": (
        "It could not be published: {reason}. Put that right (`/letterbox check` tells how), then approve it again."
    ),
    "thread": f"Its thread could not be made: {{reason}}. {AFRESH}",
    "page": f"A page of it could not be posted: {{reason}}. {AFRESH}",
    "response": f"A response could not be posted: {{reason}}. {AFRESH}",
    "take-down": "It could not be taken out of sight: {reason}. Please delete what is left of it yourself.",
}
