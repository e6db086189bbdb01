"""One transaction: its statements stand in `queries/`, its methods in `tables/`, under the same names."""

from __future__ import annotations

from bot.store.tables.absence import AbsenceQueries
from bot.store.tables.desk import DeskTables
from bot.store.tables.forgetting import Forgetting
from bot.store.tables.letterboxes import LetterboxTable
from bot.store.tables.letters import LetterTable
from bot.store.tables.responses import ResponseTable
from bot.store.tables.texts import TextTables


class Tx(LetterboxTable, LetterTable, TextTables, ResponseTable, DeskTables, AbsenceQueries, Forgetting):
    """See `ports.Tx`. Lives no longer than its transaction."""

    changed = False  #: whether it wrote anything; known when it has committed
