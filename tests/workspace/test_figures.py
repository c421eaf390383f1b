"""The pictures behind figures, and how large they are."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from briefer.workspace.figures import size


@pytest.mark.parametrize(("kind", "mode"), [("PNG", "RGB"), ("PNG", "P"), ("JPEG", "RGB"), ("JPEG", "L")])
def test_the_size_of_a_picture_is_read_off_its_bytes(kind: str, mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (321, 123)).save(out, kind, **({"progressive": True} if kind == "JPEG" else {}))
    assert size(out.getvalue()) == (321, 123)


@pytest.mark.parametrize("data", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe0\x00\x10", b"\x89PNG\r\n\x1a\n"])
def test_the_size_of_what_is_cut_off_is_unknown(data: bytes) -> None:
    assert size(data) == (0, 0)
