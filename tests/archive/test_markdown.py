"""A stranger's text as HTML: what it may become, what stays hidden, and that nothing breaks out of it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.archive import markdown
from bot.archive.markdown import HIDDEN, TAGS, Labels, html, plain
from bot.archive.mentions import without_ids
from bot.search.passage import passage
from bot.search.terms import Cutter
from tests.core.growth import LINEAR, growth

LABELS = Labels("Show hidden text", "Hidden text")
NAMESPACE = "{http://www.w3.org/1999/xhtml}"
PIECES = st.sampled_from(
    ["||", "**", "*", "_", "__", "~~", "`", "```", "\n", "\n\n", "> ", ">>> ", "- ", "1. ", "# ", "-# ", "<", ">", "&",
     '"', "'", "[", "](", ")", "<script>", "</p>", "javascript:", "https://a.example/", "quince", " ", "\\",
     "</details>", "<!--", "\ue000", "\ue001", "\0", "http:", "![", "<https://", "&lt;", "\u202e", "é", "水"]
)  # fmt: skip
HOSTILE = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80)


def _rendered(text: str) -> str:
    return html(text, LABELS)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**b** *i* _i_ __u__", "<strong>b</strong> <em>i</em> <em>i</em> <u>u</u>"),
        ("~~s~~ `c*`", "<s>s</s> <code>c*</code>"),
        ("one\ntwo", "one<br>\ntwo"),
        ("&amp; <b> 1 < 2", "&amp;amp; &lt;b&gt; 1 &lt; 2"),
        ("[x](javascript:alert(1)) ![y](ftp://a.example)", "[x](javascript:alert(1)) ![y](ftp://a.example)"),
        ("\\*not\\* a*b", "*not* a*b"),
        ("(http://e.example) xhttp://e.example http:// ://a", '(<a href="http://e.example" rel="nofollow ugc noopener '
         'noreferrer">http://e.example</a>) xhttp://e.example http:// ://a'),
        ("a https://e.example/?a=1&b=2.", 'a <a href="https://e.example/?a=1&amp;b=2" rel="nofollow ugc noopener '
         'noreferrer">https://e.example/?a=1&amp;b=2</a>.'),
    ],
)  # fmt: skip
def test_what_stands_in_a_line(text: str, shown: str) -> None:
    assert _rendered(text) == f"<p>{shown}</p>"


def test_blocks_go_no_further_than_on_discord() -> None:
    made = _rendered("> quoted\nnot\n- a\n- b\nafter\n# Loud\n```py\n<b> ||x||\n```\n>>> all\nof\n\nit")
    assert re.sub(r"\s*\n\s*", "", made) == (
        "<blockquote><p>quoted</p></blockquote><p>not</p><ul><li>a</li><li>b</li></ul><p>after</p>"
        '<p class="h1"><strong>Loud</strong></p><pre><code>&lt;b&gt; ||x||</code></pre>'
        "<blockquote><p>all<br>of</p><p>it</p></blockquote>"
    )


COVER = '<label class="spoiler"><input type="checkbox" aria-label="Show hidden text"><span>{}</span></label>'


def test_a_spoiler_is_behind_a_box_and_one_of_several_lines_in_a_part() -> None:
    assert _rendered("a ||b **c**|| d") == f"<p>a {COVER.format('b <strong>c</strong>')} d</p>"
    made = _rendered("a ||b\n\nc|| d")
    hidden = '<details class="spoiler"><summary>Hidden text</summary><p>b</p>'
    assert made.startswith(f"<p>a </p>{hidden}") or made.startswith(f"<p>a</p>{hidden}")  # noqa: PIE810
    assert "d</p>" in made.partition("</details>")[2]


@pytest.mark.parametrize("text", ["||quince||", "||a\nquince||", "[||quince||](https://e.example)", "> ||quince||",
                                  "- a ||quince||", "**||quince||**", "||*quince||*", "# ||quince||"])  # fmt: skip
def test_what_is_hidden_is_in_no_preview_and_no_feed(text: str) -> None:
    assert "quince" not in plain(text) and "quince" not in html(text, None)
    assert HIDDEN in plain(text)
    outside = re.sub(r'<label class="spoiler">.*?</label>|<details.*?</details>', "", _rendered(text), flags=re.DOTALL)
    assert "quince" not in outside


@given(HOSTILE)
def test_nothing_breaks_out_of_a_text(text: str) -> None:
    made = _rendered(text)
    parsed = html5lib.HTMLParser(strict=True).parseFragment(made)  # raises where it is not valid
    for node in parsed.iter():
        if not isinstance(node.tag, str) or node.tag == "DOCUMENT_FRAGMENT":
            assert node.tag == "DOCUMENT_FRAGMENT", "a comment"
            continue
        assert node.tag.removeprefix(NAMESPACE) in TAGS
        assert set(node.attrib) <= {"href", "rel", "class", "type", "aria-label", "start"}
        if "href" in node.attrib:
            assert urlsplit(node.attrib["href"]).scheme in ("http", "https")


@pytest.mark.parametrize("piece", ["https://a", "<https://", "https://a)", "||a"])
def test_a_hostile_letter_takes_no_longer_than_its_length(piece: str) -> None:
    assert growth(_rendered, piece, 12_000) < LINEAR


@given(st.text("abc |*_~`\n", max_size=40))
def test_what_discord_hides_is_never_in_clear(noise: str) -> None:
    text = f"{noise}\n\n||quince||"
    spans = [each for each in markdown.marks_of(text).spans if each.opening in ("||", "`", "``", "```")]
    if any(text[each.begin : each.end].endswith("quince") and each.opening == "||" for each in spans):
        assert "quince" not in html(text, None)


@given(HOSTILE)
def test_the_words_of_a_text_are_one_line(text: str) -> None:
    assert "\n" not in plain(text)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<@1> <@!2> <@&3> <#4>", "@… @… @… #…"),
        ("<:quill:5> <a:ink:6> </letter write:7>", ":quill: :ink: /letter write"),
        ("<t:1700000000:R> <t:-999999999999>", "2023-11-14 …"),
        ("<1> @everyone <@x>", "<1> @everyone <@x>"),
        ("https://discord.com/users/80351110224678912", "https://discord.com/users"),
        ("http://ptb.discordapp.com/channels/1/2/3 or @me", "http://ptb.discordapp.com/channels or @me"),
        ("(discord.com/channels/@me/80351110224678912).", "(discord.com/channels)."),
        ("https://cdn.discordapp.com/avatars/80351110224678912/a1.png?size=64.", "https://cdn.discordapp.com/avatars."),
        ("[me](https://media.discordapp.net/guilds/1/users/2/a.png)", "[me](https://media.discordapp.net/guilds)"),
        (
            "discord://-/users/80351110224678912 https://discord.com/safety",
            "discord://-/users https://discord.com/safety",
        ),
    ],
)
def test_mentions_name_nobody(text: str, shown: str) -> None:
    assert without_ids(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "||C:\\quince\\||",
        "||||quince||||",
        "||quince `||` after",
        "||quince <https://a.example/||>",
        "||a `||` quince||",
    ],
)
def test_what_discord_hides_by_its_own_rule_is_hidden_too(text: str) -> None:
    assert "quince" not in plain(text)
    assert "quince" not in re.sub(r"\|\|.+?\|\|", "", passage(text, [], Cutter("en")))


def test_bars_in_code_hide_nothing() -> None:
    assert "b" in plain("`a || b || c`")
