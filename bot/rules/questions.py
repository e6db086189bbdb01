"""Is a first message a letter, or a question to the bot about itself? Pure.

Only what can hardly be anything else counts: few words in one paragraph, about who sees what and how it works. A letter
that begins with a question goes on, and one that is nothing but a question is about somebody. Whatever is taken for a
question all the same can still become a letter, with one press.
"""

from __future__ import annotations

import re

from bot.rules import questions_elsewhere

#: Words in a question at most, what it opens with left out.
MOST = 12
#: What somebody says before they ask, and what they stress a question with: left out.
OPENINGS = re.compile(
    r"^(?:(?:hi|hello|hey|hallo|hiya|ok|okay|so|well|um|uh|wait|sorry|and|but|then|there|bot|unsigned|just|quick|"
    r"stupid|dumb|question|excuse me|before i (?:write|start|begin))\b[\s,.!:;…-]*)+(?=.)"
)
STRESS = re.compile(r"\b(?:really|actually|truly|totally|completely|fully|exactly|just|please|100|even|still)\b")
ASKS = re.compile(
    r"(?:what|who|whos|how|hows|why|when|where|which|is|are|am|do|does|did|can|could|will|would|should|may|if)\b"
)
#: Anonymity, in some languages: any short question with such a word is one about it.
ANONYMITY = re.compile(r"\banon\b|anonym|anonim|anónim|anônim|anoniem|аноним|анонім|匿名|익명|\bincognito\b")

_IT = (
    r"(?:this|it|that|these|them|they|everything|my (?:letters?|messages?|name|texts?)|(?:the|a|your) (?:letters?|bot))"
)
_ANYBODY = (
    r"(?:(?:any|some|every)(?:one|body)(?: else)?|they|people|others|who|you|the (?:bot|server|others)|discord|"
    r"(?:the )?(?:mods?|moderators?|admins?|owners?|staff|server owner))"
)
_ME = (
    r"(?:who i am|(?:that )?it(?: i|)s me|(?:that )?it was me|my (?:name|account|identity|id|username|profile)|"
    r"who (?:wrote|sent|posted) (?:it|this)|that i (?:wrote|sent|posted) (?:it|this))"
)
#: Whole questions.
ABOUT_IT = re.compile(
    "|".join(
        [
            rf"(?:how|what) (?:does|do|will|would) {_IT} (?:works?|do)(?: here)?|how {_IT} works?",
            rf"(?:does|will) {_IT} work",
            r"(?:what|whats|what is|what s|who|whos) (?:is )?(?:this|this bot|this thing|this about|this for)",
            r"what (?:do|can) you do|what are you(?: for)?|who are you|how (?:do|can) i use (?:this|you|it|the bot)",
            r"are you (?:a )?(?:bot|human|person|real person|ai|robot)",
            rf"(?:is|are|will) {_IT} (?:be )?(?:private|safe|secret|secure|public|shown|published|posted|kept|stored|"
            r"saved|logged|encrypted|visible|traceable|traced|free|confidential)(?: here)?",
            rf"who (?:can |will |could |gets to |is going to )?(?:sees?|reads?|gets?|knows?|finds? out)(?: about)? "
            rf"(?:{_IT}|{_ME}|what i (?:write|send|say|wrote))(?: here)?",
            rf"(?:can|could|will|would|do|does|are|if) {_ANYBODY} (?:able to |going to |gonna |ever )?"
            rf"(?:sees?|reads?|finds? out|tells?|knows?|learns?|traces?|identif(?:y|ies)|gets?|told) {_ME}",
            rf"(?:can|could|will|would|do|does) {_ANYBODY} (?:read|see) (?:this|my (?:letters?|messages?|dms?))",
            r"(?:how|where) (?:do|can|should|would|to) ?i? ?(?:write|send|post|publish|submit|start|begin)"
            r" (?:a|my|an?other|one|the) ?(?:letters?)?",
            r"(?:how|where) do i (?:write|send|post|publish|submit)(?: it| this| one)?",
            r"how long (?:do you|will you|is|are|will) (?:it|this|they|them|my \w+|be|keep|store|save)"
            r"(?: (?:it|this|them|my \w+|be))?(?: (?:kept|stored|saved|keep))?",
            r"what (?:do you|is|gets) (?:keep|kept|store|stored|save|saved|log|logged|collect)(?: (?:about|of) me)?",
            r"do you (?:keep|store|save|log|track|collect) (?:my |any |the )?"
            r"(?:data|names?|messages?|ip|ids?|accounts?|identity|logs)",
            r"can i (?:delete|edit|change|withdraw|undo|remove) (?:it|this|my letters?|a letter)"
            r"(?: (?:later|again|afterwards))?",
            r"can i (?:add|send|attach|use|include) (?:a )?(?:pictures?|photos?|images?|gifs?|files?|links?|videos?)",
            r"what happens (?:when|if|after|once) i (?:send|press|submit)(?: (?:it|this|my letter|a letter|send))?",
            r"who (?:runs|hosts|made|owns|is behind) (?:this|this bot|you)",
        ]
    )
)


def is_question(text: str) -> bool:
    """Whether a message is a question to the bot about itself, rather than the beginning of a letter."""
    if questions_elsewhere.is_question(text):
        return True
    said = OPENINGS.sub("", text.strip().casefold())
    if "\n" in text.strip() or re.search(r"[.!?？][^.!?？]", said):  # more follows
        return False
    plain = " ".join(re.sub(r"[^\w ]", " ", re.sub(r"[’'`]", "", said)).split())
    plain = " ".join(STRESS.sub(" ", plain).split())
    if ABOUT_IT.fullmatch(plain):
        return True
    asked = said.endswith(("?", "？")) or ASKS.match(plain)
    return bool(asked and len(plain.split()) <= MOST and ANONYMITY.search(plain))
