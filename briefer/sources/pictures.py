"""Pictures of articles, made anew from their pixels: what is kept holds no metadata, no other data and no bomb."""

from __future__ import annotations

import hashlib
import io
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 25_000_000
"""A picture of more is refused before it is unpacked."""

LONGEST = 1600
"""Pixels of the longer side that are kept: twice the column in which it is read, and enough for a page."""

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
"""The kinds of pictures that are opened, by the names that Pillow has for them."""

_QUALITY = 88
# What Pillow raises of bytes that are no picture, damaged or a bomb.
_UNREADABLE = (
    UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, ZeroDivisionError, TypeError,
    Image.DecompressionBombError, KeyError, IndexError, OverflowError, AttributeError,
)  # fmt: skip
_WIDE = ("I;16", "I;16L", "I;16B", "I;16N", "I", "F")
"""What Pillow calls greys of more than 256 shades, as scanners and instruments make them."""

_HARMLESS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "transparency", "gamma", "dpi"}


@dataclass(frozen=True, slots=True)
class Admitted:
    """A picture as it is kept: PNG or JPEG bytes under their SHA-256, and its size in pixels."""

    sha256: str
    data: bytes
    width: int
    height: int


def admit(data: bytes) -> Admitted | None:
    """Return the picture in `data` made anew, its first frame turned upright; None where it is none that may come in.

    The same bytes always give the same bytes.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged metadata, which is not kept anyway
        try:
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS:
                    return None
                opened.seek(0)
                photograph = opened.format == "JPEG" or (opened.format == "WEBP" and _is_lossy(data))
                return kept(ImageOps.exif_transpose(opened), photograph=photograph)
        except _UNREADABLE:
            return None


def anew(data: bytes) -> dict[str, bytes | None]:
    """Return as ``data`` what `admit` keeps of a picture, None where it is none. A worker job."""
    made = admit(data)
    return {"data": made.data if made is not None else None}


def _is_lossy(webp: bytes) -> bool:
    """Say whether a WebP is packed as photographs are (RFC 9649, 2.5), which as PNG are ten times as large."""
    at = 12
    while at + 8 <= len(webp):
        if webp[at : at + 4] == b"VP8 ":
            return True
        size = int.from_bytes(webp[at + 4 : at + 8], "little")
        at += 8 + size + size % 2
    return False


def sound(pictures: Mapping[str, bytes]) -> list[str]:
    """Return the hashes of those of `pictures` that are as `admit` would have kept them; for pictures that travelled.

    A worker job. Another version of the libraries makes other bytes of the same pixels, so they are not made again; but
    each must open whole, be no larger than it may be and hold nothing but pixels.
    """
    return [sha256 for sha256, data in pictures.items() if _is_sound(data)]


def _is_sound(data: bytes) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
                if max(opened.size) > LONGEST or getattr(opened, "n_frames", 1) != 1:
                    return False
                opened.load()
                return set(opened.info) <= _HARMLESS and not opened.getexif()
        except _UNREADABLE:
            return False


def kept(image: Image.Image, *, photograph: bool = False) -> Admitted:
    """Return `image` as it is kept: scaled down where it is large, a `photograph` as JPEG, anything else as PNG."""
    if image.mode in _WIDE:
        image = _in_256_shades(image)
    if image.mode not in ("RGB", "RGBA", "L"):
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    if max(image.size) > LONGEST:
        image.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    bare = Image.frombytes(image.mode, image.size, image.tobytes())  # without the metadata that came along
    stream = io.BytesIO()
    if photograph and bare.mode != "RGBA":
        bare.save(stream, "JPEG", quality=_QUALITY)
    else:
        bare.save(stream, "PNG")
    data = stream.getvalue()
    return Admitted(hashlib.sha256(data).hexdigest(), data, bare.width, bare.height)


def _in_256_shades(image: Image.Image) -> Image.Image:
    # Pillow's own conversion makes everything white that is brighter than shade 255.
    extrema = (0.0, 65_535.0) if image.mode.startswith("I;16") else cast("tuple[float, float]", image.getextrema())
    low, high = extrema
    scale = 255 / (high - low or 1)
    return image.convert("F").point(lambda shade: shade * scale - low * scale).convert("L")
