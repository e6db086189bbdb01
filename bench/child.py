"""The bot, unmodified, in a process of its own with Discord somewhere else: `python -m bench.child '{…}'`.

The argument is what `tests.wire.nursery` takes as JSON; with `counters`, a file, it counts what it does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from discord.gateway import GatewayRatelimiter

from bench.counters import Counters, count
from tests.wire import nursery

if __name__ == "__main__":
    asked = json.loads(sys.argv[1])
    # at most so many messages over the gateway a minute: a minute of the bot's time
    GatewayRatelimiter.__init__.__defaults__ = (110, 60.0 / asked["speed"])
    if asked["counters"]:
        count(Counters(Path(asked["counters"])))
    sys.exit(nursery.live(asked))
