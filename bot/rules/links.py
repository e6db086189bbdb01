"""Finds links: plain ones, masked ones, and those that lead elsewhere than they say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.rules import pen_names
from bot.rules.hits import GRAVITY, Hit, HitKind
from bot.rules.reading import Gap, cell


@dataclass(frozen=True, slots=True)
class Folded:
    """A text prepared for finding addresses: `text[k]` comes from the original's `at[k]`."""

    text: str = field(repr=False)
    at: list[int] = field(repr=False)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Returns the same place in the original text."""
        return self.at[start], self.at[end - 1] + 1


def fold(text: str, *, looks: bool = False) -> Folded:
    """Returns a text without what cannot be seen, with plain characters for full-width ones, and "." and "/" for
    all kinds of dot and slash.

    With `looks`, letters are replaced by what they look like (so that "i" is "l").
    """
    known = {char: _folded(char, looks) for char in set(text)}
    pieces = [known[char] for char in text]
    return Folded("".join(pieces), [index for index, piece in enumerate(pieces) for _ in piece])


_SIGNS = str.maketrans("。．｡․‧·•∙⋅\\⁄∕╱⧸／", "." * 9 + "/" * 6)


def _folded(char: str, looks: bool) -> str:
    look, gap = cell(char)
    if look and looks:
        return look
    if not look and gap is Gap.NONE:
        return ""
    if not (unicodedata.decomposition(char) or ord(char) in _SIGNS):  # plain already
        return char
    plain = unicodedata.normalize("NFKC", char.translate(_SIGNS))
    return plain if len(plain) == 1 and plain.isascii() else char


#: Top-level domains that are not mistaken for a word after a full stop without a space.
_ENDINGS = "com|net|org|io|gg|xyz|app|dev|info|tv|co|ly|uk|de|fr|nl|eu|ru|pl|br|jp|ca|au|ch"
_LINK = re.compile(
    r"(?<![\w@])(?:[a-z][a-z0-9+]{1,15}://|www\.)[^\s<>]{2,2000}"
    rf"|(?<![\w.@-])(?:[a-z0-9-]{{1,63}}\.){{1,5}}(?:(?:{_ENDINGS})(?![\w@.-]*\w)|[a-z]{{2,24}}(?=/\w))(?:[/?#][^\s<>]{{0,2000}})?",
    re.IGNORECASE,
)
#: "](" and an address make a link of the text in the brackets before it.
_MASK = re.compile(r"\]\(\s{0,9}<?\s{0,9}([a-z][a-z+.-]{1,15}:[^\s)>]{1,2000})[^\S\n]?[^)\s]{0,100}\)?", re.IGNORECASE)


def _loosely(address: str) -> str:
    """Returns a pattern that matches an address by its look, even with a few characters between its letters."""
    dot, slash = r"[ ]?(?:\.|[(\[]dot[)\]]|[ ]dot[ ])[ ]?", r"[ ]{0,3}/[ ]{0,3}"
    signs = {".": dot, "/": slash, "?": "?", "(": "(?:", ")": ")", "|": "|"}
    apart = "[ *_~]{0,3}"
    return "".join(signs.get(char) or apart.join([*pen_names.skeleton(char), ""]) for char in address)


_INVITE = re.compile(
    r"(?<![^\W_])(?:"
    + _loosely("(discord.gg/|discord(app)?.com/invite/|dsc.gg/|invite.gg/|discord.me/|discord.io/|discord.li/)")
    + r")(?:[a-z0-9](?:[ ][a-z0-9](?![a-z0-9])){1,32}|[a-z0-9-]{1,64})"
)


def find_links(text: str) -> list[Hit]:
    """Returns every link in a text, once each and in order, as the gravest kind that it is: an
    invite, masked, or only a link."""
    folded = fold(text)
    found = [*_invites(text), *_masked(text, folded), *_plain_links(text, folded)]
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        if kept and hit.start < kept[-1].end:
            kept[-1] = _joined(text, kept[-1], hit)
        else:
            kept.append(hit)
    return kept


def _joined(text: str, one: Hit, other: Hit) -> Hit:
    return _hit(max(one.kind, other.kind, key=GRAVITY.index), text, (one.start, max(one.end, other.end)))


def _hit(kind: HitKind, text: str, span: tuple[int, int]) -> Hit:
    return Hit(kind, "", text[span[0] : span[1]], *span)


def _invites(text: str) -> Iterator[Hit]:
    return (_hit(HitKind.INVITE, text, span) for span in invites(text))


def invites(text: str) -> Iterator[tuple[int, int]]:
    """Yields where each invite to a server stands, however it is disguised."""
    folded = fold(text, looks=True)
    for match in _INVITE.finditer(folded.text):
        yield folded.span(*match.span())


def _masked(text: str, folded: Folded) -> Iterator[Hit]:
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


def _plain_links(text: str, folded: Folded) -> Iterator[Hit]:
    for match in _LINK.finditer(folded.text):
        address = match[0].rstrip(".,;:!?'\"’”)]*_~|")
        yield _hit(HitKind.LINK, text, folded.span(match.start(), match.start() + len(address)))


def host(address: str) -> str:
    """Returns an address's host, in small letters and without "www.": "example.com" for "https://www.example.com/a"."""
    rest = address.lower().partition("://")[2] or address.lower()
    return re.split(r"[/?#\s]", rest, maxsplit=1)[0].rpartition("@")[2].partition(":")[0].removeprefix("www.")
