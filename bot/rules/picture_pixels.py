"""Decodes pixels from a file, paints them on new canvases that hold nothing else, and encodes those.

What is large is done in bands, so that at most two copies of a still picture are in memory at once.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from PIL import Image, ImageChops
from PIL.ImageFile import ImageFile

from bot.rules.picture_pieces import Bare, orientation_in

#: Quality of JPEG and of lossy WebP, out of 100.
QUALITY = 90
#: Effort for lossless WebP, out of 100: with 90, twelve megapixels take 6 s and become 2 % smaller.
LOSSLESS_EFFORT = 20
#: Pixels from which a PNG is compressed less, in half the time.
QUICK_PIXELS = 4_000_000

Opener = Callable[[BytesIO], ImageFile]


@dataclass(frozen=True)
class Reel:
    """The frames of a picture and what else is kept of its file."""

    frames: list[Image.Image]
    durations: list[float]  #: milliseconds, one for each frame
    loop: int | None  #: how often it plays, 0 for ever; None when the file does not say
    cover: bool  #: a PNG's first picture is shown only where animations are not

    def scaled(self, scale: float) -> Reel:
        """Returns the same, each frame `scale` times as wide and high."""
        return replace(self, frames=[_scaled(frame, scale) for frame in self.frames])


def shape(opener: Opener, bare: Bare) -> Bare:
    """Returns `bare` with its size and number of frames; the decoder is asked where the file did not say."""
    if bare.size is not None and bare.frames is not None:
        return bare
    with opener(BytesIO(bare.data)) as source:
        return replace(bare, size=source.size, frames=_count(source))


def _count(source: ImageFile) -> int:
    return int(getattr(source, "n_frames", 1))


# --- in ---------------------------------------------------------------------------------------------------


def decode(opener: Opener, bare: Bare, scale: float) -> Reel:
    """Returns the frames, upright, each `scale` times as wide and high. Raises whatever
    Pillow's readers raise: anything."""
    frames: list[Image.Image] = []
    durations: list[float] = []
    with opener(BytesIO(bare.data)) as source:
        for number in range(min(_count(source), bare.frames or 1)):
            if number:
                source.seek(number)
            source.load()
            camera = bare.orientation or orientation_in(source.info.get("exif", b""))
            frames.append(_scaled(_painted(source, camera), scale))
            durations.append(float(source.info.get("duration", 0)))
        loop, cover = source.info.get("loop"), bool(source.info.get("default_image"))
    return Reel(_of_one_mode(frames), durations, loop, cover)


def differing(opener: Opener, one: bytes, other: bytes, rows: int) -> int:
    """Returns how many pixels before the end two files of one size begin to differ; more than the last `rows` hold
    where they differ above those."""
    above, last = _seen(opener, one, rows)
    as_well, end = _seen(opener, other, rows)
    if above != as_well:
        return last.width * rows * 2
    box = ImageChops.difference(last, end).getbbox()
    return 0 if box is None else (last.width - box[0]) * (last.height - box[1])


def _seen(opener: Opener, data: bytes, rows: int) -> tuple[int, Image.Image]:
    """Returns the last rows, and a checksum of what is above them: two whole pictures would be too much to hold."""
    above = 0
    with opener(BytesIO(data)) as source:
        source.load()
        width, height = source.size
        split = max(0, height - rows)
        for top, bottom in _bands(width, split):
            above = zlib.crc32(source.crop((0, top, width, bottom)).tobytes(), above)
        return above, source.crop((0, split, width, height)).convert("RGB")


_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
#: Orientations in which the last row of the file comes first, and those in which rows become columns.
_REVERSED, _SIDEWAYS = (3, 4, 6, 7), (5, 6, 7, 8)
#: Pixels painted at once, and neighbouring rows on which scaled ones depend.
_BAND, _MARGIN = 1 << 20, 16


def _bands(width: int, height: int) -> Iterator[tuple[int, int]]:
    """Yields where each band of rows begins and ends."""
    step = max(1, _BAND // width)
    for top in range(0, height, step):
        yield top, min(top + step, height)


def _painted(source: Image.Image, orientation: int) -> Image.Image:
    mode = "RGBA" if source.has_transparency_data else "L" if source.mode in ("1", "L", "I;16") else "RGB"
    width, height = source.size
    canvas = Image.new(mode, (height, width) if orientation in _SIDEWAYS else (width, height))
    for top, bottom in _bands(width, height):
        band = _in_mode(source.crop((0, top, width, bottom)), mode)
        band = band.transpose(_TURNS[orientation]) if orientation in _TURNS else band
        index = height - bottom if orientation in _REVERSED else top
        canvas.paste(band, (index, 0) if orientation in _SIDEWAYS else (0, index))
    return canvas


def _in_mode(source: Image.Image, mode: str) -> Image.Image:
    if source.mode == "I;16":
        # Pillow's own conversion cuts off at 255 instead of dividing; the high byte of each pixel stands second.
        return Image.frombytes("L", source.size, source.tobytes()[1::2])
    return source if source.mode == mode else source.convert(mode)


def _scaled(image: Image.Image, scale: float) -> Image.Image:
    # In bands: Pillow copies the whole picture twice to weigh colours by their opacity.
    if scale == 1:
        return image
    width, height = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    canvas, ratio = Image.new(image.mode, (width, height)), image.height / height
    for top, bottom in _bands(int(image.width * ratio) + 1, height):
        begin, end = max(0, int(top * ratio) - _MARGIN), min(image.height, int(bottom * ratio) + _MARGIN)
        box = (0, top * ratio - begin, image.width, min(bottom * ratio - begin, end - begin))
        band, size = image.crop((0, begin, image.width, end)), (width, bottom - top)
        band = band.resize(size, Image.Resampling.HAMMING, box)  # pyright: ignore[reportUnknownMemberType]
        canvas.paste(band, (0, top))
    return canvas


def _of_one_mode(frames: list[Image.Image]) -> list[Image.Image]:
    modes = {frame.mode for frame in frames}
    return frames if len(modes) == 1 else [frame.convert("RGBA") for frame in frames]


# --- out --------------------------------------------------------------------------------------------------


class _Overflow(Exception):
    """The new file is over the limit already, and the rest need not be made."""


class _Sheet(BytesIO):
    """Takes twice as many bytes as there may be, so that what is a little over can be measured."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self._most = 2 * limit

    def write(self, data: Any, /) -> int:
        if self.tell() + len(data) > self._most:
            raise _Overflow
        return super().write(data)


def encode(writer: str, reel: Reel, limit: int, *, lossless: bool) -> tuple[int, bytes | None]:
    """Returns the new file's size in bytes (an estimate beyond twice `limit`), and the file, or
    None if it is over `limit`."""
    first, *others = _indexed(reel.frames) if writer == "GIF" else reel.frames
    options: dict[str, Any] = {}
    if writer == "JPEG":
        options = {"quality": QUALITY, "subsampling": 0}  # halving the colours, as the file did, would double its loss
    elif writer == "WEBP":
        options = {"quality": LOSSLESS_EFFORT if lossless else QUALITY, "lossless": lossless}
    elif writer == "PNG" and first.width * first.height > QUICK_PIXELS:
        options = {"compress_level": 3}
    if others:
        options |= _motion(writer, reel) | {"save_all": True, "append_images": others}
    out = _Sheet(limit)
    try:
        first.save(out, writer, **options)
    except _Overflow:
        return 4 * limit, None
    return out.tell(), out.getvalue() if out.tell() <= limit else None


def _motion(writer: str, reel: Reel) -> dict[str, Any]:
    options: dict[str, Any] = {"duration": reel.durations}
    if reel.loop is not None:
        options["loop"] = reel.loop
    if writer == "PNG" and reel.cover:
        options |= {"default_image": True, "duration": reel.durations[1:]}
    if writer == "WEBP":
        options["duration"] = [round(duration) for duration in reel.durations]
    if writer == "GIF" and reel.frames[0].mode == "RGBA":
        options["disposal"] = 2  # else what was drawn once shows through every later hole
    return options


def _indexed(frames: list[Image.Image]) -> list[Image.Image]:
    """Returns frames as a GIF keeps them: at most 256 colours, one of which may be transparent."""
    return [_with_hole(frame) if frame.mode == "RGBA" else _quantized(frame, 256) for frame in frames]


def _quantized(frame: Image.Image, colours: int) -> Image.Image:
    return frame.quantize(colours, dither=Image.Dither.NONE)


#: The index of the transparent colour.
_HOLE = 255


def _with_hole(frame: Image.Image) -> Image.Image:
    # A GIF's pixel is there or not; Pillow's own way for RGBA would mix up close colours.
    indexed = _quantized(frame.convert("RGB"), _HOLE)
    nothing = frame.getchannel("A").point([255] * 128 + [0] * 128)  # pyright: ignore[reportUnknownMemberType]
    indexed.paste(_HOLE, mask=nothing)
    indexed.info["transparency"] = _HOLE
    return indexed
