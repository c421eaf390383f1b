"""A pack with a Word template alone is complete: its PDF is the shipped one in the pack's look."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

from briefer import paths
from briefer.export.export import export
from briefer.packs.pack import Pack, read_pack
from briefer.worker import Worker
from tests.export.briefings import FACTS, sample
from tests.support.tools import Poppler

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"><rect width="40" height="40" fill="#2F6B41"/></svg>'
)
LOOK = """
[look]
accent = "2F6B41"
margin = 40
logo = "crest.svg"
header = "River desk"
footer = "Not for onward sharing"
"""


@pytest.fixture
def own(tmp_path: Path) -> Pack:
    """A pack with a look and no PDF template."""
    folder = tmp_path / "rivers"
    folder.mkdir()
    standard = paths.templates() / "standard"
    shutil.copy(standard / "standard.docx", folder / "rivers.docx")
    head, _, rest = (standard / "pack.toml").read_text("utf-8").partition("[templates]")
    sections = rest[rest.index("[[sections]]") :]
    manifest = head.replace('name = "standard"', 'name = "rivers"')
    (folder / "pack.toml").write_text(f'{manifest}[templates]\ndocx = "rivers.docx"\n{LOOK}\n{sections}', "utf-8")
    (folder / "crest.svg").write_text(LOGO, "utf-8")
    return read_pack(folder)


def printed(pack: Pack, target: Path, worker: Worker) -> Path:
    desk, briefing = sample(3, **{**FACTS, "marking": ""})
    assert export(briefing, desk.sources, pack, target, worker=worker).warnings == ()
    return target


def test_the_pdf_has_the_packs_margins_words_and_logo(
    own: Pack, tmp_path: Path, worker: Worker, poppler: Poppler, pdf_failures: Callable[..., list[str]]
) -> None:
    file = printed(own, tmp_path / "note.pdf", worker)
    assert pdf_failures(file) == []
    first, *later = poppler.text(file).split("\f")[:-1]
    assert "River desk" not in first  # there the logo stands
    assert all("River desk · Reported troop movements" in page for page in later)
    assert all("Not for onward sharing" in page for page in (first, *later))
    page = pypdfium2.PdfDocument(file)[0]
    left = min(each.get_bounds()[0] for each in page.get_objects() if each.type == 1)
    assert left == pytest.approx(40 / 25.4 * 72, abs=1)


def test_the_accent_is_that_of_the_pack(own: Pack, tmp_path: Path, worker: Worker) -> None:
    page = pypdfium2.PdfDocument(printed(own, tmp_path / "note.pdf", worker))[0].render(scale=2).to_pil()
    assert (0x2F, 0x6B, 0x41) in {color for _, color in page.convert("RGB").getcolors(1 << 20) or []}


def test_a_logo_that_is_missing_is_a_sentence(own: Pack, tmp_path: Path, worker: Worker) -> None:
    (own.folder / "crest.svg").unlink()
    with pytest.raises(Exception, match=r"crest\.svg .*cannot be read"):
        printed(own, tmp_path / "note.pdf", worker)
