from __future__ import annotations

from pathlib import Path

import pytest

from briefer.errors import NotFound, PackError
from briefer.packs import shelf
from briefer.packs.pack import read_pack

PLAIN = """
name = "plain"
title = "Plain"
[templates]
pdf = "plain.typ.j2"
[[sections]]
key = "situation"
title = "Situation"
"""


def written(folder: Path, text: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "pack.toml").write_text(text, encoding="utf-8")
    return folder


def test_the_standard_pack_has_the_four_sections_and_both_templates() -> None:
    pack = shelf.find("standard")
    assert [section.key for section in pack.sections] == ["situation", "actors", "risks", "restraint"]
    assert [section.key for section in pack.sections if section.advice] == ["restraint"]
    assert all(section.hint for section in pack.sections)
    assert pack.template(".docx").startswith(b"PK")
    assert b"#show: briefer.with(" in pack.template(".pdf")


def test_a_pack_in_another_language_has_its_own_titles() -> None:
    pack = shelf.find("standard")
    assert pack.in_language("de-CH").sections[0].title == "Lage"
    assert pack.in_language("fr").sections[2].hint != pack.sections[2].hint
    assert pack.in_language("is").sections == pack.sections
    assert pack.in_language("de").sections[0].color == pack.sections[0].color


def test_what_a_manifest_does_not_say_has_a_sensible_value(tmp_path: Path) -> None:
    pack = read_pack(written(tmp_path / "plain", PLAIN))
    assert (pack.language, pack.paper, pack.version, pack.target_pages) == ("en", "a4", "1", 4)
    assert pack.sections[0].empty == ""


@pytest.mark.parametrize(
    ("before", "after", "named"),
    [
        ('name = "plain"', 'name = "../plain"', "name"),
        ('title = "Plain"', "title = 3", "title"),
        ('key = "situation"', 'key = "tray"', "key"),
        ('key = "situation"', "", "key"),
        ('pdf = "plain.typ.j2"', 'pdf = "../../etc/passwd"', "templates"),
        ('pdf = "plain.typ.j2"', "pdf = ['x']", "templates.pdf"),
        ('title = "Plain"', 'title = "Plain"\npaper = "a0"', "paper"),
        ('title = "Plain"', 'title = "Plain"\ntarget_pages = -1', "target_pages"),
        ('title = "Situation"', 'title = "Situation"\ncolor = "red"', "color"),
        ("[[sections]]", "[sections]", "sections"),
        ('title = "Plain"', 'title = "Plain"\nauthors = "me"', "authors"),
        ('title = "Plain"', 'title = "Plain"\nneeds = "soon"', "needs"),
        ('title = "Plain"', 'title = "Plain"\nneeds = "0.1.1"', "needs briefer 0.1.1"),
        ('title = "Plain"', 'title = "Plain"\nneeds = "12"', "needs briefer 12"),
        ('key = "situation"', 'key = "situation"\nrequired = "yes"', "required"),
        ('title = "Plain"', 'title = "Plain"\nsample = { context = "a.json" }', "sample"),
        ('title = "Plain"', 'title = "Plain"\nsample = { context = "../a.json", expected = "b" }', "sample"),
        ('title = "Plain"', 'title = "Plain"\nlook = { accent = "red" }', "look.accent"),
        ('title = "Plain"', 'title = "Plain"\nversion = "3\\u001b[31m"', "“version”"),
        ('title = "Plain"', 'title = "Plain"\nversion = "3\\n4"', "“version”"),
        ('title = "Plain"', 'title = "Plain"\nversion = "3\\u202e4"', "“version”"),
        ('title = "Plain"', f'title = "Plain"\nversion = "{"3" * 41}"', "“version”"),
        ('title = "Plain"', 'title = "Plain\\u001b[31m"', "“title”"),
        ('title = "Plain"', 'title = "Plain"\nauthors = ["me", "you\\u009b31m"]', "“authors”"),
        ('title = "Plain"', 'title = "Plain"\nlicence = "CC0\\r"', "“licence”"),
        ('title = "Situation"', 'title = "Situation\\u0007"', "“sections”"),
        ('title = "Plain"', 'title = "Plain"\nlook = { header = "\\u001b[2J" }', "“look”"),
        ('title = "Plain"', 'title = "Plain"\ntranslations.de.words."\\u001b[2J" = "x"', "“translations”"),
        ('title = "Plain"', 'title = "Plain"\n"x\\u001b" = 1', r"“x\?”"),
    ],
)
def test_a_wrong_manifest_is_refused_with_the_name_of_what_is_wrong(
    tmp_path: Path, before: str, after: str, named: str
) -> None:
    assert before in PLAIN
    with pytest.raises(PackError, match=named):
        read_pack(written(tmp_path / "plain", PLAIN.replace(before, after)))


def test_a_manifest_may_have_long_texts_of_several_lines(tmp_path: Path) -> None:
    said = f'title = "Note d’analyse\u00a0: plaine"\nversion = "{"3" * 40}"\nlicence = "One\\n\\ttwo"'
    pack = read_pack(written(tmp_path / "plain", PLAIN.replace('title = "Plain"', said)))
    assert (pack.title, len(pack.version), pack.licence) == ("Note d’analyse\u00a0: plaine", 40, "One\n\ttwo")


def test_who_made_a_pack_and_under_which_licence_is_kept(tmp_path: Path) -> None:
    said = 'title = "Plain"\nauthors = ["River desk"]\nlicence = "CC0-1.0"\nneeds = "0.1"'
    pack = read_pack(written(tmp_path / "plain", PLAIN.replace('title = "Plain"', said)))
    assert (pack.authors, pack.licence) == (("River desk",), "CC0-1.0")


def test_a_manifest_that_is_no_toml_is_refused(tmp_path: Path) -> None:
    for wrong in ("[[[", "x = " + "[" * 100_000):
        with pytest.raises(PackError, match="cannot be read"):
            read_pack(written(tmp_path / "plain", wrong))
    with pytest.raises(PackError, match="has no"):
        read_pack(tmp_path)


def test_a_pack_without_a_template_for_the_kind_says_what_it_makes(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"no \.docx") as error:
        read_pack(written(tmp_path / "plain", PLAIN)).template(".docx")
    assert ".pdf" in error.value.hint


def test_installed_packs_stand_beside_the_shipped_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFER_HOME", str(tmp_path))
    written(tmp_path / "packs" / "plain", PLAIN)
    written(tmp_path / "packs" / "standard", PLAIN.replace('"plain"', '"standard"', 1))
    written(tmp_path / "packs" / "broken", "name = 3")
    assert [pack.name for pack in shelf.shelf()] == ["intelligence-note", "plain", "standard"]
    assert shelf.find("standard").title == "Standard"
    with pytest.raises(PackError):
        shelf.find("broken")
    with pytest.raises(NotFound, match="nosuch"):
        shelf.find("nosuch")
