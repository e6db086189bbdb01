"""The host's commands on a database that is on a server: each says what holds there."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import StoreError
from bot.host import copies, doctor, status
from bot.host.metrics import Metrics
from bot.host.vitals import Vitals
from bot.sealing.seal import Seal
from bot.settings import Settings
from bot.store import reader
from bot.store.engine import store_of
from bot.store.tables.processes import Running
from bot.store.watching import watching
from tests import postgres
from tests.store.conftest import KEY
from tests.store.people import a_letter, put

NOWHERE = "postgresql://nobody@/letters?host=/nowhere"


async def served() -> Settings:
    """A database on a server with a letter and a delivery in it."""
    settings = Settings(database_url=await postgres.empty(), seal_key=KEY, discord_token="token")
    store = store_of(settings, Seal(KEY))
    await store.open()
    async with store.transaction() as tx:
        await a_letter(tx)
        await put(tx, "lane")
    await store.close()
    return settings


async def test_status_and_doctor_read_it_and_no_password_is_shown() -> None:
    settings = await served()
    said = json.loads(await asyncio.to_thread(status.status, settings, as_json=True))
    assert said["waiting"] == 1
    boxes, findings = await asyncio.to_thread(doctor._database, settings)
    assert len(boxes) == 1
    assert [finding.verdict for finding in findings] == [doctor.Verdict.FINE] * 3
    assert "1 letter" in str(findings[0])
    secret = Settings(database_url="postgresql://anna:secret@db.example:5432/letters")
    assert secret.shown_url == "postgresql://db.example:5432/letters"
    assert "secret" not in repr(secret)


async def test_status_and_metrics_name_the_processes_that_are_alive() -> None:
    settings, now = await served(), datetime.now(UTC)
    store = store_of(settings, Seal(KEY))
    await store.open()
    async with store.transaction() as tx:
        for number, shards in ((2, "10-19/20"), (1, "0-9/20")):
            await tx.process_seen(Running(str(number), f"{number}/2", shards), int(now.timestamp()) - 3)
    said = json.loads(await asyncio.to_thread(status.status, settings, as_json=True))["processes"]
    assert [(each["name"], each["shards"]) for each in said] == [("1/2", "0-9/20"), ("2/2", "10-19/20")]
    printed = await asyncio.to_thread(status.status, settings, as_json=False)
    assert re.search(r"alive: 2\n  1/2 +shards 0-9/20, seen \d+ seconds ago\n  2/2", printed)
    figures = Metrics(settings, lambda: now)
    vitals = Vitals({}, None, None, None, 0, {}, {}, catching_up=False, not_looked_at=0)
    page, _ = await asyncio.to_thread(figures.page, "", vitals)
    assert b'unsigned_process_seen_seconds{shards="10-19/20"} 3.0' in page
    assert b"unsigned_shards_unserved 0.0" in page
    assert [each.verdict for each in (await asyncio.to_thread(doctor._database, settings))[1]] == [
        doctor.Verdict.FINE
    ] * 3
    async with store.transaction() as tx:  # the second is gone
        await tx.process_left("2")
    printed = await asyncio.to_thread(status.status, settings, as_json=False)
    assert re.search(r"alive: 1\n  1/2 +shards 0-9/20.*\nNobody serves the shards 10-19/20", printed)
    assert json.loads(await asyncio.to_thread(status.status, settings, as_json=True))["unserved"] == ["10-19/20"]
    assert b"unsigned_shards_unserved 10.0" in (await asyncio.to_thread(figures.page, "", vitals))[0]
    *_, finding = (await asyncio.to_thread(doctor._database, settings))[1]
    assert finding.verdict is doctor.Verdict.WRONG and "10-19/20" in str(finding)
    await store.close()


def test_a_server_that_does_not_answer_is_a_finding() -> None:
    gone = Settings(database_url=NOWHERE, seal_key=KEY)
    _, findings = doctor._database(gone)
    assert [finding.verdict for finding in findings] == [doctor.Verdict.WRONG]
    with pytest.raises(StoreError, match="does not answer"), reader.looking(gone):
        pass


def test_what_the_address_asks_for_and_cannot_be_is_told_as_it_is() -> None:
    bogus = Settings(database_url=f"{NOWHERE}&sslmode=bogus", seal_key=KEY)
    with pytest.raises(StoreError, match="`sslmode` parameter must be one of"), reader.looking(bogus):
        pass


def test_a_backup_names_the_server_s_own_tools(tmp_path: Path) -> None:
    for command in (copies.backup, copies.restore):
        with pytest.raises(StoreError, match="pg_dump"):
            command(Settings(database_url=NOWHERE, seal_key=KEY), tmp_path / "copy")


async def test_the_archive_reads_it() -> None:
    settings = await served()
    async with watching(settings, Seal(KEY)) as watch, watch.reading() as tx:
        assert (await tx.letter_numbered(1, 1)).number == 1


def test_without_the_driver_a_start_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "asyncpg.py").write_text("raise ImportError('no')")
    environment = {
        **os.environ,
        "PYTHONPATH": f"{tmp_path}{os.pathsep}{Path(__file__).parents[2]}",
        "DATABASE_URL": NOWHERE,
        "SEAL_KEY": base64.b64encode(KEY).decode(),
    }
    command = [sys.executable, "-m", "bot", "status"]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr.splitlines()[-1] == 'PostgreSQL needs a driver. Install it with: pip install ".[postgres]"'
