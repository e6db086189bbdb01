"""`python -m bot demo`: the bot in the browser, on this machine alone, until Ctrl-C."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import tempfile
import webbrowser
from collections.abc import AsyncGenerator
from pathlib import Path
from types import FrameType

from bot.client import build
from bot.demo import past
from bot.demo.director import Director
from bot.demo.frames import Frames
from bot.demo.simulated import Simulation, simulation
from bot.demo.world import NAME, World, arrange
from bot.settings import Settings

_WELCOME = """\
Unsigned is playing at

    {address}

Open that in a browser on this machine. Ctrl-C ends it."""


@contextlib.asynccontextmanager
async def playing(*, lived_in: bool = False) -> AsyncGenerator[tuple[Simulation, World]]:
    """Runs the real bot in the demo's server, with a database that is deleted when the demo ends.

    `lived_in`: the calendar begins months ago, for people to write letters there (`Director.begin`).
    """
    with tempfile.TemporaryDirectory(prefix="unsigned-demo-") as folder:
        env = {"DATABASE_URL": f"sqlite:///{Path(folder) / 'letters.db'}", "LOG_LEVEL": "WARNING"}
        bot = build(Settings.from_env(env))
        async with simulation(bot, name=NAME, ago=past.LONG_AGO if lived_in else 0) as simulated:
            yield simulated, await arrange(simulated.env)


async def serve(port: int = 0, open_browser: bool = False) -> int:
    """Serves the page on 127.0.0.1 (port 0: any free one), prints its address, and ends on Ctrl-C or SIGTERM.

    Whoever asks the page to start again gets another run at the same address. Returns the exit code. Raises SetupError,
    with a sentence, when the page cannot be served.
    """
    asked_to_end = _asked_to_end()
    address = ""
    while not asked_to_end.is_set():
        async with playing(lived_in=True) as (simulated, world):
            director = Director(simulated, world)
            async with Frames(director, port=port, secret=address.partition("#")[2]) as frames:
                if not address:
                    port, address = frames.port, frames.url
                    print(_WELCOME.format(address=address), flush=True)
                    if open_browser:
                        webbrowser.open(address)
                await director.begin()  # while the browser opens
                await _first(asked_to_end, director.again)
                await director.end()
    print("\nThe demo has ended. Nothing of it was kept.", flush=True)
    return 0


async def _first(*events: asyncio.Event) -> None:
    """Waits for the first of these."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()


def _asked_to_end() -> asyncio.Event:
    """Returns an event that Ctrl-C and SIGTERM set. The second time, they end the process at once."""
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def ask(number: int, frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        loop.call_soon_threadsafe(asked.set)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, ask)
    return asked
