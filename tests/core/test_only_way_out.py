"""Nothing of the bot's reaches Discord except through the one guard: as cards and forms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
#: Methods of discord.py that make or change what people see.
SENDING = {
    "send", "send_message", "edit", "edit_message", "edit_original_response", "create_thread", "send_modal", "reply",
    "edit_webhook_message", "send_webhook_message", "create_message", "execute_webhook",
}  # fmt: skip
#: What draws a card, within the limits.
DRAWING = {"told", "retold", "shown", "said_by"}
#: Arguments that say nothing.
SILENT = {
    "nonce", "message_id", "thread", "wait", "archived", "locked", "auto_archive_duration", "applied_tags",
    "available_tags", "avatar_url", "nsfw",
}  # fmt: skip
#: Arguments that say something, and what they are drawn by.
DRAWN_BY = {"name": {"thread_name"}, "username": {"webhook_name"}, "view": {"finished", "view_of"}}
#: What only `MAKERS` make.
PARTS = {
    "Embed",
    "Button",
    "Select",
    "SelectOption",
    "TextInput",
    "Modal",
    "View",
    "Label",
    "LayoutView",
    "TextDisplay",
}
MAKERS = {"_cards.py", "_forms.py", "_form_fields.py"}


def called(node: ast.expr) -> str:
    """The last name of what is called: `send` of `channel.send(...)`."""
    if not isinstance(node, ast.Call):
        return ""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return getattr(node, "id", "")


def ways_out(source: str, name: str = "somewhere.py") -> Iterator[str]:
    """Everything in a module that reaches Discord past the guard."""
    tree = ast.parse(source)
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            drawn = {
                target.id
                for each in ast.walk(function)
                if isinstance(each, ast.Assign)
                for target, value in _pairs(each)
                if isinstance(target, ast.Name) and called(value) in DRAWING
            }
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and called(call) in SENDING and root(call.func) != "life":
                    yield from (f"{name}:{call.lineno}: {said}" for said in _past(call, drawn))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name not in MAKERS and root(node.func) in ("discord", "ui"):
            made = called(node)
            if made in PARTS and (node.args or node.keywords):
                yield f"{name}:{node.lineno}: makes a {made}"


def _pairs(assign: ast.Assign) -> Iterator[tuple[ast.expr, ast.expr]]:
    for target in assign.targets:
        if isinstance(target, ast.Tuple) and isinstance(assign.value, ast.Tuple):
            yield from zip(target.elts, assign.value.elts, strict=True)
        else:
            yield target, assign.value


def _past(call: ast.Call, drawn: set[str]) -> Iterator[str]:
    for said in call.args:
        if called(call) != "send_modal" or called(said) != "drawn":
            yield "an argument without a name"
    for word in call.keywords:
        if word.arg is None:
            if called(word.value) not in DRAWING and getattr(word.value, "id", None) not in drawn:
                yield "arguments that no card was drawn to"
        elif called(word.value) not in DRAWN_BY.get(word.arg, set()) and word.arg not in SILENT:
            yield word.arg


@pytest.mark.parametrize(
    "path", [*(ROOT / "cogs").glob("*.py"), ROOT / "bot" / "client.py"], ids=lambda path: path.name
)
def test_everything_goes_through_the_guard(path: Path) -> None:
    assert [*ways_out(path.read_text("utf-8"), path.name)] == []


@pytest.mark.parametrize(
    "past",
    [
        'await channel.send("Hello")',
        "await channel.send(content=text)",
        "await message.edit(embeds=[embed])",
        "await interaction.response.send_message(said, ephemeral=True)",
        "await channel.send(**found)",
        "await thread.edit(name=title)",
        "await webhook.send(**told(card, say), username=name)",
        "await interaction.response.edit_message(view=view)",
        "await interaction.response.send_modal(modal)",
        "discord.Embed(title=title)",
        "ui.Button(label=label)",
    ],
)
def test_what_goes_past_it_is_found(past: str) -> None:
    assert [*ways_out(f"async def one():\n    {past}\n")]
