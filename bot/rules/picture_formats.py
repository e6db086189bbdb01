"""Keeps of a picture's file what is drawn, and drops the rest before a decoder sees it.

A file of each kind is a series of pieces. Each function here walks over them once, keeps those that are drawn, and
returns what has to be known before anything is decoded: the size, the frames, which way is up. So neither an 8 MB
comment nor a damaged one reaches Pillow, whose readers need quadratic time or much memory for some. The number of steps
is limited, the work of a step grows with its bytes, and the memory is two copies of the file.

Each raises TooManyPieces, and ValueError, LookupError, ArithmeticError or `struct.error` for what cannot be read.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from bot.rules.picture_pieces import MAX_PIECES, Bare, TooManyPieces, orientation_in, spare

#: Blocks of a GIF, at most: there is one for each 255 bytes, 33,000 in 8 MB.
MAX_BLOCKS = 100_000
#: Segments kept of what comes before a JPEG's pixels, at most: real files have about ten.
MAX_TABLES = 64
#: Bytes before the beginning of a JPEG that are skipped, at most.
STRAY = 64

# --- PNG --------------------------------------------------------------------------------------------------

_PIXELS, _NEEDED, _WELCOME = (b"IDAT", b"fdAT"), (b"IHDR", b"PLTE", b"fcTL"), (b"tRNS", b"acTL")


def png(data: bytes) -> Bare:
    """Returns the chunks that are drawn. Any other may be damaged; an animation without a sound
    beginning becomes a still."""
    kept, orientation = list[tuple[bytes, bytes]](), 1
    for name, body, sound in _chunks(data):
        if name in _NEEDED and not sound:
            raise ValueError(f"{name!r} is damaged")
        if name in _PIXELS or (sound and name in _NEEDED + _WELCOME):
            kept.append((name, body))
        elif sound and name == b"eXIf":
            orientation = orientation_in(body)
    before = [name for name, _ in kept[: [name for name, _ in kept].index(b"IDAT")]]
    if before[:1] != [b"IHDR"] or before.count(b"IHDR") > 1:
        raise ValueError("no header, or several")
    frames = 1
    if b"acTL" in before:
        frames = int.from_bytes(dict(kept)[b"acTL"][:4], "big") + (b"fcTL" not in before)
    else:
        kept = [chunk for chunk in kept if chunk[0] not in (b"acTL", b"fcTL", b"fdAT")]
    whole = [_chunk(name, body) for name, body in [*kept, (b"IEND", b"")]]
    width, height = struct.unpack_from(">II", kept[0][1])
    return Bare(b"".join([data[:8], *whole]), (width, height), max(frames, 1), orientation)


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bool]]:
    """Yields name and body of each chunk, and whether it is undamaged; the last one may be cut off."""
    at = 8
    for _ in range(MAX_PIECES):
        if len(data) < at + 8 or data[at + 4 : at + 8] == b"IEND":
            return
        size, name = struct.unpack_from(">I4s", data, at)
        body, check = data[at + 8 : at + 8 + size], data[at + 8 + size : at + 12 + size]
        yield name, body, check == _check(name, body)
        at += size + 12
    raise TooManyPieces


def _chunk(name: bytes, body: bytes) -> bytes:
    return b"".join([len(body).to_bytes(4, "big"), name, body, _check(name, body)])


def _check(name: bytes, body: bytes) -> bytes:
    return zlib.crc32(body, zlib.crc32(name)).to_bytes(4, "big")


# --- JPEG -------------------------------------------------------------------------------------------------

JPEG_END, _SCAN = b"\xff\xd9", b"\xff\xda"
#: More bytes before a marker than any table can hold: libjpeg begins with them again whenever it is given more.
_FILLING = b"\xff" * 4096
#: Markers that stand alone: stuffing, restarts, the beginning again.
_ALONE = (0x00, 0x01, *range(0xD0, 0xD9))
_FRAMES = (*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0))
_TABLES = (0xC4, 0xCC, 0xDB, 0xDD)


def jpeg(data: bytes) -> Bare:
    """Returns the tables, what says how colours are meant, and everything from the first scan on."""
    kept, frame, camera = list[bytes](), b"", b""
    for marker, at, end in _segments(data):
        body = data[at + 2 : end]
        if marker == 0xDA:
            scans = data[at - 2 :].replace(_FILLING, b"\xff")
            count = scans.count(_SCAN)
            height, width = struct.unpack_from(">HH", frame, 1)
            torn = 0 if JPEG_END in scans else spare(width * height, len(scans))
            whole = b"".join([b"\xff\xd8", *kept, scans, JPEG_END if torn else b""])
            weight = _weight(frame) if count > 1 else 8
            return Bare(whole, (width, height), 1, orientation_in(camera), count, weight, lossless=False, torn=torn)
        if marker == 0xE1 and body.startswith(b"Exif\0\0"):
            camera = camera or body
        if marker in _FRAMES:
            frame = body
        if marker in _FRAMES + _TABLES or body.startswith((b"JFIF\0", b"Adobe")):
            kept.append(data[at - 2 : end])
        if len(kept) > MAX_TABLES:
            raise TooManyPieces
    raise ValueError("nothing is drawn")


def _weight(frame: bytes) -> int:
    """Returns the bytes a pixel takes: with several scans libjpeg keeps two for each sample, beside the pixel's
    four."""
    factors = [(each >> 4) * (each & 15) for each in frame[7::3]]
    return max(8, 4 + -(-2 * sum(factors) // max(factors)))


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Yields each marker, where its segment begins and where it ends. What stands between segments is skipped."""
    at = data.index(b"\xff\xd8", 0, STRAY + 2) + 2
    for _ in range(MAX_PIECES):
        at = _after_filling(data, data.index(b"\xff", at))
        marker = data[at]
        at += 1
        if marker == JPEG_END[1]:
            return
        if marker not in _ALONE:
            end = at + int.from_bytes(data[at : at + 2], "big")
            yield marker, at, end
            at = max(end, at + 2)
    raise TooManyPieces


def _after_filling(data: bytes, at: int) -> int:
    """Returns where a marker's filling ends: any number of bytes 0xFF, skipped in strides that double."""
    stride = 16
    while True:
        window = data[at : at + stride]
        rest = window.lstrip(b"\xff")
        at += len(window) - len(rest)
        if rest or not window:
            return at
        stride *= 2


# --- GIF --------------------------------------------------------------------------------------------------

_FRAME, _EXTENSION, _TRAILER = b",!;"
_TIME = b"\x21\xf9\x04"
_LOOP = b"\x21\xff\x0bNETSCAPE2.0\x03\x01"


def gif(data: bytes) -> Bare:
    """Returns the frames with their times, and how often they play. A last frame that is cut
    off is filled with one colour."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    kept, frames = [data[: 13 + _colour_table(flags)]], 0
    for at, blocks, end in _gif_pieces(data, len(kept[0])):
        if data[at] == _FRAME:
            left, top, wide, high = struct.unpack_from("<HHHH", data, at + 1)
            width, height, frames = max(width, left + wide), max(height, top + high), frames + 1
            kept.append(data[at:end] if end <= len(data) else _mended(data, at, blocks, wide * high))
        elif data.startswith(_TIME, at):
            if end > len(data):
                raise ValueError("a frame is missing")
            kept.append(data[at : at + 7] + b"\0")
        elif data.startswith(_LOOP, at) and end <= len(data):
            kept.append(data[at : at + 18] + b"\0")
    return Bare(b"".join([*kept, b";"]), (width, height), frames, weight=16)


def _gif_pieces(data: bytes, at: int) -> Iterator[tuple[int, int, int]]:
    """Yields where each frame and extension begins, where its blocks do, and where they end: beyond
    the end of a cut-off file."""
    steps = 0
    while at < len(data) and data[at] != _TRAILER:
        start = at
        at += {_FRAME: 11, _EXTENSION: 2}.get(data[start], 1)
        if data[start] == _FRAME:
            at += _colour_table(data[start + 9])
        blocks = at
        if data[start] in (_FRAME, _EXTENSION):
            while at < len(data) and data[at] and steps <= MAX_BLOCKS:
                at += data[at] + 1
                steps += 1
            at += 1
            yield start, blocks, at
        steps += 1
        if steps > MAX_BLOCKS:
            raise TooManyPieces


def _colour_table(flags: int) -> int:
    """Returns the size in bytes of the colour table that these flags announce."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _mended(data: bytes, start: int, at: int, pixels: int) -> bytes:
    """Completes a frame that lacks its end with as many pixels as may be missing; otherwise its decoder would refuse
    it."""
    begin, bits = at, data[at - 1] + 1  # of a code, at least; 0 is always a colour
    while at < len(data) and at + data[at] < len(data):
        at += data[at] + 1
    if at > len(data):
        raise ValueError("there is nothing of the frame")
    more = data[at + 1 :] + bytes(spare(pixels, len(data) - begin) * bits // 8)
    blocks = [more[index : index + 255] for index in range(0, len(more), 255)]
    return data[start:at] + b"".join(bytes([len(block)]) + block for block in blocks) + b"\0"


# --- WebP -------------------------------------------------------------------------------------------------

#: Flags for the metadata there is: a colour profile, the camera's block, the editor's.
_TELLS = 0x20 | 0x08 | 0x04


def webp(data: bytes) -> Bare:
    """Returns the picture or the frames."""
    kept, frames, orientation, lossless = list[bytes](), 0, 1, False
    for name, body in _riff_chunks(data):
        if name == b"EXIF":
            orientation = orientation_in(body)
        if name == b"VP8X":
            body = bytes([body[0] & ~_TELLS]) + body[1:]
        if name in (b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"):
            kept += [name, len(body).to_bytes(4, "little"), body, bytes(len(body) % 2)]
        frames += name == b"ANMF"
        lossless = lossless or name == b"VP8L" or (name == b"ANMF" and body[16:20] == b"VP8L")
    content = b"".join(kept)
    whole = b"".join([b"RIFF", (len(content) + 4).to_bytes(4, "little"), b"WEBP", content])
    weight = 20 if lossless else 16
    return Bare(whole, _canvas(content), max(frames, 1), orientation, weight=weight, lossless=lossless)


def _riff_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yields name and body of each chunk. Encoders miscount by a byte, or count the heading, too."""
    at, end = 12, int.from_bytes(data[4:8], "little") + 8
    if end > len(data) + 8:
        raise ValueError("torn")
    end = min(end, len(data))
    for _ in range(MAX_PIECES):
        if at + 8 > end:
            return
        name, size = struct.unpack_from("<4sI", data, at)
        if at + 8 + size > len(data):
            raise ValueError("torn")
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    raise TooManyPieces


def _canvas(content: bytes) -> tuple[int, int]:
    """Returns width and height, which are in the first chunk."""
    if content.startswith(b"VP8X"):
        return int.from_bytes(content[12:15], "little") + 1, int.from_bytes(content[15:18], "little") + 1
    if content.startswith(b"VP8L"):
        (sides,) = struct.unpack_from("<I", content, 9)
        return (sides & 0x3FFF) + 1, (sides >> 14 & 0x3FFF) + 1
    wide, high = struct.unpack_from("<HH", content, 14)
    return wide & 0x3FFF, high & 0x3FFF


# --- AVIF -------------------------------------------------------------------------------------------------


def avif(data: bytes) -> Bare:
    """Returns the whole file, with the camera's block made unreadable: in AVIF that block does not say which way is
    up."""
    kept, at = list[bytes](), 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, at + 8)
        box = data[at : at + max(size, 8)] if size else data[at:]
        kept.append(box.replace(b"Exif", b"skip") if name in (b"meta", b"moov") else box)
        at += len(box)
        if len(kept) > MAX_PIECES:
            raise TooManyPieces
    return Bare(b"".join(kept), None, None, None, weight=16, lossless=False)
