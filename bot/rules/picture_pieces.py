"""Shared by the functions that walk over picture files (`picture_formats.py`): their result, limits, which way is
up."""

from __future__ import annotations

import struct
from dataclasses import dataclass

#: Chunks, segments or boxes of one file, at most: real files have one every few kilobytes.
MAX_PIECES = 10_000
#: Entries of a block of metadata that are searched for the orientation.
MAX_ENTRIES = 1_000
#: Bytes that a file may lack, and pixels that may be missing for it, whatever the size of the picture.
LAST_BYTES, MAX_SPARE = 32, 400_000


class TooManyPieces(Exception):
    """The file has more pieces than any real one."""


@dataclass(frozen=True, slots=True)
class Bare:
    """A picture's file with nothing in it but what is drawn."""

    data: bytes
    size: tuple[int, int] | None  #: width and height in pixels, as large as any frame; None: the decoder knows
    frames: int | None = 1  #: None: the decoder knows
    orientation: int | None = 1  #: how the camera was held, 1 to 8; None: the decoder knows
    scans: int = 1  #: how often each pixel may be drawn
    weight: int = 8  #: bytes that a pixel takes while a still is decoded, painted and encoded, as measured
    lossless: bool = True  #: every pixel is kept as it is
    torn: int = 0  #: how many pixels may be missing, at most, where the file's end was made up; 0: it is whole


def spare(pixels: int, size: int) -> int:
    """Returns how many pixels may be missing at the end of a cut-off picture that has `size` bytes: one in a hundred.

    In a small one: a block of 16 × 16, or as many as LAST_BYTES come to, but no more than a quarter. At most MAX_SPARE.
    """
    few = max(256, LAST_BYTES * pixels // max(size, 1))
    return min(MAX_SPARE, max(pixels // 100, min(few, pixels // 4)))


def orientation_in(block: bytes) -> int:
    """Returns how the camera was held, 1 to 8, as an Exif block says; 1 where it cannot be read."""
    block = block.removeprefix(b"Exif\0\0")
    order = {b"II": "<", b"MM": ">"}.get(block[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", block, 4)
        (count,) = struct.unpack_from(f"{order}H", block, first)
        for entry in range(min(count, MAX_ENTRIES)):
            tag, said = struct.unpack_from(f"{order}H6xH", block, first + 2 + 12 * entry)
            if tag == 0x0112:
                return said if said in range(1, 9) else 1
    except struct.error:
        pass
    return 1
