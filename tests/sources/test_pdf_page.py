import hashlib
import io
from typing import Any

import pytest
import typst
from PIL import Image, ImageChops

from briefer.core.source import PageRun
from briefer.errors import SourceDamaged
from briefer.sources import pdf, pdf_page
from tests.sources.checks import article
from tests.sources.pdfs import scanned, turned, written

PAGE = "#set page(width: 300pt, height: 200pt, margin: 30pt)\n#set text(size: 20pt)\n"


def key(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def opened(answer: dict[str, Any] | None) -> Image.Image:
    assert answer is not None
    image = Image.open(io.BytesIO(answer["png"]))
    assert image.size == (answer["width"], answer["height"])
    return image


def inked(image: Image.Image) -> tuple[float, float, float, float]:
    """Return the box of what is not paper, in parts of the picture."""
    grey = image.convert("L")
    box = ImageChops.invert(grey).point(lambda value: 255 if value > 90 else 0).getbbox()
    assert box is not None
    return box[0] / grey.width, box[1] / grey.height, box[2] / grey.width, box[3] / grey.height


def around(found: list[list[float]]) -> tuple[float, float, float, float]:
    return min(b[1] for b in found), min(b[2] for b in found), max(b[3] for b in found), max(b[4] for b in found)


def boxes(data: bytes, page: int = 0) -> list[list[float]]:
    answer = pdf_page.boxes(key(data), page, data)
    assert answer is not None
    return answer["boxes"]


def test_a_page_is_drawn_at_the_scale_asked_for() -> None:
    data = typst.compile((PAGE + "Words").encode())
    assert opened(pdf_page.draw(key(data), 0, 2.0, data)).size == (600, 400)


def test_a_page_that_would_be_too_large_is_drawn_smaller() -> None:
    data = typst.compile(b"#set page(width: 4000pt, height: 4000pt)\nWords")
    width, height = opened(pdf_page.draw(key(data), 0, 8.0, data)).size
    assert width == height
    assert 15_000_000 < width * height <= 16_008_001


def test_the_bytes_are_sent_only_where_they_are_not_at_hand() -> None:
    data = typst.compile((PAGE + "Sent once").encode())
    assert pdf_page.draw(key(data), 0, 1.0) is None
    assert pdf_page.draw(key(data), 0, 1.0, data) is not None
    assert pdf_page.draw(key(data), 0, 1.0) == pdf_page.draw(key(data), 0, 1.0, data)
    for number in range(3):
        other = typst.compile((PAGE + f"Other {number}").encode())
        pdf_page.boxes(key(other), 0, other)
    assert pdf_page.draw(key(data), 0, 1.0) is None  # only a few are kept open


@pytest.mark.parametrize("by", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, (20, 40, 290, 190)])
def test_boxes_stand_where_the_characters_are_drawn(by: int, crop: tuple[float, float, float, float] | None) -> None:
    data = turned(typst.compile((PAGE + "Hxg words").encode()), 0, by=by, crop=crop)
    picture = opened(pdf_page.draw(key(data), 0, 3.0, data))
    ink, found = inked(picture), around(boxes(data))
    # The boxes of a line reach above and below its letters, and hardly beyond them at its ends.
    assert all(outer <= inner + 0.01 for outer, inner in zip(found[:2], ink[:2], strict=True))
    assert all(outer >= inner - 0.01 for outer, inner in zip(found[2:], ink[2:], strict=True))
    assert all(abs(outer - inner) < 0.1 for outer, inner in zip(found, ink, strict=True))


def test_each_box_carries_the_index_that_the_text_has_for_its_character() -> None:
    data = typst.compile((PAGE + "Words $x$ and\n\nmore").encode())
    found = article(pdf.read(data, "x.pdf"))
    last: PageRun = found.pages[-1]
    (m,) = [box for box in boxes(data) if box[0] == last.first_character]
    assert m[2] > max(box[4] for box in boxes(data) if box[0] < 5) - 0.05  # the second paragraph stands below


def test_a_region_is_that_part_of_the_page_at_150_dots_an_inch() -> None:
    data = typst.compile((PAGE + "#place(dx: 60pt, dy: 40pt, rect(width: 60pt, height: 30pt, fill: red))").encode())
    left, top, right, bottom = 90 / 300, 70 / 200, 150 / 300, 100 / 200
    picture = opened(pdf_page.region(key(data), 0, [left, top, right, bottom], data))
    assert picture.size == pytest.approx((125, 63), abs=2)
    middle = picture.convert("RGB").crop((3, 3, picture.width - 3, picture.height - 3))
    assert middle.getcolors() == [(middle.width * middle.height, (255, 65, 54))]
    assert pdf_page.region(key(data), 0, [left, top, right, bottom], data) == pdf_page.region(
        key(data), 0, [left, top, right, bottom]
    )  # the same bytes each time: they are kept under their hash


def test_a_scan_can_be_drawn_and_has_no_boxes() -> None:
    data = scanned()
    assert opened(pdf_page.draw(key(data), 2, 1.0, data)).getpixel((3, 3)) != (255, 255, 255)
    assert boxes(data) == []


@pytest.mark.parametrize("page", [1, 99, -1])
def test_a_page_that_is_not_there_is_said_to_be_damaged(page: int) -> None:
    data = written("words", {})
    if page == -1:
        data = data.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [9 0 R] /Count 1")
    with pytest.raises(SourceDamaged, match="cannot be shown"):
        pdf_page.draw(key(data), max(page, 0), 1.0, data)


def test_what_is_no_pdf_is_said_to_be_damaged() -> None:
    with pytest.raises(SourceDamaged, match="cannot be shown"):
        pdf_page.boxes("none", 0, b"%PDF-1.7 nothing")


@pytest.mark.parametrize("box", ["0 0 1e9 1e9", "0 0 0 0", "0 0 0.001 90000", "-5 -5 nan 3", "400 200 0 0"])
def test_a_page_of_an_odd_size_is_drawn_within_the_limits(box: str) -> None:
    data = written("words", {}).replace(b"[0 0 400 200]", f"[{box}]".encode())
    try:
        answer = pdf_page.draw(key(data), 0, 4.0, data)
    except SourceDamaged:
        return
    assert answer is not None
    assert answer["width"] * answer["height"] <= 16_100_000
    pdf_page.boxes(key(data), 0, data)


def test_an_empty_region_is_refused() -> None:
    data = written("words", {})
    with pytest.raises(SourceDamaged):
        pdf_page.region(key(data), 0, [0.5, 0.5, 0.5, 0.5], data)


@pytest.fixture(autouse=True)
def _closed_documents() -> Any:
    yield
    while pdf_page._documents:
        pdf_page._documents.popitem()[1].close()
