"""The command line: `python -m bot`, `… demo`, `… backup`, `… doctor` and so on.

The only place that reads the environment.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import functools
import importlib
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import aiohttp
import discord
from discord.ext import commands
from dotenv import dotenv_values

from bot import client, words
from bot.errors import Refusal, SettingError, SetupError, StoreFailed
from bot.host import copies, doctor, key_rotation, logs, looking, moving, status, unmasking
from bot.settings import Settings
from cogs._visit import granted, visit

#: Exit code when the program could not start.
CANNOT_START = 2
#: Exit code when the doctor found something wrong.
SOMETHING_WRONG = 1
#: Seconds after which what is being stopped is asked again.
AGAIN = 1
#: Exit code when Ctrl-C interrupted something that should be run again: 128 plus SIGINT's number.
INTERRUPTED = 130


def main(arguments: list[str] | None = None) -> int:
    """Runs what the command line asks for, and returns the exit code: 2 when it could not start; one sentence says why.

    `arguments` are those of this process where None.
    """
    options = _parser().parse_args(arguments)
    try:
        if options.command == "demo":
            return _demo(options)
        settings = Settings.from_env(_environment())
        if options.command in HOST:
            return HOST[options.command](settings, options)
        asyncio.run(run(settings))
    except StoreFailed as error:
        print(error.why, file=sys.stderr)
        return CANNOT_START
    except (SetupError, Refusal) as error:
        print(error, file=sys.stderr)
        return CANNOT_START
    except KeyboardInterrupt:
        pass
    except BrokenPipeError:  # whoever read the tour (in `head`, say) has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Letters nobody signs, on Discord.")
    commands_ = parser.add_subparsers(dest="command", metavar="command")
    commands_.add_parser("run", help="run the bot on Discord (the default)")
    key = commands_.add_parser("key", help="rotate: change the key that identities and text are sealed with")
    key.add_argument("what", choices=["rotate"], help="seal everything anew with a new key; may be interrupted")
    unmask = commands_.add_parser("unmask", help="learn who wrote a letter; recorded, and the desk is told")
    unmask.add_argument("--server", type=int, required=True, help="the server's id")
    unmask.add_argument("--letter", type=int, required=True, help="the letter's number")
    unmask.add_argument("--reason", required=True, help="what the desk will read")
    backup = commands_.add_parser("backup", help="copy the database into a new file while the bot goes on")
    backup.add_argument("file", type=Path, help="the new file")
    restore = commands_.add_parser("restore", help="put a backup in the place of the database, with the bot stopped")
    restore.add_argument("file", type=Path, help="the backup; the database of until now is kept under another name")
    status_ = commands_.add_parser("status", help="what is on its way to Discord, waiting, in flight, stuck")
    status_.add_argument("--json", action="store_true", help="for machines")
    commands_.add_parser("doctor", help="look at everything a working bot needs; exits with 1 if something is wrong")
    archive = commands_.add_parser("archive", help="write a site of the letters that may stand outside Discord")
    archive.add_argument("--server", type=int, required=True, help="the server's id")
    archive.add_argument(
        "--out", type=Path, required=True, help="the folder; what the archive did not make there stays"
    )
    archive.add_argument(
        "--mature", action="store_true", help="also letters that are Not Safe for Work, behind a notice"
    )
    archive.add_argument("--title", help="what the site is called")
    archive.add_argument("--url", default="", help="where it is published: for the site map, feeds and previews")
    archive.add_argument("--serve", action="store_true", help="look at it in a browser on this machine")
    archive.add_argument("--port", type=int, default=8000, help="the port for that (default: 8000; 0: any free one)")
    archive.add_argument("--every", metavar="1h", help="write it again and again: 30m, 1h, 1d")
    export = commands_.add_parser("export", help="the same letters as JSON Lines, on standard output")
    export.add_argument("--server", type=int, required=True, help="the server's id")
    export.add_argument("--mature", action="store_true", help="also letters that are Not Safe for Work")
    move = commands_.add_parser("move", help="carry everything to a database of another kind, with the bot stopped")
    move.add_argument("--to", required=True, metavar="URL", help="as in DATABASE_URL; an empty database")
    demo = commands_.add_parser("demo", help="the same bot in your browser, with no token and no network")
    demo.add_argument("--tour", action="store_true", help="no browser: play one letter in the terminal")
    demo.add_argument("--port", type=int, default=0, help="the page's port (default: any free one)")
    demo.add_argument("--no-browser", dest="browser", action="store_false", help="print the address, and open nothing")
    return parser


def _environment() -> Mapping[str, str]:
    """Returns the environment, completed from `.env`. Raises SettingError."""
    try:
        written = {name: value or "" for name, value in dotenv_values(".env").items()}
    except (OSError, UnicodeError) as error:
        raise SettingError(words.host.DOTENV_UNREADABLE) from error
    return {**written, **{name: value for name, value in os.environ.items() if value}}


async def run(settings: Settings) -> None:
    """Runs the bot on Discord until it is stopped.

    Starts again with fewer intents if the developer portal does not grant the privileged ones. Raises
    SetupError when it cannot start.
    """
    if not settings.discord_token:
        raise SettingError(words.host.LOGIN_MISSING)
    logs.set_up(settings)
    bot = client.build(settings, shards=None)
    try:
        await _run(bot, settings.discord_token)
    except discord.PrivilegedIntentsRequired:
        await _run_with(settings, granted(bot.application_flags))


async def _run_with(settings: Settings, granted: Mapping[str, bool]) -> None:
    """Runs the bot with those privileged intents that the developer portal grants."""
    try:
        await _run(client.build(settings, wanted=client.intents(**granted), shards=None), settings.discord_token)
    except discord.PrivilegedIntentsRequired as error:
        raise SettingError(words.host.DISCORD_ENDED.format(why=error)) from error


async def _run(bot: commands.Bot, token: str) -> None:
    """Runs until SIGINT or SIGTERM, and closes cleanly either way."""
    async with bot:
        loop = asyncio.get_running_loop()
        running, asked = asyncio.ensure_future(bot.start(token)), asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt
                loop.add_signal_handler(number, asked.set)
        stopping = asyncio.ensure_future(_stop(running, asked))
        try:
            await running
            if isinstance(bot, client.Unsigned) and bot.failure is not None:
                raise bot.failure
        except asyncio.CancelledError:
            pass
        except discord.LoginFailure as error:
            raise SettingError(words.host.LOGIN_REFUSED) from error
        except discord.PrivilegedIntentsRequired:
            raise
        except discord.DiscordException as error:
            raise SettingError(words.host.DISCORD_ENDED.format(why=error)) from error
        except (aiohttp.ClientConnectionError, OSError) as error:
            raise SettingError(words.host.DISCORD_UNREACHABLE) from error
        finally:
            stopping.cancel()


async def _stop(running: asyncio.Future[None], asked: asyncio.Event) -> None:
    """Cancels once it is asked for, until it has happened: a shard that is being reconnected swallows it."""
    await asked.wait()
    while not running.done():
        running.cancel()
        await asyncio.wait([running], timeout=AGAIN)


def _rotate(settings: Settings, _: argparse.Namespace) -> int:
    return _told(lambda: asyncio.run(key_rotation.rotate(settings)), f"\n{words.host.ROTATION_INTERRUPTED}")


def _copy(settings: Settings, options: argparse.Namespace) -> int:
    work = copies.backup if options.command == "backup" else copies.restore
    return _told(lambda: work(settings, options.file), words.host.COPY_INTERRUPTED)


def _move(settings: Settings, options: argparse.Namespace) -> int:
    return _told(lambda: asyncio.run(moving.move(settings, options.to)), f"\n{words.server.INTERRUPTED}")


def _told(work: Callable[[], str], interrupted: str) -> int:
    """Does a piece of work, and prints what it returns; or, on Ctrl-C, what is to be said then."""
    try:
        print(work())
    except KeyboardInterrupt:
        print(interrupted, file=sys.stderr)
        return INTERRUPTED
    return 0


def _status(settings: Settings, options: argparse.Namespace) -> int:
    print(status.status(settings, as_json=options.json))
    return 0


def _doctor(settings: Settings, _: argparse.Namespace) -> int:
    logging.disable(logging.CRITICAL)  # the findings say what discord.py would log
    findings = asyncio.run(doctor.examine(settings, visit))
    wrong = any(finding.verdict is doctor.Verdict.WRONG for finding in findings)
    print(*findings, words.host.DOCTOR_WRONG if wrong else words.host.DOCTOR_FINE, sep="\n")
    return SOMETHING_WRONG if wrong else 0


def _archive(settings: Settings, options: argparse.Namespace) -> int:
    archive = _archiving()
    every = archive.seconds_of(options.every) if options.every else 0
    url = archive.address_of(options.url)
    wanted = archive.Wanted(
        guild_id=options.server, out=options.out, mature=options.mature, title=options.title, url=url
    )
    with contextlib.ExitStack() as stack:
        if not every:
            print(asyncio.run(archive.write(settings, wanted)))
        if options.serve:
            port = stack.enter_context(looking.served(options.out, options.port))
            print(words.site.SERVED.format(port=port), flush=True)
        if every:
            asyncio.run(archive.keep_fresh(settings, wanted, every, functools.partial(print, flush=True)))
        elif options.serve:
            threading.Event().wait()
    return 0


def _export(settings: Settings, options: argparse.Namespace) -> int:
    asyncio.run(_archiving().write_export(settings, options.server, sys.stdout, mature=options.mature))
    return 0


def _archiving() -> Any:
    """Returns `bot.host.archive`. Raises SettingError where what it needs is not installed."""
    try:
        return importlib.import_module("bot.host.archive")
    except ImportError as error:
        raise SettingError(words.site.SITE_NEEDS) from error


def _unmask(settings: Settings, options: argparse.Namespace) -> int:
    print(asyncio.run(unmasking.unmask(settings, options.server, options.letter, options.reason, _ask)))
    return 0


def _ask(text: str) -> str:
    """Shows `text` and returns the line that is typed; "" where nobody can type."""
    print(text)
    return sys.stdin.readline()


def _demo(options: argparse.Namespace) -> int:
    try:
        from bot.demo import app, tour
    except ImportError as error:
        raise SettingError(words.host.DEMO_MISSING) from error
    if options.tour:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        return asyncio.run(tour.tour(colour))
    return asyncio.run(app.serve(options.port, open_browser=options.browser and _has_display()))


def _has_display() -> bool:
    """Returns whether a browser can open a window here; a server without a screen, and a remote shell, have none."""
    if sys.platform in ("win32", "darwin"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


#: The host's commands; each returns the exit code.
HOST = {
    "key": _rotate,
    "move": _move,
    "unmask": _unmask,
    "backup": _copy,
    "restore": _copy,
    "status": _status,
    "doctor": _doctor,
    "archive": _archive,
    "export": _export,
}

if __name__ == "__main__":
    sys.exit(main())
