"""Words of crisis: phrases with which somebody says that they want to die or hurt themselves.

Obvious phrases only: whoever writes "this exam is killing me" must not be stopped. So the phrases are about oneself
("my", "myself", "I"), and those that people also use in jest are left out where the next words say that it is one.
What a letterbox's own list holds is looked for beside them, as in the lists of words (`filters`).
"""

from __future__ import annotations

import re

from bot.rules import filters

#: Pieces that phrases are put together from, each by its name in braces.
_PIECES = {
    "want": r"(?:want(?:ed|ing)?|wish(?:ed)?|long|plan(?:ned|ning)?|going|about|ready|decided|tried|try(?:ing)?)",
    "think": r"(?:think(?:ing)? (?:of|about)|thought (?:of|about)|thoughts of|consider(?:ed|ing)?|dream of)",
    "not": r"(?:do not|don'?t|didn'?t|no longer)",
    "am": r"(?:i'?m|i am|i feel|i felt|feeling|being|i was|i've been|i have been)",
    "was": r"i (?:was|were)",
    "more": r"(?: any ?more| any longer)",
    "end": r"(?=\s*(?:$|[.,;:!?…)\n]|(?:and|but|because|so|since|if|when|tonight|tomorrow|today|right now)\b))",
    "jest": r"(?! (?:of (?!a broken)|laughing|with laughter|from (?:laugh|embarrassment|shame|boredom)|on the spot))",
    "work": r"(?! (?:laughing|with laughter|over|for not|studying|training|working|at|trying|to (?:get|make|be)))",
    "off": r"(?! (?:off|out|some|a |free|short))",
    "cut": r"(?! (?:off|out|some|a |free|short|shaving|while|when|on))",
}
#: By Discord's code of a language; texts are compared in small letters, with plain apostrophes and single spaces.
_PHRASES = {
    "en": (
        r"kill(?:ing)? myself\b{work}",
        r"(?:{want} to|wanna|gonna) (?:just )?die\b{jest}",
        r"wish (?:that )?{was} dead\b(?! simple)",
        r"end(?:ing)? my (?:own )?life\b",
        r"(?:take|taking) my own life\b|take my life\b{end}",
        r"(?:{want} to|{think}) end(?:ing)? it all\b",
        r"{am} (?:so |very |really |still )?suicidal\b|suicidal thoughts",
        r"{think} suicide\b|commit suicide\b|attempt(?:ed|ing)? suicide\b|my suicide\b|suicide note\b",
        r"{not} want to (?:live{more}?{end}|be alive\b|exist\b{more}?{end}|keep living\b)",
        r"{not} want to wake up(?: again| tomorrow|{more})",
        r"(?:want|hope|wish) (?:to|i) (?:just )?never wake up\b|fall asleep and never wake up\b",
        r"(?:no|any) (?:reason|point|sense) (?:left )?(?:to live|to keep living|in living)\b(?! (?:in|with|here|at))",
        r"nothing (?:left )?to live for\b|(?:not|isn'?t|never) worth living\b",
        r"better off (?:dead|without me\b)|better(?: off)? if {was} (?:dead|gone)\b",
        r"(?:tired|sick) of (?:living|being alive){end}",
        r"(?:want|need|going|plan(?:ning)?|urge) to (?:hurt|harm|cut) myself\b{off}",
        r"(?:start(?:ed)?|keep|kept|been|stop(?:ped)?|resist) (?:hurting|harming|cutting) myself\b{cut}",
        r"self[- ]?harm(?:ing|ed)?\b|slit(?:ting)? my wrists\b|unalive myself\b",
        r"(?:hang|hanging) myself\b(?! out)",
        r"(?:{want} to|{think}) (?:shoot|drown)(?:ing)? myself\b(?! in the foot)",
        r"(?:{want} to|{think}) overdos(?:e|ing)\b",
        r"(?:{want} to|{think}) jump(?:ing)? (?:off|from) (?:a|the) (?:bridge|roof|building|balcony)\b",
        r"(?:take|taking|swallow(?:ed|ing)?) (?:all|too many) (?:of )?(?:my |the )?(?:sleeping )?(?:pills|tablets)\b",
    )
}


def _compiled(phrase: str) -> str:
    for name, piece in _PIECES.items():
        phrase = phrase.replace(f"{{{name}}}", piece)
    return phrase


_KNOWN = {
    language: re.compile("|".join(rf"\b(?:{_compiled(each)})" for each in said)) for language, said in _PHRASES.items()
}


def find(text: str, language: str, own: tuple[str, ...] = ()) -> list[str]:
    """Returns the phrases of a text of any length that say so, in order, each once.

    `language` is Discord's code of the letterbox's language: English is looked for beside it. `own` are the letterbox's
    own phrases.
    """
    plain = re.sub(r"[^\S\n]+", " ", text.replace("’", "'").replace("‘", "'")).casefold()
    readings = (plain, re.sub(r"\s+", " ", plain))  # a line may end a sentence, or go on
    found = [
        match[0].strip()
        for code in dict.fromkeys((language, "en"))
        if code in _KNOWN
        for reading in readings
        for match in _KNOWN[code].finditer(reading)
    ]
    listed = [hit.what for hit in filters.judge(text, filters.Rules(flag=own)).flagged if hit.rule] if own else []
    return [*dict.fromkeys([*(" ".join(each.split()) for each in found), *listed])]
