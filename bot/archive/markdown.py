"""A stranger's text as HTML: Discord's Markdown with a small set of rules, and a last gate behind it.

What Discord hides is hidden: a spoiler within a line behind a box to tick, one of several lines in a part to open.
Neither needs a script. Links lead to http and https only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from bot.archive.mentions import characters
from bot.language.markup import without_small_print
from bot.rules.marks import Hidden, marks_of

#: Stand for the bars of a spoiler within a line while the text is read. A text that has them loses them.
OPEN, CLOSE = "\ue000", "\ue001"
BARS = "||"
#: What stands for hidden text where nothing can be opened: feeds, previews.
HIDDEN = "▒▒▒"
RULES = ("emphasis", "strikethrough", "link", "autolink", "backticks", "escape", "newline",
         "fence", "blockquote", "list", "heading", "balance_pairs", "fragments_join")  # fmt: skip
TAGS = frozenset(
    [
        "a",
        "blockquote",
        "br",
        "code",
        "details",
        "em",
        "input",
        "label",
        "li",
        "ol",
        "p",
        "pre",
        "s",
        "small",
        "span",
        "strong",
        "summary",
        "u",
        "ul",
    ]
)
ATTRIBUTES = {"a": {"href"}, "input": {"aria-label"}, "ol": {"start"}}
VALUES = {
    "input": {"type": {"checkbox"}},
    "label": {"class": {"spoiler"}},
    "p": {"class": {"h1", "h2", "h3"}},
    "details": {"class": {"spoiler"}},
}
_QUOTE_REST = re.compile(r"(?m)^>>>[ \t](.*(?:\n.*)*)")
#: An address within a text, from its colon on, and what stands after it and is none of it.
_SCHEME, _REST = re.compile(r"(?:^|[^a-zA-Z])(https?)$", re.IGNORECASE), re.compile(rf"://[^\s<>{OPEN}{CLOSE}]+")
_TRAILING = ".,:;!?\"'*_~|]…"
_LEFT_OUT = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
_BLOCK = re.compile(r"(> )|((?:[-*]|\d{1,9}\.) )|( +)")


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands on the covers of hidden text, in the language of the page."""

    show: str  #: of a box to tick
    hidden: str  #: of a part to open


def html(text: str, labels: Labels | None) -> str:
    """Returns a text as HTML that nothing in it can break out of. Without `labels` what is hidden is left out."""
    text = characters(text).replace(OPEN, "").replace(CLOSE, "").replace("\r\n", "\n").replace("\r", "\n")
    made = "".join(_parts(without_small_print(text), labels))
    if OPEN in made or CLOSE in made:  # a spoiler stands where none was expected: all is hidden, rather than some of it
        made = _covered(f"<p>{escape(text)}</p>", labels)
    return cleaned(made)


def cleaned(made: str) -> str:
    """Returns HTML with nothing in it that a text may not have: the last gate."""
    return nh3.clean(
        made,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        tag_attribute_values={tag: {name: set(each) for name, each in names.items()} for tag, names in VALUES.items()},
        url_schemes={"http", "https"},
        link_rel="nofollow ugc noopener noreferrer",
    )


def plain(text: str) -> str:
    """Returns the words of a text alone, in one line, without what is hidden: for previews and for the search."""
    made = re.sub(r"</(?:p|li|pre|blockquote)>|<br ?/?>", " ", html(text, None))
    return " ".join(_unescaped(nh3.clean(made, tags=set())).split())


def _unescaped(made: str) -> str:
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", " "), ("&amp;", "&")):
        made = made.replace(entity, character)
    return made


def _parts(text: str, labels: Labels | None) -> Iterator[str]:
    """Yields the HTML of a text: what stands between spoilers of several lines, and these."""
    at = 0
    for start, begin, end, stop in _outermost(text):
        if start < at:
            continue
        if "\n" in text[begin:end]:
            yield _rendered(text[at:start], labels)
            yield _covered(_rendered(text[begin:end].replace(BARS, ""), labels), labels)
            at = stop
    yield _rendered(text[at:], labels)


def _outermost(text: str) -> Iterator[Hidden]:
    """Yields where spoilers begin and end, without those inside others. A link that hides some of itself is one."""
    marks, last = marks_of(text), 0
    links = [Hidden(start, start, end, end) for start, end in marks.links if text.count(BARS, start, end) > 1]
    for each in sorted([*marks.hidden(), *links]):
        if each.start >= last:
            yield each
            last = each.stop


def _covered(made: str, labels: Labels | None) -> str:
    if labels is None:
        return f"<p>{HIDDEN}</p>"
    return f'<details class="spoiler"><summary>{escape(labels.hidden)}</summary>{made}</details>'


def _rendered(text: str, labels: Labels | None) -> str:
    kept, at = list[str](), 0
    for start, begin, end, stop in _outermost(text):
        kept += [text[at:start], OPEN, text[begin:end].replace(BARS, ""), CLOSE]
        at = stop
    text = "".join([*kept, text[at:]])
    text = _QUOTE_REST.sub(lambda found: "> " + found[1].replace("\n", "\n> "), text)
    made = _parser().render(_apart(text), {"labels": labels}).strip()
    return made if labels else _LEFT_OUT.sub("", made)


def _apart(text: str) -> str:
    """Returns a text with an empty line wherever a quotation or a list begins or ends: on Discord, neither goes on in
    the lines that follow."""
    lines, before, fenced = list[str](), "", False
    for line in text.split("\n"):
        kind = "" if fenced else _kind(line)
        if not fenced and lines and kind != before and lines[-1].strip() and not (before == "list" and kind == "inner"):
            lines.append("")
        if line.count("```") % 2:
            fenced = not fenced
        lines.append(line)
        before = "list" if before == "list" and kind == "inner" else kind
    return "\n".join(lines)


def _kind(line: str) -> str:
    found = _BLOCK.match(line)
    if found is None:
        return ""
    if found[1]:
        return "quote"
    return "list" if found[2] or re.match(r" *(?:[-*]|\d{1,9}\.) ", line) else "inner"


# --- the parser ----------------------------------------------------------------------------------------------------


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": 20})
    parser.enable([*RULES])
    parser.validateLink = lambda url: re.match(r"https?://", url, re.IGNORECASE) is not None
    parser.inline.ruler.before("autolink", "spoiler", _spoiler)
    parser.inline.ruler.before("autolink", "address", _address)
    for character in (OPEN, CLOSE):
        parser.inline.add_terminator_char(character)
    for name, rule in RENDERERS.items():
        parser.add_render_rule(name, rule)
    return parser


def _address(state: StateInline, silent: bool) -> bool:
    """An address that somebody just wrote down; its first word has been read already."""
    if state.src[state.pos] != ":" or state.linkLevel or silent:
        return False
    scheme, rest = _SCHEME.search(state.pending[-6:]), _REST.match(state.src, state.pos, state.posMax)
    if scheme is None or rest is None:
        return False
    end = rest[0].rstrip(_TRAILING if "(" in rest[0] else f"{_TRAILING})")
    address = f"{scheme[1]}{end}"
    if len(end) <= len("://"):
        return False
    state.pending = state.pending[: -len(scheme[1])]
    state.push("link_open", "a", 1).attrs = {"href": state.md.normalizeLink(address)}
    state.push("text", "", 0).content = address
    state.push("link_close", "a", -1)
    state.pos += len(end)
    return True


def _spoiler(state: StateInline, silent: bool) -> bool:
    if state.src[state.pos] != OPEN:
        return False
    end, last = state.src.find(CLOSE, state.pos), state.posMax
    if end < 0 or end >= last:
        return False
    if not silent:
        start = state.pos
        state.push("spoiler_open", "label", 1)
        state.pos, state.posMax = start + 1, end
        state.md.inline.tokenize(state)
        state.push("spoiler_close", "label", -1)
        state.posMax = last
    state.pos = end + 1
    return True


# --- what differs from the parser's own HTML ------------------------------------------------------------------------


def _strong(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """Two underscores underline, two stars are bold."""
    tag = "u" if tokens[at].markup == "__" else "strong"
    return f"<{'/' if tokens[at].nesting < 0 else ''}{tag}>"


def _heading(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    """A heading of a stranger's is loud text, no part of the page's outline; a fourth level is none on Discord."""
    if tokens[at].nesting < 0:
        return "</strong></p>\n"
    level = min(int(tokens[at].tag[1]), 3)
    return f'<p class="h{level}"><strong>'


def _code(_: Any, tokens: Sequence[Token], at: int, *__: Any) -> str:
    return f"<pre><code>{escape(tokens[at].content)}</code></pre>\n"


def _opens(_: Any, __: Sequence[Token], ___: int, ____: Any, env: Any) -> str:
    labels: Labels | None = env["labels"]
    if labels is None:
        return f"{HIDDEN}{OPEN}"
    return f'<label class="spoiler"><input type="checkbox" aria-label="{escape(labels.show)}"><span>'


def _closes(_: Any, __: Sequence[Token], ___: int, ____: Any, env: Any) -> str:
    return CLOSE if env["labels"] is None else "</span></label>"


RENDERERS = {
    "strong_open": _strong,
    "strong_close": _strong,
    "heading_open": _heading,
    "heading_close": _heading,
    "fence": _code,
    "spoiler_open": _opens,
    "spoiler_close": _closes,
}
