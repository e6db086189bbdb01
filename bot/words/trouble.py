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
NOT_THIS_DESK = Sentence(
    "Letter {number} went to another letterbox of this server. To decide about it, you need the permission "
    "{permission} in the channel of that one’s desk, or in the whole server."
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
    "That did not work: the place where I keep everything fails right now, so nothing of this was kept. "
    "Whoever runs me can see why. Please try again in a few minutes."
)
NOT_KEPT_YET = Sentence(
    "I could not take that yet: the place where I keep everything fails right now, and whoever runs me can see why. "
    "I read it again once that works, and you hear from me then, so do not send it twice. "
    "Only if you hear nothing within an hour, please send it again."
)
NOT_NOW = Sentence(
    "Discord does not answer me about that right now, so nothing of this was done. Please try again in a minute."
)
UNEXPECTED = Sentence(
    "Something went wrong on my side, and it is in my log. What you gave me before is safe; please try again."
)
FORBIDDEN = Sentence("I lack a permission there")
SHUT_OUT = Sentence("I am not in that server any more")
REFUSED = Sentence("Discord refuses it")
REFUSED_BY_AUTOMOD = Sentence("this server’s AutoMod does not let it through")
REFUSED_WORDS = Sentence("Discord does not allow some of its words in this server")
REFUSED_LINK = Sentence("Discord takes a link in it for a harmful one")
REFUSED_FORM = Sentence("Discord does not accept something in it")
REFUSED_PICTURES = Sentence("Discord does not accept one of its pictures")
UPLOADS_LIMITED = Sentence("Discord allows no files in this server at the moment")
CLOSED = Sentence("its thread is locked or archived")
THREADS_FULL = Sentence("this server has as many open threads as Discord allows; archive some")
TAG_WANTED = Sentence("its forum asks for a tag that I may not give; make tags that everybody may use, or ask for none")
WEBHOOKS_FULL = Sentence("its channel has as many webhooks as Discord allows")
TWO_FACTOR = Sentence("this server asks whoever runs me to use two-factor authentication")
NOT_RESTRICTED_NOW = Sentence("its channel is not age-restricted any more")
NO_CHANNEL = Sentence("letters that are Not Safe for Work are not taken here")
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
    "revise": Sentence(
        "The letter that it revises could not be changed: {reason}. Put that right, then approve it again."
    ),
    "page-gone": Sentence(
        "A page that the revised letter needs no more could not be deleted: {reason}. Please delete it yourself."
    ),
    "take-down": Sentence(
        "It could not be taken out of sight: {reason}. Put that right, and I do it then; `/letterbox check` makes "
        "me try at once. Or delete what is left of it yourself."
    ),
    "lock": Sentence(
        "Who may reply does not hold yet: I could not lock or open its thread: {reason}. Put that right, and I do it "
        "then; `/letterbox check` makes me try at once."
    ),
    "refresh": Sentence(
        "The link under it to another letter, which was taken out of sight or is called otherwise now, could not be "
        "changed: {reason}. Put that right, and I do it then; `/letterbox check` makes me try at once."
    ),
    "retire": Sentence(
        "Its card in the channel that was the desk before could not be taken away: {reason}. Please delete it yourself."
    ),
}
STANDS_ANEW = Sentence(
    "The place where it stood was gone, so it was published anew. Earlier responses stay in its former thread, "
    "if that still exists."
)
RESPONSE_WAITS = Sentence(
    "Its response {number} could not be posted: {reason}. Put that right, and it appears; `/letterbox check` "
    "makes me try at once."
)
STILL_STANDS = Sentence(
    "Its response {number} was taken back by whoever wrote it, but could not be deleted: {reason}. Put that "
    "right, and I do it then; `/letterbox check` makes me try at once. Or delete it yourself."
)
STILL_STANDS_REMOVED = Sentence(
    "Its response {number} was removed, but could not be deleted: {reason}. Put that right, and I do it then; "
    "`/letterbox check` makes me try at once. Or delete it yourself."
)
WEBHOOK_LOST = Sentence("the webhook that posted it was deleted, and no other can change it")
NO_PANEL = Sentence(
    "⚠ The panel for {channel} could not be posted: {reason}. Put that right, then use `/letterbox panel` again."
)
#: The same where only other words would do: no setting puts that right.
TROUBLE_WITH_WORDS = {
    "publish": Sentence(
        "It could not be published: {reason}. Approving it again will not do: **Send back** with a note that says so."
    ),
    "revise": Sentence(
        "The letter that it revises could not be changed: {reason}. Approving it again will not do: **Send back** with "
        "a note that says so."
    ),
    "page": Sentence(
        "A page of it could not be posted: {reason}. `/letters remove` takes the rest out of sight; its author reads "
        "your reason."
    ),
}
NAMED_BY_NUMBER = Sentence(
    "Its thread is called “{name}”: Discord does not take the words of its title as a name ({reason}). Rename it, if "
    "you like."
)
HALF_REVISED = Sentence(
    "A revision of it was taken back, but may still stand in part: {reason}. Put that right, then `/letters remove` "
    "and `/letters restore` it."
)
PICTURES_LEFT_OUT = Sentence("It stands without its pictures: {reason}.")
