"""The acts of the verb pack."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest

from tests.cli.conftest import ARTICLE, Briefer


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFER_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path / "home"


def test_a_pack_is_begun_built_installed_tried_and_removed(briefer: Briefer, tmp_path: Path) -> None:
    assert briefer("pack", "new", "rivers", "--title", "Rivers desk").json["pack"]["title"] == "Rivers desk"
    built = briefer("pack", "build", "rivers").json["files"][0]
    assert Path(built["path"]).name == "rivers-1.brieferpack"
    installed = briefer("pack", "install", built["path"])
    assert installed.code == 0
    assert installed.json["former"] is None
    listed = {pack["name"]: pack["shipped"] for pack in briefer("pack", "list").json["packs"]}
    assert listed == {"intelligence-note": True, "rivers": False, "standard": True}
    files = [Path(file["path"]) for file in briefer("pack", "preview", "rivers", "--to", "tried").json["files"]]
    assert sorted(file.suffix for file in files) == [".docx", ".html", ".md", ".pdf"]
    assert all(file.stat().st_size > 1000 for file in files)
    assert "Removed Rivers desk." in briefer("pack", "remove", "rivers", plain=True).out


def test_a_briefing_is_begun_with_an_installed_pack_and_exported(briefer: Briefer, tmp_path: Path) -> None:
    briefer("pack", "new", "rivers")
    assert briefer("pack", "install", "rivers").code == 0
    assert briefer("new", "Gates", "--pack", "rivers").json["briefing"]["pack"] == "rivers"
    assert briefer("export", "B1", "--to", "gates.docx").code == 0


def test_a_briefing_whose_pack_is_gone_is_exported_with_the_standard_one_and_says_so(briefer: Briefer) -> None:
    briefer("pack", "new", "rivers")
    briefer("pack", "install", "rivers")
    briefer("new", "Gates", "--pack", "rivers")
    briefer("pack", "remove", "rivers")
    told = briefer("export", "B1", "--to", "gates.pdf")
    assert told.code == 0
    assert "rivers" in told.json["warnings"][0]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["install", "nowhere.brieferpack"], "cannot be read"),
        (["install", "letter.txt"], "not a template file"),
        (["build", "nowhere"], "no folder"),
        (["build", "."], "pack.toml"),
        (["remove", "standard"], "ships"),
        (["remove", "nobody"], "no installed template"),
        (["preview", "nobody"], "no template"),
        (["burn", "it"], "invalid choice"),
    ],
)
def test_what_cannot_be_done_is_told_in_a_sentence(
    briefer: Briefer, tmp_path: Path, words: list[str], says: str
) -> None:
    (tmp_path / "letter.txt").write_text("no pack")
    told = briefer("pack", *words)
    assert told.code == 2
    assert says in told.err
    assert "Traceback" not in told.err


def test_a_pack_from_a_word_file_prints_a_briefing_in_its_look(briefer: Briefer, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Ministry of Rivers")
    document.save(str(tmp_path / "Letterhead.docx"))
    begun = briefer("pack", "new", "rivers", "--title", "Rivers desk", "--from", "Letterhead.docx")
    assert begun.json["placed"] == ["{{ briefing.title }}", "{{ body }}", "{{ sources }}"]
    assert begun.json["pack"]["templates"] == {".docx": "rivers.docx"}
    assert "Letterhead.docx had no tags" in begun.err
    assert {problem["id"] for problem in briefer("pack", "lint", "rivers").json["problems"]} <= {"missing-style"}
    assert briefer("pack", "install", "rivers").code == 0
    made = briefer("pack", "preview", "rivers").json["files"]
    printed = "\n".join(paragraph.text for paragraph in docx.Document(made[0]["path"]).paragraphs)
    assert printed.startswith("Ministry of Rivers\nGate closures at the Halmen barrage\nSituation")
    assert "Low water on the Selm" in printed


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("old.doc", "format that Word had before 2007"),
        ("macros.docm", "can hold macros"),
        ("macros.dotm", "can hold macros"),
        ("text.odt", "is no Word file"),
        ("broken.docx", "is not a Word file, or is damaged"),
        ("absent.docx", "cannot be read"),
    ],
)
def test_what_cannot_become_a_template_is_refused_and_nothing_is_left(
    briefer: Briefer, tmp_path: Path, name: str, sentence: str
) -> None:
    if name != "absent.docx":
        (tmp_path / name).write_bytes(b"nothing")
    refused = briefer("pack", "new", "mine", "--from", name)
    assert refused.code == 2
    assert sentence in refused.err
    assert not (tmp_path / "mine").exists()


def test_a_required_section_that_is_empty_is_told_with_the_export(briefer: Briefer) -> None:
    briefer("pack", "new", "rivers")
    manifest = Path("rivers/pack.toml")
    manifest.write_text(manifest.read_text("utf-8").replace('key = "risks"', 'key = "risks"\nrequired = true'), "utf-8")
    briefer("pack", "install", "rivers")
    briefer("new", "Gates", "--pack", "rivers")
    told = briefer("export", "B1", "--to", "gates.md").json["warnings"]
    assert told == ["The template “Rivers” wants the section “Risks”, which is empty."]
    assert briefer("write", "B1", "--section", "risks", "--text", "A cut of electricity is near.").code == 0
    assert briefer("export", "B1", "--to", "again.md").json["warnings"] == []


def test_a_pack_is_tried_with_its_own_sample(briefer: Briefer) -> None:
    briefer("pack", "new", "rivers")
    manifest = Path("rivers/pack.toml")
    sample = '[sample]\ncontext = "sample.json"\nexpected = "expected.txt"\n\n[templates]\nmd = "own.md.j2"\n'
    start, _, rest = manifest.read_text("utf-8").partition("[templates]")
    manifest.write_text(start + sample + rest[rest.index("\n[[sections]]") :], "utf-8")
    Path("rivers/own.md.j2").write_text("# {{ briefing.title }}\n\n{{ briefing.date }}\n", "utf-8")
    Path("rivers/sample.json").write_text('{"briefing": {"title": "Gates", "date": "17 April"}}', "utf-8")
    Path("rivers/expected.txt").write_text("Gates\n17 April\n", "utf-8")
    assert briefer("pack", "lint", "rivers").json["problems"] == []
    Path("rivers/expected.txt").write_text("17 April\nGates\nWater\n", "utf-8")
    told = [(each["id"], each["message"]) for each in briefer("pack", "lint", "rivers").json["problems"]]
    assert told == [
        ("not-expected", "Of the sample “Gates” is printed elsewhere"),
        ("not-expected", "Of the sample “Water” is not printed"),
    ]
    Path("rivers/sample.json").write_text("[]", "utf-8")
    assert [each["id"] for each in briefer("pack", "lint", "rivers").json["problems"]] == ["sample"]


def test_a_pack_has_its_sources_cited_in_its_own_form(briefer: Briefer, tmp_path: Path) -> None:
    briefer("pack", "new", "rivers")
    manifest = tmp_path / "rivers" / "pack.toml"
    form = '\n[citation]\nfull = ["{authors}", " – {title}", " ({date})"]\nlist = ["{title}", " [{grade}]"]\n'
    manifest.write_text(manifest.read_text("utf-8") + form, "utf-8")
    assert briefer("pack", "install", "rivers").code == 0
    (tmp_path / "troops.md").write_text(ARTICLE, "utf-8")
    briefer("import", tmp_path / "troops.md")
    briefer("source", "S1", "--set", "authors=Ines Corvald", "--set", "published=2026-04-14")
    briefer("new", "Movements", "--pack", "rivers")
    briefer("take", "B1", "S1", "--section", "situation", "--quote", "No comment.")
    assert briefer("export", "B1", "--to", "note.md").code == 0
    markdown = (tmp_path / "note.md").read_text("utf-8")
    assert "[^1]: Ines Corvald – Troops stir allies (14 April 2026), para. 2." in markdown.replace("\u00a0", " ")
    manifest.write_text(manifest.read_text("utf-8").replace("{grade}", "{grad}"), "utf-8")
    told = briefer("pack", "lint", "rivers")
    assert told.code == 2
    assert "citation.list" in told.err
