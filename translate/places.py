"""Where Discord shows each sentence, and how long it may be there: read from the code that draws cards and forms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot import words
from bot.language import Sentence
from bot.rules import panel
from cogs import _limits as limits
from translate.constants import sentences

COGS = Path(limits.__file__).parent


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A kind of place on Discord."""

    longest: int  #: characters, as UTF-16 code units
    what: str  #: for translators


BUTTON, PLACEHOLDER = Place(limits.BUTTON, "a button"), Place(limits.PLACEHOLDER, "what a list says while it is closed")
OPTION, OPTION_HINT = Place(limits.OPTION, "an entry of a list"), Place(limits.OPTION, "the hint below such an entry")
FORM_TITLE, FIELD_LABEL = Place(limits.FORM_TITLE, "a form’s title"), Place(limits.FIELD_LABEL, "a field’s label")
FIELD_HINT = Place(limits.FIELD_HINT, "the hint below a field’s label")
TITLE, COMMAND = Place(limits.TITLE, "a card’s title"), Place(limits.COMMAND, "about a command, in Discord’s menu")
MENU = Place(limits.MENU, "a name in a message’s menu")

#: The arguments that are shown, in their order, by the name of the class or function that takes them.
TAKERS: dict[str, dict[int | str, Place]] = {
    "Button": {0: BUTTON, "label": BUTTON},
    "button": {0: BUTTON, "label": BUTTON},
    "Option": {0: OPTION, 3: OPTION_HINT, "label": OPTION, "description": OPTION_HINT},
    "Select": {1: PLACEHOLDER, "placeholder": PLACEHOLDER},
    "RolePick": {1: PLACEHOLDER, "placeholder": PLACEHOLDER},
    "ChannelPick": {1: PLACEHOLDER, "placeholder": PLACEHOLDER},
    "Form": {0: FORM_TITLE, "title": FORM_TITLE},
    "form": {0: FORM_TITLE, "title": FORM_TITLE},
    "Field": {1: FIELD_LABEL, 4: FIELD_HINT, "label": FIELD_LABEL, "hint": FIELD_HINT},
    "line": {1: FIELD_LABEL, "hint": FIELD_HINT},
    "lines": {1: FIELD_LABEL, "hint": FIELD_HINT},
    "Tick": {1: FIELD_LABEL, 2: FIELD_HINT, "label": FIELD_LABEL, "hint": FIELD_HINT},
    "Choice": {1: FIELD_LABEL, "label": FIELD_LABEL},
    "Upload": {1: FIELD_LABEL, "label": FIELD_LABEL},
    "Pick": {0: FIELD_LABEL, 2: FIELD_HINT, "label": FIELD_LABEL, "hint": FIELD_HINT},
    "Embed": {0: TITLE, "title": TITLE},
    "titled": {0: MENU},
    "named": {0: COMMAND},
    "choices": {0: COMMAND},
}
#: Sentences that reach their place through a table of the code's.
BY_TABLE = {
    BUTTON: (words.reader.BLOCK, words.labels.APPROVE_WITH),
    OPTION: (words.mine.CHOICE, words.mine.CHOICE_RESPONSE, *(setting.choices for setting in panel.SETTINGS.values())),
    COMMAND: (words.commands.COMMANDS, words.commands.OPTIONS),
}


@cache
def places() -> dict[str, frozenset[Place]]:
    """Returns the places of each sentence that has one with a limit, by its English text."""
    found: dict[str, set[Place]] = {}
    for place, said in _shown():
        found.setdefault(said.one, set()).add(place)
    return {one: frozenset(where) for one, where in found.items()}


def longest(one: str) -> int | None:
    """Returns how long a sentence may be wherever it appears, in characters; None where there is room enough."""
    return min((place.longest for place in places().get(one, ())), default=None)


def buttons() -> frozenset[str]:
    """Returns the English text of each button, and of each name in a message's menu."""
    return frozenset(one for one, where in places().items() if where & {BUTTON, MENU})


def _shown() -> Iterator[tuple[Place, Sentence]]:
    for place, tables in BY_TABLE.items():
        yield from ((place, said) for table in tables for said in sentences(table))
    for path in sorted(COGS.glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for call, within in _calls(tree, tree):
            taken = TAKERS.get(_name(call.func), {})
            given = [*enumerate(call.args), *((each.arg, each.value) for each in call.keywords)]
            for at, value in given:
                if at in taken:
                    yield from ((taken[at], said) for said in _in(value, within))


def _calls(node: ast.AST, within: ast.AST) -> Iterator[tuple[ast.Call, ast.AST]]:
    """Yields each call, with the innermost function (or the module) that it stands in."""
    for child in ast.iter_child_nodes(node):
        inner = child if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else within
        if isinstance(child, ast.Call):
            yield child, inner
        yield from _calls(child, inner)


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else func.id if isinstance(func, ast.Name) else ""


def _in(value: ast.expr, within: ast.AST) -> Iterator[Sentence]:
    """Yields the sentences that an expression may become: it names them, or something that was set to them before."""
    if isinstance(value, ast.Call):  # what fills the sentence's placeholders has its room with it
        value = value.func
    names = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
    told = [value, *(said for node in ast.walk(within) if (said := _set_to(node, names)))]
    for node in (each for expression in told for each in ast.walk(expression)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            room = node.value
            if isinstance(room.value, ast.Name) and room.value.id == "words":
                yield from sentences(getattr(getattr(words, room.attr), node.attr, None))


def _set_to(node: ast.AST, names: set[str]) -> ast.expr | None:
    """Returns what a statement sets one of these names to, or the table that a loop takes it from, if it does."""
    match node:
        case ast.Assign(targets=targets, value=value):
            pass
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            targets = [target]
        case ast.comprehension(
            target=ast.Tuple(elts=targets), iter=ast.Call(func=ast.Attribute(attr="items")) as value
        ):
            pass
        case _:
            return None
    return value if any(isinstance(target, ast.Name) and target.id in names for target in targets) else None
