"""The sample: made once, exported, and worth signing."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from briefer.core.briefing import citations, quotations
from briefer.core.passage import Emphasise, Omit, Recase
from briefer.workspace import sample
from briefer.workspace.workspace import Workspace
from tests.cli.conftest import Briefer


def test_the_demo_makes_a_library_a_briefing_and_two_files(
    briefer: Briefer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BRIEFER_LIBRARY")
    told = briefer("demo", "--to", tmp_path / "demo")
    assert told.code == 0
    assert set(told.json) == {"library", "briefing", "files"}
    assert Path(told.json["library"]).parent == tmp_path / "demo"
    assert sorted(Path(file["path"]).suffix for file in told.json["files"]) == [".docx", ".pdf"]
    for file in told.json["files"]:
        assert Path(file["path"]).stat().st_size == file["bytes"] > 5000
    monkeypatch.setenv("BRIEFER_LIBRARY", told.json["library"])
    assert len(briefer("sources").json["sources"]) == 3


def test_the_demo_twice_makes_one_briefing(briefer: Briefer, tmp_path: Path) -> None:
    first = briefer("demo", "--to", tmp_path).json
    again = briefer("demo", "--to", tmp_path).json
    assert again["briefing"] == first["briefing"]
    assert len(briefer("briefings").json["briefings"]) == 1


def test_the_sample_shows_everything_a_briefing_can_hold(library: Path) -> None:
    workspace = Workspace.open(library)
    try:
        briefing = sample.build(workspace)
        assert sample.build(workspace) == briefing
        sources = workspace.sources
        assert {source.kind for source in sources} == {"html", "pdf", "word"}
        for source in sources:
            assert source.reference.title
            assert source.reference.authors
            assert source.reference.publisher
            assert source.reference.published
        blocks = [block for section in briefing.sections for block in section.blocks]
        assert all(section.blocks for section in briefing.sections)
        assert len(briefing.tray) == 1
        assert len(briefing.numbered) == 3
        assert {type(block).__name__ for block in blocks} == {"Paragraph", "ListItem", "BlockQuotation"}
        edits = {type(edit) for block in blocks for quotation in quotations(block) for edit in quotation.edits}
        assert edits == {Omit, Emphasise, Recase}
        taken = [passage.handle for source in sources for passage in workspace.passages_of(source.id)]
        assert len(set(taken)) == len(taken) == 21
        assert any(len(citation) > 1 for block in blocks for citation in citations(block))
        assert briefing.facts.bottom_line
    finally:
        workspace.close()


def test_taking_the_sample_back_takes_one_step(library: Path) -> None:
    workspace = Workspace.open(library)
    try:
        sample.build(workspace)
        assert workspace.history.undo_label == "sample"
        workspace.undo()
        assert workspace.briefing is not None
        assert not any(section.blocks for section in workspace.briefing.sections)
        workspace.redo()
    finally:
        workspace.close()


def test_every_word_quoted_is_in_the_word_file(briefer: Briefer, tmp_path: Path) -> None:
    told = briefer("demo", "--to", tmp_path).json
    word = next(Path(file["path"]) for file in told["files"] if file["path"].endswith(".docx"))
    with zipfile.ZipFile(word) as package:
        content = "".join(package.read(name).decode() for name in package.namelist() if name.endswith("document.xml"))
    assert "{{" not in content
    assert "{%" not in content
    assert "differ by no" in content


def test_the_sample_is_read_aloud_whole(briefer: Briefer, tmp_path: Path) -> None:
    briefer("demo", "--to", tmp_path)
    told = briefer("read", "B1", plain=True).out
    assert "BOTTOM LINE" in told
    assert "  1. Name no cause before the inspection." in told
    assert "closed “to protect the foundation of the left wing wall, and for no other reason” [S1:3]" in " ".join(
        told.split()
    )
    assert "Both states still measure the same river" in told
    assert "So far they wave" not in told
