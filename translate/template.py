"""What there is to translate: every sentence of `bot/words/`, with what a translator needs to know of it."""

from __future__ import annotations

from contextlib import chdir
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from bot.language.spoken import DOMAIN, placeholders
from translate.constants import ROOMS, names
from translate.placeholders import explained
from translate.places import places

ROOT = Path(__file__).parents[1]


@cache
def template() -> Catalog:
    """Returns every sentence, in the order of the files and of the lines in them. What only a host reads, in a terminal
    or a log, is no `Sentence` and not among them."""
    found = extracted()
    about = {
        room.__name__.rpartition(".")[2]: " ".join((room.__doc__ or "").partition("\n\n")[0].split()) for room in ROOMS
    }
    made = Catalog(domain=DOMAIN)
    for message in found:
        if message.id:
            locations = [(Path(file).relative_to(ROOT).as_posix(), 0) for file, _ in message.locations]
            made.add(message.id, locations=locations, auto_comments=_comments(message, about), flags=set())
    return made


def extracted() -> Catalog:
    """Returns what Babel finds in the code, by the options in `pyproject.toml`."""
    with TemporaryDirectory() as folder, chdir(ROOT):
        file = Path(folder) / "template.pot"
        CommandLineInterface().run(["pybabel", "-q", "extract", "-o", str(file), str(ROOT / "bot"), str(ROOT / "cogs")])
        with file.open("rb") as opened:
            return read_po(opened)


def english(message: Message) -> tuple[str, ...]:
    """Returns a sentence's English text, and its plural form where it has one."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


def _comments(message: Message, about: dict[str, str]) -> list[str]:
    one, *many = english(message)
    rooms = [Path(file).stem for file, _ in message.locations]
    constants = [name for name in names().get(one, ()) if name.partition(".")[0] in rooms]
    return [
        *(f"{about[room]} ({', '.join(name for name in constants if name.startswith(f'{room}.'))})" for room in rooms),
        *message.auto_comments,
        *(f"At most {place.longest} characters: {place.what}." for place in sorted(places().get(one, ()))),
        *explained(placeholders(one, *many)),
    ]
