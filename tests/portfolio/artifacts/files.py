"""Pictures that people send, and files that only look like some."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image, ImageDraw, PngImagePlugin

SCRIPT = b"<script>document.title='run';alert('run')</script>"
PNG_MARK = b"\x89PNG\r\n\x1a\n"


def encode(image: Image.Image, kind: str, **how: Any) -> bytes:
    """``image`` as a file."""
    buffer = io.BytesIO()
    image.save(buffer, kind, **how)
    return buffer.getvalue()


def diagram(width: int = 320, height: int = 200) -> Image.Image:
    """Boxes and letters on white."""
    image = Image.new("RGB", (width, height), "white")
    draw = ImageDraw.Draw(image)
    for number in range(6):
        draw.rectangle((10 + number * 50, 20, 50 + number * 50, 60), outline="red", width=2)
        draw.text((14 + number * 50, 30), f"box {number}", fill="black")
    return image


def photo(width: int = 320, height: int = 200) -> Image.Image:
    """Something with grain, which does not compress well."""
    bands = [Image.effect_noise((width, height), 60) for _ in range(3)]
    return Image.merge("RGB", bands)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*further: bytes, before: bytes = b"") -> bytes:
    """A small PNG with further chunks: ``before`` its pixels, and behind them."""
    whole = encode(diagram(), "PNG")
    at, end = whole.index(b"IDAT") - 4, len(whole) - 12
    return whole[:at] + before + whole[at:end] + b"".join(further) + whole[end:]


def flat_png(width: int, height: int) -> bytes:
    """One bit a pixel, all the same: a few kilobytes for a hundred megapixels."""
    packer = zlib.compressobj(9)
    line = b"\0" * (1 + (width + 7) // 8)
    pixels = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return PNG_MARK + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def flat_webp(width: int, height: int) -> bytes:
    """Lossless, one colour: its codes have one symbol, so that a pixel takes no bit at all."""
    bits, length = (width - 1) | (height - 1) << 14, 32
    length += 3  # no transform, no colour cache, no further codes
    for _ in range(5):
        bits |= 1 << length  # a simple code of one symbol, which is 0
        length += 4
    body = b"\x2f" + bits.to_bytes((length + 7) // 8 + 4, "little")
    body += b"\0" * (len(body) % 2)
    riff = b"WEBPVP8L" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(riff)) + riff


def jpeg(**how: Any) -> bytes:
    return encode(photo(), "JPEG", **how)


def resized_header(data: bytes, width: int, height: int) -> bytes:
    """A JPEG whose header says another size than its pixels have."""
    at = data.index(b"\xff\xc0") + 5
    return data[:at] + struct.pack(">HH", height, width) + data[at + 4 :]


def many_scans(count: int) -> bytes:
    """A progressive JPEG whose pixels are gone over ``count`` times more."""
    whole = encode(photo(), "JPEG", progressive=True)
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x01\x3f\x00\x00"
    return whole[:-2] + scan * count + whole[-2:]


def zipped() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("index.html", SCRIPT.decode())
    return buffer.getvalue()


def with_text(count: int, size: int) -> bytes:
    """A PNG with so many texts of so many bytes, compressed."""
    info = PngImagePlugin.PngInfo()
    for number in range(count):
        info.add_text(f"k{number}", "A" * size, zip=True)
    return encode(diagram(), "PNG", pnginfo=info)


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (40, 40), colour) for colour in ("red", "blue", "green")]
    return encode(frames[0], kind, save_all=True, append_images=frames[1:], duration=50)


def profile_bomb() -> bytes:
    body = b"icc\0\0" + zlib.compress(b"\0" * 50_000_000, 9)
    return png(before=chunk(b"iCCP", body))


def itxt_bomb() -> bytes:
    body = b"k\0\x01\0\0\0" + zlib.compress(b"A" * 50_000_000, 9)
    return png(before=chunk(b"iTXt", body))


SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'>" + SCRIPT + b"</svg>"
DAMAGED = "damaged or incomplete and cannot be read"
KINDS = "Pictures are PNG, JPEG or WebP"

HOSTILE: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "81 megapixels in 10 KB": ("a.png", lambda: flat_png(9000, 9000), "9,000 × 9,000"),
    "169 megapixels": ("a.png", lambda: flat_png(13_000, 13_000), "13,000 × 13,000"),
    "268 megapixels in 50 bytes": ("a.webp", lambda: flat_webp(16_383, 16_383), "16,383 × 16,383"),
    "a line of 20 million": ("a.png", lambda: flat_png(20_000_000, 1), "20,000,000 × 1"),
    "a JPEG that says 60,000": ("a.jpg", lambda: resized_header(jpeg(), 60_000, 60_000), "60,000"),
    "a JPEG of no height": ("a.jpg", lambda: resized_header(jpeg(), 320, 0), DAMAGED),
    "two sizes": ("a.jpg", lambda: jpeg()[:-2] + jpeg()[2:], DAMAGED),
    "a thousand scans": ("a.jpg", lambda: many_scans(1000), DAMAGED),
    "a profile of 50 MB": ("a.png", profile_bomb, DAMAGED),
    "a text of 50 MB": ("a.png", itxt_bomb, DAMAGED),
    "a hundred texts": ("a.png", lambda: with_text(100, 1 << 20), DAMAGED),
    "a chunk a byte": ("a.png", lambda: png(before=chunk(b"teSt", b"") * 20_000), DAMAGED),
    "a segment a byte": (
        "a.jpg", lambda: jpeg()[:2] + b"\xff\xfe\x00\x02" * 20_000 + jpeg()[2:], DAMAGED,
    ),
    "a truncated PNG": ("a.png", lambda: encode(photo(), "PNG")[:9000], DAMAGED),
    "a truncated JPEG": ("a.jpg", lambda: jpeg()[:9000], DAMAGED),
    "a truncated WebP": ("a.webp", lambda: encode(photo(), "WEBP")[:9000], DAMAGED),
    "a header alone": ("a.png", lambda: PNG_MARK, DAMAGED),
    "three bytes": ("a.jpg", lambda: b"\xff\xd8\xff", DAMAGED),
    "a RIFF of nothing": ("a.webp", lambda: b"RIFF\0\0\0\0WEBP", DAMAGED),
    "a moving PNG": ("a.png", lambda: moving("PNG"), "moves"),
    "a moving WebP": ("a.webp", lambda: moving("WEBP"), "moves"),
    "a PNG called JPEG": ("a.jpg", lambda: encode(diagram(), "PNG"), ".jpg, but it is a PNG"),
    "a JPEG called page": ("a.html", jpeg, "ends in .html, but it is a JPEG"),
    "a WebP called PNG": ("a.PNG", lambda: encode(diagram(), "WEBP"), "but it is a WebP"),
    "SVG": ("a.svg", lambda: SVG, f"This is a SVG file. {KINDS}"),
    "SVG called PNG": ("a.png", lambda: b"<?xml version='1.0'?>" + SVG, "This is a SVG file."),
    "HTML called JPEG": ("a.jpg", lambda: b"<!doctype html>" + SCRIPT, "This is a HTML file."),
    "GIF": ("a.gif", lambda: encode(diagram(), "GIF"), "This is a GIF file."),
    "GIF with a script": ("a.png", lambda: b"GIF89a/*" + SCRIPT + b"*/", "This is a GIF file."),
    "BMP": ("a.bmp", lambda: encode(diagram(), "BMP"), "This is a BMP file."),
    "TIFF": ("a.tiff", lambda: encode(diagram(), "TIFF"), "This is a TIFF file."),
    "ICO": ("a.ico", lambda: encode(diagram(), "ICO"), "This is a ICO file."),
    "PDF": ("a.pdf", lambda: b"%PDF-1.7\n", "This is a PDF file."),
    "ZIP": ("a.png", zipped, "This is a ZIP file."),
    "a telephone's HEIC": ("a.heic", lambda: b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC file."),
    "a program": ("a.png", lambda: b"\x7fELF\x02\x01\x01", "There is no PNG, JPEG or WebP in"),
    "empty": ("a.png", lambda: b"", "The file is empty."),
    "six megabytes": ("a.png", lambda: PNG_MARK + bytes(6 << 20), "larger than 5 MB"),
}  # fmt: skip
"""Name of the file, what is in it, and what the refusal says."""

POLYGLOTS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a JPEG with HTML behind it": ("a.jpg", lambda: jpeg() + b"<html>" + SCRIPT),
    "a JPEG with HTML as its comment": ("a.jpg", lambda: jpeg(comment=b"<html>" + SCRIPT)),
    "a PNG with a script behind it": ("a.png", lambda: png() + SCRIPT),
    "a PNG with an archive behind it": ("a.png", lambda: png() + zipped()),
    "a PNG with a script as its text": (
        "a.png", lambda: png(before=chunk(b"tEXt", b"Title\0" + SCRIPT)),
    ),
    "a WebP with HTML behind it": ("a.webp", lambda: encode(diagram(), "WEBP") + SCRIPT),
    "a WebP with a script as its XMP": ("a.webp", lambda: encode(diagram(), "WEBP", xmp=SCRIPT)),
}  # fmt: skip
