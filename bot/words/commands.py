"""The descriptions of commands and their options, as Discord shows them."""

from __future__ import annotations

from bot.language import Sentence

COMMANDS = {
    "letterbox": Sentence("The server’s letterbox"),
    "letterbox setup": Sentence("Choose where letters appear and where they are reviewed"),
    "letterbox open": Sentence("Take letters again"),
    "letterbox close": Sentence("Take no letters for now"),
    "letterbox settings": Sentence(
        "See or change what the letterbox takes: limits, words, links, categories, and what it keeps"
    ),
    "letterbox check": Sentence("See whether everything the letterbox needs is in place"),
    "letters": Sentence("The moderators’ commands"),
    "letters queue": Sentence("What waits for a decision, oldest first"),
    "letters approve": Sentence("Publish a letter that waits"),
    "letters reject": Sentence("Turn a letter down"),
    "letters return": Sentence("Send a letter back to its author with a note"),
    "letters remove": Sentence("Take a published letter out of sight, or a response to it"),
    "letters restore": Sentence("Publish a removed letter again, or a removed response"),
    "letters replies": Sentence("Say who may reply to a letter"),
    "letters block": Sentence("Take nothing more from the writer of a letter or response, without learning who it is"),
    "letters unblock": Sentence("Lift the block set on a letter or response"),
    "letters blocks": Sentence("The blocks in force, without learning whom they are for"),
    "letter": Sentence("Letters nobody signs"),
    "letter write": Sentence("Write a letter in a form"),
    "letter mine": Sentence("List your letters, drafts and replies; only you see it"),
    "letter withdraw": Sentence("Take one of your letters back"),
    "letter data": Sentence("See what I keep about you, in every server; only you see it"),
    "letter forget": Sentence("Have me forget you, in every server; I first show what would be erased"),
}
OPTIONS = {
    "letters": Sentence("Text channel or forum where letters appear"),
    "desk": Sentence("Private channel where moderators review them"),
    "mature": Sentence("Age-restricted channel or forum for letters that are Not Safe for Work"),
    "number": Sentence("The letter’s number"),
    "reason": Sentence("What the author is told (they do not learn who you are)"),
    "note": Sentence("What the author should change"),
    "page": Sentence("Which page, from 1"),
    "response": Sentence("A response to that letter, by its number"),
    "mode": Sentence("Who may reply, from now on"),
    "days": Sentence("For how many days; left out, the block has no end"),
    "block_reason": Sentence("For the moderators; the person never reads it"),
    "waiting": Sentence("Letters of one person that may wait for the desk"),
    "daily": Sentence("Letters of one person within a day"),
    "responses": Sentence("Responses of one person within a minute"),
    "account_days": Sentence("How many days old an account must be"),
    "member_hours": Sentence("How many hours one must have been a member"),
    "refuse": Sentence("Words to refuse, separated by commas; replaces the whole list, - for none"),
    "flag": Sentence("Words to show to the desk, separated by commas; replaces the whole list, - for none"),
    "links": Sentence("What happens to letters and responses with links"),
    "categories": Sentence("To whom letters may be, separated by commas; the first is the default"),
    "keep_days": Sentence("How many days after a letter’s last response I forget its author"),
    "collection": Sentence("When letters reach the desk: at once, or together in random order"),
    "review": Sentence("Whether moderators read letters before they appear"),
    "quorum": Sentence("How many moderators must approve a letter"),
    "notice_delay": Sentence("Up to how many seconds later, at random, authors hear of what others did"),
}
