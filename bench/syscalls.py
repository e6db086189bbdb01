"""Counts the system calls of a running process with strace, where there is one."""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

#: Row of the table, and the calls it counts; which of the two syncs SQLite uses depends on how it was built.
CALLS = {"futex": ("futex",), "fdatasync": ("fdatasync", "fsync")}
LINE = re.compile(r"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(?P<calls>\d+)(?:\s+\d+)?\s+(?P<name>\w+)$", re.MULTILINE)


@asynccontextmanager
async def counted(pid: int) -> AsyncGenerator[dict[str, int]]:
    """Counts while the block runs.

    The dictionary is filled when the block has ended. It stays empty where nothing can be counted: there is no
    strace, or it is not permitted.
    """
    found: dict[str, int] = {}
    strace = shutil.which("strace")
    if strace is None:
        yield found
        return
    traced = ",".join(name for names in CALLS.values() for name in names)
    process = await asyncio.create_subprocess_exec(
        strace, "-f", "-c", "-e", f"trace={traced}", "-p", str(pid), stderr=asyncio.subprocess.PIPE
    )
    assert process.stderr is not None
    attached = b"attached" in await process.stderr.readline()
    try:
        yield found
    finally:
        if process.returncode is None and attached:
            process.send_signal(signal.SIGINT)
        said = (await process.communicate())[1].decode()
        if attached:
            calls = {line["name"]: int(line["calls"]) for line in LINE.finditer(said)}
            found.update({row: sum(calls.get(name, 0) for name in names) for row, names in CALLS.items()})
