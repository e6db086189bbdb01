"""What a picture may be, and what becomes of it. Pillow is imported only where pictures are cleaned: in processes
of their own."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

#: Pictures in one letter, at most.
MAX_IMAGES = 4
#: Bytes of one file as it comes in, at most.
MAX_BYTES = 8 * 1024 * 1024
#: Bytes of one picture as it goes out: four of them fit in the 25 MiB that Discord takes in one request.
MAX_OUT = 6 * 1024 * 1024
#: File extensions, without a dot.
EXTENSIONS = ("png", "jpg", "webp", "gif")


class Refusal(Enum):
    """Why a picture is refused."""

    NOT_AN_IMAGE = "not an image"  #: none of PNG, JPEG, WebP, GIF and AVIF, whatever its name says
    HEIC = "HEIC"  #: a picture as telephones keep it, which nothing here decodes
    TOO_LARGE = "too large"  #: over MAX_BYTES
    TOO_MANY_PIXELS = "too many pixels"  #: over a limit on what it would become when decoded, or on its pieces
    BROKEN = "broken"  #: begins like a picture, but cannot be read to its end
    TOO_COSTLY = "too costly"  #: takes more time or memory than one picture may


class ImageRefused(ValueError):
    """The bytes are not a picture that the bot takes; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Picture:
    """A picture that holds nothing but pixels (and, when it moves, how long each frame stays)."""

    data: bytes  #: the whole file, at most MAX_OUT bytes
    extension: str  #: one of EXTENSIONS
