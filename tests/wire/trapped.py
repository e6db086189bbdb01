"""The bot as `tests.wire.runner` starts it, with decoders that hang for good: `python -m tests.wire.trapped`."""

from __future__ import annotations

import runpy
import sys
from functools import partial

from bot import client
from bot.host.picture_pool import PicturePool

if __name__ == "__main__":
    client.PicturePool = partial(PicturePool, (sys.executable, "-m", "tests.wire.decoders", "1"), seconds=3_600)
    runpy.run_module("tests.wire.runner", run_name="__main__", alter_sys=True)
