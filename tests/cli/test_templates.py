"""The verb template: a briefing and the version of its template."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Briefer


@pytest.fixture
def rivers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, briefer: Briefer) -> Path:
    """A pack that is installed in version 1, with a briefing B1 made with it."""
    monkeypatch.setenv("BRIEFER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    briefer("pack", "new", "rivers", "--title", "Rivers desk")
    briefer("pack", "install", "rivers")
    briefer("new", "Gates", "--pack", "rivers")
    briefer("write", "B1", "--section", "risks", "--text", "The water may rise.")
    return tmp_path / "rivers" / "pack.toml"


def _install_second(briefer: Briefer, manifest: Path) -> None:
    written = manifest.read_text("utf-8").replace('version = "1"', 'version = "2"', 1)
    written = written.replace('paper = "a4"', 'paper = "us-letter"', 1).replace('key = "risks"', 'key = "outlook"', 1)
    manifest.write_text(written, "utf-8")
    assert briefer("pack", "install", manifest.parent).json["former"] == "1"


def test_a_briefing_stays_with_its_version_until_it_is_moved(briefer: Briefer, rivers: Path) -> None:
    assert briefer("template", "B1").json["differences"] == []
    _install_second(briefer, rivers)
    assert briefer("export", "B1", "--to", "first.md").json["warnings"] == []
    looked = briefer("template", "B1").json
    assert (looked["briefing"]["version"], looked["template"]["version"], looked["applied"]) == ("1", "2", False)
    assert any("has words and stays" in sentence for sentence in looked["differences"])
    assert "The paper is “us-letter”, where it was “a4”." in looked["differences"]
    done = briefer("template", "B1", "--apply").json
    assert (done["differences"], done["applied"]) == (looked["differences"], True)
    sections = [section["key"] for section in briefer("read", "B1").json["briefing"]["sections"]]
    assert "outlook" in sections
    assert sections[-1] == "risks"
    again = briefer("template", "B1", "--apply")
    assert (again.json["differences"], again.json["applied"]) == ([], False)


def test_another_template_can_be_named(briefer: Briefer, rivers: Path) -> None:
    told = briefer("template", "B1", "--pack", "intelligence-note", "--apply", plain=True)
    assert told.code == 0
    assert "went with rivers 1 and goes with “Intelligence note”" in told.out
    assert briefer("read", "B1").json["briefing"]["pack"] == "intelligence-note"


def test_a_version_that_is_not_here_is_told_of(briefer: Briefer, rivers: Path, tmp_path: Path) -> None:
    briefer("pack", "remove", "rivers")
    _ = rivers.write_text(rivers.read_text("utf-8").replace('version = "1"', 'version = "2"', 1), "utf-8")
    briefer("pack", "install", "rivers")
    assert "Version 1" in briefer("export", "B1", "--to", "first.md").json["warnings"][0]
    assert "version 1 of “rivers”" in briefer("template", "B1").json["differences"][-1]
    briefer("pack", "remove", "rivers")
    gone = briefer("template", "B1")
    assert (gone.code, "no template" in gone.err) == (2, True)
