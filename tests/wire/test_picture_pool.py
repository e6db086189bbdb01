"""The processes in which pictures are cleaned: whatever a decoder does there, the next picture is cleaned."""

from __future__ import annotations

import asyncio
import io
import os
import select
import signal
import sys
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bot.errors import TryLater
from bot.host import picture_worker
from bot.host.picture_pool import PROGRAM, PicturePool
from bot.rules.pictures import MAX_BYTES, ImageRefused, Refusal, clean
from tests.wire.decoders import DIES, HANGS, HOARDS, SOUND, TALKS
from tests.wire.process import PATIENCE, ROOT

PLANTED = (sys.executable, "-m", "tests.wire.decoders")
linux = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux how things are")


def png(width: int, height: int = 8, colour: Any = "red", mode: str = "RGB") -> bytes:
    file = io.BytesIO()
    Image.new(mode, (width, height), colour).save(file, "PNG")
    return file.getvalue()


def saying(code: str) -> tuple[str, ...]:
    """A program of one line in the place of the real one."""
    return (sys.executable, "-c", code)


@asynccontextmanager
async def pool(program: tuple[str, ...] = PLANTED, **more: Any) -> AsyncGenerator[PicturePool]:
    """A pool that has as much time as a busy machine may need, unless told otherwise. Nothing is left of it."""
    made = PicturePool(program, **({"seconds": PATIENCE} | more))
    try:
        yield made
    finally:
        await made.close()
        assert made.pids == []


async def refused(made: PicturePool, data: bytes) -> Refusal:
    with pytest.raises(ImageRefused) as caught:
        await made.clean(data)
    return caught.value.reason


async def ended(pid: int) -> None:
    """When that process is no more."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        looking = select.poll()
        looking.register(handle, select.POLLIN)
        assert await asyncio.to_thread(looking.poll, PATIENCE * 1000)
    finally:
        os.close(handle)


async def processes(made: PicturePool, count: int) -> None:
    """When so many live."""
    async with asyncio.timeout(PATIENCE):
        while len(made.pids) != count:  # noqa: ASYNC110 - the system tells nobody
            await asyncio.sleep(0)


def told(pid: int, file: str) -> str:
    """What Linux says of a process."""
    return Path(f"/proc/{pid}/{file}").read_text()


def peak(pid: int, field: str) -> int:
    """The most memory that a process has had, in bytes."""
    lines = told(pid, "status").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{field}:"))


# --- what it is for -----------------------------------------------------------------------------------------------


async def test_it_answers_as_the_function_does_from_one_process() -> None:
    async with pool(PROGRAM) as made:
        for data in (png(8), b"hello", png(8)[:40], b"x" * (MAX_BYTES + 1), png(60_000, 1_000, 0, "1")):
            try:
                expected = clean(data)
            except ImageRefused as refusal:
                assert await refused(made, data) is refusal.reason
            else:
                assert await made.clean(data) == expected
        assert len(made.pids) == 1


async def test_one_that_hangs_is_ended_and_holds_up_nobody(caplog: pytest.LogCaptureFixture) -> None:
    async with pool(seconds=5) as made:
        hanging = asyncio.create_task(refused(made, png(HANGS)))
        assert (await made.clean(png(SOUND))).extension == "png"
        assert not hanging.done() and len(made.pids) == 2
        assert await hanging is Refusal.TOO_COSTLY
        assert "A picture took more than 5 seconds" in caplog.text
        await processes(made, 1)
        assert (await made.clean(png(SOUND))).extension == "png"


async def test_one_that_dies_is_replaced_twice_and_the_picture_given_up(caplog: pytest.LogCaptureFixture) -> None:
    async with pool() as made:
        assert await refused(made, png(DIES)) is Refusal.TOO_COSTLY
        assert caplog.text.count("A process that cleans pictures ended (7)") == 2
        assert (await made.clean(png(SOUND))).extension == "png"


@linux
async def test_one_that_asks_for_more_memory_than_it_may_have_does_not_get_it() -> None:
    async with pool() as made:
        assert await refused(made, png(HOARDS)) is Refusal.TOO_COSTLY
        assert peak(made.pids[0], "VmPeak") <= picture_worker.MEMORY
        assert (await made.clean(png(SOUND))).extension == "png"


async def test_what_a_library_prints_is_no_part_of_the_picture() -> None:
    async with pool() as made:
        assert await made.clean(png(TALKS)) == clean(png(TALKS))


@pytest.mark.parametrize(
    "answer",
    [
        "b''",
        "b'exe'.ljust(4) + bytes(4)",
        "b'png' + b'\\0' + b'\\xff' * 4",
        "b'no\\0\\0\\0\\0\\0\\1x'",
        "b'\\xff' * 99",
    ],
)
async def test_what_is_no_answer_is_not_believed(answer: str) -> None:
    code = f"import sys; sys.stdin.buffer.read(4); sys.stdout.buffer.write({answer}); sys.stdout.flush()"
    async with pool(saying(code)) as made:
        assert await refused(made, png(SOUND)) is Refusal.TOO_COSTLY


async def test_where_no_process_can_be_started_the_writer_is_told(caplog: pytest.LogCaptureFixture) -> None:
    async with pool(("/nowhere/python",)) as made:
        assert await refused(made, png(SOUND)) is Refusal.TOO_COSTLY
        assert "No process can be started to clean a picture in" in caplog.text


async def test_one_that_was_ended_from_outside_costs_nobody_a_picture() -> None:
    async with pool() as made:
        await made.clean(png(SOUND))
        os.kill(made.pids[0], signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        assert (await made.clean(png(SOUND))).extension == "png"


# --- how long they live -------------------------------------------------------------------------------------------


async def test_there_is_none_before_a_picture_comes_and_none_when_none_came_for_a_while() -> None:
    async with pool(idle=0) as made:
        assert made.pids == []
        for _ in range(2):
            await made.clean(png(SOUND))
            await processes(made, 0)


async def test_there_are_never_more_than_there_may_be() -> None:
    async with pool(workers=2) as made:
        under_way = [asyncio.create_task(made.clean(png(SOUND))) for _ in range(6)]
        await asyncio.gather(*under_way)
        assert len(made.pids) == 2


async def test_a_picture_that_is_under_way_when_the_bot_stops_waits_for_the_next_start() -> None:
    async with pool() as made:
        under_way = asyncio.create_task(made.clean(png(HANGS)))
        await processes(made, 1)
        await made.close()
        with pytest.raises(TryLater):
            await under_way
        with pytest.raises(TryLater):
            await made.clean(png(SOUND))


@pytest.mark.parametrize("turns", range(6))
async def test_a_process_that_is_just_being_started_when_the_bot_stops_does_not_stay(turns: int) -> None:
    async with pool() as made:
        under_way = asyncio.create_task(made.clean(png(HANGS)))
        for _ in range(turns):
            await asyncio.sleep(0)
        await made.close()
        with pytest.raises(TryLater):
            await under_way
        assert made.pids == []


async def test_whoever_waits_no_longer_leaves_no_process_at_work() -> None:
    async with pool() as made:
        under_way = asyncio.create_task(made.clean(png(HANGS)))
        await processes(made, 1)
        under_way.cancel()
        await processes(made, 0)


@linux
@pytest.mark.parametrize("width", [SOUND, HANGS])
async def test_a_bot_that_is_killed_leaves_no_process(width: int) -> None:
    program = (*PLANTED, "1")
    code = (
        "import asyncio, sys; from bot.host.picture_pool import PicturePool\n"
        "async def main():\n"
        f"    pool = PicturePool({program!r}, seconds=600)\n"
        "    task = asyncio.create_task(pool.clean(sys.stdin.buffer.read()))\n"
        "    while not pool.pids: await asyncio.sleep(0)\n"
        f"    if {width} == {SOUND}: await task\n"
        "    print(pool.pids[0], flush=True)\n"
        "    await asyncio.Event().wait()\n"
        "asyncio.run(main())\n"
    )
    pipe = asyncio.subprocess.PIPE
    bot = await asyncio.create_subprocess_exec(*saying(code), cwd=ROOT, stdin=pipe, stdout=pipe)
    assert bot.stdin is not None and bot.stdout is not None
    bot.stdin.write(png(width))
    bot.stdin.close()
    pid = int(await bot.stdout.readline())
    bot.kill()
    await bot.wait()
    await ended(pid)


# --- what they are given ------------------------------------------------------------------------------------------


@linux
async def test_they_find_no_secret_of_the_bot_and_die_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", "token-of-this-test")
    monkeypatch.setenv("SEAL_KEY", "key-of-this-test")
    monkeypatch.setenv("UNRELATED", "kept")
    async with pool(PROGRAM) as made:
        await made.clean(png(SOUND))
        (pid,) = made.pids
        assert "of-this-test" not in told(pid, "environ") and "UNRELATED=kept" in told(pid, "environ")
        assert told(pid, "oom_score_adj").strip() == "1000"
        assert ["Max", "core", "file", "size", "0", "0"] in [
            line.split()[:6] for line in told(pid, "limits").splitlines()
        ]


def lossless(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((width // 8, height // 8), 50).resize((width, height), 0).convert("RGB").save(
        file, "WEBP", lossless=True, quality=0, method=0
    )
    return file.getvalue()


@linux
@pytest.mark.parametrize(
    "make",
    [lambda: png(8_000, 5_000, (1, 2, 3, 4), "RGBA"), lambda: lossless(4_900, 3_200)],
    ids=["png, 40 megapixels", "webp, 16 megapixels"],
)
async def test_the_largest_pictures_stay_under_what_is_promised(
    make: Callable[[], bytes], record_property: Callable[[str, object], None], request: pytest.FixtureRequest
) -> None:
    async with pool(PROGRAM) as made:
        data = make()
        started = time.perf_counter()
        await made.clean(data)
        took, most = time.perf_counter() - started, peak(made.pids[0], "VmHWM")
        record_property("says", f"{request.node.callspec.id}: {took:.1f} s, {most // 10**6} MB")
        assert most < 400_000_000
