"""Each borrowed tool does its work here once, so that a machine without one is found out at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
import typst

from tests.support.tools import Poppler


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Return a small Word file."""
    document = docx.Document()
    document.add_paragraph("A line of words.")
    document.save(str(tmp_path / "letter.docx"))
    return tmp_path / "letter.docx"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Return a small PDF file."""
    (tmp_path / "page.typ").write_text("A line of words.")
    (tmp_path / "page.pdf").write_bytes(typst.compile(str(tmp_path / "page.typ")))
    return tmp_path / "page.pdf"


def test_libreoffice_reads_word(soffice: Callable[..., Path], poppler: Poppler, letter: Path) -> None:
    assert poppler.text(soffice(letter)).strip() == "A line of words."


def test_poppler_reads_pdf(poppler: Poppler, page: Path) -> None:
    assert poppler.text(page).strip() == "A line of words."
    assert poppler.info(page)["Pages"] == "1"


def test_qpdf_tells_whole_from_damaged(qpdf: Callable[[Path], str], page: Path) -> None:
    qpdf(page)
    page.write_bytes(page.read_bytes()[:-200])
    with pytest.raises(pytest.fail.Exception):
        qpdf(page)


def test_the_validator_tells_good_from_bad(
    ooxml_validator: Callable[[Path], list[dict[str, Any]]], letter: Path
) -> None:
    assert ooxml_validator(letter) == []
    document = docx.Document(str(letter))
    document.paragraphs[0]._p.set("wrong", "1")
    document.save(str(letter))
    assert ooxml_validator(letter)


def test_the_virtual_screen_shows_a_window(xvfb: dict[str, str]) -> None:
    probe = (
        "from PySide6.QtWidgets import QApplication as A; a = A([]); print(a.platformName(), a.primaryScreen().size())"
    )
    done = subprocess.run(
        [sys.executable, "-c", probe], env={**os.environ, **xvfb}, capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("xcb PySide6.QtCore.QSize(1280, 800)")


def test_postgresql_answers(postgresql: str) -> None:
    done = subprocess.run(
        ["psql", "-h", postgresql, "-U", "postgres", "-Atc", "select 1 + 1"], capture_output=True, text=True, check=True
    )
    assert done.stdout == "2\n"


def test_the_shared_data_lies_there(shared_data: Path) -> None:
    assert (shared_data / "articles").is_dir()
