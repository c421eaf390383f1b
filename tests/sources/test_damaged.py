"""Each format has a damaged twin, and it is refused with one sentence that names the file."""

import re
from collections.abc import Iterator

import pytest

from briefer.errors import SourceDamaged, SourceUnreadable
from briefer.sources import intake
from briefer.worker import Worker
from tests.sources.samples import cut, flipped, sample


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


TWINS = [
    ("harbour-single.html", cut(sample("pages/harbour-single.html"), 0.1)),
    ("pegel.html", cut(sample("pages/complete/pegel.html"), 0.3)),
    ("harbour.mhtml", cut(sample("pages/harbour.mhtml"))),
    ("pegel.mhtml", cut(sample("pages/pegel.mhtml"), 0.1)),
    ("writer.pdf", cut(sample("writer.pdf"))),
    ("chromium.pdf", cut(sample("chromium.pdf"), 0.9)),
    ("pandoc.md", flipped(sample("pandoc.md"), every=2)),
    ("pandoc-gfm.md", flipped(sample("pandoc-gfm.md"), every=3)),
    ("groff.txt", flipped(sample("groff.txt"), every=7)),
    ("writer.txt", flipped(sample("writer.txt"), every=9)),
    ("screenshot.png", cut(sample("screenshot.png"))),
    ("photograph.jpg", cut(sample("photograph.jpg"))),
    ("lite.eml", cut(sample("lite.eml"), 0.2)),
    ("ass.srt", flipped(sample("ass.srt"), every=9)),
    ("voices.srt", flipped(sample("voices.srt"), every=11)),
    ("subsrt.vtt", cut(sample("subsrt.vtt"))),
    ("speakers.vtt", flipped(sample("speakers.vtt"), every=5)),
    ("tracked.odt", cut(sample("tracked.odt"))),
    ("pandoc.odt", flipped(sample("pandoc.odt"), every=400)),
    ("tracked.rtf", cut(sample("tracked.rtf"))),
    ("pandoc.rtf", cut(sample("pandoc.rtf"), 0.95)),
    ("pandoc.epub", cut(sample("pandoc.epub"))),
    ("libreoffice.epub", flipped(sample("libreoffice.epub"), every=300)),
    ("outlook-html.msg", cut(sample("outlook-html.msg"))),
    ("outlook-rtf.msg", cut(sample("outlook-rtf.msg"), 0.8)),
    ("pandoc.docx", cut(sample("pandoc.docx"))),
    ("libreoffice.docx", flipped(sample("libreoffice.docx"), every=400)),
    ("infozip.zip", cut(sample("infozip.zip"))),
    ("sevenzip.zip", cut(sample("sevenzip.zip"), 0.9)),
    ("mutt.eml", flipped(sample("mutt.eml"), every=2)),
]


@pytest.mark.parametrize(("name", "data"), TWINS, ids=[name for name, _ in TWINS])
def test_a_damaged_twin_is_refused_with_one_sentence(name: str, data: bytes, worker: Worker) -> None:
    with pytest.raises(SourceUnreadable) as caught:
        intake.read(name, data, worker=worker)
    assert isinstance(caught.value, SourceDamaged)
    assert re.fullmatch(rf"“{re.escape(name)}” [^.]*(?:\.[^.]+)*\.", caught.value.sentence)
    assert caught.value.hint
