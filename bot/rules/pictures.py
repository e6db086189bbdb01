"""Pictures without a trace: a picture is decoded to bare pixels, and only those are encoded again.

A photograph tells when, where and with which camera it was taken, and often contains a small copy of what was cropped
away. None of it can survive here, because nothing is removed: a new picture is made and the old file is dropped. Colour
profiles go, too (they name devices), so a wide-gamut photograph may look a little paler.

`clean` is pure, keeps no state and changes none of Pillow's, so any number of threads may call it at once. For
any input it takes at most about 360 MB and eight seconds of one processor, as measured with the worst files
that we could make. That does not cover bugs in a decoder, so callers do well to give it a process of its own,
as `picture_pool.py` does.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import sqrt

from PIL.AvifImagePlugin import SUPPORTED, AvifImageFile
from PIL.GifImagePlugin import GifImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from bot.rules import picture_formats as image_formats
from bot.rules.picture_formats import JPEG_END
from bot.rules.picture_pieces import Bare, TooManyPieces
from bot.rules.picture_pixels import Opener, decode, differing, encode, shape
from bot.rules.picture_values import MAX_BYTES, MAX_OUT, ImageRefused, Picture, Refusal

#: Bytes of memory for the pixels of one picture or frame, by their weight (`Bare.weight`): 40 megapixels of a PNG or
#: JPEG, 20 of a GIF, WebP or AVIF, 8 of anything that moves.
MAX_MEMORY = 320_000_000
#: Bytes that a pixel takes of a frame that moves: those that it is painted over, copies, and an encoder's own.
MOVING_WEIGHT = 40
#: Frames of one animation, at most.
MAX_FRAMES = 300
#: Pixels of all frames of one animation together: four seconds of work.
MAX_TOTAL_PIXELS = 100_000_000
#: Pixels of an animation that are held at once (4 bytes each, and some encoders copy them): a longer one is made
#: smaller while it is decoded, not refused.
WORKING_PIXELS = 24_000_000
#: Passes in which one JPEG may be drawn, and pixels in all of them: real ones have ten passes, a hostile one thousands.
MAX_SCANS, MAX_SCANNED = 100, 1_000_000_000


@dataclass(frozen=True)
class _Kind:
    extension: str
    reader: Callable[[bytes], Bare]
    opener: Opener
    writer: str


_PNG = _Kind("png", image_formats.png, PngImageFile, "PNG")
_JPEG = _Kind("jpg", image_formats.jpeg, JpegImageFile, "JPEG")
_WEBP = _Kind("webp", image_formats.webp, WebPImageFile, "WEBP")
_GIF = _Kind("gif", image_formats.gif, GifImageFile, "GIF")
#: Becomes a WebP, which is encoded in a fifth of the time and which more programs show.
_AVIF = _Kind("webp", image_formats.avif, AvifImageFile, "WEBP")


def clean(data: bytes) -> Picture:
    """Makes a new picture of the same format (a WebP of an AVIF) from the pixels in `data`, the right way up.

    Keeps the pixels (JPEG and lossy WebP: nearly), and of an animation the durations in milliseconds and the loop;
    neighbouring frames that are equal may become one that stays as long. What would be over MAX_OUT bytes comes out
    smaller. What the file holds beside pixels may be damaged, and a JPEG's or GIF's last bytes may be missing. Raises
    ImageRefused, and nothing else, for anything but a readable picture within the limits above.
    """
    if len(data) > MAX_BYTES:
        raise ImageRefused(Refusal.TOO_LARGE)
    kind = _kind_of(data)
    try:
        return _picture(kind, shape(kind.opener, kind.reader(data)))
    except ImageRefused:
        raise
    except TooManyPieces as error:
        raise ImageRefused(Refusal.TOO_MANY_PIXELS) from error
    except MemoryError as error:
        raise ImageRefused(Refusal.TOO_COSTLY) from error
    except Exception as error:  # Pillow's readers raise a dozen kinds, some by accident, for hostile files
        raise ImageRefused(Refusal.BROKEN) from error


#: The names under which HEIC files go.
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


def _kind_of(data: bytes) -> _Kind:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _PNG
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _GIF
    if data.startswith(b"RIFF") and data.startswith(b"WEBP", 8):
        return _WEBP
    if SUPPORTED and data.startswith(b"ftyp", 4) and (b"avif" in data[8:64] or b"avis" in data[8:64]):
        return _AVIF
    if data.startswith(b"ftyp", 4) and data[8:12] in _HEIC:
        raise ImageRefused(Refusal.HEIC)
    if b"\xff\xd8\xff" in data[: image_formats.STRAY + 3]:
        return _JPEG
    raise ImageRefused(Refusal.NOT_AN_IMAGE)


def _picture(kind: _Kind, bare: Bare) -> Picture:
    scale = _checked_scale(bare)
    if bare.torn:
        _check_end(kind, bare)
    reel = decode(kind.opener, bare, scale)
    for _ in range(12):  # one or two suffice, but a drawing gets more colours when it is shrunk
        size, fresh = encode(kind.writer, reel, MAX_OUT, lossless=bare.lossless)
        if fresh is not None:
            return Picture(fresh, kind.extension)
        reel = reel.scaled(min(0.7 if bare.lossless else 0.9, 0.95 * sqrt(MAX_OUT / size)))
    raise ImageRefused(Refusal.TOO_LARGE)


def _checked_scale(bare: Bare) -> float:
    """Checks the limits, and returns by how much each frame must be scaled down for all of them to be held at once."""
    (width, height), frames = bare.size or (0, 0), bare.frames or 0
    pixels = width * height
    if not pixels * frames:
        raise ImageRefused(Refusal.BROKEN)
    if (
        pixels * (bare.weight if frames == 1 else MOVING_WEIGHT) > MAX_MEMORY
        or pixels * frames > MAX_TOTAL_PIXELS
        or frames > MAX_FRAMES
        or bare.scans > MAX_SCANS
        or bare.scans * pixels > MAX_SCANNED
    ):
        raise ImageRefused(Refusal.TOO_MANY_PIXELS)
    return 1 if frames == 1 else min(1, sqrt(WORKING_PIXELS / (pixels * frames)))


#: Anything but a marker: put behind the point where a file is cut off, it shows which pixels were there.
_SCRIBBLE = bytes(range(1, 129))


def _check_end(kind: _Kind, bare: Bare) -> None:
    """Refuses a JPEG that lacks a part anybody would see: with either of two endings it must look the same."""
    width, _ = bare.size or (1, 1)
    scribbled = bare.data.removesuffix(JPEG_END) + _SCRIBBLE + JPEG_END
    if differing(kind.opener, bare.data, scribbled, bare.torn // width + 64) > bare.torn:
        raise ImageRefused(Refusal.BROKEN)
