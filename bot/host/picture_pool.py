"""Pictures are cleaned in separate processes: whatever a decoder does, the bot goes on.

There are a few processes: one is started when a picture comes and none is free, and ended when none came for a while.
One that takes too long is ended; one that dies is replaced, and the picture tried once more. Pictures go in and out
through pipes, so that none is written to a disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from pathlib import Path

import bot
from bot import words
from bot.errors import TryLater
from bot.host.picture_worker import ANSWER, NO, REQUEST
from bot.rules.picture_values import EXTENSIONS, MAX_BYTES, MAX_OUT, ImageRefused, Picture, Refusal
from bot.settings import Settings

log = logging.getLogger(__name__)

#: Processes, at most: somebody whose pictures take long holds up one of them.
WORKERS = 2
#: Seconds that one picture may take, the start of a process included.
SECONDS = 10
#: Seconds without a picture after which a process ends.
IDLE = 60
#: Processes that one picture may crash before it is given up.
ATTEMPTS = 2
_STOPPING = "the bot stops"
PROGRAM = (sys.executable, "-m", "bot.host.picture_worker")


class PicturePool:
    """The processes. After `close` there are none, and no picture is cleaned."""

    def __init__(
        self, program: Sequence[str] = PROGRAM, *, workers: int = WORKERS, seconds: float = SECONDS, idle: float = IDLE
    ) -> None:
        self._program, self._seconds, self._idle = program, seconds, idle
        self._slots = asyncio.Semaphore(workers)
        self._processes: list[Process] = []  #: those that are alive, and some that have ended
        self._free: dict[Process, asyncio.TimerHandle] = {}  #: those with nothing to do, and the timer that ends each
        self._closed = False

    @property
    def pids(self) -> list[int]:
        """The process ids of those that are alive."""
        return [process.pid for process in self._processes if process.returncode is None]

    async def clean(self, data: bytes) -> Picture:
        """Returns a file's picture, as `bot.rules.pictures.clean` does.

        Raises ImageRefused, also for a picture that takes too long or crashes the process, and TryLater
        when the bot is stopping.
        """
        if len(data) > MAX_BYTES:
            raise ImageRefused(Refusal.TOO_LARGE)
        async with self._slots:
            try:
                async with asyncio.timeout(self._seconds):
                    answer = await self._answer(data)
            except TimeoutError:
                log.warning(words.host.PICTURE_TAKES_LONG, self._seconds)
                answer = Refusal.TOO_COSTLY
        if isinstance(answer, Refusal):
            raise ImageRefused(answer)
        return answer

    async def close(self) -> None:
        """Ends all processes, whatever they are doing. May be called twice."""
        self._closed = True
        for handle in self._free.values():
            handle.cancel()
        for process in self._processes:
            await _end(process)

    async def _answer(self, data: bytes) -> Picture | Refusal:
        for _ in range(ATTEMPTS):
            try:
                process = await self._take()
            except OSError:
                log.exception(words.host.PICTURE_PROCESS_MISSING)
                break
            try:
                answer = await _ask(process, data)
            except BaseException:  # nobody waits for its answer any more
                _kill(process)
                raise
            if answer is not None:
                self._give_back(process)
                return answer
            log.warning(words.host.PICTURE_PROCESS_DIED, process.returncode)
        return Refusal.TOO_COSTLY

    async def _take(self) -> Process:
        """Returns a free process, or a new one. Raises OSError when none can be started."""
        if self._closed:
            raise TryLater(_STOPPING)
        while self._free:
            process, handle = self._free.popitem()
            handle.cancel()
            if process.returncode is None:
                return process
        self._processes = [process for process in self._processes if process.returncode is None]
        process = await asyncio.create_subprocess_exec(
            *self._program, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=_HOME, env=_environment()
        )
        self._processes.append(process)
        if self._closed:  # meanwhile
            await _end(process)
            raise TryLater(_STOPPING)
        return process

    def _give_back(self, process: Process) -> None:
        handle = asyncio.get_running_loop().call_later(self._idle, self._dismiss, process)
        self._free[process] = handle

    def _dismiss(self, process: Process) -> None:
        del self._free[process]
        _kill(process)


#: The program's folder, so that the process finds it wherever the bot was started.
_HOME = Path(bot.__file__).parents[1]


def _environment() -> dict[str, str]:
    """Returns the bot's environment without its settings: whoever takes over a decoder finds
    neither key nor token there."""
    settings = {field.name.upper() for field in dataclasses.fields(Settings)}
    return {name: value for name, value in os.environ.items() if name not in settings}


async def _ask(process: Process, data: bytes) -> Picture | Refusal | None:
    """Returns what a process makes of a file; None when the process has died over it."""
    try:
        return await _answer(process, data)
    except (EOFError, ConnectionError):
        await process.wait()
    except (ValueError, LookupError):  # the process no longer runs our code
        await _end(process)
    return None


async def _answer(process: Process, data: bytes) -> Picture | Refusal:
    """Sends a file and reads the answer. Raises EOFError or ConnectionError when the process ends, ValueError or
    LookupError for a malformed answer."""
    files, answers = process.stdin, process.stdout
    assert files is not None and answers is not None
    files.writelines([REQUEST.pack(len(data)), data])
    await files.drain()
    kind, length = ANSWER.unpack(await answers.readexactly(ANSWER.size))
    kind = kind.rstrip(b"\0").decode()
    if kind not in (NO, *EXTENSIONS) or length > MAX_OUT:
        raise ValueError("no answer")
    body = await answers.readexactly(length)
    return Refusal[body.decode()] if kind == NO else Picture(body, kind)


def _kill(process: Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()


async def _end(process: Process) -> None:
    _kill(process)
    await process.wait()
