"""A source that is a picture, seen as a page: the whole of it, or a part of it. Jobs of the worker."""

from __future__ import annotations

import io
import warnings
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from briefer.errors import SourceDamaged
from briefer.sources import pictures


def draw(key: str, page: int, scale: float, data: bytes | None = None) -> dict[str, Any] | None:
    """Return the picture made anew as ``png`` (or JPEG), and its ``width`` and ``height`` in pixels.

    `key` is the SHA-256 of the file; it has one page, and is never drawn larger than it is. None: send `data` too.

    Raises:
        SourceDamaged: it cannot be opened as a picture.
    """
    if data is None:
        return None
    found = pictures.admit(data)
    if found is None:
        raise _damaged()
    return {"png": found.data, "width": found.width, "height": found.height}


def region(key: str, page: int, box: list[float], data: bytes | None = None) -> dict[str, Any] | None:
    """Return a part of the picture as ``png``; `box` is left, top, right and bottom in parts of it. See `draw`."""
    if data is None:
        return None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged metadata, which is not kept anyway
        try:
            with Image.open(io.BytesIO(data), formats=pictures.FORMATS) as opened:
                if opened.width * opened.height > pictures.MOST_PIXELS:
                    raise _damaged()
                upright = ImageOps.exif_transpose(opened)
                left, top, right, bottom = (min(max(part, 0.0), 1.0) for part in box)
                size = upright.size
                whole = (round(left * size[0]), round(top * size[1]), round(right * size[0]), round(bottom * size[1]))
                if whole[0] >= whole[2] or whole[1] >= whole[3]:
                    raise _damaged()
                kept = pictures.kept(upright.crop(whole))
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
            raise _damaged() from error
    return {"png": kept.data, "width": kept.width, "height": kept.height}


def _damaged() -> SourceDamaged:
    return SourceDamaged("This picture is damaged and cannot be shown.", "")
