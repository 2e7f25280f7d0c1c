"""Pictures made in code: a plain drawing, nobody's face. Its corners tell how it was turned."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

TOP_LEFT, TOP_RIGHT, BOTTOM_LEFT, BOTTOM_RIGHT = "red", "lime", "blue", "white"


def drawing(width: int = 400, height: int = 500, mode: str = "RGB") -> Image.Image:
    """A head on a grey wall, and a square of its own colour in each corner."""
    image = Image.new("RGB", (width, height), "#9aa3ad")
    pen, side = ImageDraw.Draw(image), min(width, height) // 5
    pen.ellipse((width // 3, height // 4, width * 2 // 3, height * 3 // 4), fill="#d9a679")
    for colour, left, top in (
        (TOP_LEFT, 0, 0),
        (TOP_RIGHT, width - side, 0),
        (BOTTOM_LEFT, 0, height - side),
        (BOTTOM_RIGHT, width - side, height - side),
    ):
        pen.rectangle((left, top, left + side, top + side), fill=colour)
    return image if mode == "RGB" else image.convert(mode)


def written(image: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def phone_photo(width: int = 4000, height: int = 3000, orientation: int = 6) -> bytes:
    """As a phone held upright writes it: lying, with a note how to turn it, and where and with what it was taken."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Invented Phones"
    exif.get_ifd(0x8825)[2] = (37.0, 33.0, 58.0)
    exif.get_ifd(0x8825)[1] = "N"
    return written(drawing(width, height), exif=exif, quality=90)


# The drawing, lying, as HEIC; made once by an encoder that Mapae does not need.
HEIC = (Path(__file__).parent / "specimen.heic").read_bytes()
SPECIMEN = written(drawing())
