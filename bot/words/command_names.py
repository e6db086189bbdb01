"""Names of commands and of their options, as Discord shows them in each language. Their English names work in all of
them, and are what sentences say."""

from __future__ import annotations

from bot.language import Sentence

# Translators: a command as people type it. Small letters, no blanks but the one after the group’s name, which is the
# same for all of its commands; hyphens join words, and of apostrophes only the straight one (') is taken.
COMMANDS = {
    said.one.removeprefix("/"): said
    for said in (
        Sentence("/letterbox"),
        Sentence("/letterbox setup"),
        Sentence("/letterbox open"),
        Sentence("/letterbox close"),
        Sentence("/letterbox settings"),
        Sentence("/letterbox check"),
        Sentence("/letterbox panel"),
        Sentence("/letters"),
        Sentence("/letters queue"),
        Sentence("/letters approve"),
        Sentence("/letters reject"),
        Sentence("/letters return"),
        Sentence("/letters note"),
        Sentence("/letters reasons"),
        Sentence("/letters log"),
        Sentence("/letters remove"),
        Sentence("/letters restore"),
        Sentence("/letters replies"),
        Sentence("/letters block"),
        Sentence("/letters unblock"),
        Sentence("/letters blocks"),
        Sentence("/letter"),
        Sentence("/letter write"),
        Sentence("/letter mine"),
        Sentence("/letter withdraw"),
        Sentence("/letter revise"),
        Sentence("/letter name-in-archive"),
        Sentence("/letter search"),
        Sentence("/letter read"),
        Sentence("/letter random"),
        Sentence("/letter data"),
        Sentence("/letter forget"),
    )
}
# Translators: an option as people type it: small letters, hyphens instead of blanks, the colon at its end. At most 32.
OPTIONS = {
    said.one.removesuffix(":"): said
    for said in (
        Sentence("until:"),
        Sentence("letters:"),
        Sentence("desk:"),
        Sentence("mature:"),
        Sentence("name:"),
        Sentence("letterbox:"),
        Sentence("channel:"),
        Sentence("number:"),
        Sentence("words:"),
        Sentence("category:"),
        Sentence("from:"),
        Sentence("to:"),
        Sentence("reason:"),
        Sentence("note:"),
        Sentence("moderator:"),
        Sentence("verb:"),
        Sentence("page:"),
        Sentence("response:"),
        Sentence("mode:"),
        Sentence("days:"),
        Sentence("waiting:"),
        Sentence("daily:"),
        Sentence("responses:"),
        Sentence("account_days:"),
        Sentence("member_hours:"),
        Sentence("refuse:"),
        Sentence("flag:"),
        Sentence("links:"),
        Sentence("crisis:"),
        Sentence("crisis_words:"),
        Sentence("crisis_text:"),
        Sentence("archive:"),
        Sentence("shown:"),
        Sentence("categories:"),
        Sentence("keep_days:"),
        Sentence("collection:"),
        Sentence("reviewers:"),
        Sentence("writers:"),
        Sentence("ping:"),
        Sentence("ping_minutes:"),
        Sentence("digest_hours:"),
        Sentence("review:"),
        Sentence("quorum:"),
        Sentence("notice_delay:"),
    )
}
