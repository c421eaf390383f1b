"""Pictures come in as pixels and nothing else."""

import io

import pytest
from PIL import Image

from briefer.sources.pictures import LONGEST, admit


def made(size: tuple[int, int] = (40, 30), mode: str = "RGB", form: str = "PNG", **settings: object) -> bytes:
    stream = io.BytesIO()
    Image.new(mode, size, 120 if mode in ("L", "P") else (120,) * len(mode)).save(stream, form, **settings)
    return stream.getvalue()


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP"])
def test_a_picture_comes_in_with_its_size(form: str) -> None:
    found = admit(made(form=form))
    assert found is not None
    assert (found.width, found.height) == (40, 30)
    assert found.data.startswith(b"\xff\xd8" if form in ("JPEG", "WEBP") else b"\x89PNG")
    assert admit(made(form=form)) == found


def test_where_and_when_a_photograph_was_taken_is_not_kept() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Secret camera"
    data = made(form="JPEG", exif=exif)
    assert b"Secret camera" in data
    found = admit(data)
    assert found is not None
    assert b"Secret" not in found.data


def test_a_photograph_lying_on_its_side_is_turned_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    found = admit(made(form="JPEG", exif=exif))
    assert found is not None
    assert (found.width, found.height) == (30, 40)


def test_a_large_picture_is_scaled_down() -> None:
    found = admit(made((4000, 1000)))
    assert found is not None
    assert (found.width, found.height) == (LONGEST, LONGEST // 4)


@pytest.mark.parametrize(
    "data",
    [b"", b"no picture", made()[:60], made((6000, 5000), "L"), b"<svg xmlns='http://www.w3.org/2000/svg'/>"],
    ids=["nothing", "words", "cut", "too large", "a drawing"],
)
def test_what_is_no_picture_that_may_come_in_is_left_out(data: bytes) -> None:
    assert admit(data) is None


@pytest.mark.parametrize(("mode", "top"), [("I;16", 65_535), ("I", 70_000), ("F", 1.0)])
def test_a_scan_in_more_greys_than_a_screen_has_keeps_its_light_and_its_dark(mode: str, top: float) -> None:
    scan = Image.new(mode, (3, 1))
    for across, shade in enumerate((0, top / 2, top)):
        scan.putpixel((across, 0), shade if mode == "F" else int(shade))
    stream = io.BytesIO()
    scan.save(stream, "TIFF")
    found = admit(stream.getvalue())
    assert found is not None
    with Image.open(io.BytesIO(found.data)) as kept:
        assert [kept.getpixel((across, 0)) for across in range(3)] == [0, 127, 255]


@pytest.mark.parametrize(("settings", "start"), [({"quality": 80}, b"\xff\xd8"), ({"lossless": True}, b"\x89PNG")])
def test_a_photograph_in_webp_is_kept_as_one(settings: dict[str, object], start: bytes) -> None:
    found = admit(made(form="WEBP", **settings))
    assert found is not None
    assert found.data.startswith(start)
