"""Data attached to a PDF from the command line."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import Briefer


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def test_a_pdf_holds_the_briefing_as_data_where_that_is_asked_for(briefer: Briefer) -> None:
    briefer("new", "Gates")
    assert briefer("export", "B1", "--to", "gates.pdf", "--attach-data").code == 0
    assert pypdfium2.PdfDocument("gates.pdf").get_attachment(0).get_name() == "briefing.json"


@pytest.mark.parametrize("suffix", [".docx", ".html", ".md", ".briefing"])
def test_data_is_attached_to_no_other_file(briefer: Briefer, tmp_path: Path, suffix: str) -> None:
    briefer("new", "Gates")
    refused = briefer("export", "B1", "--to", f"gates{suffix}", "--attach-data")
    assert refused.code == 2
    assert f"cannot be attached to a {suffix} file" in refused.err
    assert not (tmp_path / f"gates{suffix}").exists()
