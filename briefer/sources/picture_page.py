"""A source that is a picture, seen as a page: the whole of it, or a part of it. Jobs of the worker."""

from __future__ import annotations

import contextlib
import io
import warnings
from collections.abc import Generator
from typing import Any

from PIL import Image, ImageOps

from briefer.errors import SourceDamaged
from briefer.sources import pictures

_DAMAGE = (OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError, AttributeError,
           Image.DecompressionBombError)  # fmt: skip


def draw(key: str, page: int, scale: float, data: bytes | None = None) -> dict[str, Any] | None:
    """Return the picture made anew as ``png`` (or JPEG), and its ``width`` and ``height`` in pixels.

    `key` is the SHA-256 of the file, `page` counts from 0 in a scan of several; it is never drawn larger than it is.
    None: send `data` too.

    Raises:
        SourceDamaged: it cannot be opened as a picture.
    """
    if data is None:
        return None
    found = pictures.admit(data) if page == 0 else None
    if page == 0 and found is None:
        raise _damaged()
    if found is None:
        with _opened(data, page) as upright:
            found = pictures.kept(upright)
    return {"png": found.data, "width": found.width, "height": found.height}


def region(key: str, page: int, box: list[float], data: bytes | None = None) -> dict[str, Any] | None:
    """Return a part of the picture as ``png``; `box` is left, top, right and bottom in parts of it. See `draw`."""
    if data is None:
        return None
    with _opened(data, page) as upright:
        left, top, right, bottom = (min(max(part, 0.0), 1.0) for part in box)
        size = upright.size
        whole = (round(left * size[0]), round(top * size[1]), round(right * size[0]), round(bottom * size[1]))
        if whole[0] >= whole[2] or whole[1] >= whole[3]:
            raise _damaged()
        kept = pictures.kept(upright.crop(whole))
    return {"png": kept.data, "width": kept.width, "height": kept.height}


@contextlib.contextmanager
def _opened(data: bytes, page: int) -> Generator[Image.Image]:
    """Give one page of a picture, upright.

    Raises:
        SourceDamaged: it cannot be opened as a picture, or has no such page.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of damaged metadata, which is not kept anyway
        try:
            with Image.open(io.BytesIO(data), formats=pictures.FORMATS) as opened:
                opened.seek(page)
                if opened.width * opened.height > pictures.MOST_PIXELS:
                    raise _damaged()
                yield ImageOps.exif_transpose(opened)
        except _DAMAGE as error:
            raise _damaged() from error


def _damaged() -> SourceDamaged:
    return SourceDamaged("This picture is damaged and cannot be shown.", "")
