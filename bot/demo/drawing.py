"""Draws Discord messages with plain characters, for the tour: as much of Discord as the bot's cards use."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import discord

BAR = "▏"  #: at the left of an embed, for Discord's coloured edge
_SGR = {
    "bold": "1",
    "dim": "2",
    "italic": "3",
    "gold": "33",
    "blue": "34",
    "green": "32",
    "red": "31",
    "grey": "90",
}
_COLOUR = re.compile(r"\x1b\[[\d;]*m")
_STYLES = {
    discord.ButtonStyle.primary: "blue",
    discord.ButtonStyle.success: "green",
    discord.ButtonStyle.danger: "red",
}


@dataclass(frozen=True, slots=True)
class Pencil:
    """Draws in a given width (characters), with or without colour, and knows the names that mentions stand for."""

    width: int
    colour: bool
    names: Mapping[str, str] = field(default_factory=dict[str, str])  #: "<#1>" → "#letters"

    def ink(self, text: str, *styles: str) -> str:
        """Returns the text in these styles, or as it is on a terminal without colour."""
        if not (self.colour and text and styles):
            return text
        return f"\x1b[{';'.join(_SGR[style] for style in styles)}m{text}\x1b[0m"

    def heading(self, text: str) -> str:
        """Returns a rule across the terminal with a place and a person on it."""
        rule = "─" * max(2, self.width - len(text) - 5)
        return f"{self.ink('───', 'grey')} {self.ink(text, 'bold', 'gold')} {self.ink(rule, 'grey')}"

    def says(self, text: str) -> list[str]:
        """Returns a sentence of the narrator's, wrapped."""
        return [self.ink(line, "italic") for line in textwrap.wrap(text, self.width)]

    def message(self, message: discord.Message) -> list[str]:
        """Returns a message as its reader sees it: who, text, embeds, buttons."""
        lines = [*self._replied_to(message), self._byline(message)]
        if message.flags.ephemeral:
            lines.append(self.ink("Only you can see this", "grey"))
        lines += self._text(message.content, self.width - 4)
        for number, embed in enumerate(message.embeds):
            lines += [""] * bool(number) + self._embed(embed)
        for row in message.components:
            lines += self._row([self._control(control) for control in getattr(row, "children", ())])
        return [f"  {line}".rstrip() for line in lines]

    def _byline(self, message: discord.Message) -> str:
        app = self.ink(" APP", "blue") if message.author.bot else ""
        return self.ink(message.author.display_name, "bold") + app

    def _replied_to(self, message: discord.Message) -> Iterator[str]:
        """Yields the small line above a reply."""
        original = message.reference and message.reference.resolved
        if isinstance(original, discord.Message):
            start = self._plain(original.content).partition("\n")[0]
            line = textwrap.shorten(f"╭ {original.author.display_name}: {start}", self.width - 4, placeholder="…")
            yield self.ink(line, "grey")

    def _embed(self, embed: discord.Embed) -> list[str]:
        inner = self.width - 7
        blocks = (
            self._text(embed.author.name or "", inner, "bold"),
            self._text(embed.title or "", inner, "bold"),
            self._text(embed.description or "", inner),
            self._text(embed.footer.text or "", inner, "grey"),
        )
        edge = self.ink(BAR, "gold")
        return [f"{edge} {line}" for line in _apart(block for block in blocks if block)]

    def _row(self, controls: list[str]) -> list[str]:
        """Returns buttons side by side, on as many lines as they need."""
        lines = [""]
        for control in controls:
            longer = f"{lines[-1]}  {control}" if lines[-1] else control
            if lines[-1] and len(_COLOUR.sub("", longer)) > self.width - 4:
                lines.append(control)
            else:
                lines[-1] = longer
        return lines

    def _control(self, control: Any) -> str:
        if isinstance(control, discord.SelectMenu):
            chosen = next((option.label for option in control.options if option.default), None)
            return self.ink(f"[ {chosen or control.placeholder or 'Choose'} ▾ ]", "grey")
        style = "dim" if control.disabled else _STYLES.get(control.style, "grey")
        return self.ink(f"[ {control.label} ]", style, "bold")

    def _text(self, text: str, width: int, *styles: str) -> list[str]:
        """Returns wrapped lines; blank ones stay, a `-# ` line is small print, a `> ` line keeps its mark."""
        lines: list[str] = []
        for line in self._plain(text).splitlines():
            quote = "│ " if line.startswith("> ") else ""
            ink = ("grey",) if line.startswith("-# ") else styles
            body = re.sub("^(-#|>) ", "", line)
            wrapped = textwrap.wrap(body, width - len(quote), break_on_hyphens=False) or [""]
            lines += [self.ink(quote + piece, *ink) for piece in wrapped]
        return lines

    def _plain(self, text: str) -> str:
        """Returns what Discord would show for the Markdown in a text."""
        text = re.sub(r"https://discord\.com/channels/\d+/(\d+)(?:/\d+)?", r"<#\1>", text)
        text = re.sub(r"<[#@][!&]?\d+>", self._name, text)
        text = re.sub(r"(?<!\\)(\*\*|__|`)(.+?)(?<!\\)\1", r"\2", text)
        return re.sub(r"\\(?=[^\w\s])", "", text)

    def _name(self, found: re.Match[str]) -> str:
        return self.names.get(found[0].replace("!", ""), found[0])


def _apart(blocks: Iterable[list[str]]) -> Iterator[str]:
    """Yields the blocks' lines, with an empty line between two blocks."""
    for index, block in enumerate(blocks):
        if index:
            yield ""
        yield from block
