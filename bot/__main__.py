"""The command line: `python -m bot` and `python -m bot demo`. The only place that reads the environment."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Mapping

import aiohttp
import discord
from discord.ext import commands
from dotenv import dotenv_values

from bot import client, logs, words
from bot.errors import SettingError, SetupError
from bot.settings import Settings

#: What a shell reads when the program could not start.
CANNOT_START = 2


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for; gives the exit code. 2: could not start, one sentence says why."""
    options = _parser().parse_args(arguments)
    try:
        if options.command == "demo":
            return _demo(options)
        asyncio.run(run(Settings.from_env(_environment())))
    except SetupError as error:
        print(error, file=sys.stderr)
        return CANNOT_START
    except KeyboardInterrupt:
        pass
    except BrokenPipeError:  # whoever read the tour has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Letters nobody signs, on Discord.")
    commands_ = parser.add_subparsers(dest="command", metavar="command")
    commands_.add_parser("run", help="run the bot on Discord (the default)")
    demo = commands_.add_parser("demo", help="the same bot in your browser, with no token and no network")
    demo.add_argument("--tour", action="store_true", help="no browser: play one letter in the terminal")
    demo.add_argument("--port", type=int, default=0, help="the page's port (default: any free one)")
    return parser


def _environment() -> Mapping[str, str]:
    """The environment, and `.env` for what it lacks. Raises SettingError."""
    try:
        written = {name: value or "" for name, value in dotenv_values(".env").items()}
    except (OSError, UnicodeError) as error:
        raise SettingError(words.DOTENV_UNREADABLE) from error
    return {**written, **{name: value for name, value in os.environ.items() if value}}


async def run(settings: Settings) -> None:
    """The bot on Discord until it is stopped. Raises SetupError when it cannot start."""
    if not settings.discord_token:
        raise SettingError(words.LOGIN_MISSING)
    logs.set_up(settings)
    bot = client.build(settings)
    try:
        await _run(bot, settings.discord_token)
    except discord.PrivilegedIntentsRequired:
        again = client.build(settings, wanted=client.intents(**client.granted(bot)))
        await _run(again, settings.discord_token)


async def _run(bot: commands.Bot, token: str) -> None:
    """Until SIGINT or SIGTERM; a clean close either way."""
    loop = asyncio.get_running_loop()
    running = asyncio.ensure_future(bot.start(token))
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows: Ctrl-C arrives as KeyboardInterrupt
            loop.add_signal_handler(number, running.cancel)
    try:
        await running
    except asyncio.CancelledError:
        pass
    except discord.LoginFailure as error:
        raise SettingError(words.LOGIN_REFUSED) from error
    except (aiohttp.ClientConnectionError, OSError) as error:
        raise SettingError(words.DISCORD_UNREACHABLE) from error
    finally:
        await bot.close()


def _demo(options: argparse.Namespace) -> int:
    try:
        from bot.demo import app, tour
    except ImportError as error:
        raise SettingError(words.DEMO_MISSING) from error
    if options.tour:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        return asyncio.run(tour.tour(colour))
    return asyncio.run(app.serve(options.port))


if __name__ == "__main__":
    sys.exit(main())
