"""Pictures without a trace: what comes in is decoded to bare pixels, and only those are encoded again.

A photograph tells when, where and with which camera it was taken, and often holds a small copy of what was
cropped away. None of it can survive here, because nothing is removed: a new picture is made and the old file is
dropped. Colour profiles go too (they name devices), so a wide-gamut photograph may look a little paler.

`clean` is pure, keeps no state and changes none of Pillow's, so any number of threads may call it at once. For the
largest pictures allowed one call takes up to about 400 MB and some seconds: callers do well to run one at a time.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from math import sqrt
from typing import TYPE_CHECKING, Any

from PIL import Image
from PIL.GifImagePlugin import GifImageFile
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PIL.ImageFile import ImageFile
#: Pictures in one letter.
MAX_IMAGES = 4
#: Bytes of one file as it comes in.
MAX_BYTES = 8 * 1024 * 1024
#: Bytes of one picture as it goes out: four of them fit in the 25 MiB that Discord takes in one request.
MAX_OUT = 6 * 1024 * 1024
#: Pixels of one frame (a 40-megapixel photograph is 160 MB once decoded).
MAX_PIXELS = 40_000_000
#: Frames of one animation.
MAX_FRAMES = 300
#: Pixels of all frames of one animation together.
MAX_TOTAL_PIXELS = 200_000_000
#: Pixels that are held in memory at once (4 bytes each, and some encoders copy them): a longer animation is made
#: smaller while it is decoded, not refused. No still picture comes near it.
WORKING_PIXELS = 48_000_000
#: Passes in which one JPEG may be drawn: real ones take about ten, a hostile one thousands and as many seconds.
MAX_SCANS = 100
#: Quality of JPEG and of lossy WebP, of 100.
QUALITY = 90


class Refusal(Enum):
    """Why a picture is not taken."""

    NOT_AN_IMAGE = "not an image"  #: none of PNG, JPEG, WebP and GIF, whatever its name says
    TOO_LARGE = "too large"  #: over MAX_BYTES
    TOO_MANY_PIXELS = "too many pixels"  #: over one of the limits on what it would become when decoded
    BROKEN = "broken"  #: begins like a picture, and cannot be read to its end


class ImageRefused(ValueError):
    """The bytes are not a picture we take; `reason` says why."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Picture:
    """A picture that holds nothing but pixels (and, when it moves, how long each frame stays)."""

    data: bytes  #: the whole file, at most MAX_OUT bytes
    extension: str  #: png, jpg, webp or gif, without a dot


@dataclass(frozen=True)
class _Kind:
    extension: str
    magic: re.Pattern[bytes]
    opener: Callable[[BytesIO], ImageFile]
    writer: str


_KINDS = (
    _Kind("png", re.compile(rb"\x89PNG\r\n\x1a\n"), PngImageFile, "PNG"),
    _Kind("jpg", re.compile(rb"\xff\xd8\xff"), JpegImageFile, "JPEG"),
    _Kind("webp", re.compile(rb"RIFF....WEBP", re.DOTALL), WebPImageFile, "WEBP"),
    _Kind("gif", re.compile(rb"GIF8[79]a"), GifImageFile, "GIF"),
)


@dataclass(frozen=True)
class _Reel:
    """What is kept of a file."""

    frames: list[Image.Image]
    durations: list[float]  #: milliseconds, one a frame
    loop: int | None  #: how often it plays, 0 for ever; None when the file does not say
    cover: bool  #: a PNG's first picture is shown only where animations are not


def clean(data: bytes) -> Picture:
    """Make a fresh picture of the same format from the pixels in `data`, the right way up.

    Keeps the pixels (JPEG and lossy WebP: nearly), and of an animation the durations in milliseconds and the loop;
    neighbouring frames that are equal may become one that stays as long. What would be over MAX_OUT bytes comes
    out smaller. Raises ImageRefused, and nothing else, for anything but a readable picture within the limits above.
    """
    if len(data) > MAX_BYTES:
        raise ImageRefused(Refusal.TOO_LARGE)
    kind = _kind_of(data)
    try:
        return _picture(kind, data)
    except ImageRefused:
        raise
    except Exception as error:  # Pillow's readers raise a dozen kinds, some by accident, for hostile files
        raise ImageRefused(Refusal.BROKEN) from error


def _kind_of(data: bytes) -> _Kind:
    for kind in _KINDS:
        if kind.magic.match(data):
            return kind
    raise ImageRefused(Refusal.NOT_AN_IMAGE)


def _picture(kind: _Kind, data: bytes) -> Picture:
    scale = min(1.0, sqrt(WORKING_PIXELS / _checked_pixels(kind, data)))
    for _ in range(12):  # each round leaves at most 81 % of the pixels; one or two do
        fresh = _encode(kind, data, _decode(kind, data, scale))
        if len(fresh) <= MAX_OUT:
            return Picture(fresh, kind.extension)
        scale *= min(0.9, 0.95 * sqrt(MAX_OUT / len(fresh)))
    raise ImageRefused(Refusal.TOO_LARGE)


def _checked_pixels(kind: _Kind, data: bytes) -> int:
    """The pixels of all frames together, never 0."""
    width, height, frames = _shape(kind, data)
    total = width * height * frames
    if width * height > MAX_PIXELS or frames > MAX_FRAMES or total > MAX_TOTAL_PIXELS:
        raise ImageRefused(Refusal.TOO_MANY_PIXELS)
    if not total:
        raise ImageRefused(Refusal.BROKEN)
    return total


def _shape(kind: _Kind, data: bytes) -> tuple[int, int, int]:
    """Width and height in pixels, and the number of frames, from the headers alone."""
    if kind.writer == "GIF":
        return _gif_shape(data)  # Pillow would walk through millions of tiny frames to count them
    if kind.writer == "JPEG":
        _check_scans(data)
    with kind.opener(BytesIO(data)) as source:
        return *source.size, int(getattr(source, "n_frames", 1))


def _gif_shape(data: bytes) -> tuple[int, int, int]:
    """Walk over a GIF's blocks; a frame may reach beyond the picture and then makes it larger."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at, frames = 13 + _colour_table(flags), 0
    while data[at] != 0x3B and frames <= MAX_FRAMES:
        if data[at] == 0x2C:
            left, top, wide, high, flags = struct.unpack_from("<HHHHB", data, at + 1)
            width, height, frames = max(width, left + wide), max(height, top + high), frames + 1
            at = _after_blocks(data, at + 11 + _colour_table(flags))
        else:
            at = _after_blocks(data, at + 2) if data[at] == 0x21 else at + 1
    return width, height, frames


def _colour_table(flags: int) -> int:
    """Bytes of the colour table that these flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _after_blocks(data: bytes, at: int) -> int:
    while data[at]:
        at += data[at] + 1
    return at + 1


#: A JPEG's marker with what follows it; neither a stuffed zero nor a restart, which stand inside pixels.
_MARKER = re.compile(rb"\xff+([\x02-\xcf\xd8-\xfe])")


def _check_scans(data: bytes) -> None:
    if sum(marker == 0xDA for marker in markers(data)) > MAX_SCANS:
        raise ImageRefused(Refusal.TOO_MANY_PIXELS)


def markers(data: bytes) -> Iterator[int]:
    """The markers of a JPEG up to its end, stepping over what the segments hold."""
    at = 2
    while (found := _MARKER.search(data, at)) and found[1] != b"\xd9":
        yield found[1][0]
        at = found.end() + int.from_bytes(data[found.end() : found.end() + 2], "big")


def _decode(kind: _Kind, data: bytes, scale: float) -> _Reel:
    with kind.opener(BytesIO(data)) as source:
        count = int(getattr(source, "n_frames", 1))
        frames: list[Image.Image] = []
        durations: list[float] = []
        for number in range(count):
            frames.append(_frame(source, number, scale))
            durations.append(float(source.info.get("duration", 0)))
        loop, cover = source.info.get("loop"), bool(source.info.get("default_image"))
        return _Reel(_of_one_mode(frames), durations, loop, cover)


def _frame(source: ImageFile, number: int, scale: float) -> Image.Image:
    if number:
        source.seek(number)
    source.load()
    upright = _upright(_bare(source), _orientation(source))
    if scale == 1:
        return upright
    small = (max(1, round(upright.width * scale)), max(1, round(upright.height * scale)))
    return upright.resize(small, Image.Resampling.LANCZOS)  # pyright: ignore[reportUnknownMemberType]


def _bare(source: Image.Image) -> Image.Image:
    """Pixels alone, painted on a new canvas, which has never heard of anything else."""
    mode = "RGBA" if source.has_transparency_data else "L" if source.mode in ("1", "L", "I;16") else "RGB"
    canvas = Image.new(mode, source.size)
    canvas.paste(_eight_bits(source) if source.mode == "I;16" else _in_mode(source, mode))
    return canvas


def _in_mode(source: Image.Image, mode: str) -> Image.Image:
    return source if source.mode == mode else source.convert(mode)  # to convert is to copy, even when nothing changes


def _eight_bits(source: Image.Image) -> Image.Image:
    # Pillow's own conversion cuts off at 255 instead of dividing; the high byte of each pixel stands second.
    return Image.frombytes("L", source.size, source.tobytes()[1::2])


def _of_one_mode(frames: list[Image.Image]) -> list[Image.Image]:
    modes = {frame.mode for frame in frames}
    return frames if len(modes) == 1 else [frame.convert("RGBA") for frame in frames]


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def _orientation(source: ImageFile) -> int:
    """How the camera was held, 1 to 8; metadata that cannot be read is no reason to refuse the picture."""
    try:
        return int(source.getexif().get(0x0112, 1))
    except Exception:  # noqa: BLE001 - a hostile block of metadata raises whatever it likes
        return 1


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    turn = _TURNS.get(orientation)
    return image if turn is None else image.transpose(turn)


def _encode(kind: _Kind, data: bytes, reel: _Reel) -> bytes:
    first, *others = _indexed(reel.frames) if kind.writer == "GIF" else reel.frames
    options: dict[str, Any] = {}
    if kind.writer in ("JPEG", "WEBP"):
        options["quality"] = QUALITY
    if kind.writer == "JPEG":
        options["subsampling"] = 0  # halving the colours, as the file did before, would double its loss
    if kind.writer == "WEBP":
        options["lossless"] = b"VP8L" in data
    if others:
        options |= _motion(kind, reel) | {"save_all": True, "append_images": others}
    out = BytesIO()
    first.save(out, kind.writer, **options)
    return out.getvalue()


def _motion(kind: _Kind, reel: _Reel) -> dict[str, Any]:
    options: dict[str, Any] = {"duration": reel.durations}
    if reel.loop is not None:
        options["loop"] = reel.loop
    if kind.writer == "PNG" and reel.cover:
        options |= {"default_image": True, "duration": reel.durations[1:]}
    if kind.writer == "WEBP":
        options["duration"] = [round(duration) for duration in reel.durations]
    if kind.writer == "GIF" and reel.frames[0].mode == "RGBA":
        options["disposal"] = 2  # else what was drawn once shows through every later hole
    return options


def _indexed(frames: list[Image.Image]) -> list[Image.Image]:
    """Frames as a GIF keeps them: at most 256 colours, one of which may be nothing at all."""
    return [_with_hole(frame) if frame.mode == "RGBA" else _quantized(frame, 256) for frame in frames]


def _quantized(frame: Image.Image, colours: int) -> Image.Image:
    return frame.quantize(colours, dither=Image.Dither.NONE)


#: The index that stands for nothing.
_HOLE = 255


def _with_hole(frame: Image.Image) -> Image.Image:
    # A GIF's pixel is there or not; Pillow's own way for RGBA would mix up close colours.
    indexed = _quantized(frame.convert("RGB"), _HOLE)
    nothing = frame.getchannel("A").point([255] * 128 + [0] * 128)  # pyright: ignore[reportUnknownMemberType]
    indexed.paste(_HOLE, mask=nothing)
    indexed.info["transparency"] = _HOLE
    return indexed
