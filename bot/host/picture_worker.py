"""The process in which pictures are cleaned. `picture_pool.py` starts it, and ends it when it has to.

It reads one file after another from its standard input, each after its length, and answers each on its standard output:
a picture's extension (or NO), a length, and the picture (or the name of the refusal). It ends when its input does.

It makes sure by itself that it takes no more memory than MEMORY, that the system kills it before the bot when memory is
short, that it leaves no picture in a core dump, and that it does not work on after the bot has died.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import struct
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from bot.rules.picture_values import Picture

#: Bytes of address space, libraries and all: a third more than the largest pictures take. Not on Windows.
MEMORY = 512 * 1024 * 1024
#: Seconds for one picture before the process ends by itself. If the bot is still alive, it has ended it before that.
ORPHANED = 30
#: The headers of a file and of an answer.
REQUEST, ANSWER = struct.Struct(">I"), struct.Struct(">4sI")
NO = "no"


def main() -> None:
    """Cleans whatever comes, until the input ends."""
    prepare()
    from PIL import AvifImagePlugin

    from bot.rules import pictures as images  # only now, so that its memory is limited, too

    AvifImagePlugin.DEFAULT_MAX_THREADS = 1  # each thread would reserve memory of its own
    serve(images.clean)


def prepare() -> None:
    """Sets the limits of this process."""
    for number in (signal.SIGINT, signal.SIGTERM):  # meant for the bot, which finishes what it has begun
        signal.signal(number, signal.SIG_IGN)
    with contextlib.suppress(OSError):  # only Linux has it
        Path("/proc/self/oom_score_adj").write_text("1000")
    with contextlib.suppress(ImportError):  # Windows
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with contextlib.suppress(OSError, ValueError):  # macOS has the constant, but does not support it
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def serve(clean: Callable[[bytes], Picture]) -> None:
    """Answers each file on standard input with the result of `clean`."""
    files, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # or something that a library prints would be read as an answer
    while (data := _next(files)) is not None:
        faulthandler.dump_traceback_later(ORPHANED, exit=True)
        answer = _answer(clean, data)
        faulthandler.cancel_dump_traceback_later()
        answers.write(answer)
        answers.flush()


def _next(files: IO[bytes]) -> bytes | None:
    length = files.read(REQUEST.size)
    return files.read(*REQUEST.unpack(length)) if len(length) == REQUEST.size else None


def _answer(clean: Callable[[bytes], Picture], data: bytes) -> bytes:
    from bot.rules.picture_values import ImageRefused

    try:
        picture = clean(data)
    except ImageRefused as refused:
        reason = refused.reason.name.encode()
        return ANSWER.pack(NO.encode(), len(reason)) + reason
    return ANSWER.pack(picture.extension.encode(), len(picture.data)) + picture.data


if __name__ == "__main__":
    main()
