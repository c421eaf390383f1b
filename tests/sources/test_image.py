"""A picture is an article of its own."""

import io
import zlib

import pytest
from PIL import Image

from briefer.core.source import FactOrigin, Picture
from briefer.errors import SourceDamaged, SourceTooLarge
from briefer.sources import image
from briefer.sources.reading import read_answer
from tests.sources.checks import article, shape
from tests.sources.samples import cut, sample


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("screenshot.png", (320, 200)),
        ("photograph.jpg", (240, 160)),
        ("animated.gif", (64, 48)),
        ("small.webp", (160, 100)),
    ],
)
def test_a_picture_is_one_image_block_and_its_pixels(name: str, size: tuple[int, int]) -> None:
    answered = image.read(sample(name), name)
    found = article(answered)
    assert (found.kind, shape(found)) == ("image", [("image", "\ufffc")])
    (picture,) = found.pictures
    assert (picture.at, picture.width, picture.height) == (0, *size)
    kept = read_answer(answered).articles[0].pictures
    assert list(kept) == [picture.sha256]
    assert not any(b"Secret camera" in data for data in kept.values())


def test_a_photograph_says_when_it_was_taken() -> None:
    found = article(image.read(sample("photograph.jpg"), "photograph.jpg"))
    assert found.reference.published == "2024-10-18T09:30:00+02:00"
    assert found.origins == (FactOrigin(fact="published", place="EXIF"),)


def test_a_picture_that_does_not_say_when_it_was_taken_has_no_date() -> None:
    found = article(image.read(sample("screenshot.png"), "screenshot.png"))
    assert (found.reference.published, found.origins) == (None, ())


def test_each_page_of_a_scan_is_an_image() -> None:
    found = article(image.read(sample("scan.tiff"), "scan.tiff"))
    assert shape(found) == [("image", "\ufffc"), ("image", "\ufffc")]
    assert [(picture.at, picture.width, picture.height) for picture in found.pictures] == [(0, 200, 260), (2, 200, 260)]
    assert found.pictures[0].sha256 != found.pictures[1].sha256


@pytest.mark.parametrize("name", ["screenshot.png", "photograph.jpg", "small.webp"])
def test_a_picture_that_breaks_off_is_refused_in_one_sentence(name: str) -> None:
    with pytest.raises(SourceDamaged, match=f"“{name}” is damaged: it cannot be opened as a picture."):
        image.read(cut(sample(name)), name)


def bomb() -> bytes:
    """Return a small file of 40,000 by 40,000 pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = (40_000).to_bytes(4, "big") * 2 + b"\x01\x00\x00\x00\x00"
    pixels = zlib.compress(b"\0" * (5_001 * 40_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(SourceTooLarge, match=r"“x\.png” has .*pixels"):
        image.read(bomb(), "x.png")


def test_other_decoders_of_the_library_are_never_asked() -> None:
    stream = io.BytesIO()
    Image.new("RGB", (9, 9)).save(stream, "PPM")
    with pytest.raises(SourceDamaged):
        image.read(stream.getvalue(), "x.png")


def test_a_pasted_screenshot_keeps_the_address_and_the_time_that_the_analyst_gives() -> None:
    found = article(image.pasted(sample("screenshot.png"), "https://example.org/map", "2024-10-18T09:30+02:00"))
    assert (found.reference.url, found.reference.accessed) == ("https://example.org/map", "2024-10-18T09:30+02:00")
    assert found.origins == (FactOrigin(fact="url", place="analyst"), FactOrigin(fact="accessed", place="analyst"))
    assert isinstance(found.pictures[0], Picture)


def test_pasted_bytes_that_are_no_picture_are_refused() -> None:
    with pytest.raises(SourceDamaged, match="What was pasted is damaged"):
        image.pasted(b"no picture")


def test_a_scan_that_lacks_its_last_page_says_so() -> None:
    found = article(image.read(cut(sample("scan.tiff")), "scan.tiff"))
    assert len(found.pictures) == 1
    assert found.warnings == ("The file breaks off: some of its pages are missing.",)
