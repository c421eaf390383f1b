"""Pictures of articles, made anew from their pixels: what is kept holds no metadata, no other data and no bomb."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 25_000_000
"""A picture of more is refused before it is unpacked."""

LONGEST = 1600
"""Pixels of the longer side that are kept: twice the column in which it is read, and enough for a page."""

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP")
"""The kinds of pictures that are opened, by the names that Pillow has for them."""

_QUALITY = 88


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
                photograph = opened.format == "JPEG"
                return kept(ImageOps.exif_transpose(opened), photograph=photograph)
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, ZeroDivisionError, TypeError):
            return None
        except (Image.DecompressionBombError, KeyError, IndexError, OverflowError, AttributeError):
            return None


def kept(image: Image.Image, *, photograph: bool = False) -> Admitted:
    """Return `image` as it is kept: scaled down where it is large, a `photograph` as JPEG, anything else as PNG."""
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
