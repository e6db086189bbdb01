"""What a proxy such as PluralKit or Tupperbox repeats: a member's text, without the tags that called the proxy."""

from __future__ import annotations

#: Code points of what calls a proxy, before and after the text together.
TAGS = 100
#: Begin a line of ours that stands for a file; a sticker, which no proxy repeats, has another.
FILE, STICKER = "📎 ", "🏷️ "


def repeats(said: str, original: str) -> bool:
    """Returns whether `said` is the whole of `original` but for tags around the text."""
    (text, files), (whole, had) = _apart(said), _apart(original)
    at = whole.find(text)
    tags = whole[:at].strip(), whole[at + len(text) :].strip()
    called = sum(map(len, tags)) <= TAGS and not any("\n" in tag for tag in tags)
    return bool(text or files) and at >= 0 and files == had and called


def _apart(said: str) -> tuple[str, list[str]]:
    """Returns the text, and the lines that stand for files."""
    lines = said.splitlines()
    text = [line for line in lines if not line.startswith((FILE, STICKER))]
    return "\n".join(text).strip(), [line for line in lines if line.startswith(FILE)]
