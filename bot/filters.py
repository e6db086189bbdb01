"""A letterbox's word and link rules: what is refused, what the desk is shown with a flag.

A rule means what a reader sees, so it is compared with how a text *reads* (`read`): without case, accents and what
cannot be seen, and with one letter for all that look like it (`bot.names`). Three things keep ordinary letters out of
trouble. A rule matches whole words; what is put between the letters of a word is overlooked only where no other word
could be meant (b-a-d, b a d, but neither "he'll" for hell nor "ba d"); and letters that merely resemble each other are
one letter only where somebody could be fooled: "kiII" is kill, but "fail" is not fall, nor "burn" bum.

Not seen, on purpose: repeated letters (baaad), words cut in two (ba d), a rule's letters inside other words (write
`*bad*` for that). Languages without spaces between words need `*word*`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from functools import lru_cache
from itertools import pairwise

from bot import names

#: Entries in one list of words.
MAX_WORDS = 200
#: Characters in one entry.
MAX_WORD = 60
#: A rule is shown at most this often in one text.
MAX_HITS = 20
#: Characters to remember the looks of: every letter in use, but not all that somebody could send to fill the memory.
_KNOWN = 1 << 15


class LinkRule(Enum):
    """What happens to a letter with a link in it."""

    ALLOW = "allow"  #: nothing, except that invites and masked links are flagged
    FLAG = "flag"
    REFUSE = "refuse"


class HitKind(Enum):
    """What a rule found."""

    WORD = "word"
    LINK = "link"
    INVITE = "invite"  #: to a Discord server
    MASKED_LINK = "masked link"  #: [shown](https://elsewhere)
    FALSE_LINK = "false link"  #: a masked link that shows another address than it leads to


@dataclass(frozen=True, slots=True)
class Rules:
    """A letterbox's rules, entries as `parse_words` gives them. One without letter or digit finds nothing."""

    refuse: tuple[str, ...] = ()
    flag: tuple[str, ...] = ()
    links: LinkRule = LinkRule.ALLOW


@dataclass(frozen=True, slots=True)
class Hit:
    """Something a rule found: `text[start:end]` is `what`."""

    kind: HitKind
    rule: str  #: the entry, as the moderator wrote it; "" for links
    what: str = field(repr=False)  #: a piece of an unpublished text
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, in the order of the text. A letter may enter when `refused` is empty."""

    refused: list[Hit]
    flagged: list[Hit]


class WordReason(Enum):
    """Why a list of words is not taken."""

    TOO_MANY = "too many"  #: over MAX_WORDS entries
    TOO_LONG = "too long"  #: an entry over MAX_WORD characters
    NO_LETTERS = "no letters"  #: nothing that a text could be compared with
    STAR_INSIDE = "star inside"  #: a star elsewhere than at the ends
    TOO_BROAD = "too broad"  #: a star at fewer than three plain letters: it would find something in every letter


class WordsRefused(ValueError):
    """The list of words cannot be used; `reason` says why, `entry` which one it is about ("" for the whole list)."""

    def __init__(self, reason: WordReason, entry: str = "") -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.entry = entry


# The rules


def judge(text: str, rules: Rules) -> Verdict:
    """What the rules find in a text of any length. What is refused is not flagged again."""
    links = find_links(text)
    grave = {HitKind.INVITE, HitKind.MASKED_LINK, HitKind.FALSE_LINK}
    refused = links if rules.links is LinkRule.REFUSE else []
    flagged = [hit for hit in links if rules.links is LinkRule.FLAG or hit.kind in grave] if not refused else []
    readings = _readings(text)
    refused = [*refused, *_words(readings, rules.refuse)]
    spans = {(hit.start, hit.end) for hit in refused}
    flagged = [*flagged, *(hit for hit in _words(readings, rules.flag) if (hit.start, hit.end) not in spans)]
    return Verdict(sorted(refused, key=_place), sorted(flagged, key=_place))


def _place(hit: Hit) -> tuple[int, int]:
    return hit.start, hit.end


#: What people write for a letter that is too far from it to look alike, and still read.
_WRITTEN_FOR = str.maketrans("345789@$!€+", "eastbgasiet")


def _readings(text: str) -> list[Reading]:
    other = text.translate(_WRITTEN_FOR)
    return [read(text)] if other == text else [read(text), read(text, other)]


def _words(readings: list[Reading], entries: Iterable[str]) -> Iterator[Hit]:
    for entry in dict.fromkeys(entries):
        term = compile_term(entry)
        found = {span for reading in readings for span in occurrences(reading, term)} if term else ()
        for start, end in sorted(found)[:MAX_HITS]:
            yield Hit(HitKind.WORD, entry, readings[0].text[start:end], start, end)


def parse_words(text: str) -> tuple[str, ...]:
    """A list of words as a moderator types it: between commas or on lines of their own, with `*` at either end.

    What differs in nothing but case and accents is kept once, as first written. An empty text gives (). Raises
    WordsRefused.
    """
    entries = [" ".join(piece.split()) for piece in re.split(r"[,;\n\r،、，]", text)]
    kept: dict[tuple[object, ...], str] = {}
    for entry in filter(None, entries):
        kept.setdefault(_checked(entry), entry)
        if len(kept) > MAX_WORDS:
            raise WordsRefused(WordReason.TOO_MANY)
    return tuple(kept.values())


def _checked(entry: str) -> tuple[object, ...]:
    if len(entry) > MAX_WORD:
        raise WordsRefused(WordReason.TOO_LONG, entry)
    if "*" in entry.strip("*"):
        raise WordsRefused(WordReason.STAR_INSIDE, entry)
    term = compile_term(entry)
    if term is None:
        raise WordsRefused(WordReason.NO_LETTERS, entry)
    if (term.open_left or term.open_right) and len(term.bones) < 3 and term.bones.isascii():
        raise WordsRefused(WordReason.TOO_BROAD, entry)
    return term.bones, term.letters, term.joints, term.open_left, term.open_right


# How a text reads


class Gap(IntEnum):
    """What stands between two letters, from nothing to what parts words for certain."""

    NONE = 0  #: nothing that can be seen
    MARK = 1  #: signs that Discord formats with and does not show
    SIGN = 2  #: punctuation, a symbol, an emoji
    QUOTE = 3  #: an apostrophe: what stands beside one is often a word, but another one (he'll)
    SPACE = 4  #: a space or a line's end, whatever else there is


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it reads, letter by letter: bone `k` comes from `text[at[k]]`, and `gaps[k]` stands before it."""

    text: str = field(repr=False)
    bones: str = field(repr=False)  #: what the letters and digits look like
    at: list[int] = field(repr=False)
    gaps: list[Gap] = field(repr=False)  #: one more than bones; the edges of the text are spaces
    shown: str = field(repr=False)  #: the text that was read, of the same length
    foreign: bool  #: most letters are neither Latin nor dressed up as such


#: Two regional indicators are a flag; bars are letters only between others ("A|ice"), or a spoiler would hide a word.
_NO_LETTERS = re.compile(
    "(?<![\U0001f1e6-\U0001f1ff])[\U0001f1e6-\U0001f1ff]{2}(?![\U0001f1e6-\U0001f1ff])|\\|(?!\\w)|(?<!\\w)\\|"
)
_GREEK = re.compile(r"(?<!\w)[\u0370-\u03ff\u1f00-\u1fff]{2,}(?!\w)")


def read(text: str, instead: str | None = None) -> Reading:
    """How a text reads. `instead`, of the same length, is read in its place, while `text` still counts as written."""
    shown = _NO_LETTERS.sub(lambda m: "_" * len(m[0]), text if instead is None else instead)
    bones: list[str] = []
    at: list[int] = []
    gaps: list[Gap] = []
    gap = Gap.SPACE
    for index, char in enumerate(_GREEK.sub(_in_capitals, shown)):
        look, between = _cell(char)
        if not look or (bones and bones[-1].isascii() and unicodedata.category(char)[0] == "M"):
            gap = between if between > gap else gap
            continue
        for bone in look:
            bones.append(bone)
            at.append(index)
            gaps.append(gap)
            gap = Gap.NONE
    return Reading(text, "".join(bones), at, [*gaps, Gap.SPACE], shown, _is_mostly_foreign(text))


def _in_capitals(word: re.Match[str]) -> str:
    """Greek small letters look like other letters than their capitals; a Greek word is compared in capitals."""
    return "".join(char.upper() if len(char.upper()) == 1 else char for char in word[0])


@lru_cache(_KNOWN)
def _cell(char: str) -> tuple[str, Gap]:
    """What a character looks like as a letter, or "" and how far it parts its neighbours."""
    # Beside a letter of its kind, because a skeleton leaves out what could not be a letter on its own.
    beside = "न" if unicodedata.category(char)[0] == "M" else "a"
    look = names.skeleton(beside + char)[1:]
    return look, Gap.NONE if look else _gap(char)


def _gap(char: str) -> Gap:
    if char.isspace():
        return Gap.SPACE
    if unicodedata.category(char)[0] == "M" or not names.visible(char):
        return Gap.NONE
    if char in "*~`\\|":
        return Gap.MARK
    return Gap.QUOTE if char in "'’‘ʼ´′＇" else Gap.SIGN


@lru_cache(_KNOWN)
def _is_foreign(char: str) -> bool:
    """Is it a letter of another script, and not a Latin one dressed up (mathematical, full-width, in a circle)?"""
    plain = unicodedata.normalize("NFKD", char)[0]
    return plain.isalpha() and not plain.isascii() and not unicodedata.name(plain, "").startswith(("LATIN", "MODIFIER"))


def _is_mostly_foreign(text: str) -> bool:
    if text.isascii():
        return False
    letters = [char for char in text if char.isalpha()]
    return 2 * sum(map(_is_foreign, letters)) > len(letters)


# Where a word occurs


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase to look for, as `compile_term` makes it."""

    bones: str
    letters: str  #: for each bone the plain small letter that was written, or a space
    joints: tuple[tuple[int, bool], ...]  #: before which bones something may stand, and whether something must
    open_left: bool
    open_right: bool
    loose: bool  #: a name, which may be written as one and is shown without the word it is part of
    foreign: bool  #: wholly in another script than Latin
    digits: int  #: how many digits were written


@lru_cache(maxsize=4096)
def compile_term(entry: str, loose: bool = False) -> Term | None:
    """The term for a word or phrase, with `*` at either end for "and whatever follows"; None without letter and digit.

    `loose` is for names: their words may also be written as one.
    """
    reading = read(entry.strip("* "))
    if not reading.bones:
        return None
    joints = [(k, gap is Gap.SPACE and not loose) for k, gap in enumerate(reading.gaps[1:-1], 1) if gap]
    written = [reading.text[index] for index in reading.at]
    letters = "".join(_plain(char).lower() or " " for char in written)
    words = [char for char in written if char.isalpha()]
    return Term(
        bones=reading.bones,
        letters=letters,
        joints=tuple(joints),
        open_left=entry.startswith("*"),
        open_right=entry.endswith("*"),
        loose=loose,
        foreign=bool(words) and all(map(_is_foreign, words)),
        digits=sum(char.isdigit() for char in written),
    )


def occurrences(reading: Reading, term: Term) -> Iterator[tuple[int, int]]:
    """Where a term occurs: (start, end) in the text, in order. Of an open term that is not loose, the whole word."""
    start = reading.bones.find(term.bones)
    while start >= 0:
        end = start + len(term.bones)
        after = start + 1
        if _is_whole(reading, term, start, end) and _is_meant(reading, term, start, end):
            first, after = _widened(reading, term, start, end)
            yield _span(reading, first, after)
        start = reading.bones.find(term.bones, after)


def _is_whole(reading: Reading, term: Term, start: int, end: int) -> bool:
    """Does the term neither begin nor end inside a word, except where it has a star?"""
    left = bool(reading.gaps[start]) or (term.open_left and reading.at[start - 1] != reading.at[start])
    right = _is_end(reading, end) or (term.open_right and reading.at[end - 1] != reading.at[end])
    return left and right


def _is_end(reading: Reading, end: int) -> bool:
    """Does a word end before bone `end`? "don" does not end in "don't"."""
    if reading.gaps[end] is not Gap.QUOTE or reading.bones[end - 1 : end + 1] != "nt":
        return bool(reading.gaps[end])
    return not reading.gaps[end + 1]


def _is_meant(reading: Reading, term: Term, start: int, end: int) -> bool:
    return (
        _is_one_word_each(reading, term, start, end)
        and _is_spelled(reading, term, start, end)
        and _is_in_script(reading, term, start, end)
        and _is_no_number(reading, term, start, end)
    )


# What may stand between the letters


def _is_one_word_each(reading: Reading, term: Term, start: int, end: int) -> bool:
    if any(must and not reading.gaps[start + k] for k, must in term.joints):
        return False
    edges = [start, *(start + k for k, _ in term.joints), end]
    words = list(pairwise(edges))
    solid = [_is_solid(reading, term, *word) for word in words]
    each = all(whole or _is_spread(reading, *word) for whole, word in zip(solid, words, strict=True))
    return (each or _is_spread(reading, start, end)) and not _is_part_of_more(reading, start, end)


def _is_solid(reading: Reading, term: Term, start: int, end: int) -> bool:
    """A word with nothing inside but signs; with a star not even these, or `*ass*` would be in "Texas-style"."""
    most = Gap.MARK if term.open_left or term.open_right else Gap.SIGN
    if len(set(reading.at[start:end])) == 2:
        most = Gap.MARK  # a.m. is not am
    if reading.text[reading.at[start]].isdigit():
        most = Gap.NONE  # 14,88 and 14:88 are other numbers
    return end - start == 1 or max(reading.gaps[start + 1 : end]) <= most


def _is_spread(reading: Reading, start: int, end: int) -> bool:
    """Letters spaced out: b a d, f u ck. At least three pieces, and all but one of them a single letter."""
    cells = [k for k in range(start, end) if k == start or reading.at[k] != reading.at[k - 1]]
    gaps = [reading.gaps[k] for k in cells[1:]]
    pieces = 1 + sum(map(bool, gaps))
    long = sum(1 for before, gap in zip([Gap.SPACE, *gaps], gaps, strict=False) if before and not gap)
    if pieces < 3 or long > 1 or not reading.gaps[start] or not _is_end(reading, end):
        return False
    # "I'm a" is not ima, and "7 a.m. I" not Ami.
    kinds = {gap for gap in gaps if gap}
    return len(kinds) == 1 or (Gap.QUOTE not in kinds and len(cells) > 3)


#: Words of one letter: they may stand beside letters that are spaced out.
_ONE_LETTER_WORDS = frozenset("aiou")


def _is_part_of_more(reading: Reading, start: int, end: int) -> bool:
    """Do the spaced out letters go on beyond the term? "s c u n t h o r p e" is one word."""
    if end - start == 1:
        return False
    word = reading.bones[start:end]
    before = start > 0 and _is_single(reading, start - 1) and reading.gaps[start] == reading.gaps[start + 1]
    after = end < len(reading.bones) and _is_single(reading, end) and reading.gaps[end] == reading.gaps[end - 1]
    again = reading.bones.startswith(word, end), reading.bones.endswith(word, 0, start)
    return (after and not again[0]) or (before and not again[1])


def _is_single(reading: Reading, k: int) -> bool:
    """Is this letter a piece of its own, and no word?"""
    index = reading.at[k]
    first = reading.at.index(index, max(0, k - 20))
    last = next((n for n in range(k, len(reading.at)) if reading.at[n] != index), len(reading.at))
    char = reading.text[index].lower()
    return bool(reading.gaps[first] and reading.gaps[last]) and char.isalpha() and char not in _ONE_LETTER_WORDS


# Whether the letters could fool anybody

#: Words that look like others which may well be on a list (bum, dam, mom, stem) or a name (Tom), and are themselves.
_PLAINLY_RN = """
adorn barn born burn corn darn earn fern horn horny kern learn modern morn scorn stern tern thorn torn turn warn worn
yarn yearn
"""
_MEANT = frozenset(_PLAINLY_RN.split())


def _is_spelled(reading: Reading, term: Term, start: int, end: int) -> bool:
    """Is every plain letter the one meant, or one that can be taken for it where it stands?"""
    written = [_plain(reading.shown[reading.at[k]]) for k in range(start, end)]
    return all(
        not char or meant in (" ", char.lower()) or _fools(reading, k, meant, "".join(written))
        for k, meant, char in zip(range(start, end), term.letters, written, strict=True)
    )


@lru_cache(_KNOWN)
def _plain(char: str) -> str:
    """The plain Latin letter that a character is, accents aside; "" for one that at most looks like a letter."""
    letter = unicodedata.normalize("NFD", char)[0]
    return letter if letter.isascii() and letter.isalpha() else ""


def _fools(reading: Reading, k: int, meant: str, written: str) -> bool:
    char = _plain(reading.shown[reading.at[k]])
    if meant == "w":
        return char in "vV"
    if meant == "m":
        return char in "rnRN" and written.lower() not in _MEANT
    if meant == "l":
        return char == "I" and not written.isupper()
    return meant == "i" and char == "l" and _may_be_i(reading, k)


def _may_be_i(reading: Reading, k: int) -> bool:
    """Could this l be an i or I: "lan", "BlLL", "shlt"? Beside a vowel it makes another word: fail and fall."""
    before = " " if reading.gaps[k] else reading.shown[reading.at[k - 1]]
    after = " " if reading.gaps[k + 1] else reading.shown[reading.at[k + 1]]
    between_consonants = before.isalpha() and after.isalpha() and not set("aeiouyAEIOUY") & {before, after}
    return before == " " or before.isupper() or between_consonants


def _is_in_script(reading: Reading, term: Term, start: int, end: int) -> bool:
    """A Russian word in a Russian text is no disguise of an English one that looks like it."""
    if not reading.foreign and not term.foreign:
        return True
    letters = [char for char in reading.text[reading.at[start] : reading.at[end - 1] + 1] if char.isalpha()]
    foreign = sum(map(_is_foreign, letters))
    if term.foreign:
        return bool(foreign) or reading.foreign
    return foreign < len(letters)


def _is_no_number(reading: Reading, term: Term, start: int, end: int) -> bool:
    """Digits may stand for some letters of a word, not for most: 101 is not lol, nor is the A55 what it looks like."""
    written = [reading.text[index] for index in dict.fromkeys(reading.at[start:end])]
    digits = sum(char.isdigit() for char in written)
    letters = sum(char.isalpha() for char in written)
    return digits <= term.digits or letters > 1 or (letters == 1 and 2 * digits <= len(written))


def _widened(reading: Reading, term: Term, start: int, end: int) -> tuple[int, int]:
    while term.open_left and not term.loose and reading.gaps[start] <= Gap.MARK:
        start -= 1
    while term.open_right and not term.loose and reading.gaps[end] <= Gap.MARK:
        end += 1
    return start, end


def _span(reading: Reading, start: int, end: int) -> tuple[int, int]:
    last = reading.at[end - 1] + 1
    while last < len(reading.text) and _cell(reading.text[last]) == ("", Gap.NONE):
        last += 1
    return reading.at[start], last


# Links


@dataclass(frozen=True, slots=True)
class Folded:
    """A text to look for addresses in: `text[k]` comes from the original's `at[k]`."""

    text: str = field(repr=False)
    at: list[int] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The same place in the original text."""
        return self.at[start], self.at[end - 1] + 1


def fold(text: str, *, looks: bool = False) -> Folded:
    """A text without what cannot be seen, its full-width signs plain, dots and slashes of every kind the usual ones.

    With `looks` its letters are what they look like (so that "i" is "l"), else they stay as they are.
    """
    folded = [(piece, index) for index, char in enumerate(text) for piece in _folded(char, looks)]
    return Folded("".join(piece for piece, _ in folded), [index for _, index in folded])


_SIGNS = str.maketrans("。．｡․‧·•∙⋅\\⁄∕╱⧸／", "." * 9 + "/" * 6)


@lru_cache(_KNOWN)
def _folded(char: str, looks: bool) -> str:
    look, gap = _cell(char)
    if look and looks:
        return look
    plain = unicodedata.normalize("NFKC", char.translate(_SIGNS))
    hidden = not look and gap is Gap.NONE
    return "" if hidden else plain if len(plain) == 1 and plain.isascii() else char


#: Endings of addresses that nobody writes by leaving out the space after a full stop.
_ENDINGS = "com|net|org|io|gg|xyz|app|dev|info|tv|co|ly|uk|de|fr|nl|eu|ru|pl|br|jp|ca|au|ch"
_LINK = re.compile(
    r"(?<![\w@])(?:[a-z][a-z0-9+]{1,15}://|www\.)[^\s<>]{2,2000}"
    rf"|(?<![\w.@-])(?:[a-z0-9-]{{1,63}}\.){{1,5}}(?:(?:{_ENDINGS})(?![\w@.-]*\w)|[a-z]{{2,24}}(?=/\w))(?:[/?#][^\s<>]{{0,2000}})?",
    re.IGNORECASE,
)
#: What follows "](" makes a link of what stands in the brackets before.
_MASK = re.compile(r"\]\(\s{0,9}<?\s{0,9}([a-z][a-z+.-]{1,15}:[^\s)>]{1,2000})[^\S\n]?[^)\s]{0,100}\)?", re.IGNORECASE)


def _loosely(address: str) -> str:
    """A pattern for an address as it looks, each letter a little apart from the next if need be."""
    dot, slash = r"[ ]?(?:\.|[(\[]dot[)\]]|[ ]dot[ ])[ ]?", r"[ ]{0,3}/[ ]{0,3}"
    signs = {".": dot, "/": slash, "?": "?", "(": "(?:", ")": ")", "|": "|"}
    apart = "[ *_~]{0,3}"
    return "".join(signs.get(char) or apart.join([*names.skeleton(char), ""]) for char in address)


_INVITE = re.compile(
    r"(?<![^\W_])(?:"
    + _loosely("(discord.gg/|discord(app)?.com/invite/|dsc.gg/|invite.gg/|discord.me/|discord.io/|discord.li/)")
    + r")(?:[a-z0-9](?:[ ][a-z0-9](?![a-z0-9])){1,32}|[a-z0-9-]{1,64})"
)


def find_links(text: str) -> list[Hit]:
    """Every link in a text, once each and in order, as the gravest that it is: an invite, masked, or only a link."""
    found = [*_invites(text), *_masked(text), *_plain_links(text)]
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if kept and hit.start < kept[-1].end:
            kept[-1] = _joined(text, kept[-1], hit)
        else:
            kept.append(hit)
    return kept


_GRAVITY = (HitKind.LINK, HitKind.MASKED_LINK, HitKind.FALSE_LINK, HitKind.INVITE)


def _joined(text: str, one: Hit, other: Hit) -> Hit:
    return _hit(max(one.kind, other.kind, key=_GRAVITY.index), text, (one.start, max(one.end, other.end)))


def _hit(kind: HitKind, text: str, span: tuple[int, int]) -> Hit:
    return Hit(kind, "", text[span[0] : span[1]], *span)


def _invites(text: str) -> Iterator[Hit]:
    folded = fold(text, looks=True)
    for match in _INVITE.finditer(folded.text):
        yield _hit(HitKind.INVITE, text, folded.span(*match.span()))


def _masked(text: str) -> Iterator[Hit]:
    folded = fold(text)
    for match in _MASK.finditer(folded.text):
        opened = folded.text.rfind("[", max(0, match.start() - 300), match.start())
        start = opened if opened >= 0 else match.start()
        false = _pretends(folded.text[start + 1 : match.start()], match[1])
        kind = HitKind.FALSE_LINK if false else HitKind.MASKED_LINK
        yield _hit(kind, text, folded.span(start, match.end()))


def _pretends(shown: str, target: str) -> bool:
    """Does the text of a masked link name another address than the one it leads to?"""
    match = _LINK.search(shown)
    return match is not None and host(match[0]) != host(target)


def _plain_links(text: str) -> Iterator[Hit]:
    folded = fold(text)
    for match in _LINK.finditer(folded.text):
        address = match[0].rstrip(".,;:!?'\"’”)]*_~|")
        yield _hit(HitKind.LINK, text, folded.span(match.start(), match.start() + len(address)))


def host(address: str) -> str:
    """The host of an address, in small letters and without "www.": "example.com" for "https://www.example.com/a"."""
    rest = address.lower().partition("://")[2] or address.lower()
    return re.split(r"[/?#\s]", rest, maxsplit=1)[0].rpartition("@")[2].partition(":")[0].removeprefix("www.")
