"""One transaction of the store: every statement in `queries/*.sql`, as a method of the same name in `tables/*.py`."""

from __future__ import annotations

from bot.rules.shards import Shards
from bot.store.said import OUTBOX, RESTATED, SHORT, of_letters
from bot.store.tables.absence import AbsenceQueries
from bot.store.tables.archive import ArchiveTable
from bot.store.tables.desk import DeskTables
from bot.store.tables.letterboxes import LetterboxTable
from bot.store.tables.letters import LetterTable
from bot.store.tables.listeners import ListenerTable
from bot.store.tables.log import LogTable
from bot.store.tables.processes import ProcessTable
from bot.store.tables.public import PublicTable
from bot.store.tables.questions import QuestionTable
from bot.store.tables.queue import QueueTable
from bot.store.tables.related import RelatedTable
from bot.store.tables.responses import ResponseTable
from bot.store.tables.setups import SetupTable
from bot.store.tables.texts import TextTables


class Tx(
    SetupTable,
    LetterboxTable,
    LetterTable,
    TextTables,
    ResponseTable,
    ListenerTable,
    DeskTables,
    QueueTable,
    PublicTable,
    RelatedTable,
    LogTable,
    AbsenceQueries,
    ArchiveTable,
    QuestionTable,
    ProcessTable,
):
    """All statements, with values in place of rows. Use it only inside the transaction it came from.

    Methods take and return Unix seconds and Discord's ids. What they find by an id and is gone raises NotFound.
    """

    changed = False  #: whether it wrote anything; set after the block

    @property
    def changes_what_is_kept(self) -> bool:
        """Whether it changed something that stores keep in memory."""
        return self._blocks_changed or self._letterboxes_changed or bool(self._unsettled)

    def say(self, subject: str, text: str) -> None:
        """Tell the other processes at the commit, and nobody if there is none, or the transaction only reads.

        The subject is one word; texts are short and name no person: numbers of letters, deliveries and the like. Said
        twice is said once.
        """
        assert len(text.encode()) <= SHORT and " " not in subject
        self._said[subject, text] = None

    def said(self, own: Shards | None) -> list[tuple[str, str]]:
        """Return what processes have to hear of it that serve other shards than its `own` (None: it serves none):
        subjects and texts."""
        if own is not None and own.are_all:
            return []
        if self.restated:
            self.say(RESTATED, of_letters(self.restated))
        if not all(server is not None and own is not None and own.serve(server) for server in self._due_earlier):
            self.say(OUTBOX, "")
        return [*self._said]
