"""What is looked for in a letter beside its letterbox's rules: other people's data for the desk, words of crisis."""

from __future__ import annotations

from collections.abc import Sequence

from bot.language import Said, Sentence
from bot.language.lengths import cut
from bot.language.markup import isolated
from bot.words import writing

#: Whose they are, nobody can know: they may be the writer's own.
OTHERS = Sentence("Holds {found}.")
OTHERS_FOUND = {
    "PLACE": Sentence("a postal address, `{what}`"),
    "PHONE": Sentence("a telephone number, `{what}`"),
    "EMAIL": Sentence("an e-mail address, `{what}`"),
    "HANDLE": Sentence("a name on a social network, `{what}`"),
    "MEMBER": Sentence("a mention of {what}"),
}
CRISIS_MARK = Sentence("**Read this one first:** it holds words of crisis, {found}.")
CRISIS_FOUND = Sentence("`{what}`")
# Translators: it must not sound as if anybody had read the letter, or would at once.
CRISIS = Sentence(
    "**Before you send it.** Some of your words are on a short list of what people write when things are very hard. "
    "Nobody has read them yet. This server would like you to know where somebody answers now:\n{text}\n"
    "Your letter is as it was. **Send letter** sends it; a moderator reads it when they come to it, and their card "
    "points these words out."
)


def others(found: Sequence[tuple[str, str]]) -> Sentence:
    """Returns which data of people a letter holds. `found` are pairs of a kind of trace and the words themselves."""
    named: list[Said] = [
        OTHERS_FOUND[kind].format(what=what if kind == "MEMBER" else _shown(what)) for kind, what in found
    ]
    return OTHERS.format(found=writing.listed(named))


def crisis(found: Sequence[str]) -> Sentence:
    """Returns which words of crisis a letter holds, for the desk."""
    return CRISIS_MARK.format(found=writing.listed([CRISIS_FOUND.format(what=_shown(what)) for what in found]))


def _shown(what: str) -> str:
    return isolated(cut(" ".join(what.replace("`", "’").split()), writing.HIT_SHOWN))
