"""Pictures: what may be known about a photograph goes, what it shows stays."""

from __future__ import annotations

import random
import struct
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageChops, ImageStat, PngImagePlugin

from bot.rules import pictures as images
from bot.rules.pictures import MAX_BYTES, MAX_OUT, ImageRefused, Refusal, clean

SERIAL = "SN-4711-0815-XK"
PLACE = "Hafenstrasse 12"
XMP_SECRET = "xmp-creator-beatrix"
ICC_SECRET = "icc-of-beatrix-laptop"
COMMENT = "comment-from-beatrix"
APPENDED = b"APPENDED-motion-photo-payload"
YEAR = "2021:07:03 18:22:01"
SECRETS = [text.encode() for text in (SERIAL, PLACE, XMP_SECRET, ICC_SECRET, COMMENT, YEAR)] + [
    APPENDED,
    b"GPS",
    b"Exif",
]
#: What Pillow reads out of the plainest file of a format.
SAID_BY_EVERY_FILE = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "version", "background", "loop", "duration"}
SAID_BY_EVERY_FILE |= {"timestamp"}  # of a frame, in milliseconds
FORMATS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif"}


def exif(orientation: int = 1) -> Image.Exif:
    tags = Image.Exif()
    tags[ExifTags.Base.Orientation] = orientation
    tags[ExifTags.Base.BodySerialNumber] = SERIAL
    tags[ExifTags.Base.ImageDescription] = PLACE
    tags[ExifTags.Base.DateTime] = YEAR
    position = tags.get_ifd(ExifTags.IFD.GPSInfo)
    position[ExifTags.GPS.GPSLatitudeRef] = "N"
    position[ExifTags.GPS.GPSLatitude] = (53.0, 32.0, 59.0)
    return tags


def xmp() -> bytes:
    return f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><creator>{XMP_SECRET}</creator></x:xmpmeta>".encode()


def icc() -> bytes:
    body = ICC_SECRET.encode().ljust(120, b"\0")
    return struct.pack(">I", 128 + len(body)) + b"\0" * 124 + body


def drawing(size: tuple[int, int] = (48, 32), seed: int = 7) -> Image.Image:
    """Large patches in few colours, the upper left one red: survives JPEG, and shows which way is up."""
    dice = random.Random(seed)
    picture = Image.new("RGB", size, (250, 250, 240))
    for left in range(0, size[0], 16):
        for top in range(0, size[1], 16):
            shade = (dice.randrange(256), dice.randrange(256), dice.randrange(256))
            picture.paste((255, 0, 0) if left == top == 0 else shade, (left, top, left + 16, top + 16))
    return picture


def photograph(form: str, picture: Image.Image, orientation: int = 1) -> bytes:
    """A file that tells everything its format can tell, and some bytes after its end."""
    options: dict[str, Any] = {"icc_profile": icc(), "exif": exif(orientation), "xmp": xmp(), "comment": COMMENT}
    if form == "PNG":
        notes = PngImagePlugin.PngInfo()
        notes.add_text("Comment", COMMENT)
        notes.add_itxt("XML:com.adobe.xmp", xmp().decode())
        notes.add(b"tIME", struct.pack(">HBBBBB", 2021, 7, 3, 18, 22, 1))
        options = {"icc_profile": icc(), "exif": exif(orientation), "pnginfo": notes}
    if form == "WEBP":
        options["lossless"] = True
    if form == "GIF":
        options = {"comment": COMMENT + YEAR}
    out = BytesIO()
    picture.save(out, form, **options)
    data = out.getvalue()
    if form == "GIF":
        block = b"\x21\xff\x0bXMP DataXMP" + bytes([len(xmp())]) + xmp() + b"\0"
        data = data[:-1] + block + data[-1:]
    return data + APPENDED


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def differs(one: Image.Image, other: Image.Image) -> int:
    """The largest difference of a channel, 0 to 255."""
    assert one.size == other.size
    bands = ImageChops.difference(one.convert("RGBA"), other.convert("RGBA")).getextrema()
    return max(int(high) for _, high in bands)  # pyright: ignore


def alike(form: str, one: Image.Image, other: Image.Image) -> bool:
    """Every pixel equal; where the format loses some, the average channel off by less than 8 of 255."""
    if form != "JPEG":
        return differs(one, other) == 0
    assert one.size == other.size
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(ImageStat.Stat(difference).mean) < 8


def refusal(data: bytes) -> Refusal:
    with pytest.raises(ImageRefused) as caught:
        clean(data)
    return caught.value.reason


@pytest.mark.parametrize("form", FORMATS)
def test_the_sample_files_do_tell(form: str) -> None:
    data = photograph(form, drawing())
    assert APPENDED in data
    assert COMMENT.encode() in data or form == "WEBP"
    assert XMP_SECRET.encode() in data
    assert SERIAL.encode() in data or form == "GIF"


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_told_and_the_pixels_stay(form: str) -> None:
    picture = clean(photograph(form, drawing()))
    assert picture.extension == FORMATS[form]
    assert not [secret for secret in SECRETS if secret in picture.data]
    after = opened(picture.data)
    assert after.format == form
    assert not set(after.info) - SAID_BY_EVERY_FILE
    assert alike(form, after, drawing())


@pytest.mark.parametrize("form", FORMATS)
def test_the_outcome_depends_on_the_pixels_alone(form: str) -> None:
    out = BytesIO()
    drawing().save(out, form, **({"lossless": True} if form == "WEBP" else {}))
    if form != "JPEG":
        assert clean(out.getvalue()).data == clean(photograph(form, drawing())).data


@pytest.mark.parametrize("form", FORMATS)
def test_only_known_blocks_are_written(form: str) -> None:
    data = clean(photograph(form, drawing())).data
    assert (
        blocks(form, data)
        <= {
            "PNG": {b"IHDR", b"IDAT", b"IEND"},
            "JPEG": {0xE0, 0xDB, 0xC0, 0xC4, 0xDA},
            "WEBP": {b"VP8L"},
            "GIF": {0x2C},
        }[form]
    )


def blocks(form: str, data: bytes) -> set[Any]:
    if form == "JPEG":
        assert data.endswith(b"\xff\xd9")
        at, markers = 2, set[Any]()
        while 0xDA not in markers:
            markers.add(data[at + 1])
            at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        assert not [at for at in range(at, len(data) - 2) if data[at] == 0xFF and data[at + 1] not in (0, 0xFF)]
        return markers
    if form == "GIF":
        assert data.endswith(b"\0\x3b")
        return {data[13 + (3 << (data[10] & 7) + 1)]}
    at, found = (8, set[Any]()) if form == "PNG" else (12, set[Any]())
    while at < len(data):
        if form == "PNG":
            size, name = struct.unpack_from(">I4s", data, at)
            at += size + 12
        else:
            name, size = struct.unpack_from("<4sI", data, at)
            at += size + size % 2 + 8
        found.add(name)
    assert at == len(data), "bytes after the end"
    return found


#: How a camera lays down a picture whose orientation it then writes beside it.
STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_orientation_is_applied_before_it_is_forgotten(form: str, orientation: int) -> None:
    upright = drawing()
    stored = upright.transpose(STORED[orientation]) if orientation > 1 else upright
    after = opened(clean(photograph(form, stored, orientation)).data)
    assert after.getexif().get(ExifTags.Base.Orientation) is None
    assert alike(form, after, upright)


def test_a_broken_block_of_metadata_is_no_reason_to_refuse() -> None:
    out = BytesIO()
    drawing().save(out, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\xff\xff" + b"\xff" * 40)
    assert alike("JPEG", opened(clean(out.getvalue()).data), drawing())


# AVIF


def test_an_avif_is_taken_and_tells_nothing() -> None:
    out = BytesIO()
    half = drawing().convert("RGBA")
    half.putalpha(90)
    half.save(out, "AVIF", exif=exif(), icc_profile=icc(), xmp=xmp())
    assert SERIAL.encode() in out.getvalue() and XMP_SECRET.encode() in out.getvalue()
    picture = clean(out.getvalue())
    assert picture.extension == "webp" and blocks("WEBP", picture.data) == {b"VP8X", b"ALPH", b"VP8 "}
    assert not [secret for secret in SECRETS if secret in picture.data]
    after = opened(picture.data)
    assert alike("JPEG", after, opened(out.getvalue()))
    assert after.convert("RGBA").getchannel("A").getextrema() == (90, 90)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_an_avif_comes_out_upright(orientation: int) -> None:
    out = BytesIO()
    stored = drawing().transpose(STORED[orientation]) if orientation > 1 else drawing()
    stored.save(out, "AVIF", quality=100, subsampling="4:4:4", exif=exif(orientation))
    assert alike("JPEG", opened(clean(out.getvalue()).data), drawing())


def test_an_avif_animation_keeps_frames_and_durations() -> None:
    frames = [drawing(seed=number) for number in range(3)]
    out = BytesIO()
    frames[0].save(out, "AVIF", save_all=True, append_images=frames[1:], duration=[40, 80, 120], exif=exif())
    picture = clean(out.getvalue())
    assert [stay for _, stay in shown(picture.data)] == [40, 80, 120]
    assert not [secret for secret in SECRETS if secret in picture.data]


@pytest.mark.parametrize(
    ("brand", "why"), [(b"heic", Refusal.HEIC), (b"mif1", Refusal.HEIC), (b"isom", Refusal.NOT_AN_IMAGE)]
)
def test_what_is_packed_like_an_avif_is_none(brand: bytes, why: Refusal) -> None:
    assert refusal(b"\0\0\0\x18ftyp" + brand + b"\0\0\0\0mif1heic" + bytes(400)) is why


MODES = ["1", "L", "LA", "P", "RGB", "RGBA", "I;16", "CMYK"]
#: Files of these formats and modes cannot exist.
NONE = {"PNG": {"CMYK"}, "JPEG": {"LA", "P", "RGBA", "I;16"}, "WEBP": set[str](), "GIF": {"CMYK"}}


@pytest.mark.parametrize(
    ("form", "mode"), [(form, mode) for form in FORMATS for mode in MODES if mode not in NONE[form]]
)
def test_every_kind_of_pixel(form: str, mode: str) -> None:
    source = Image.frombytes("I;16", (16, 16), bytes(range(256)) * 2) if mode == "I;16" else drawing().convert(mode)
    out = BytesIO()
    source.save(out, form)
    before, after = opened(out.getvalue()), opened(clean(out.getvalue()).data)
    if mode == "I;16" and before.mode.startswith("I"):
        assert after.mode == "L"
        assert after.tobytes() == source.tobytes()[1::2]
    else:
        assert alike("JPEG" if form == "WEBP" else form, after, before.convert("RGBA"))


def test_a_transparent_png_stays_transparent_whichever_way_it_says_so() -> None:
    holes = drawing().convert("RGBA")
    holes.paste((0, 0, 0, 0), (16, 8, 30, 20))
    half = drawing().convert("RGBA")
    half.putalpha(90)
    marked = drawing()
    for picture, options in [
        (holes, {}),
        (half, {}),
        (marked, {"transparency": (255, 0, 0)}),
        (holes.quantize(20), {}),
    ]:
        out = BytesIO()
        picture.save(out, "PNG", **options)
        before = opened(out.getvalue()).convert("RGBA")
        assert differs(opened(clean(out.getvalue()).data), before) == 0
        assert before.getextrema()[3][0] < 255  # pyright: ignore


def film(form: str, count: int, alpha: bool, **options: Any) -> tuple[bytes, list[Image.Image]]:
    frames = [drawing(seed=number).convert("RGBA" if alpha else "RGB") for number in range(count)]
    for number, frame in enumerate(frames):
        frame.paste((0, 0, 0, 0) if alpha else (1, 2, 3), (4 * number, 4, 4 * number + 12, 20))
    out = BytesIO()
    rest: dict[str, Any] = {"save_all": True, "append_images": frames[1:], "lossless": form == "WEBP"} | options
    if form == "GIF":
        del rest["lossless"]
        rest["disposal"] = 2
    frames[0].save(out, form, **rest)
    return out.getvalue(), frames


def shown(data: bytes) -> list[tuple[Image.Image, float]]:
    moving: Any = Image.open(BytesIO(data))
    result: list[tuple[Image.Image, float]] = []
    for number in range(moving.n_frames):
        moving.seek(number)
        moving.load()
        result.append((moving.convert("RGBA"), moving.info.get("duration", 0)))
    return result


@pytest.mark.parametrize("alpha", [False, True])
@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_an_animation_keeps_frames_durations_and_loop(form: str, alpha: bool) -> None:
    data, _ = film(form, 6, alpha, duration=[40, 80, 120, 50, 60, 70], loop=3)
    before, after = shown(data), shown(clean(data + APPENDED).data)
    assert [stay for _, stay in after] == [40, 80, 120, 50, 60, 70]
    assert [stay for _, stay in before] == [40, 80, 120, 50, 60, 70]
    assert opened(clean(data).data).info["loop"] == 3
    for (old, _), (new, _) in zip(before, after, strict=True):
        assert differs(visible(old), visible(new)) == 0


def visible(picture: Image.Image) -> Image.Image:
    """What is wholly transparent may have any colour underneath."""
    ground = Image.new("RGBA", picture.size, (9, 9, 9, 255))
    return Image.alpha_composite(ground, picture)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_an_animation_tells_nothing_else(form: str) -> None:
    told: dict[str, Any] = {"GIF": {"comment": COMMENT}, "PNG": {"icc_profile": icc(), "exif": exif()}}.get(
        form, {"icc_profile": icc(), "exif": exif(), "xmp": xmp()}
    )
    data, _ = film(form, 3, False, duration=50, **told)
    assert any(secret in data for secret in SECRETS)
    assert not [secret for secret in SECRETS if secret in clean(data + APPENDED).data]


def test_a_gif_that_plays_once_does_not_play_for_ever() -> None:
    data, _ = film("GIF", 3, False, duration=50)
    assert "loop" not in opened(data).info
    assert "loop" not in opened(clean(data).data).info


def test_a_png_animation_keeps_the_picture_for_those_who_see_none_move() -> None:
    data, _ = film("PNG", 4, False, duration=[50, 60, 70], default_image=True)
    after: Any = opened(clean(data).data)
    assert after.info["default_image"]
    assert after.n_frames == 4
    assert [stay for _, stay in shown(clean(data).data)][1:] == [50, 60, 70]


def noise(width: int, height: int) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(1).randbytes(width * height * 3))


def test_what_would_be_too_large_comes_out_smaller_and_whole() -> None:
    out = BytesIO()
    noise(1600, 1600).save(out, "PNG", compress_level=0)
    picture = clean(out.getvalue())
    assert MAX_OUT / 4 < len(picture.data) <= MAX_OUT < len(out.getvalue())
    width, height = opened(picture.data).size
    assert width == height > 800


def test_a_long_animation_is_made_smaller_while_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "WORKING_PIXELS", 48 * 32)
    data, _ = film("GIF", 4, False, duration=50)
    after = shown(clean(data).data)
    assert len(after) == 4
    assert after[0][0].size == (24, 16)


def test_what_cannot_be_made_small_enough_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MAX_OUT", 10)
    assert refusal(photograph("PNG", drawing())) is Refusal.TOO_LARGE


def test_a_file_over_the_limit_is_not_even_looked_at() -> None:
    assert refusal(b"x" * (MAX_BYTES + 1)) is Refusal.TOO_LARGE


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"%PDF-1.7", b"BM" + b"\0" * 60, b"<svg/>", b"RIFF0000WAVE", b"GIF88a"]
)
def test_other_files_are_no_pictures_whatever_their_name(data: bytes) -> None:
    assert refusal(data) is Refusal.NOT_AN_IMAGE


# Bombs


def png(width: int, height: int, *chunks: tuple[bytes, bytes]) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), *chunks, (b"IDAT", zlib.compress(b"\0" * 100_000)), (b"IEND", b"")]
    whole = b"".join(
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body)) for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + whole


def gif(width: int, height: int, frames: int, wide: int = 1) -> bytes:
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, wide, wide, 0) + b"\x02\x02\x44\x01\x00"
    head = b"GIF89a" + struct.pack("<HHBBB", width, height, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    return head + frame * frames + b"\x3b"


def jpeg(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("L", (8, 8)).save(out, "JPEG")
    at = out.getvalue().index(b"\xff\xc0")
    return out.getvalue()[: at + 5] + struct.pack(">HH", height, width) + out.getvalue()[at + 9 :]


def webp(width: int, height: int) -> bytes:
    out = BytesIO()
    Image.new("L", (width, height)).save(out, "WEBP", lossless=True, method=0, quality=0)
    return out.getvalue()


def webp_canvas(width: int, height: int) -> bytes:
    """A frame that is small, on a canvas that is not."""
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    frame = webp(8, 8)[12:]
    parts = [
        (b"VP8X", b"\x02\0\0\0" + sides),
        (b"ANIM", bytes(6)),
        (b"ANMF", bytes(6) + b"\7\0\0\7\0\0" + bytes(4) + frame),
    ]
    body = b"".join(name + struct.pack("<I", len(part)) + part for name, part in parts)
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def scans(count: int) -> bytes:
    out = BytesIO()
    Image.new("L", (64, 64)).save(out, "JPEG", progressive=True)
    data = out.getvalue()
    at, end = data.rindex(b"\xff\xda"), data.rindex(b"\xff\xd9")
    return data[:at] + data[at:end] * count + data[end:]


BOMBS = {
    "png": png(60_000, 60_000),
    "png, just over": png(10_000, 4_001),
    "animated png, so many frames": png(10, 10, (b"acTL", struct.pack(">II", 301, 0))),
    "animated png, all together": png(1_000, 1_000, (b"acTL", struct.pack(">II", 201, 0))),
    "gif, screen": gif(65_535, 65_535, 1),
    "gif, frame beyond the screen": gif(1, 1, 2, wide=65_535),
    "gif, frames": gif(1, 1, 301),
    "gif, very many frames": gif(1, 1, 500_000),
    "gif, all together": gif(1_000, 1_000, 201),
    "jpeg": jpeg(65_000, 65_000),
    "jpeg, drawn again and again": scans(5_000),
    "webp": webp(16_383, 2_500),
    "webp, canvas": webp_canvas(16_000, 16_000),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused_and_fast(name: str) -> None:
    start = time.perf_counter()
    assert refusal(BOMBS[name]) is Refusal.TOO_MANY_PIXELS
    assert time.perf_counter() - start < 2


def test_what_is_just_within_the_limits_is_taken() -> None:
    out = BytesIO()
    Image.new("L", (8_000, 5_000), 77).save(out, "PNG")
    assert opened(clean(out.getvalue()).data).size == (8_000, 5_000)
    assert clean(gif(10, 10, 300)).extension == "gif"
    assert clean(scans(20)).extension == "jpg"


def test_a_picture_without_pixels_is_broken() -> None:
    assert refusal(gif(0, 0, 0)) is Refusal.BROKEN
    assert refusal(png(0, 10)) is Refusal.BROKEN


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_truncated_files_are_broken(form: str, part: float) -> None:
    out = BytesIO()
    noise(64, 64).save(out, form)
    assert refusal(out.getvalue()[: int(len(out.getvalue()) * part)]) is Refusal.BROKEN


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP"])
def test_truncated_animations_are_broken(form: str) -> None:
    data, _ = film(form, 6, True, duration=50)
    assert refusal(data[: len(data) * 3 // 5]) is Refusal.BROKEN


MAGIC = [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\x40\0\0\0WEBPVP8 ", b"RIFF\x40\0\0\0WEBPVP8X", b"GIF89a", b""]


@given(st.sampled_from(MAGIC), st.binary(max_size=300))
@settings(max_examples=300, deadline=None)
def test_random_bytes_raise_nothing_else(magic: bytes, body: bytes) -> None:
    taken_or_refused(magic + body)


SAMPLES = [photograph(form, drawing((16, 16))) for form in FORMATS] + [
    film(form, 3, True, duration=50)[0] for form in ("PNG", "GIF", "WEBP")
]


@given(st.sampled_from(SAMPLES), st.data())
@settings(max_examples=300, deadline=None)
def test_damaged_files_raise_nothing_else(sample: bytes, draw: st.DataObject) -> None:
    at = draw.draw(st.integers(0, len(sample) - 1))
    damaged = sample[:at] + draw.draw(st.binary(max_size=8)) + sample[at + draw.draw(st.integers(0, 8)) :]
    taken_or_refused(damaged)


def taken_or_refused(data: bytes) -> None:
    try:
        picture = clean(data)
    except ImageRefused:
        return
    assert opened(picture.data).size > (0, 0)
    assert not [secret for secret in SECRETS if secret in picture.data]


def test_threads_do_not_disturb_each_other() -> None:
    files = [photograph(form, drawing(seed=seed)) for form in FORMATS for seed in range(6)]
    alone = [clean(data) for data in files]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(clean, files)) == alone
