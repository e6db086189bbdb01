"""Avatars for the demo: an initial for each person, and an envelope for the bot."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw, ImageFont

SIZE = 128


def initial(name: str, colour: str) -> bytes:
    """Returns a PNG of a name's first letter on a plain background."""
    image = Image.new("RGB", (SIZE, SIZE), colour)
    font = ImageFont.load_default(SIZE * 0.56)
    ImageDraw.Draw(image).text((SIZE / 2, SIZE / 2), name[0], fill="#fffaf0", font=font, anchor="mm")
    return _png(image)


def envelope(paper: str, ink: str) -> bytes:
    """Returns a PNG of a closed envelope."""
    image = Image.new("RGB", (SIZE * 2, SIZE * 2), ink)
    draw = ImageDraw.Draw(image)
    left, top, right, bottom = 52, 78, 204, 180
    draw.rounded_rectangle((left, top, right, bottom), radius=8, fill=paper)
    draw.line(((left + 4, top + 6), (SIZE, 138), (right - 4, top + 6)), fill=ink, width=9, joint="curve")
    return _png(image.reduce(2))


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
