"""Portraits out of real files: turned, shrunk, stripped, and every bad file refused by its own code."""

from __future__ import annotations

import io
import struct
import time
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from mapae.gateways.pictures import LONGEST, MOST_BYTES, MOST_PIXELS, SHORTEST, PillowPictures
from mapae.usecases.ports import MOST_PICTURE_BYTES, PICTURE_PROBLEMS, PictureRefused
from tests.room.pictures import HEIC, SPECIMEN, drawing, phone_photo, written

PICTURES = PillowPictures()
CORNERS = ("red", "lime", "blue", "white")  # of the drawing: above from the left, below from the left


def made(file: bytes) -> Image.Image:
    portrait = PICTURES.make_portrait(file)
    assert len(portrait) <= MOST_BYTES
    image = Image.open(io.BytesIO(portrait))
    image.load()
    assert (image.format, image.mode) == ("JPEG", "RGB")
    return image


def corners(image: Image.Image) -> tuple[str, ...]:
    names = {(255, 0, 0): "red", (0, 255, 0): "lime", (0, 0, 255): "blue", (255, 255, 255): "white"}

    def named(place: tuple[int, int]) -> str:
        pixel = image.getpixel(place)
        assert isinstance(pixel, tuple)
        return min(names.items(), key=lambda one: sum(abs(a - b) for a, b in zip(one[0], pixel, strict=True)))[1]

    right, bottom = image.width - 9, image.height - 9
    return tuple(named(place) for place in ((8, 8), (right, 8), (8, bottom), (right, bottom)))


def refused(file: bytes) -> PictureRefused:
    with pytest.raises(PictureRefused) as problem:
        PICTURES.make_portrait(file)
    assert problem.value.code in PICTURE_PROBLEMS
    return problem.value


UPRIGHT = {
    1: None, 2: Image.Transpose.FLIP_LEFT_RIGHT, 3: Image.Transpose.ROTATE_180, 4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE, 6: Image.Transpose.ROTATE_90, 7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}  # fmt: skip  # how a camera laid the picture down


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", UPRIGHT)
def test_picture_stands_upright_however_the_camera_was_held(kind: str, orientation: int) -> None:
    lying = UPRIGHT[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = made(written(drawing() if lying is None else drawing().transpose(lying), kind, exif=exif))
    assert image.size == (400, 500)
    assert corners(image) == CORNERS


def test_photo_of_a_phone_is_turned_and_shrunk_and_tells_no_place() -> None:
    photo = phone_photo(4000, 3000)
    assert Image.open(io.BytesIO(photo)).getexif().get_ifd(0x8825), "the specimen tells its place"
    portrait = PICTURES.make_portrait(photo)
    image = Image.open(io.BytesIO(portrait))
    assert image.size == (750, LONGEST)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert b"Exif" not in portrait and b"Invented" not in portrait


def test_nothing_that_a_file_carries_beside_its_picture_is_kept() -> None:
    for kind, options in (
        ("JPEG", {"comment": b"a canary"}), ("JPEG", {"xmp": b"a canary"}), ("PNG", {"exif": b"Exif\0\0a canary"}),
        ("WEBP", {"xmp": b"a canary"}),
    ):  # fmt: skip
        file = written(drawing(), kind, **options)
        assert b"a canary" in file
        assert b"canary" not in PICTURES.make_portrait(file)


def test_heic_of_a_phone_is_taken() -> None:
    image = made(HEIC)
    assert image.size == (320, 400)
    assert not image.getexif()


@pytest.mark.parametrize(
    ("mode", "kind"), [("L", "JPEG"), ("CMYK", "JPEG"), ("P", "PNG"), ("LA", "PNG"), ("1", "PNG"), ("RGBA", "WEBP")]
)
def test_every_usual_way_to_write_colour_is_read(mode: str, kind: str) -> None:
    assert made(written(drawing(mode=mode), kind)).size == (400, 500)


def test_sixteen_bits_of_grey_stay_grey() -> None:
    assert made(written(Image.new("I;16", (400, 500), 40000), "PNG")).getpixel((5, 5)) == (156, 156, 156)


def test_what_was_transparent_is_white() -> None:
    assert made(written(Image.new("RGBA", (400, 500), (0, 0, 0, 0)), "PNG")).getpixel((5, 5)) == (255, 255, 255)


def test_colours_of_another_profile_become_those_of_the_web() -> None:
    swapped = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    for profile in (swapped, b"no profile at all"):  # neither fits, and the picture is taken all the same
        assert corners(made(written(drawing(), "PNG", icc_profile=profile))) == CORNERS
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert corners(made(written(drawing(), icc_profile=srgb))) == CORNERS


def test_small_picture_is_not_blown_up_and_a_noisy_one_still_stays_small() -> None:
    assert made(written(drawing(SHORTEST, SHORTEST), "PNG")).size == (SHORTEST, SHORTEST)
    noise = Image.merge("RGB", [Image.effect_noise((1200, 1200), 90) for _ in range(3)])
    assert min(made(written(noise)).size) >= SHORTEST


def test_largest_photos_of_phones_are_taken_within_seconds() -> None:
    began = time.perf_counter()
    assert made(written(drawing(12000, 9000))).size == (LONGEST, 750)
    assert time.perf_counter() - began < 20


def test_first_picture_of_a_file_with_several_is_the_photo() -> None:
    """Phones write a second one behind the first, for depth or for bright screens."""
    file = written(drawing(), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 500))])
    assert corners(made(file)) == CORNERS


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_that_claims(width: int, height: int) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def jpeg_that_claims(width: int, height: int) -> bytes:
    file = bytearray(SPECIMEN)
    place = file.index(b"\xff\xc0") + 5
    file[place : place + 4] = struct.pack(">HH", height, width)
    return bytes(file)


def endless_scans() -> bytes:
    """A progressive JPEG whose last pass over the picture comes again and again."""
    file = written(drawing(), progressive=True)
    last = file.rindex(b"\xff\xda")
    return file[:-2] + file[last:-2] * 500 + file[-2:]


MOVING = [Image.new("RGB", (400, 500), colour) for colour in ("red", "blue")]
BAD: list[tuple[str, bytes]] = [
    ("empty", b""),
    ("too_heavy", SPECIMEN + b"\0" * MOST_PICTURE_BYTES),
    ("is_document", b"%PDF-1.7\n%\xe2\xe3\n1 0 obj"),
    ("not_a_picture", "Sayın yetkili, fotoğrafım ektedir.".encode()),
    ("not_a_picture", b"\0" * 5000),
    ("not_a_picture", b"PK\x03\x04 a spreadsheet"),
    ("not_a_picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("unknown_format", written(drawing(), "GIF")),
    ("unknown_format", written(drawing(), "BMP")),
    ("unknown_format", written(drawing(), "TIFF")),
    ("unknown_format", written(drawing(), "AVIF")),
    ("damaged", SPECIMEN[:-2000]),
    ("damaged", SPECIMEN[:20]),
    ("damaged", written(drawing(), "PNG")[:-300]),
    ("damaged", written(drawing(), "WEBP")[:-300]),
    ("damaged", HEIC[:-300]),
    ("damaged", HEIC[:40]),
    ("damaged", endless_scans()),
    ("moving", written(MOVING[0], "PNG", save_all=True, append_images=MOVING[1:])),
    ("moving", written(MOVING[0], "WEBP", save_all=True, append_images=MOVING[1:])),
    ("too_many_pixels", png_that_claims(8000, 6251)),
    ("too_many_pixels", png_that_claims(2_000_000, 2_000_000)),
    ("too_many_pixels", jpeg_that_claims(65000, 65000)),
    ("too_small", written(drawing(SHORTEST - 1, 500))),
    ("too_small", written(drawing(500, SHORTEST - 1), "PNG")),
    ("too_narrow", written(drawing(300, 1001))),
]


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize(("code", "file"), BAD)
def test_bad_file_is_refused_by_its_code(code: str, file: bytes) -> None:
    assert refused(file).code == code


def test_every_reason_to_refuse_was_met() -> None:
    assert {code for code, _ in BAD} == set(PICTURE_PROBLEMS)


def test_limits_are_told() -> None:
    assert refused(png_that_claims(8000, 6251)).most == MOST_PIXELS
    assert refused(SPECIMEN + b"\0" * MOST_PICTURE_BYTES).most == MOST_PICTURE_BYTES
    assert refused(written(drawing(200, 200))).most == SHORTEST


def test_bomb_is_refused_before_it_is_opened() -> None:
    began = time.perf_counter()
    for file in (png_that_claims(8000, 6251), endless_scans()):
        refused(file)
    assert time.perf_counter() - began < 2


def specimens() -> Iterator[bytes]:
    yield SPECIMEN
    yield HEIC
    for kind in ("PNG", "WEBP"):
        yield written(drawing(310, 320), kind)
    yield written(drawing(310, 320), progressive=True)


@settings(max_examples=300, deadline=None)
@given(
    file=st.sampled_from(list(specimens())),
    places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=20),
    share=st.floats(0.1, 1),
)
@pytest.mark.filterwarnings("ignore")
def test_spoilt_file_is_a_portrait_or_refused_and_nothing_else(
    file: bytes, places: list[tuple[float, int]], share: float
) -> None:
    spoilt = bytearray(file)
    for place, value in places:
        spoilt[int(place * len(spoilt))] = value
    try:
        portrait = PICTURES.make_portrait(bytes(spoilt[: max(1, int(share * len(spoilt)))]))
    except PictureRefused as problem:
        assert problem.code in PICTURE_PROBLEMS
    else:
        assert len(portrait) <= MOST_BYTES
