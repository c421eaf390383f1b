"""What the project promises of the command line, on real articles."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefer.core.text import sentences
from tests.cli.conftest import Briefer


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_every_readable_article_becomes_a_source_and_an_encrypted_pdf_says_why_not(
    briefer: Briefer, shared_data: Path
) -> None:
    articles = shared_data / "articles"
    told = briefer("import", articles)
    assert told.code == 1
    files = [source["file"] for source in told.json["sources"]]
    assert len(files) > 20
    assert all(source["words"] > 0 for source in told.json["sources"])
    assert [failure for failure in told.json["failed"] if not failure["error"].endswith(".")] == []
    encrypted = [failure for failure in told.json["failed"] if "encrypt" in Path(failure["file"]).name]
    assert encrypted
    assert all("password" in failure["error"].lower() for failure in encrypted)


def test_ten_passages_and_three_paragraphs_of_an_article_without_facts(
    briefer: Briefer, shared_data: Path, tmp_path: Path
) -> None:
    briefer("import", shared_data / "articles" / "restraint.txt")
    source = briefer("source", "S1").json
    assert source["source"]["title"] is None
    assert source["source"]["authors"] == []
    assert source["source"]["published"] is None
    briefer("new", "Restraint")
    keys = ["situation", "actors", "risks", "restraint"]
    text = source["text"]
    for number, (start, end) in enumerate(sentences(text)[:10]):
        told = briefer("take", "B1", "S1", "--section", keys[number % 4], "--quote", text[start:end])
        assert told.code == 0, told.err
        assert told.json["passage"]["handle"] == f"S1:{number + 1}"
    for number, key in enumerate(keys[:3], start=1):
        words = ("write", "B1", "--section", key, "--text", f"Own words {number}.", "--cite", f"S1:{number}")
        assert briefer(*words, "--cite", f"S1:{number + 4}").code == 0
    blocks = [block for section in briefer("read", "B1").json["briefing"]["sections"] for block in section["blocks"]]
    assert [block["kind"] for block in blocks].count("quotation") == 10
    for suffix in ("docx", "pdf"):
        told = briefer("export", "B1", "--to", tmp_path / f"restraint.{suffix}")
        assert told.code == 0, told.err
        assert (tmp_path / f"restraint.{suffix}").stat().st_size == told.json["files"][0]["bytes"]
