"""Pictures for the demo: an initial for each person, an envelope for the bot, and one to try in a letter."""

from __future__ import annotations

import io
import math

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


def evening() -> bytes:
    """Returns a PNG to try in a letter: hills at dusk, and one lit window."""
    wide, high = 960, 600
    image = Image.new("RGB", (wide, high))
    draw = ImageDraw.Draw(image)
    for y in range(high):
        part = y / high
        draw.line((0, y, wide, y), fill=(int(38 + 190 * part), int(44 + 106 * part), int(82 + 38 * part)))
    draw.ellipse((690, 96, 770, 176), fill="#f6e3b4")
    for base, height, length, colour in (
        (372, 46, 173, "#6d5a78"),
        (436, 58, 241, "#4a4262"),
        (508, 40, 131, "#2a2a42"),
    ):
        ridge = [(x, base + height * math.sin(x / length + base)) for x in range(0, wide + 8, 8)]
        draw.polygon([(0, high), *ridge, (wide, high)], fill=colour)
    draw.polygon(((236, 470), (236, 424), (272, 396), (308, 424), (308, 470)), fill="#191a2b")
    draw.rectangle((262, 430, 282, 452), fill="#ffd37a")
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
