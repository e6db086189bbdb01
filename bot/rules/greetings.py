"""How people greet, in the bot's languages: who does so in a first message is answered, and a greeting is no title."""

from __future__ import annotations

import re

#: With these a letter begins: up to three more words behind one of them are a greeting, else it may be a title.
_OF_LETTERS = frozenset(
    (
        "dear", "dearest", "darling", "hi", "hiya", "hello", "hey", "heya", "yo", "greetings", "liebe", "lieber",
        "liebes", "liebste", "liebster", "hallo", "moin", "servus", "cher", "chère", "chers", "chères", "salut",
        "bonjour", "coucou", "querido", "querida", "queridos", "queridas", "estimado", "estimada", "hola", "caro",
        "cara", "ciao", "olá", "oi", "prezado", "prezada", "beste", "lieve", "hei", "hej", "drogi", "droga",
        "drodzy", "kochany", "kochana", "kochani", "szanowny", "szanowna", "witaj", "cześć", "sevgili", "merhaba",
        "selam", "canım", "дорогой", "дорогая", "привет", "здравствуй", "拝啓", "前略", "こんにちは", "こんばんは",
        "najdroższa", "najdroższy", "ukochana", "ukochany", "kochanie", "queridísima", "queridísimo", "apreciada",
        "apreciado", "cariño", "caríssimo", "caríssima", "geliebte", "geliebter", "verehrte", "verehrter", "geehrte",
        "değerli", "親愛なる", "はじめまして",
    )
)  # fmt: skip
#: What may stand before them: *mon* cher, *meine* Liebe.
_MINE = frozenset(
    (
        "my", "mein", "meine", "mon", "ma", "mes", "mi", "mis", "meu", "minha", "meus", "minhas", "mój", "moja",
        "moje", "moi", "benim", "sehr",
    )
)  # fmt: skip
#: With these behind it, the word was another: *droga do* domu, *cara a* cara, *lieber nicht*.
_NO_NAMES = frozenset(["do", "na", "w", "z", "ku", "a", "de", "y", "o", "que", "nicht", "so", "als", "auf", "to", "as"])
_ALSO_OTHER_WORDS = frozenset(("droga", "cara", "caro", "lieber", "cariño", "beste", "dear", "apreciado", "apreciada"))
#: With these somebody speaks to the bot.
_OF_TALK = frozenset(
    (
        "hi", "hello", "hey", "hallo", "hola", "salut", "ciao", "sup", "moin", "servus", "hiya", "howdy",
        "greetings", "test", "help", "start", "bonjour", "coucou", "olá", "oi", "cześć", "hej", "witam", "siema",
        "merhaba", "selam", "günaydın", "hilfe", "aide", "ayuda", "ajuda", "pomoc", "yardım", "buenas",
        "hejka", "hei", "hejo", "bonsoir", "moinmoin", "naber", "mrb", "slm",
    )
)  # fmt: skip
_KNOCKS = frozenset(
    (
        "good morning", "good day", "good afternoon", "good evening", "please help", "anybody there",
        "guten morgen", "guten tag", "guten abend", "buenos días", "buenas tardes", "buenas noches", "bom dia",
        "boa tarde", "boa noite", "dzień dobry", "dobry wieczór", "iyi günler", "iyi akşamlar",
    )
)  # fmt: skip
_KNOCKS_UNSPACED = frozenset(
    (
        "こんにちは", "こんにちわ", "こんばんは", "こんばんわ", "おはよう", "おはようございます", "はじめまして",
        "初めまして", "もしもし", "やあ", "どうも", "ハロー", "テスト", "よろしく", "よろしくお願いします",
        "はじめましてよろしくお願いします", "助けて", "ヘルプ",
    )
)  # fmt: skip
#: Letters of scripts that put no spaces between words: Thai, Lao, kana, Chinese characters.
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def begins_with_one(line: str) -> bool:
    """Whether a letter's first line is a greeting."""
    words = [_folded(word.strip("!¡*_~、，,")) for word in line.split()]
    first = words[1:] if words[:1] and words[0] in _MINE else words
    if len(first) > 1 and first[0] in _ALSO_OTHER_WORDS and first[1] in _NO_NAMES:
        return False
    return bool(first) and len(words) <= 4 and (first[0] in _OF_LETTERS or first[0].startswith("親愛なる"))


def is_greeting(text: str) -> bool:
    """Whether a first direct message is a greeting, or a single word, rather than a letter."""
    words = re.findall(r"\w+", _UNSPACED.sub("", _folded(text)))
    unspaced = len(_UNSPACED.findall(text)) // 6  # about what takes a word elsewhere
    return len(words) + unspaced <= 1 or says_hello(text)


def says_hello(text: str) -> bool:
    """Whether a direct message is a greeting, of three words at most."""
    if re.sub(r"[\W_]+|[〜ー]+$", "", text) in _KNOCKS_UNSPACED:
        return True
    words = re.findall(r"\w+", _UNSPACED.sub("", _folded(text)))
    knocks = " ".join(words[:2]) in _KNOCKS or any(word in _OF_TALK for word in words[:1])
    return knocks and len(words) + len(_UNSPACED.findall(text)) // 6 <= 3


def _folded(text: str) -> str:
    return text.replace("İ", "i").casefold()
