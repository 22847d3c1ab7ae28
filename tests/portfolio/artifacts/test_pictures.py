"""What becomes of a file that somebody sends as a picture."""

import io
import json
import random
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from config import mode
from portfolio.artifacts import headers, pictures
from portfolio.artifacts.pictures import Encoded, NotAPicture
from tests.portfolio.artifacts import files
from tests.portfolio.artifacts.files import HOSTILE, POLYGLOTS, diagram, encode, photo


def read(data: bytes, name: str = "a") -> Encoded:
    return pictures.read(SimpleUploadedFile(name, data))


def kept(data: bytes, name: str = "a") -> Image.Image:
    """What is kept, decoded; nothing but pixels is in it."""
    encoded = read(data, name)
    image = Image.open(io.BytesIO(encoded.data), formats=["WEBP"])
    assert image.size == (encoded.width, encoded.height)
    image.load()
    assert {"exif", "xmp", "icc_profile"}.isdisjoint(image.info)
    assert not any(name in encoded.data for name in (b"EXIF", b"XMP ", b"ICCP"))
    return image


# --- What is taken ------------------------------------------------------------------------------


MODES = {
    "PNG": ("1", "L", "LA", "P", "RGB", "RGBA"),
    "JPEG": ("1", "L", "RGB", "CMYK", "YCbCr"),
    "WEBP": ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "YCbCr"),
}
"""What Pillow writes of each kind."""


@pytest.mark.parametrize(
    ("kind", "mode"), [(kind, mode) for kind, modes in MODES.items() for mode in modes]
)
def test_each_mode_of_each_kind_is_taken(kind: str, mode: str) -> None:
    image = Image.new("RGB", (60, 30), (250, 120, 20)).convert(mode)
    shown = kept(encode(image, kind)).convert("RGB").getpixel((30, 15))
    if mode in ("RGB", "RGBA", "YCbCr"):
        assert shown == pytest.approx((250, 120, 20), abs=6)


def test_sixteen_bits_of_grey_become_eight() -> None:
    data = encode(Image.new("I;16", (60, 30), 40_000), "PNG")
    assert kept(data).getpixel((30, 15)) == (156, 156, 156)


def test_what_can_be_seen_through_stays_so() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 255, 0))
    image.paste((0, 0, 255, 255), (0, 0, 20, 40))
    for data in (encode(image, "PNG"), encode(image.quantize(), "PNG"), encode(image, "WEBP")):
        shown = kept(data)
        assert shown.mode == "RGBA"
        assert shown.getpixel((30, 20))[3] == 0
        assert shown.getpixel((10, 20)) == pytest.approx((0, 0, 255, 255), abs=8)
    named = encode(Image.new("L", (8, 8), 7), "PNG", transparency=7)
    assert kept(named).getpixel((1, 1))[3] == 0


@pytest.mark.parametrize("held", range(1, 9))
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_it_stands_upright_however_the_camera_was_held(kind: str, held: int) -> None:
    image = Image.new("RGB", (80, 40), "white")
    image.paste((200, 0, 0), (0, 0, 40, 20))
    undone = {2: 2, 3: 3, 4: 4, 5: 5, 6: 8, 7: 7, 8: 6}
    turned = image.transpose(pictures._UPRIGHT[undone[held]]) if held > 1 else image
    exif = Image.Exif()
    exif[0x0112] = held
    exif[0x010F] = "a camera"
    shown = kept(encode(turned, kind, exif=exif)).convert("RGB")
    assert shown.size == (80, 40)
    corners = [shown.getpixel(at)[1] < 100 for at in ((10, 5), (70, 5), (10, 35), (70, 35))]
    assert corners == [True, False, False, False]


def test_where_it_was_taken_goes() -> None:
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 7.0)
    exif[0x010F] = "Camera of Dana"
    data = encode(photo(), "JPEG", exif=exif, comment=b"at home", xmp=b"<x:xmpmeta>Dana</x>")
    assert b"Camera of Dana" in data
    encoded = read(data)
    assert not any(word in encoded.data for word in (b"Dana", b"home", b"xmpmeta", b"Exif"))
    kept(data)


def test_colours_of_another_space_look_the_same_in_ours() -> None:
    """A profile in which red and green are exchanged: what counts is what is seen with it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, green = profile.index(b"rXYZ"), profile.index(b"gXYZ")
    profile[red : red + 4], profile[green : green + 4] = b"gXYZ", b"rXYZ"
    image = Image.new("RGB", (20, 20), (255, 0, 0))
    shown = kept(encode(image, "PNG", icc_profile=bytes(profile))).getpixel((5, 5))
    assert shown[1] > 200
    assert shown[0] < 60
    for broken in (b"no profile", bytes(profile[:200]), bytes(2 << 20)):
        data = encode(image, "JPEG", icc_profile=broken, quality=95)
        assert kept(data).getpixel((5, 5)) == pytest.approx((255, 0, 0), abs=8)


def test_a_diagram_is_kept_dot_by_dot_and_a_photograph_small() -> None:
    image = diagram(1200, 800)
    assert kept(encode(image, "PNG")).tobytes() == image.tobytes()
    encoded = read(encode(photo(2400, 1600), "JPEG", quality=50))
    assert len(encoded.data) <= pictures.KEPT_BYTES


def test_even_noise_fits() -> None:
    """A PNG that cannot be kept without loss, nor at its size."""
    data = encode(photo(1600, 1000), "PNG")
    assert len(data) > 3 * pictures.KEPT_BYTES - 1_000_000
    assert len(read(data).data) <= pictures.KEPT_BYTES


@pytest.mark.parametrize(
    ("size", "kept_size"), [((6000, 4000), (2400, 1600)), ((16_000, 10), (2400, 2))]
)
def test_what_is_large_becomes_2400_pixels(
    size: tuple[int, int], kept_size: tuple[int, int]
) -> None:
    for kind in ("PNG", "JPEG"):
        encoded = read(encode(Image.new("L", size, 128), kind))
        assert (encoded.width, encoded.height) == kept_size


def test_an_iphones_second_picture_is_left_out() -> None:
    first, second = Image.new("RGB", (64, 48), "red"), Image.new("RGB", (64, 48), "blue")
    data = encode(first, "MPO", save_all=True, append_images=[second])
    assert kept(data, "IMG_1.JPG").getpixel((5, 5))[0] > 200


@pytest.mark.parametrize(
    "name", ["a", "shot at 10.34", "", "a.b.PNG", "x.Png", ".png", "..\\x.png"]
)
def test_names_without_an_ending_are_fine(name: str) -> None:
    file = io.BytesIO(encode(diagram(), "PNG"))
    file.name = name
    assert pictures.read(file).width == 320


# --- What is refused ----------------------------------------------------------------------------


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_picture_is_refused_with_a_sentence(case: str) -> None:
    name, make, said = HOSTILE[case]
    with pytest.raises(NotAPicture) as refused:
        read(make(), name) if make() else pictures.look(b"", name)
    assert said in str(refused.value)


@pytest.mark.parametrize("case", POLYGLOTS)
def test_what_is_a_picture_and_something_else_comes_out_as_a_picture(case: str) -> None:
    name, make = POLYGLOTS[case]
    assert b"script" in make() or b"index.html" in make()
    encoded = read(make(), name)
    assert not any(word in encoded.data for word in (b"script", b"html", b"PK\3\4", b"alert"))
    kept(make(), name)


def test_a_header_that_says_more_than_there_is_makes_no_harm() -> None:
    """The decoder paints the rest grey; one that says less shows a piece."""
    for size in ((2000, 1500), (16, 8)):
        encoded = read(files.resized_header(files.jpeg(), *size))
        assert (encoded.width, encoded.height) == size


def test_a_flat_webp_is_a_real_one() -> None:
    assert kept(files.flat_webp(300, 200)).size == (300, 200)


@pytest.mark.parametrize(
    "case",
    ["81 megapixels in 10 KB", "169 megapixels", "268 megapixels in 50 bytes",
     "a line of 20 million", "a JPEG that says 60,000",
     "a profile of 50 MB", "a text of 50 MB", "a hundred texts"],
)  # fmt: skip
def test_a_bomb_takes_no_memory(case: str) -> None:
    name, make, said = HOSTILE[case]
    answer = _in_a_small_process(name, make())
    assert said in answer["said"]
    assert answer["took"] < 100


@pytest.mark.parametrize(
    ("name", "make", "most"),
    [
        ("a.png", lambda: encode(Image.new("RGBA", (6000, 4000), (9, 9, 9, 99)), "PNG"), 330),
        ("a.jpg", lambda: encode(Image.new("RGB", (6000, 4000), "navy"), "JPEG"), 200),
        ("a.jpg", lambda: encode(Image.new("CMYK", (6000, 4000)), "JPEG", progressive=True), 400),
        ("a.webp", lambda: files.flat_webp(6000, 4000), 480),
    ],
)
def test_the_largest_that_is_taken_fits(name: str, make: Callable[[], bytes], most: int) -> None:
    answer = _in_a_small_process(name, make())
    assert answer["said"] == "2400 × 1600"
    assert answer["took"] < most


def _in_a_small_process(name: str, data: bytes) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.portfolio.artifacts.peak", name]
    done = subprocess.run(
        command, input=data, capture_output=True, cwd=mode.BASE_DIR, timeout=120, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def test_while_others_are_read_one_waits_and_then_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "PATIENCE", 0.01)
    data = encode(diagram(), "PNG")
    with pictures._one_at_a_time, pytest.raises(NotAPicture, match="in a moment"):
        read(data)
    assert read(data)


# --- Anything at all ----------------------------------------------------------------------------

WHOLE = {
    "PNG": encode(diagram(90, 60), "PNG"),
    "palette": encode(diagram(90, 60).quantize(8), "PNG", transparency=0),
    "JPEG": encode(diagram(90, 60), "JPEG", comment=b"x" * 40),
    "progressive": encode(diagram(90, 60), "JPEG", progressive=True),
    "WebP": encode(diagram(90, 60), "WEBP"),
    "lossless": encode(diagram(90, 60), "WEBP", lossless=True, exif=b"Exif\0\0" + b"II*\0" * 9),
}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_picture_with_broken_bits_is_read_or_refused(kind: str) -> None:
    draw = random.Random(kind)
    for _ in range(250):
        data = bytearray(WHOLE[kind])
        for _ in range(draw.choice((1, 1, 2, 5, 40))):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        if draw.random() < 0.3:
            at = draw.randrange(len(data))
            data[at : at + draw.randrange(60)] = draw.randbytes(draw.randrange(60))
        _read_or_refuse(bytes(data[: draw.choice((len(data), draw.randrange(1, len(data) + 1)))]))


@settings(max_examples=200)
@given(
    st.sampled_from(
        [b"", files.PNG_MARK, b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBPVP8X", b"RIFF1234WEBPVP8L"]
    ),
    st.binary(max_size=400),
)
def test_whatever_follows_a_beginning_is_read_or_refused(start: bytes, data: bytes) -> None:
    _read_or_refuse(start + data)


def _read_or_refuse(data: bytes) -> None:
    try:
        encoded = read(data) if data else None
    except NotAPicture:
        return
    assert encoded is None or headers.kind_of(encoded.data) is headers.Kind.WEBP
