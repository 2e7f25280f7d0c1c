"""The portraits of the demonstration's people: drawn, nobody's face."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw

from mapae.gateways.pictures import PillowPictures

_SIZE = (700, 900)
_WALL, _SKIN, _HAIR, _COAT, _LINE = "#e9edf2", "#d9a679", "#3b2a20", "#40566f", "#26262b"


def draw_portrait() -> bytes:
    """Head and shoulders of a figure, as a PNG."""
    image = Image.new("RGB", _SIZE, _WALL)
    pen = ImageDraw.Draw(image)
    pen.ellipse((90, 640, 610, 1160), fill=_COAT)
    pen.rectangle((300, 560, 400, 700), fill=_SKIN)
    pen.ellipse((190, 170, 510, 500), fill=_HAIR)
    pen.ellipse((210, 220, 490, 620), fill=_SKIN)
    for left in (275, 385):
        pen.ellipse((left, 385, left + 40, 410), fill=_LINE)
    pen.line((350, 420, 340, 480, 362, 480), fill=_LINE, width=5)
    pen.arc((300, 490, 400, 550), 20, 160, fill=_LINE, width=6)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


class DrawnPortraits:
    """The port of pictures for invented people: whatever file they bring, it is the drawing, made ready once."""

    def make_portrait(self, _file: bytes) -> bytes:
        return _made_ready()


@cache
def _made_ready() -> bytes:
    return PillowPictures().make_portrait(draw_portrait())
