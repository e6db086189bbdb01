"""The process that cleans pictures, with planted decoders: `python -m tests.wire.decoders [seconds]`.

A PNG's width says what happens. The seconds are those after which the process ends by itself. Where the environment
variable SPRUNG names a file, that file appears when a decoder hangs.
"""

from __future__ import annotations

import os
import sys
import threading
from pathlib import Path
from typing import Any

from PIL.PngImagePlugin import PngImageFile

from bot.host import picture_worker
from bot.rules import pictures as images

#: Nothing happens; it never ends; it is killed; it asks for more memory than there is; it says things.
SOUND, HANGS, DIES, HOARDS, TALKS = 1, 2, 3, 4, 5
_load = PngImageFile.load


def _planted(self: PngImageFile) -> Any:
    if self.width == HANGS:
        if sprung := os.environ.get("SPRUNG"):
            Path(sprung).touch()
        threading.Event().wait()
    if self.width == DIES:
        os._exit(7)
    if self.width == HOARDS:
        bytearray(2 * picture_worker.MEMORY)
    if self.width == TALKS:
        print("libpng warning: ", end="", flush=True)
        os.write(sys.stdout.fileno(), b"iCCP: known incorrect sRGB profile\n")
    return _load(self)


if __name__ == "__main__":
    picture_worker.prepare()
    picture_worker.ORPHANED = int(sys.argv[1]) if sys.argv[1:] else picture_worker.ORPHANED
    PngImageFile.load = _planted
    picture_worker.serve(images.clean)
