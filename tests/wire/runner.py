"""`python -m bot`, unmodified, with Discord somewhere else: `python -m tests.wire.runner http://127.0.0.1:1234`.

A number before the address says how many times as fast as Discord's the limits there are: the bot's pace is, too, and a
start that waits for Discord asks so much sooner.
"""

from __future__ import annotations

import sys

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.__main__ import main
from bot.post import pace
from cogs import _reaching

if __name__ == "__main__":
    address = yarl.URL(sys.argv.pop())
    if len(sys.argv) > 1:
        speed = float(sys.argv.pop())
        pace.WINDOW, pace.SLACK = pace.WINDOW / speed, pace.SLACK / speed
        _reaching.FIRST_PAUSE /= speed
    Route.BASE = str(address / "api/v10")
    DiscordWebSocket.DEFAULT_GATEWAY = address.with_scheme("ws") / "gateway"
    sys.exit(main())
