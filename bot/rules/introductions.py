"""How people say who they are, in the bot's languages: “my name is will”, “I'm Will”, “Will here”."""

from __future__ import annotations

import re

from bot.rules.unaccented import unaccented

#: Behind these a name stands, however it is written; compared without accents and capitals.
_NAMED = {
    "en": r"my (?:nick)?name(?: is|'s)",
    "de": r"mein (?:spitz)?name ist|ich heisse",
    "fr": r"je m'appelle|mon (?:nom|prenom|surnom|pseudo) (?:est|c'est)",
    "es": r"me llamo|mi (?:nombre|apodo) es",
    "pt": r"me chamo|meu (?:nome|apelido) e",
    "pl": r"nazywam sie|mam na imie|moje imie to|moj (?:nick|pseudonim) to",
    "tr": r"(?:benim )?(?:takma )?adim|ismim",
}
#: Behind these it does with a capital: “I'm Will”, unlike “I'm well”.
_BEING = {
    "en": r"i'm|i am|call(?:s|ed)? me|it's me,?|known as|i go by",
    "de": r"ich bin|ich bin's,?|nenn(?:t|st|en)? mich|hier schreibt(?: dir| euch)?",
    "fr": r"je suis|(?:on|tu|ils) m'appel\w+|appelle-moi|c'est moi,?|moi,? c'est|c'est|ici",
    "es": r"soy(?: yo,?)?|llamame|me (?:llaman|dicen|llamabas)|aqui|te escribe",
    "pt": r"(?:eu )?sou(?: eu,?| [oa])?|me (?:chame|chamam|chamava) de|aqui e(?: [oa])?|escreve e(?: [oa])?",
    "pl": r"jestem|mow(?:ia|ili) (?:na mnie|mi|do mnie)|mow mi|to ja,?|z tej strony|pisze(?: do ciebie)?",
    "tr": r"ben",
}
#: Behind these it does between commas: “I, Will, …”.
_I = "i|ich|moi|yo|eu|ja|ben"
#: Behind these, at the beginning of a sentence, it does in the first lines of a letter.
_AT_FIRST = "this is|hier ist|tu"
#: In front of these it does there, where nothing else stands before it in its sentence.
_HERE = re.compile(r" (?:here|hier|ben)[.,!\n]", re.IGNORECASE)
_TURKISH_CALLED = re.compile(r" (?:derler|diyorlar|dersin|de|deyin|derdin)\b", re.IGNORECASE)
_TURKISH_ME = re.compile(r"\bbana $")

_QUOTES = r"[\"'“‘„«*_]{0,3}"


def _behind(table: dict[str, str], blanks: str) -> re.Pattern[str]:
    phrases = "|".join(table.values()).replace(" ", r"\s{1,3}")
    return re.compile(rf"\b(?:{phrases}){blanks}{_QUOTES}$")


#: With its line, what may mean something else is over: “… vivre ici”.
_BEHIND_NAMED, _BEHIND_BEING = _behind(_NAMED, r"\s{1,3}"), _behind(_BEING, r"[^\S\n]{1,3}")
_BEHIND_I = re.compile(rf"\b(?:{_I}), {_QUOTES}$")
_BEHIND_FIRST = re.compile(rf"(?:^|[.!?,]\s{{1,3}})(?:{_AT_FIRST})[^\S\n]{{1,3}}{_QUOTES}$")
_NOTHING = re.compile(r"(?:^|[.!?,\n]\s{0,3})$")
_SENTENCE_OVER = re.compile(r"\s{0,2}(?:[.,!?\n]|$)")

_ME_JA = re.compile(r"(?:私|わたし|僕|ぼく|俺|名前)は[、「『 ]{0,2}$")
_AM_JA = re.compile(r"[」』]?(?:です|だよ|だ。|と(?:申し|いい|言い)|っていう|という(?:名前|者))")
_NAME_JA = re.compile(r"(?:^|[。！？、\s]|(?:私|わたし|僕|ぼく|俺)の)名前は[「『 ]?$")
_BEGINS_JA = re.compile(r"(?:^|[。！？!?、\s])[「『]?$")
_SAYS_JA = re.compile(r"[」』]?(?:と(?:申し|いいます|言います|呼ばれて|呼んで)|って(?:呼んで|いいます|言います))")
_IS_JA = re.compile(r"[」』]?(?:です|だよ)(?:[。！!、\s]|$)")
_OVER_JA = re.compile(r"[」』]?(?:[。！!、\n]|$)")


def introduces(before: str, after: str, *, first: bool, capital: bool) -> bool:
    """Whether a name that stands between these parts of a text says who wrote it.

    `first`: it stands in the first lines; `capital`: it begins with a capital, or its script has none.
    """
    said = unaccented(before)
    if _BEHIND_NAMED.search(said) or (_TURKISH_ME.search(said) and capital and _TURKISH_CALLED.match(after)):
        return True
    if capital and (_BEHIND_BEING.search(said) or (_BEHIND_I.search(said) and after.startswith(","))):
        return True
    if capital and first and _BEHIND_FIRST.search(said) and _SENTENCE_OVER.match(after):
        return True
    if capital and first and _NOTHING.search(said) and _HERE.match(after):
        return True
    return _introduces_in_japanese(before, after, first=first)


def _introduces_in_japanese(before: str, after: str, *, first: bool) -> bool:
    if _ME_JA.search(before) and _AM_JA.match(after):
        return True
    if _NAME_JA.search(before) and _OVER_JA.match(after):
        return True
    return bool(_BEGINS_JA.search(before) and (_SAYS_JA.match(after) or (first and _IS_JA.match(after))))
