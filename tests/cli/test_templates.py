"""The verb template: a briefing and the version of its template."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefer import paths
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


def test_a_template_that_is_not_installed_is_named_and_said_to_be_missing(briefer: Briefer, rivers: Path) -> None:
    assert briefer("template", "B1").json["template"]["installed"] is True
    briefer("pack", "remove", "rivers")
    told = briefer("template", "B1")
    assert (told.code, told.err) == (0, "")
    assert told.json["briefing"]["version"] == "1"
    assert told.json["template"] == {"name": "rivers", "version": "1", "title": "rivers", "installed": False}
    assert (told.json["differences"], told.json["applied"]) == ([], False)
    assert briefer("template", "B1", plain=True).out == "B1 goes with rivers 1, which is not installed here.\n"
    for asked in (["--apply"], ["--pack", "rivers"]):
        refused = briefer("template", "B1", *asked)
        assert (refused.code, "no template" in refused.err) == (2, True)


def test_a_former_version_is_printed_with_while_the_one_in_use_is_broken(briefer: Briefer, rivers: Path) -> None:
    _install_second(briefer, rivers)
    (paths.packs() / "rivers" / "pack.toml").write_text("[[[", "utf-8")
    printed = briefer("export", "B1", "--to", "first.md")
    assert (printed.code, printed.json["warnings"]) == (0, [])


@pytest.mark.parametrize("name", ["version", "title"])
def test_a_pack_sends_no_escape_characters_to_the_terminal(briefer: Briefer, rivers: Path, name: str) -> None:
    manifest = "".join(
        f'{name} = "3\\u001b[31m"\n' if line.startswith(f"{name} =") else line
        for line in rivers.read_text("utf-8").splitlines(keepends=True)
    )
    rivers.write_text(manifest, "utf-8")
    refused = briefer("pack", "install", "rivers", plain=True)
    assert (refused.code, refused.out) == (2, "")
    assert f"“{name}” in pack.toml" in refused.err
    assert "\x1b" not in refused.err
