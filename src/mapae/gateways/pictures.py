"""Portraits out of whatever a phone, a camera or a scanner wrote: opened, turned, shrunk and written anew with Pillow.

The picture is kept whole. Nothing here knows where in it the face is, and a cut by the middle to 35:45 (Doc 9303-3,
3.9.1) would sometimes take off a head; whoever prints it cuts it with the face before their eyes.
"""

from __future__ import annotations

import io
import struct
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from pi_heif import register_heif_opener
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from mapae.gateways.picture_files import format_of, refuse_endless_scans
from mapae.usecases.ports import PictureRefused

LONGEST, SHORTEST = 1000, 300  # pixels; K-ETA shows portraits 700 wide
MOST_BYTES = 150_000
# A baseline JPEG is opened at a fraction of its size; everything else stands in memory whole, four bytes a pixel.
MOST_PIXELS, MOST_BASELINE_PIXELS = 50_000_000, 200_000_000
_AT_ONCE = 2
_QUALITIES = (88, 80, 72, 64, 55, 45)
_SMALLER = (1.0, 0.8, 0.6)
_FAULTS = (
    OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, AttributeError, OverflowError,
    RuntimeError, struct.error, zlib.error,
)  # fmt: skip  # what Pillow and its readers raise where a file is not what it says
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_270, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}  # fmt: skip  # EXIF 2.3, tag 274
_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))

Image.MAX_IMAGE_PIXELS = MOST_BASELINE_PIXELS  # beyond it Pillow warns, beyond twice that it refuses; we refuse first
register_heif_opener(thumbnails=False)


class PillowPictures:
    """Opens two pictures at a time, so that many at once cost time and not memory."""

    def __init__(self) -> None:
        self._turnstile = threading.BoundedSemaphore(_AT_ONCE)

    def make_portrait(self, file: bytes) -> bytes:
        """See the port."""
        kind = format_of(file)
        with self._turnstile, _faults_are_refusals():
            return _written(_shrunk(_coloured(_upright(_opened(file, kind)))))


@contextmanager
def _faults_are_refusals() -> Iterator[None]:
    try:
        yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as fault:
        raise PictureRefused("too_many_pixels", MOST_BASELINE_PIXELS) from fault
    except (UnidentifiedImageError, MemoryError, *_FAULTS) as fault:
        raise PictureRefused("damaged") from fault


def _opened(file: bytes, kind: str) -> Image.Image:
    """The first picture of the file, read to its last byte, a JPEG already smaller. Raises PictureRefused."""
    image = Image.open(io.BytesIO(file), formats=(kind,))
    is_baseline = kind == "JPEG" and not (image.info.get("progressive") or image.info.get("progression"))
    most = MOST_BASELINE_PIXELS if is_baseline else MOST_PIXELS
    if image.width * image.height > most:
        raise PictureRefused("too_many_pixels", most)
    _refuse_the_tiny(image)
    if kind in {"PNG", "WEBP"} and getattr(image, "is_animated", False):
        raise PictureRefused("moving")
    if kind == "JPEG":
        refuse_endless_scans(file)
        image.draft("RGB", (2 * LONGEST, 2 * LONGEST))
    image.load()
    return image


def _refuse_the_tiny(image: Image.Image) -> None:
    shorter, longer = sorted(image.size)
    if shorter < SHORTEST:
        raise PictureRefused("too_small", SHORTEST)
    if shorter * LONGEST < longer * SHORTEST:
        raise PictureRefused("too_narrow", LONGEST // SHORTEST)


def _upright(image: Image.Image) -> Image.Image:
    """As the camera was held; a file that says it in no known way is taken as it is."""
    try:
        turn = _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    except _FAULTS:
        turn = None
    if turn is None:
        return image
    turned = image.transpose(turn)
    turned.info = image.info
    return turned


def _coloured(image: Image.Image) -> Image.Image:
    """In sRGB, on white where it was transparent."""
    if image.mode.startswith("I;16") or image.mode == "I":
        image = image.point(lambda level: level / 256).convert("L")
    profile = image.info.get("icc_profile")
    if image.has_transparency_data:
        layered = image.convert("RGBA")
        image = Image.new("RGB", layered.size, "white")
        image.paste(layered, mask=layered.getchannel("A"))
    if profile and image.mode in {"RGB", "CMYK", "L"}:
        image = _in_srgb(image, profile)
    return image if image.mode == "RGB" else image.convert("RGB")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """By the profile; one that does not fit the picture is as good as none."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB") or image
    except (ImageCms.PyCMSError, *_FAULTS):
        return image


def _shrunk(image: Image.Image) -> Image.Image:
    if max(image.size) <= LONGEST:
        return image
    return ImageOps.contain(image, (LONGEST, LONGEST), Image.Resampling.LANCZOS)


def _written(image: Image.Image) -> bytes:
    """The best quality that stays within MOST_BYTES; the pixels alone, since Pillow would keep a file's comments."""
    for share in _SMALLER:
        size = (max(1, round(image.width * share)), max(1, round(image.height * share)))
        bare = Image.new("RGB", size)
        bare.paste(image if share == 1 else image.resize(size, Image.Resampling.LANCZOS))
        for quality in _QUALITIES:
            out = io.BytesIO()
            bare.save(out, "JPEG", quality=quality, optimize=True)
            if out.tell() <= MOST_BYTES:
                return out.getvalue()
    return out.getvalue()
