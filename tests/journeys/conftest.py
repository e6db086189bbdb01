"""The engine that a journey is taken on: SQLite, and for a chosen few PostgreSQL, too.

With UNSIGNED_TEST_DATABASE=postgresql all of them are taken there (those that look into the file fail).
"""

from __future__ import annotations

import asyncio
import os

import pytest

from tests import postgres, town

#: Journeys, by file and the first words of their names, that are taken on both engines.
ON_BOTH = {
    "test_life.py": ("test_what_the_bot_missed", "test_a_rejected_letter"),
    "test_responses.py": ("test_a_reply_appears",),
    "test_relay.py": ("test_several_within_seconds", "test_a_relay_that_waits_survives"),
    "test_forget.py": ("test_what_is_published_stays", "test_it_reaches_servers"),
    "test_blocks.py": ("test_a_block_outlives",),
    "test_several_letterboxes.py": ("test_each_letter_goes", "test_whoever_writes_reads"),
    "test_revise.py": ("test_a_revision_sent_back",),
    "test_searching.py": ("test_a_letter_is_found_by_its_words", "test_what_is_taken_out_of_sight"),
    "test_machine_clock.py": ("test_the_database_server_s",),
    "test_removal.py": ("test_nothing_of_the_letter_stays", "test_restore_puts_everything"),
}
SERVER = os.environ.get("UNSIGNED_TEST_DATABASE") == "postgresql"


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Take the chosen ones twice."""
    chosen = ON_BOTH.get(metafunc.definition.path.name, ())
    if not SERVER and metafunc.definition.name.startswith(chosen):
        metafunc.parametrize("engine_taken", ["sqlite", "postgres"], indirect=True)


@pytest.fixture(autouse=True)
def engine_taken(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the town's database is."""
    if getattr(request, "param", "postgres" if SERVER else "sqlite") == "postgres":
        monkeypatch.setattr(town, "server", asyncio.run(postgres.empty()))
