"""Pictures made to do harm: whatever they are, they cost little, tell nothing, and break nothing.

Work is measured in processor time, not by the clock, and the limits are several times what was measured, so that a busy
machine fails no test. What was quadratic before took 9 s for 40 kB.
"""

from __future__ import annotations

import itertools
import struct
import time
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.rules.picture_formats import MAX_BLOCKS, MAX_PIECES
from bot.rules.picture_values import EXTENSIONS
from bot.rules.pictures import MAX_BYTES, MAX_OUT, ImageRefused, clean
from tests.core.test_damaged_pictures import chunk, saved
from tests.core.test_images import FORMATS, SECRETS, blocks, drawing, exif, film, icc, noise, opened, photograph, xmp

pytestmark = pytest.mark.only_run

#: Seconds of a processor that a file of 8 MB may cost; the worst one took 0.08.
MOST = 1.0
SIZES = [40_000, MAX_BYTES // 8, MAX_BYTES // 4, MAX_BYTES // 2, MAX_BYTES - 4096]  # and what is around them

GREEN = Image.new("RGB", (64, 64), "green")
JPEG, PNG, GIF = (saved(GREEN, form) for form in ("JPEG", "PNG", "GIF"))
WEBP, AVIF = saved(GREEN, "WEBP", lossless=True), saved(GREEN, "AVIF")
BIG_EXIF = b"II*\0\x08\0\0\0\xff\xff"  # and as many entries as it can have, each of which claims all the rest


def many(part: bytes, size: int) -> bytes:
    return part * (size // len(part))


def camera(size: int) -> bytes:
    return BIG_EXIF + many(b"\1\1\7\0" + struct.pack("<II", max(size - 2000, 1), 10), size - len(BIG_EXIF))


def riff(body: bytes) -> bytes:
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def riff_chunk(name: bytes, body: bytes) -> bytes:
    return name + struct.pack("<I", len(body)) + body + bytes(len(body) % 2)


def extended(flags: int, *chunks: bytes) -> bytes:
    return riff(riff_chunk(b"VP8X", bytes([flags, 0, 0, 0]) + b"\x3f\0\0" * 2) + b"".join(chunks))


def tables() -> bytes:
    at = JPEG.index(b"\xff\xdb")
    return JPEG[at : at + 2 + int.from_bytes(JPEG[at + 2 : at + 4], "big")]


def boxes(size: int) -> bytes:
    at = int.from_bytes(AVIF[:4], "big")
    return AVIF[:at] + many(b"\0\0\0\x08free", size) + AVIF[at:]


SCAN, FRAME = b"\xff\xda\0\x08\1\1\0\0\x3f\0", b"\x2c\0\0\0\0\1\0\1\0\0\2\2\x44\1\0"
ANMF = riff_chunk(b"ANMF", bytes(6) + b"\x3f\0\0" * 2 + bytes(4) + WEBP[12:])
HOSTILE: dict[str, Callable[[int], bytes]] = {
    "jpeg, 0xFF": lambda size: b"\xff\xd8" + b"\xff" * size,
    "jpeg, 0xFF before it": lambda size: JPEG[:2] + b"\xff" * size + JPEG[2:],
    "jpeg, 0xFF behind its pixels": lambda size: JPEG[:-2] + b"\xff" * size + JPEG[-2:],
    "jpeg, 0xFF and no end": lambda size: JPEG[:-2] + b"\xff" * size,
    "jpeg, 0xFF in pairs": lambda size: JPEG[:2] + many(b"\xff\xff\1", size) + JPEG[2:],
    "jpeg, zeros": lambda size: b"\xff\xd8\xff" + bytes(size),
    "jpeg, camera": lambda size: JPEG[:2] + many(b"\xff\xe1\0\x0cExif\0\0MM\0*", size) + JPEG[2:],
    "jpeg, editor": lambda size: JPEG[:2] + many(b"\xff\xed\0\x1aPhotoshop 3.0\x008BIM\4\4\0\0\0\0", size) + JPEG[2:],
    "jpeg, tables": lambda size: JPEG[:2] + many(tables(), size) + JPEG[2:],
    "jpeg, scans": lambda size: JPEG[:-2] + many(SCAN, size) + JPEG[-2:],
    "jpeg, segments behind its pixels": lambda size: JPEG[:-2] + many(b"\xff\xfe\0\2", size) + JPEG[-2:],
    "png, text": lambda size: PNG[:33] + chunk(b"tEXt", b"a\0" + b"x" * size) + PNG[33:],
    "png, chunks": lambda size: PNG[:33] + many(chunk(b"tEXt", b"a\0"), size) + PNG[33:],
    "png, pixels by no byte": lambda size: PNG[:33] + many(chunk(b"IDAT", b""), size) + PNG[33:],
    "png, pixels by one byte": lambda size: PNG[:33] + many(chunk(b"IDAT", b"x"), size) + PNG[33:],
    "png, frames": lambda size: (
        PNG[:33] + chunk(b"acTL", struct.pack(">II", 200, 0)) + many(chunk(b"fcTL", bytes(26)), size) + PNG[33:]
    ),
    "png, camera": lambda size: PNG[:33] + chunk(b"eXIf", camera(size)) + PNG[33:],
    "png, too many bytes of pixels": lambda size: (
        PNG[:33] + chunk(b"IDAT", zlib.compress(bytes(min(size * 900, 40_000_000)))) + PNG[-12:]
    ),
    "gif, one note": lambda size: GIF[:-1] + b"\x21\xfe" + many(b"\xff" + b"x" * 255, size) + b"\0" + GIF[-1:],
    "gif, notes": lambda size: GIF[:-1] + many(b"\x21\xfe\1x\0", size) + GIF[-1:],
    "gif, blocks of one byte": lambda size: GIF[:-1] + b"\x21\xfe" + many(b"\1x", size) + b"\0" + GIF[-1:],
    "gif, zeros": lambda size: GIF[:-1] + bytes(size) + GIF[-1:],
    "gif, times": lambda size: GIF[:-1] + many(b"\x21\xf9\4\0\0\0\0\0", size) + GIF[-1:],
    "gif, frames": lambda size: GIF[:-1] + many(FRAME, size) + GIF[-1:],
    "gif, torn": lambda size: GIF[:-1] + b"\x2c\0\0\0\0\xff\xff\xff\xff\0\x08" + many(b"\xff" + bytes(255), size),
    "webp, chunks": lambda size: riff(WEBP[12:] + many(b"JUNK\0\0\0\0", size)),
    "webp, camera": lambda size: extended(0x08, WEBP[12:], riff_chunk(b"EXIF", camera(size))),
    "webp, frames": lambda size: extended(0x02, riff_chunk(b"ANIM", bytes(6)), many(ANMF, size)),
    "webp, chunks of a frame": lambda size: extended(
        0x02,
        riff_chunk(b"ANIM", bytes(6)),
        riff_chunk(b"ANMF", bytes(6) + b"\x3f\0\0" * 2 + bytes(4) + WEBP[12:] + many(b"JUNK\0\0\0\0", size)),
    ),
    "avif, boxes": boxes,
    "avif, zeros": lambda size: AVIF[:40] + bytes(size),
}


def spent(data: bytes) -> float:
    """Seconds of a processor."""
    start = time.process_time()
    taken_or_refused(data)
    return time.process_time() - start


def taken_or_refused(data: bytes) -> None:
    try:
        picture = clean(data)
    except ImageRefused:
        return
    tells_nothing(picture.data, picture.extension)


def tells_nothing(data: bytes, extension: str) -> None:
    """Only pixels: the pieces of the file are those that pixels need, and none is a word of what went in."""
    needed: dict[str, set[Any]] = {
        "png": {b"IHDR", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"},
        "jpg": {0xE0, 0xDB, 0xC0, 0xC4, 0xDA},
        "webp": {b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"},
        "gif": {0x2C, 0x21},
    }
    form = {extension: form for form, extension in FORMATS.items()}[extension]
    assert extension in EXTENSIONS and len(data) <= MAX_OUT
    assert blocks(form, data) <= needed[extension]
    assert opened(data).size > (0, 0)
    assert not [secret for secret in SECRETS if secret in data]


@pytest.mark.parametrize("name", HOSTILE)
def test_the_work_grows_with_the_bytes(name: str, record_property: Callable[[str, object], None]) -> None:
    """Smallest first: what is quadratic fails before it takes long."""
    took: list[float] = []
    for size in SIZES:
        data = HOSTILE[name](size)
        assert len(data) <= MAX_BYTES
        took.append(spent(data))
        assert took[-1] < MOST, f"{size} bytes took {took[-1]:.1f} s"
    assert took[-1] < 3 * took[-2] + MOST / 5, "twice the bytes are more than twice the work"
    record_property("says", f"{name:<34}" + "".join(f"{1000 * each:8.1f} ms" for each in took))


def test_there_is_room_for_the_pieces_of_real_files() -> None:
    assert MAX_BYTES // 255 * 2 < MAX_BLOCKS
    assert MAX_BYTES // 1024 < MAX_PIECES
    small = saved(noise(64, 64), "PNG")
    pixels = zlib.compress(zlib.decompress(small[small.index(b"IDAT") + 4 : -16]))
    parts = b"".join(chunk(b"IDAT", pixels[at : at + 2]) for at in range(0, len(pixels), 2))
    assert clean(small[:33] + parts + small[-12:]) == clean(small)


# --- bits that flip ---------------------------------------------------------------------------------------------------

SAMPLES = [photograph(form, drawing((24, 16)), 6) for form in FORMATS]
SAMPLES += [film(form, 3, True, duration=50)[0] for form in ("PNG", "GIF", "WEBP")]
SAMPLES += [
    saved(drawing((24, 16)), "AVIF", exif=exif(6), icc_profile=icc(), xmp=xmp()),
    saved(drawing(), "AVIF", save_all=True, append_images=[drawing(seed=2)], duration=50, exif=exif()),
    saved(noise(40, 30), "JPEG", progressive=True, exif=exif(3), comment="home"),
    saved(drawing().quantize(30), "PNG", transparency=2, exif=exif(8)),
]


@given(st.sampled_from(SAMPLES), st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)), max_size=12))
def test_flipped_bits_break_nothing_and_tell_nothing(sample: bytes, flips: list[tuple[float, int]]) -> None:
    damaged = bytearray(sample)
    for part, bit in flips:
        damaged[int(part * len(damaged))] ^= 1 << bit
    assert spent(bytes(damaged)) < MOST


@given(st.sampled_from(SAMPLES), st.sampled_from(SAMPLES), st.floats(0, 1), st.floats(0, 1))
def test_halves_of_two_files_break_nothing_and_tell_nothing(one: bytes, other: bytes, begin: float, end: float) -> None:
    assert spent(one[: int(begin * len(one))] + other[int(end * len(other)) :]) < MOST


def test_every_bit_of_the_beginning_may_flip() -> None:
    """Where the sizes and the counts stand."""
    for sample in SAMPLES:
        for at, bit in itertools.product(range(8, 40), range(8)):
            flipped = sample[:at] + bytes([sample[at] ^ 1 << bit]) + sample[at + 1 :]
            assert spent(flipped) < MOST
