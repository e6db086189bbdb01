"""How letters begin and end, and how people say who they are, in the bot's languages.

All of them count at once: a letter may be written in any, wherever it is sent.
"""

from __future__ import annotations

import re

#: First words of a letter, alone or before a name: "Hi", "Hi mum".
_HAILS = """
dear dearest darling hi hiya hello hey heya yo greetings
lieber liebes liebster geliebter geliebte hallo hallihallo moin servus grüezi huhu werter werte
cher chère chers chères salut bonjour bonsoir coucou
querido querida queridos queridas hola estimado estimada estimados estimadas buenas
caros prezado prezada prezados prezadas olá oi
drogi drodzy kochany kochana kochani cześć hej hejka witaj witam siema szanowny szanowna szanowni
sevgili canım merhaba merhabalar selam selamlar günaydın değerli sayın
ciao beste lieve hei дорогой дорогая привет здравствуй
"""
#: Words that are titles by themselves (love, the road), and hail whoever is named behind them.
_HAILS_BEFORE_A_NAME = "liebe liebste caro cara caras droga"
_HAILS_OF_TWO = """
my dear; my dearest; good morning; good evening; mein lieber; meine liebe; meine lieben; mein liebes; mein liebster;
sehr geehrte; sehr geehrter; sehr geehrtes; guten tag; guten morgen; guten abend; grüß dich; grüß gott; grüß euch;
mon cher; ma chère; mes chers; mes chères; mi querido; mi querida; mis queridos; buenos días; buenas tardes;
meu querido; minha querida; meus queridos; meu caro; minha cara; bom dia; boa tarde; boa noite; e aí;
mój drogi; moja droga; mój kochany; moja kochana; moi drodzy; dzień dobry; dobry wieczór;
iyi günler; iyi akşamlar; iyi geceler
"""
_ONE, _BEFORE = frozenset(_HAILS.split()), frozenset(_HAILS_BEFORE_A_NAME.split())
_TWO = frozenset(each.strip() for each in _HAILS_OF_TWO.split(";"))
#: Japanese has no spaces.
_JAPANESE_HAIL = re.compile(
    r"(?:拝啓|前略|謹啓|こんにちは|こんばんは|おはよう|はじめまして|親愛なる|ねえ|やあ|もしもし).{0,12}"
    r"|.{1,12}(?:さん|様|さま|くん|君|ちゃん|先生)へ"
)
#: Words with which a greeting has at most this many.
_GREETING = 4

#: Whole lines that end a letter, and are no titles. (“Love” is one.)
_LEAVES = re.compile(
    r"(?:yours |very )*(?:sincerely|faithfully)|(?:kind |best |warm )+regards|best wishes"
    r"|(?:mit |viele |liebe |herzliche |freundlichen |herzlichen |lieben |vielen |ganz )+gr(?:ü|ue)(?:ß|ss)en?|v?lg|mfg"
    r"|alles liebe|hochachtungsvoll|cordialement|bien à (?:toi|vous)|(?:gros )?(?:bises|bisous)|je t['’]embrasse"
    r"|(?:un (?:fuerte )?abrazo|saludos(?: cordiales)?|atentamente|con (?:todo mi |mucho )?cariño)"
    r"|(?:um )?(?:beijos?|abraços?)|(?:beijos e )abraços|com (?:todo o meu |muito )?carinho|atenciosamente"
    r"|(?:serdecznie )?pozdrawiam(?: serdecznie)?|pozdrowienia|całuję|ściskam|z poważaniem"
    r"|sevgiler(?:imle)?|saygılar(?:ımla)?|hoşça kal|敬具|かしこ|草々|敬白|それでは、?また(?:ね)?",
    re.IGNORECASE,
)
#: What stands before the name of whoever signs, with a comma, a stop or a line's end between.
_BEFORE_NAMES = (
    r"love|yours|truly|sincerely|faithfully|regards|signed|hugs|kisses|wishes|always|forever|xx+|xo+"
    r"|con amor|siempre|com amor|sempre|avec amour|für immer|na zawsze|bis bald|à bientôt"
    r"|hasta (?:pronto|siempre)|até logo"
)
#: The same, and a space will do: these are nothing else at the beginning of a line or sentence.
_SPACED = (
    r"gr(?:ü|ue)(?:ß|ss)e?n?|v?lg|mfg|alles liebe|in liebe|hochachtungsvoll|kuss"
    r"|bises|bisous|baisers|cordialement|amiti[ée]s|amicalement|affectueusement|tendrement|je (?:t['’]|vous )embrasse"
    r"|besos|abrazos?|saludos|con (?:todo mi |mucho )?cariño|atentamente"
    r"|beijos?|beijinhos|bjs?|abraços?|abs|com (?:todo o meu |muito )?carinho|atenciosamente|saudades"
    r"|pozdrawiam|pozdrowienia|całuję|całusy|buziaki|buziaczki|ściskam|uściski|z poważaniem|z miłością"
    r"|sevgiler(?:imle)?|sevgiyle|saygılar(?:ımla)?|öpüyorum|öptüm|hoşça kal|selamlar|görüşürüz"
)
#: The same at the beginning of a line: "Dein Wolf".
_OWN = r"(?:für immer )?(?:deine?|eure?|ihre?)|ton|ta|votre|tu|tuy[oa]|su|seu|sua|teu|tua|tw[óo]j|twoja"
_SIGNED = re.compile(
    rf"(?:^|[\u2010-\u2015~\-]|\b(?:{_BEFORE_NAMES}|{_SPACED})\b\W{{0,3}}[,.!\n]"
    rf"|(?:^|[.!?…]\s)[^\w\n]{{0,3}}(?:\w+ ){{0,2}}(?:{_SPACED})\s|^[^\w\n]{{0,3}}(?:{_OWN})\s)[^\w\n]{{0,6}}$",
    re.IGNORECASE,
)
#: What may follow a signature on its line.
_AFTER = re.compile(r"(?:より|拝)?[^\w\n]{0,10}(?:x{1,5}|(?:xo){1,5}x?)?[^\w\n]{0,10}(?:\n|$)", re.IGNORECASE)

#: What tells a name in any case.
_NAMED = (
    r"my name(?: is|['’]s)|mein name ist|ich hei(?:ß|ss)e|je m['’]appelle|mon (?:pré)?nom est|me llamo|mi nombre es"
    r"|(?:eu )?me chamo|chamo-me|(?:o )?meu nome é|nazywam się|mam na imię|na imię mi|benim adım|ismim"
)
#: What does before a word with a capital: "I'm Will", unlike "I'm well".
_CALLED = (
    r"I['’]m|I am|call me|ich bin(?: d(?:er|ie))?|nennt? mich|je suis|(?:moi,? )?c['’]est|appel(?:le|ez)[- ]moi"
    r"|soy(?: el| la)?"
    r"|ll[áa]mame|(?:eu )?sou(?: [oa])?|me cham[ae](?: de)?|jestem|mów(?:cie)? mi|(?:benim )?adım|ben|bana"
)
_INTRODUCED = re.compile(
    rf"(?:\b(?:(?P<named>{_NAMED})|{_CALLED})\s{{1,3}}|(?P<japanese>名前は、?))[\"'“‘„«*_]{{0,3}}$", re.I
)
_JAPANESE_INTRODUCED = re.compile(r"と(?:いいます|言います|申します|呼んで)|って(?:いいます|言います|呼んで)")
#: Characters before a name that are looked at.
_LOOKS_BACK = 32


def hails(line: str) -> bool:
    """Whether a line greets whom a letter is for."""
    words = [word.strip("!*_~,.").replace("İ", "i").casefold() for word in line.split()]
    if not 0 < len(words) <= _GREETING:
        return False
    first, two = words[0], " ".join(words[:2])
    return first in _ONE or (len(words) > 1 and first in _BEFORE) or two in _TWO or bool(_JAPANESE_HAIL.fullmatch(line))


def takes_leave(line: str) -> bool:
    """Whether a line is how letters end, and nothing else."""
    return bool(_LEAVES.fullmatch(line.strip("!*_~,. ")))


def is_signed(line: str, text: str, end: int) -> bool:
    """Whether a name is a signature: `line` is what stands before it on its line, `end` where it ends in the text."""
    return bool(_SIGNED.search(line) and _AFTER.match(text, end))


def is_introduced(text: str, start: int, end: int) -> bool:
    """Whether a name is introduced: "My name is will" in any case, "I'm Will" only with a capital,
    unlike "I'm well", "I'm ed"."""
    match = _INTRODUCED.search(text[max(0, start - _LOOKS_BACK) : start])
    if match is None:
        return bool(_JAPANESE_INTRODUCED.match(text, end))
    return bool(match["named"] or match["japanese"]) or text[start].isupper()
