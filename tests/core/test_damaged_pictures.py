"""Pictures that can be seen although their files are damaged: they are taken, and look as before."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops

from bot.rules.pictures import MAX_BYTES, Refusal, clean
from tests.core.test_images import drawing, exif, film, icc, noise, opened, png, refusal, shown

#: As large as a PNG's text may be here: Pillow's own limit is a megabyte.
LARGE = 5 * 1024 * 1024
ANCILLARY = [b"tEXt", b"zTXt", b"iTXt", b"iCCP", b"eXIf", b"tIME", b"pHYs", b"gAMA", b"cHRM", b"sRGB", b"bKGD", b"hIST"]
STRAY = [b"\n", b"\0", b"\r\n\r\n", b"\xff", b"\xff\xd8", bytes(60)]


def saved(picture: Image.Image, form: str, **options: Any) -> bytes:
    out = BytesIO()
    picture.save(out, form, **options)
    return out.getvalue()


def chunk(name: bytes, body: bytes, damage: int = 0) -> bytes:
    check = zlib.crc32(name + body) ^ damage
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", check)


def with_chunk(data: bytes, added: bytes, behind: int = 33) -> bytes:
    return data[:behind] + added + data[behind:]


def lost(before: bytes, after: bytes) -> int:
    """Pixels from the first on that are not what they were, row by row, give or take what coding twice changes."""
    difference = ImageChops.difference(opened(before).convert("RGB"), opened(after).convert("RGB"))
    changed = difference.convert("L").point([0] * 48 + [255] * 208)  # pyright: ignore[reportUnknownMemberType]
    box = changed.getbbox()
    return 0 if box is None else (changed.width - box[0]) * (changed.height - box[1])


# --- PNG ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ANCILLARY)
@pytest.mark.parametrize("damage", [0, 1], ids=["nonsense", "damaged"])
def test_whatever_is_wrong_with_what_nobody_draws(name: bytes, damage: int) -> None:
    plain = saved(drawing(), "PNG")
    for body in (b"", b"\xff" * 7, random.Random(3).randbytes(400)):
        for behind in (33, len(plain) - 12):
            assert clean(with_chunk(plain, chunk(name, body, damage), behind)) == clean(plain)


@cache
def bomb() -> bytes:
    """200 MB, packed; not before they are asked for: each process that collects tests would wait for them."""
    return zlib.compress(bytes(200_000_000))


@pytest.mark.parametrize(
    "added",
    [
        lambda: chunk(b"tEXt", b"Comment\0" + b"x" * LARGE),
        lambda: chunk(b"zTXt", b"Comment\0\0" + bomb()),
        lambda: chunk(b"iTXt", b"Comment\0\1\0\0\0" + bomb()),
        lambda: chunk(b"iCCP", b"icc\0\0" + bomb()),
        lambda: chunk(b"eXIf", b"MM\0*\0\0\0\x08\xff\xff" + b"\x01\x10\0\7\0\x40\0\0\0\0\0\0" * (LARGE // 12)),
        lambda: chunk(b"tEXt", b"Comment\0x") * 9_000,
    ],
    ids=["text", "packed text", "packed text in any language", "profile", "camera", "many"],
)
def test_a_note_may_be_as_large_as_it_likes(added: Callable[[], bytes]) -> None:
    plain = saved(drawing(), "PNG")
    assert clean(with_chunk(plain, added())) == clean(plain)


def test_a_damaged_beginning_of_an_animation_leaves_a_still() -> None:
    data, frames = film("PNG", 3, False, duration=50)
    at = data.index(b"acTL")
    still: Any = opened(clean(data[: at + 4] + b"\xff" + data[at + 5 :]).data)
    assert not still.is_animated and still.tobytes() == frames[0].tobytes()


@pytest.mark.parametrize("cut", [1, 4, 12])
def test_a_png_needs_no_end(cut: int) -> None:
    plain = saved(noise(64, 64), "PNG")
    assert clean(plain[:-cut]) == clean(plain)


@pytest.mark.parametrize("name", [b"IHDR", b"PLTE"])
def test_what_is_needed_must_be_sound(name: bytes) -> None:
    plain = saved(drawing().quantize(20), "PNG")
    at = plain.index(name) + 4
    assert refusal(plain[:at] + bytes([plain[at] ^ 1]) + plain[at + 1 :]) is Refusal.BROKEN
    assert refusal(plain.replace(b"IDAT", b"jUNK")) is Refusal.BROKEN
    assert refusal(with_chunk(plain, plain[8:33])) is Refusal.BROKEN


# --- JPEG and GIF without their last bytes ------------------------------------------------------------------------

JPEGS = [
    {},
    {"progressive": True},
    {"subsampling": 0},
    {"progressive": True, "subsampling": 0, "quality": 95},
    {"restart_marker_rows": 1},
]


def torn(data: bytes) -> Iterator[bytes]:
    return (data[:-cut] for cut in (1, 2, 3, 5, 8, 13, 20))


#: Not of four colours where it is progressive: the last bytes of these are whole scans, of black.
KINDS = [
    (options, colours)
    for options in JPEGS
    for colours in ("RGB", "L", "CMYK")
    if not (options.get("progressive") and colours == "CMYK")
]


@pytest.mark.parametrize(("options", "colours"), KINDS, ids=str)
def test_a_jpeg_without_its_last_bytes_is_taken(options: dict[str, Any], colours: str) -> None:
    flat = [] if options.get("progressive") else [drawing((320, 200))]
    for picture in [noise(160, 100).resize((320, 200)), *flat]:
        whole = saved(picture.convert(colours), "JPEG", **options)
        for data in torn(whole):
            assert lost(whole, clean(data).data) <= 320 * 200 // 30


def test_a_gif_without_its_last_bytes_is_taken() -> None:
    for picture in (drawing((320, 200)), noise(100, 100)):
        whole = saved(picture, "GIF")
        for data in torn(whole):
            assert lost(whole, clean(data).data) <= picture.width * picture.height // 30


def test_a_gif_animation_without_its_last_bytes_keeps_every_frame() -> None:
    whole, frames = film("GIF", 4, True, duration=50, loop=2)
    for data in torn(whole):
        after = shown(clean(data).data)
        assert len(after) == len(frames) and [stay for _, stay in after] == [50] * 4
        assert opened(clean(data).data).info["loop"] == 2


@pytest.mark.parametrize("part", [0.3, 0.5, 0.7, 0.9, 0.95])
@pytest.mark.parametrize("form", ["JPEG", "progressive", "GIF"])
def test_what_lacks_a_part_that_people_see_is_broken(form: str, part: float) -> None:
    for picture in (noise(128, 96), drawing((640, 480))):
        more = {"progressive": True} if form == "progressive" else {}
        data = saved(picture, "GIF" if form == "GIF" else "JPEG", **more)
        begin = 13 + 768 if form == "GIF" else data.index(b"\xff\xda")
        assert refusal(data[: begin + int((len(data) - begin) * part)]) is Refusal.BROKEN


# --- WebP ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lossless", [False, True], ids=["lossy", "lossless"])
@pytest.mark.parametrize("more", [-1, 1, 2, 8])
def test_a_webp_whose_encoder_miscounted_is_taken(lossless: bool, more: int) -> None:
    plain = saved(drawing(), "WEBP", lossless=lossless, exif=exif(6))
    size = int.from_bytes(plain[4:8], "little") + more
    assert clean(plain[:4] + size.to_bytes(4, "little") + plain[8:]) == clean(plain)


def test_a_webp_animation_without_its_last_frame_is_broken() -> None:
    data, _ = film("WEBP", 3, alpha=False)
    assert refusal(data[: data.rindex(b"ANMF")]) is Refusal.BROKEN


# --- JPEG among stray bytes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("stray", STRAY, ids=repr)
def test_a_jpeg_after_stray_bytes_is_taken(stray: bytes) -> None:
    plain = saved(drawing(), "JPEG", exif=exif(6), comment=b"home", icc_profile=icc())
    assert clean(stray + plain) == clean(plain)


@pytest.mark.parametrize("stray", STRAY[:-2], ids=repr)
def test_stray_bytes_between_the_segments_of_a_jpeg(stray: bytes) -> None:
    plain = saved(drawing(), "JPEG", exif=exif(6), comment=b"home")
    for marker in (b"\xff\xdb", b"\xff\xc0", b"\xff\xc4", b"\xff\xda"):
        at = plain.index(marker)
        assert clean(plain[:at] + stray + plain[at:]) == clean(plain)


def test_a_photograph_inside_another_file_is_no_picture() -> None:
    plain = saved(drawing(), "JPEG")
    assert refusal(b"%PDF-1.7" + bytes(200) + plain) is Refusal.NOT_AN_IMAGE
    assert refusal(bytes(MAX_BYTES - len(plain)) + plain) is Refusal.NOT_AN_IMAGE


# --- metadata -----------------------------------------------------------------------------------------------------

BLOCKS = [b"", b"Exif\0\0", b"MM", b"MM\0*\xff\xff\xff\xff", b"II*\0\x08\0\0\0\xff\xff", b"XX\0*\0\0\0\x08\0\x01"]
BLOCKS += [b"MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1" + said + b"\0\0" for said in (b"\0\0", b"\0\x09", b"\xff\xff")]


@pytest.mark.parametrize("block", BLOCKS, ids=repr)
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_block_of_metadata_that_makes_no_sense_says_that_the_picture_is_upright(form: str, block: bytes) -> None:
    plain = saved(drawing(), form, **({"lossless": True} if form == "WEBP" else {}))
    if form == "JPEG":
        body = b"Exif\0\0" + block
        data = with_chunk(plain, b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body, 2)
    elif form == "PNG":
        data = with_chunk(plain, chunk(b"eXIf", block))
    else:
        body = plain[12:] + b"EXIF" + struct.pack("<I", len(block)) + block + bytes(len(block) % 2)
        data = b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body
    assert clean(data) == clean(plain)


def test_a_damaged_transparency_is_none() -> None:
    holes = saved(drawing().quantize(20), "PNG", transparency=3)
    at = holes.index(b"tRNS") + 4
    damaged = holes[:at] + bytes([holes[at] ^ 9]) + holes[at + 1 :]
    assert opened(clean(damaged).data).tobytes() == opened(holes).convert("RGB").tobytes()
    assert refusal(png(0, 10)) is Refusal.BROKEN
