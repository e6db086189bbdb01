"""Pen names: which are allowed, and which look alike."""

from __future__ import annotations

import gettext
import unicodedata
from functools import cache
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import words
from bot.language import ENGLISH
from bot.rules.allowed_names import NameRefused, Reason, clean
from bot.rules.pen_names import MAX_NAME, looks_like, skeleton
from tests.learning import learn, unlearn

pytestmark = pytest.mark.only_run

AUTHOR = ENGLISH(words.reader.AUTHOR_NAME)

#: Ordinary pen names, no two of which anybody would mix up.
NAMES = [
    "Anna", "Ann", "Anne", "Hanna", "Nora", "Nova", "Nina", "Mina", "Rina", "Tom", "Tim", "Jim", "John",
    "Joan", "Jean", "Sam", "Pam", "Cam", "Dan", "Den", "Ben", "Bea", "Leo", "Lea", "Lena", "Luna", "Lina",
    "Oona", "Una", "Max", "Mix", "Wren", "Warren", "Rook", "Root", "Robin", "Rubin", "Reader", "Leader",
    "Night Owl", "Night Fowl", "Someone", "No one", "Nobody", "Somebody", "A stranger",
    "The stranger on the 7:40", "Lighthouse keeper", "Light house", "Umbrella", "42", "43", "404", "1984",
    "1985", "Blue", "Glue", "Bleu", "Old friend", "Odd friend", "Cold friend", "Moth", "Mother", "Month",
    "Mouth", "Мария", "Марина", "Анна Петровна", "Иван", "Игорь", "Олег", "Ольга", "Елена", "Νίκος",
    "Μαρία", "Ελένη", "Γιώργος", "山田", "山本", "田中", "日野", "さくら", "かずお", "がずお", "ノラ", "ラ",
    "김민수", "김민서", "박지훈", "नेहा", "निहा", "नीहा", "כרמל", "שירה", "علي", "عمر", "ليلى", "Zoë",
    "Søren", "Łukasz", "Nguyễn", "Þóra", "Jürgen", "François", "Straßenbahn", "Thistle", "Whistle",
]  # fmt: skip

#: Characters that look like a letter, whatever its case.
DOUBLES = {
    "a": "AаΑａ𝐚𝒶𝔞𝕒ᴀⓐ🄰🅐🅰🇦άàäåā",
    "b": "BВЬｂ𝐛𝔟ʙⓑ🅱",
    "c": "CсСϲｃ𝐜𝔠ᴄⓒ🅲ç",
    "d": "Dԁｄ𝐝𝔡ᴅⓓ🅳ď",
    "e": "EеЕΕｅ𝐞𝔢ᴇⓔ🅴éëęĕ",
    "f": "Fｆ𝐟𝔣ꜰⓕ🅵",
    "g": "Gｇ𝐠𝔤ɢɡⓖ🅶ğ",
    "h": "HНΗһｈ𝐡𝔥ʜⓗ🅷",
    "i": "Il1ІіΙ|ｉ𝐢𝔦ɪⓘ🅸ïí",
    "k": "KКΚｋ𝐤𝔨ᴋⓚ🅺",
    "l": "LI1і|ｌ𝐥𝔩ʟⓛ🅻ł",
    "m": "MМΜⅯｍ𝐦𝔪ᴍⓜ🅼",
    "n": "NΝｎ𝐧𝔫ɴⓝ🅽ñп",
    "o": "O0оОοΟօｏ𝐨𝔬ᴏⓞ🅾öóø",
    "p": "PрРρΡｐ𝐩𝔭ᴘⓟ🅿",
    "r": "Rｒ𝐫𝔯ʀⓡ🆁гŕ",
    "s": "SѕЅｓ𝐬𝔰ꜱⓢ🆂š",
    "t": "TТΤｔ𝐭𝔱ᴛⓣ🆃ť",
    "u": "UυսＵ𝐮𝔲ᴜⓤ🆄üú",
    "v": "VνѵＶ𝐯𝔳ᴠⓥ🆅",
    "w": "WԝｗＷ𝐰𝔴ᴡⓦ🆆",
    "x": "XхХΧｘ𝐱𝔵ⓧ🆇",
    "y": "YуУΥγｙ𝐲𝔶ʏⓨ🆈ý",
    "z": "ZΖｚ𝐳𝔷ᴢⓩ🆉ž",
}
PAIRS = {"m": "rn", "w": "vv", "M": "rn", "W": "VV"}
INVISIBLE = [
    "\u200b",
    "\u200c",
    "\u200d",
    "\u2060",
    "\u202e",
    "\u00ad",
    "\ufe0f",
    "\u034f",
    "\u3164",
    "\U000e0041",
    "\ufeff",
]
ACCENTS = ["\u0301", "\u0308", "\u0336", "\u0323", "\u20dd", "\u0489"]
BETWEEN = [" ", "\u00a0", "\u3000", ".", "-", "_", "'", "~", "•", "*", "🌊", "!"]


@cache
def looks(char: str, everywhere: bool) -> st.SearchStrategy[str]:
    """Everything that looks like the character, with what hardly shows before and above it, the plain one first."""
    # A bar is a letter only beside others, and a space may come between them.
    doubles = [*DOUBLES.get(char.lower(), "").replace("|", ""), *([PAIRS[char]] if char in PAIRS else [])]
    changed = doubles if doubles and everywhere else [char] * (len(doubles) or 1) + doubles
    return st.sampled_from(
        [
            before + each + (above if each.isalpha() and each.isascii() else "")
            for above in ("", "", "", *ACCENTS)
            for before in ("", "", "", *INVISIBLE, *BETWEEN)
            for each in changed
        ]
    )


def disguised(name: str, everywhere: bool = False) -> st.SearchStrategy[str]:
    """`name` with other characters that look the same, and with more between them that hardly show.

    The first character stays, or a name could become wholly Greek and would then be read as Greek.
    """
    return st.tuples(*(looks(char, everywhere) for char in name[1:])).map(lambda rest: name[0] + "".join(rest))


plain = st.sampled_from([name for name in NAMES if name.isascii()])


# What looks alike


@given(plain.flatmap(lambda name: st.tuples(st.just(name), disguised(name))))
@settings(max_examples=1000, deadline=None)
def test_a_disguise_changes_nothing(pair: tuple[str, str]) -> None:
    name, other = pair
    assert skeleton(other) == skeleton(name)
    assert looks_like(other, ["Zebra", name]) == name


@pytest.mark.parametrize("letter", DOUBLES)
def test_every_double_of_a_letter(letter: str) -> None:
    wrong = [double for double in DOUBLES[letter] if skeleton(f"q{double}q") != skeleton(f"q{letter}q")]
    assert not wrong


@given(st.sampled_from(NAMES))
def test_composed_or_not_in_capitals_or_not(name: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert skeleton(unicodedata.normalize(form, name)) == skeleton(name)
    assert skeleton(name.upper()) == skeleton(name.lower()) == skeleton(name.title()) == skeleton(name)


def test_ordinary_names_do_not_collide() -> None:
    alike = [(one, other) for one, other in combinations(NAMES, 2) if skeleton(one) == skeleton(other)]
    assert not alike
    assert all(clean(name) == name for name in NAMES)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Will", "vviII"), ("Mary", "rnary"), ("Bob", "B0b"), ("Ian", "lan"), ("Ian", "1an"),
        ("Alice", "A|ice"), ("Otto", "0tt0"),
        ("Zoë", "Zoe"), ("Søren", "Soren"), ("Łukasz", "Lukasz"), ("Straße", "STRASSE"),
        ("Jack", "Jаck"), ("author", "ΛUTHOЯ"),
        ("Νίκος", "ΝΙΚΟΣ"), ("Мария", "МАРИЯ"), ("Igor", "Ιgοr"), ("ᴊᴏʜɴ", "John"), ("J o h n", "John"),
        ("John", "🇯🇴🇭🇳"),
        ("Anna", "Anna 🇫🇷"), ("Anna", "🌊 Anna 🌊"), ("Anna |", "Anna"), ("O'Brien", "Oʼbrien"),
        ("fin", "ﬁn"), ("IV", "Ⅳ"), ("Aesop", "Æsop"),
    ],
)  # fmt: skip
def test_these_look_alike(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@given(st.text(max_size=60))
@settings(max_examples=500)
def test_a_skeleton_is_its_own(name: str) -> None:
    bones = skeleton(name)
    assert skeleton(bones) == bones
    assert skeleton(unicodedata.normalize("NFD", name)) == skeleton(unicodedata.normalize("NFC", name))


def test_the_skeleton_of_every_letter_there_is_is_its_own() -> None:
    letters = [chr(code) for code in range(0x30000) if unicodedata.category(chr(code))[0] in "LNMS"]
    wrong = [letter for letter in letters if skeleton(bones := skeleton(letter)) != bones]
    assert not wrong


@pytest.mark.parametrize("name", ["", " ", "🌊", "!!!", "|", "| |", "\u200b", "\u3164", "♥ ♥", "🇩🇪", "…", "(^_^)"])
def test_names_without_letters_look_like_nothing(name: str) -> None:
    assert skeleton(name) == ""
    assert looks_like(name, [name, "", "🌊"]) is None


@pytest.mark.parametrize(
    "display",
    [
        "Sam",
        "[mod] Sam",
        "Sam (they/them)",
        "✨ Sam ✨",
        "【SAM】 sam",
        "Sam | Berlin",
        "ЅаМ",
        "(brb) Sam [afk] • Oslo",
        "S A M",
    ],
)
def test_a_member_s_name_counts_without_its_decorations(display: str) -> None:
    assert looks_like("Sam", ["Zebra", display, "Sam"]) == display


def test_a_pen_name_with_an_addition_is_another_name() -> None:
    assert looks_like("Sam the other one", ["Sam"]) is None
    assert looks_like("Sam (the other one)", ["Sam"]) == "Sam"  # which reads as a remark about Sam
    assert looks_like("Samira", ["Sam", "Samir"]) is None
    assert looks_like("Sam", []) is None


# What may be used


def reason(name: str, *reserved: str) -> Reason:
    with pytest.raises(NameRefused) as caught:
        clean(name, reserved)
    return caught.value.reason


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("  Night \t\n Owl ", "Night Owl"),
        ("Zoe\u0308", "Zoë"),
        ("An\u200bna\u202e", "Anna"),
        ("A\u3164n\u00a0\u2800n\ufe0fa", "An na"),
        ("\U000e0041Wren\x00\x1b", "Wren"),
        ("It’s me!", "It’s me!"),
        ("Rain 🌧", "Rain 🌧"),
        ("x" * MAX_NAME, "x" * MAX_NAME),
        ("e\u0301" * MAX_NAME, "é" * MAX_NAME),
    ],
)
def test_a_name_is_tidied(name: str, shown: str) -> None:
    assert clean(name) == shown


@given(st.text(max_size=50))
@settings(max_examples=500)
def test_a_clean_name_is_clean(name: str) -> None:
    try:
        shown = clean(name)
    except NameRefused:
        return
    assert clean(shown) == shown
    assert unicodedata.is_normalized("NFC", shown)
    assert 0 < len(shown) <= MAX_NAME
    assert skeleton(shown) == skeleton(name) != ""
    assert shown == " ".join(shown.split())
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Cs") for char in shown)


@pytest.mark.parametrize("name", ["", "   ", "\n", "\u200b\u200d", "\u3164", "\u2800 \u2800", "\x00"])
def test_nothing_to_see(name: str) -> None:
    assert reason(name) is Reason.EMPTY


def test_too_long() -> None:
    assert reason("x" * (MAX_NAME + 1)) is Reason.TOO_LONG
    assert reason("Author of the letter " * 3) is Reason.TOO_LONG


@pytest.mark.parametrize(
    "name",
    [
        "Clyde", "clyde!", "Mr CLYDE", "с1уԁе", "C l y d e", "Discord", "Discord Staff", "d1sc0rd",
        "ＤＩＳＣＯＲＤ", "Ðiscord", "discordia",
        "Here", "Everyone", "everyone!", "h e r e", "Hеre", "EVERYONE",
        "@everyone", "hi @here", "＠everyone", "@ еvеryоnе", "a```b", "｀｀｀",
    ],
)  # fmt: skip
def test_forbidden_words(name: str) -> None:
    assert reason(name) is Reason.FORBIDDEN_WORD


@pytest.mark.parametrize("name", ["🌊", "!!!", "♥", "…", "-", "|", "🇩🇪", "ʼ"])
def test_no_letters(name: str) -> None:
    assert reason(name) is Reason.NO_LETTERS


@pytest.mark.parametrize(
    "name",
    [
        AUTHOR, AUTHOR.upper(), "author of letter", "The Author", "Author", "✍ author ✍",
        "Letter's author", "The letter’s author",
        "Author of this letter", "Real author of the letter", "Author of the letter 2",
        "(Author of the letter)", "Auth0r 0f the 1etter",
        "4uthor 0f 7h3 l3tt3r", "Au+hor of the l€tter", "@uthor of the letter", "Autor of the leter",
        "Author of teh lettre",
        "ΛUTHOЯ", "OP", "0P", "The O.P.", "Moderator", "The Moderators", "MOD", "m0d", "Mod team",
        "Admin", "adm1n", "4dm1n", "Staff", "5taff",
        "Letter author", "Verfasser & author, letter 7",
        "OP (he/him)", "Author | real", "Mod (she)", "Writer of the letter", "Me, the author",
        "(she/her) OP", "[mod] Anna", "Anna | Mod", "Anna, moderator", "✨ OP ✨ she/they", "TheRealAuthor", "0P (he)",
        "author (it’s me)", "Hi, it's the author", "Author2", "Mod 3", "M O D (she)", "ᴼᴾ", "OP — real", "op/author",
        "The_author", "*Mod*", "Official staff", "yes, I am the writer", "Author ｜ real", "the mods", "Ｍｏｄ (she)",
        "Author’s reply", "Author replied", "The author's answer", "OP irl", "Moderator on duty", "Senior Mod",
        "Modteam", "Administration", "Sender", "The one who wrote this",
        "Response by the author", "A note from the author", "Author replying", "Anon OP", "OP again", "The bot",
        "Author speaking", "The author answers", "I wrote the letter", "Letter sender", "Trial mod", "Staff member",
        "Server owner", "System message", "Moderation",
        "Author - actual", "OP・she", "Мod (she)", "Server admin", "author.of.the.thread",
        "L'auteur", "L’auteure", "L’autrice", "l'admin", "C’est l’auteur", "L’équipe de modération",
        "Ta, która napisała", "ten, który napisał",
    ],
)  # fmt: skip
def test_reserved_names(name: str) -> None:
    assert reason(name) is Reason.RESERVED


@pytest.mark.parametrize(
    "name",
    [
        "Modesty",
        "Opal",
        "Authentic",
        "Badminton",
        "Letterbox",
        "A reader",
        "Another author fan",
        "Staffan",
        "The writer’s cat",
        "Ghost writer",
        "Not a bot",
        "Theodora",
        "Sam (he/him)",
        "Anna | Berlin",
        "Here I am",
        "Everyone else",
        "Hereford",
        "A modern woman",
        "She (they)",
        "Only me",
        "The original Sam",
        "Poster girl",
    ],
)
def test_names_that_only_resemble_reserved_ones(name: str) -> None:
    assert clean(name) == name


class Dutch(gettext.NullTranslations):
    """What a catalogue of another language says of the names that nobody may have."""

    def gettext(self, message: str) -> str:
        return {
            words.reader.AUTHOR_NAME.one: "Schrijver van de brief",
            words.responses.RESERVED_NAMES.one: "schrijver, schrijfster, opsteller, moderatie, 作者",
            words.responses.RESERVED_BESIDE.one: "de, het, echte, ik, van, een, brief, zij, haar",
        }.get(message, message)


@pytest.mark.parametrize(
    "name",
    [
        "Schrijver van de brief", "Schrijfster (zij/haar)", "Opsteller | de echte", "De moderatie",
        "Ik, de schrijver",
        "Opsteller van een brief", "Schrijver van het brief", "信の作者です", "Author of the letter", "Mod (she)",
    ],
)  # fmt: skip
def test_reserved_names_in_every_language_that_the_bot_ships(name: str) -> None:
    learn("nl", Dutch())
    try:
        assert reason(name) is Reason.RESERVED
        assert clean("Anna (zij/haar)") and clean("Schrijverskind")
    finally:
        unlearn("nl")
    if "brief" in name:
        assert clean(name) == name  # what only that language reserves


@pytest.mark.parametrize("name", ["Ευ🆂", "Ευⓢ", "🅴υ🆂", "Ευｓ"])
def test_a_name_with_letters_in_boxes_is_not_greek(name: str) -> None:
    assert looks_like(name, ["Eus"]) == "Eus"


@pytest.mark.parametrize("name", ["aϩ", "\u0c93⑁\u0a4d"])
def test_the_skeleton_of_a_skeleton_is_itself(name: str) -> None:
    assert skeleton(skeleton(name)) == skeleton(name)


@pytest.mark.parametrize("name", ["🇦🇦🇦\0\0🇦🇦", "x🇦\u200b🇧", "🇦🇧\u200b🇨"])
def test_a_name_looks_like_what_it_is_cleaned_to(name: str) -> None:
    assert looks_like(name, [clean(name)]) == clean(name)


def test_the_bot_s_own_name_is_reserved() -> None:
    assert reason("Unѕigned", "Other", "Unsigned") is Reason.RESERVED
    assert reason("unsigned", "[BOT] Unsigned ✉") is Reason.RESERVED
    assert clean("Unsigned reader", ["Unsigned"]) == "Unsigned reader"


@given(disguised(AUTHOR) | disguised(AUTHOR, everywhere=True))
@settings(max_examples=1000, deadline=None)
def test_nobody_can_pose_as_the_author(name: str) -> None:
    with pytest.raises(NameRefused) as caught:
        clean(name)
    assert caught.value.reason in (Reason.RESERVED, Reason.TOO_LONG)
    assert looks_like(name, [AUTHOR]) == AUTHOR
