"""What letters close with before the name of whoever wrote them, in the bot's languages."""

from __future__ import annotations

import re

from bot.rules.unaccented import unaccented

#: With these before it, and a comma or a stop between, a name signs; compared without accents.
_CLOSINGS = {
    "en": (
        "love|yours|truly|sincerely|faithfully|regards|signed|hugs|kisses|wishes|always|forever|yours ever|xx+|xo+|"
        "fondly|warmly|affectionately|respectfully|cordially|gratefully|(?:with|in) gratitude|cheers"
    ),
    "de": (
        "liebe|herzlichst?|kusse|kuss|kusschen|umarmung|hochachtungsvoll|gezeichnet|gez|hdg?d?l|ild|verbundenheit|"
        "in dankbarkeit|von (?:ganzem )?herzen|immer deine?|umarme dich|druck dich|hab dich lieb|gedruckt|ergebenst"
    ),
    "es": (
        "carino|amor|siempre|quiere|ama|atentamente|cordialmente|con afecto|afectuosamente|carinosamente|"
        "sinceramente|respetuosamente|de (?:todo )?corazon|con todo mi corazon|firmado|fdo|gratitud|con ternura|"
        "siempre tuy[oa]"
    ),
    "fr": (
        "cordialement|amicalement|affectueusement|tendrement|amities|embrasse|"
        "avec (?:amour|affection|tendresse|gratitude)|sincerement|salutations|respectueusement|toujours|a jamais|"
        "signe|bien a (?:toi|vous)|de tout (?:mon )?coeur|t'aime|devouee?"
    ),
    "pt": (
        "carinho|sempre|atenciosamente|cordialmente|saudades?|saudacoes|amor|com afeto|afetuosamente|carinhosamente|"
        "sinceramente|respeitosamente|de (?:todo )?coracao|eternamente|assinado|com gratidao|com ternura|att|"
        "sempre (?:teu|tua|seu|sua)"
    ),
    "pl": (
        "miloscia|powazaniem|kocham|kochajacy|kochajaca|szacunkiem|szacunku|serdecznie|serdecznosci|"
        "z (?:calego )?serca|na zawsze|zawsze|zawsze twoj|zawsze twoja|czuloscia|wdziecznoscia|podpisano|oddana|"
        "oddany|tesknie|teskniaca|teskniacy"
    ),
    "tr": (
        "sevgiyle|saygiyla|dileklerim(?:le)?|dileklerle|ictenlikle|hasretle|ozlemle|minnetle|sevgilerle|saygilarla|"
        "sonsuza (?:dek|kadar)|her zaman|daima|imza|muhabbetle|sukranla|selamlarimla"
    ),
}
#: With these it does where only blanks stand between: *Liebe Grüße* Anna.
_BARE = {
    "de": "gr(?:u|ue)sse?|lg|vg|mfg|glg|bussi|busserl",
    "es": "besos?|besitos?|abrazos?|abrazote|saludos?",
    "fr": "bisous?|bises?|gros bisous",
    "pt": "beijos?|beijinhos?|beijao|abracos?|abracao|bjs?|abs",
    "pl": "caluje|calusy|calusow|sciskam|pozdrawiam|pozdrowienia|buziaki|buziaczki|usciski|usciskow",
    "tr": (
        "sevgiler(?:imle)?|saygilar(?:imla)?|selamlar|opuyorum|optum|opucukler|kucakliyorum|kucak dolusu sevgiler|"
        "seni seven"
    ),
}
#: With these a letter parts. A name behind them may also be whoever it is for: it signs in the last line only, with a
#: capital, where the words are a sentence of their own.
_PARTINGS = {
    "en": (
        "best|all the best|take care|goodbye|good bye|bye|farewell|so long|see you|until then|till then|thanks|"
        "thank you|good night|goodnight"
    ),
    "de": (
        "bis (?:bald|dann|dahin|morgen|irgendwann|spater)|mach(?:'?s|t'?s| es) gut|tschuss|ciao|leb wohl|"
        "auf wiedersehen|alles gute|pass auf dich auf|danke|servus|ich liebe dich|fur immer|gute nacht|in gedanken"
    ),
    "es": (
        "hasta (?:pronto|siempre|luego|nunca|manana)|adios|chao|chau|cuidate|cuidense|te amo|te quiero|gracias|"
        "nos vemos|buenas noches"
    ),
    "fr": (
        "a (?:bientot|plus|demain|un de ces jours)|adieu|au revoir|prends soin de toi|je t'aime|merci|"
        "bonne (?:nuit|journee)"
    ),
    "pt": (
        "ate (?:logo|breve|mais|amanha|um dia)|adeus|tchau|se cuida|se cuide|cuide-se|te amo|obrigad[oa]|fique bem|"
        "fica bem|boa noite"
    ),
    "pl": (
        "do (?:zobaczenia|uslyszenia|widzenia|jutra)|zegnaj|zegnam|trzymaj(?:cie)? sie|pa|papa|pa pa|dziekuje|"
        "wszystkiego dobrego|bywaj|czesc|dobranoc|kocham cie"
    ),
    "tr": (
        "hosca kal(?:in)?|hoscakal(?:in)?|kendine (?:iyi|cok iyi) bak|gorusuruz|gorusmek uzere|elveda|"
        "allah'?a emanet|allah'?a emanet ol|emanet ol|tesekkurler|tesekkur ederim|iyi geceler|iyi gunler|"
        "sevgiyle kal|esen kal|seni seviyorum|bay bay"
    ),
}
#: Whose a name is that stands behind it, at the beginning of a line: *Deine* Anna.
_WHOSE = (
    "your|deine?|eure?|ihre?|ton|ta|votre|tuy?[oa]?|vuestr[oa]|teu|tua|seu|sua|twoj|twoja|wasza?|senin|sevgilin|"
    "arkadasin|dostun|komsun|kizin|oglun|kardesin|ablan"
)
#: What somebody is there: *your friend* Rose.
_WHO = (
    "friend|neighbou?r|freund(?:in)?|nachbar(?:in)?|amig[oa]|vecin[oa]|amie?|voisine?|vizinh[oa]|przyjaciel|"
    "przyjaciolka|sasiad(?:ka)?|daughter|son|sister|brother|tochter|sohn|schwester|bruder|hij[oa]|herman[oa]|filh[oa]|"
    "irmao?|fille|fils|soeur|frere|corka|syn|siostra|brat"
)
#: From whom it comes, at the beginning of the last line.
_FROM = "(?:with )?(?:love )?from|von|de(?: parte de| la part de)?|(?:da parte )?d[eao]|od"
#: The same in Japanese, where no blank ends a word.
_CLOSINGS_JA = (
    "敬具|かしこ|草々|早々|敬白|謹言|謹白|不一|不備|拝具|[愛心感]を[こ込]めて|さようなら|さよなら|またね|じゃあね|お元気で|元気でね|"
    "ありがとう(?:ございました)?|大好きです|お体に気をつけて|バイバイ"
)


def _any(phrases: str | dict[str, str]) -> str:
    joined = phrases if isinstance(phrases, str) else "|".join(phrases.values())
    return f"(?:{joined})".replace(" ", r"\s{1,3}")


_CLOSED = re.compile(
    r"(?:"
    r"^[^\w\n]{0,6}|[\u2010-\u2015~-][^\w\n]{0,6}"
    rf"|\b(?:{_any(_CLOSINGS)}|{_any(_BARE)})\b\W{{0,3}}[,.!\n][^\w\n]{{0,6}}"
    rf"|\b{_any(_BARE)}\b[^\w\n]{{1,4}}"
    rf"|{_any(_CLOSINGS_JA)}[^\w\n]{{1,6}}"
    rf"|^\W{{0,3}}{_any(_WHOSE)}(?:\s{{1,3}}{_any(_WHO)}[^\w\n]{{0,3}})?\s{{1,3}}"
    r")$"
)
_PARTED = re.compile(
    rf"(?:(?:^|[.!?…]\s{{1,3}})\W{{0,3}}"
    rf"(?:{_any(_PARTINGS)}\b(?:\s{{1,3}}\w+){{0,2}}|{_any(_WHOSE)}(?:\s{{1,3}}\w+){{1,3}})"
    rf"[^\w\n]{{0,3}}[,.!…][^\w\n]{{0,6}}"
    rf"|[.!?…]\s{{1,3}}{_any(_WHOSE)}(?:\s{{1,3}}{_any(_WHO)}[^\w\n]{{0,3}})?\s{{1,3}}|^\W{{0,3}}{_any(_FROM)}\s{{1,3}})$"
)
#: What may follow a signature on its line.
_AFTER = re.compile(r"[^\w\n]{0,10}(?:x{1,5}|(?:xo){1,5}x?|拝)?[^\w\n]{0,10}(?:\n|$)", re.IGNORECASE)
#: Behind a name, these say that something comes from there: さくらより, Güneş'ten.
_FROM_THERE = re.compile(r"(?:より|['’][td][ae]n)[^\w\n]{0,10}(?:\n|$)", re.IGNORECASE)
_SENTENCE_ENDED = re.compile(r"(?:^|[.,!?…。！？、\u3000])[^\w\n]{0,6}$")


def signs(before: str, after: str, *, last: bool, capital: bool) -> bool:
    """Whether a name signs a letter that stands between these parts of its line.

    `last`: nothing but postscripts follows this line; `capital`: the name has one, or its script has none.
    """
    said = unaccented(before)
    if _FROM_THERE.match(after):
        return bool(_SENTENCE_ENDED.search(said) or _CLOSED.search(said))
    return bool(_AFTER.match(after) and (_CLOSED.search(said) or (last and capital and _PARTED.search(said))))
