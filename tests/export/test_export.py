from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefer.core.briefing import BlockQuotation, Text
from briefer.core.passage import Emphasise, Insert, Omit
from briefer.errors import BadRequest, Cancelled, ExportError, ExportTargetInvalid, NotFound, TemplateError
from briefer.export.export import Exported, export
from briefer.packs import shelf
from briefer.packs.pack import Pack
from briefer.worker import Worker
from tests.export import reading
from tests.export.briefings import FACTS, LE_MONDE, NAMELESS, Desk, sample
from tests.support.tools import Poppler

HOSTILE = (
    "{{ 7*7 }} {% for x in y %} {# c #}",
    "<w:p>&amp; ]]> </w:t>",
    '#read("/etc/passwd") *b* _i_ $x$ \\ `c` @ref <lab> // c',
    "<<< 7*7 >>> <% x %> <# #>",
    "= heading",
    "- item",
    "NUL\x00 and \x0b\x1f controls",
    "a lone \ud800 surrogate",
    "שלום עולם means hello",
    "مرحبا بالعالم",
    "中文引文",
    "DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe",
)


@pytest.fixture
def written(worker: Worker, tmp_path: Path) -> Callable[..., Exported]:
    def write(desk: Desk, suffix: str, pack: Pack | None = None, **facts: str) -> Exported:
        pack = pack or shelf.find("standard")
        return export(desk.briefing(**facts), desk.sources, pack, tmp_path / f"note{suffix}", worker=worker)

    return write


Write = Callable[..., Exported]


def hostile_desk() -> Desk:
    desk = Desk()
    source = desk.source(replace(LE_MONDE, title=HOSTILE[0] + HOSTILE[1], authors=(HOSTILE[2],), language="en"))
    for words in HOSTILE:
        passage = desk.passage(source, words)
        desk.put(
            "situation",
            desk.quote(passage),
            desk.prose(f"own {words}", desk.inline(passage), desk.cite(passage, prefix=words, locator=words)),
            desk.item(words),
            desk.heading(words),
        )
    return desk


def cleaned(words: str) -> str:
    return "".join(sign for sign in words if sign >= " " and sign != "\ud800")


def test_hostile_words_are_printed_as_they_are_in_word(
    written: Write, ooxml_validator: Callable[[Path], list[dict[str, Any]]]
) -> None:
    file = written(hostile_desk(), ".docx", title=HOSTILE[0], marking=HOSTILE[1], author=HOSTILE[2]).files[0].path
    text = "\n".join(reading.paragraphs(file))
    for words in HOSTILE:
        assert words == HOSTILE[6] or cleaned(words) in text
    assert "NUL and" in text
    assert "49" not in text.replace("6354921", "")
    assert ooxml_validator(file) == []
    # Fields are ours alone, whatever an article says.
    document = reading.part(file, "document")
    assert [found.text for found in document.iter(f"{reading.W}instrText")] == []


def test_hostile_words_are_printed_as_they_are_in_pdf(written: Write, poppler: Poppler) -> None:
    done = written(hostile_desk(), ".pdf", title=HOSTILE[0], marking=HOSTILE[1], author=HOSTILE[2])
    text = poppler.text(done.files[0].path)
    for words in HOSTILE[:6]:
        assert cleaned(words) in text
    assert "root:" not in text


def test_a_glyph_that_no_font_has_does_not_stop_a_pdf(written: Write, poppler: Poppler) -> None:
    desk = Desk()
    desk.put("situation", desk.quote(desk.passage(desk.source(), "private \U0010abcd use and \U000f1234")))
    done = written(desk, ".pdf")
    assert len(done.warnings) == 1
    assert "[U+10ABCD]" in done.warnings[0]
    assert "private [U+10ABCD] use and [U+F1234]" in " ".join(poppler.text(done.files[0].path).split())


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_file_that_was_sent_is_left_alone_and_said_so(written: Write, suffix: str) -> None:
    desk, _ = sample()
    first = written(desk, suffix)
    second = written(desk, suffix, title="Another")
    assert second.files[0].path.name == f"note (2){suffix}"
    assert "left alone" in second.warnings[0]
    assert hashlib.sha256(first.files[0].path.read_bytes()).hexdigest() == first.files[0].sha256


def test_an_empty_briefing_is_exported(written: Write, poppler: Poppler) -> None:
    desk = Desk()
    texts = [
        "\n".join(reading.paragraphs(written(desk, ".docx").files[0].path)),
        poppler.text(written(desk, ".pdf").files[0].path),
    ]
    for text in texts:
        assert "No recommendation is made in this issue." in text
        assert "Actors" not in text
        assert "Sources" not in text


def test_recommended_restraint_is_set_apart_as_advice(written: Write) -> None:
    desk, _ = sample()
    document = reading.part(written(desk, ".docx").files[0].path, "document")
    boxes = [reading.words(table) for table in document.iter(f"{reading.W}tbl")]
    advice = [box for box in boxes if "Recommended restraint" in box]
    assert len(advice) == 1
    assert "This section is advice." in advice[0]
    assert "Risks" not in advice[0]


def test_a_short_briefing_has_a_compact_source_list(written: Write) -> None:
    def styles(desk: Desk) -> set[str | None]:
        document = reading.part(written(desk, ".docx").files[0].path, "document")
        return {style.get(f"{reading.W}val") for style in document.iter(f"{reading.W}pStyle")}

    assert "SourceCompact" in styles(sample(1)[0])
    assert "Source" in styles(sample(6)[0])


def test_language_paper_and_marks_follow_the_briefing(written: Write, poppler: Poppler) -> None:
    desk, _ = sample()
    facts = {**FACTS, "language": "de", "paper": "us-letter"}
    docx, pdf = (written(desk, suffix, **facts).files[0].path for suffix in (".docx", ".pdf"))
    size = next(reading.part(docx, "document").iter(f"{reading.W}pgSz"))
    assert (size.get(f"{reading.W}w"), size.get(f"{reading.W}h")) == ("12240", "15840")
    tables = [found.get(f"{reading.W}w") for found in reading.part(docx, "document").iter(f"{reading.W}tblW")]
    tabs = [found.get(f"{reading.W}pos") for found in reading.part(docx, "styles").iter(f"{reading.W}tab")]
    text_width = 12240 - 2 * 1474
    assert str(text_width) in tables
    assert tabs.count(str(text_width)) == 2
    assert "letter" in poppler.info(pdf)["Page size"]
    assert "Quellen" in reading.paragraphs(docx)
    assert "„‚necessary and overdue‘“" in "\n".join(reading.paragraphs(docx))
    language = next(reading.part(docx, "styles").iter(f"{reading.W}lang"))
    assert language.get(f"{reading.W}val") == "de"


def test_runs_say_their_language_and_addresses_are_not_spell_checked(written: Write) -> None:
    desk, _ = sample()
    document = reading.part(written(desk, ".docx").files[0].path, "document")
    french = [run for run in document.iter(f"{reading.W}r") if "convois" in reading.words(run)]
    assert {lang.get(f"{reading.W}val") for run in french for lang in run.iter(f"{reading.W}lang")} == {"fr"}
    address = next(
        run for run in document.iter(f"{reading.W}r") if reading.words(run).startswith("https://www.lemonde")
    )
    assert address.find(f"{reading.W}rPr/{reading.W}noProof") is not None


@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_a_figure_prints_all_its_passages_with_the_words_around_each(
    written: Write, poppler: Poppler, suffix: str
) -> None:
    desk = Desk()
    first = desk.passage(desk.source(LE_MONDE), "Words.", page="4")
    second = desk.passage(desk.source(NAMELESS), "Others.", paragraph=2)
    mark = desk.cite(first, second)
    told = replace(mark.citation[0], prefix="see", locator="7-8", suffix="with a map")
    compared = replace(mark.citation[1], prefix="compare")
    desk.put("situation", desk.prose("Own.", replace(mark, citation=(told, compared))))
    file = written(desk, suffix).files[0].path
    text = "\n".join(reading.notes(file)) if suffix == ".docx" else poppler.text(file)
    note = " ".join(text.replace("\u00a0", " ").split())
    assert "see [1]" in note
    assert "pp. 7–8, with a map; compare [2]" in note


def test_each_numbered_list_begins_at_one(written: Write) -> None:
    desk = Desk()
    desk.put("risks", desk.item("a", ordered=True), desk.item("b", ordered=True), desk.prose("then"))
    desk.put("risks", desk.item("c", ordered=True), desk.item("d", ordered=True, level=2))
    file = written(desk, ".docx").files[0].path
    used = [
        tuple(number.find(f"{reading.W}{name}").get(f"{reading.W}val") for name in ("numId", "ilvl"))
        for number in reading.part(file, "document").iter(f"{reading.W}numPr")
    ]
    assert used[0] == used[1]
    assert used[2][0] != used[0][0]
    assert (used[3][0], used[3][1]) == (used[2][0], "1")


def test_right_to_left_paragraphs_are_marked(written: Write) -> None:
    desk = Desk()
    desk.put("risks", desk.prose("שלום עולם"), desk.prose("hello"))
    document = reading.part(written(desk, ".docx").files[0].path, "document")
    marked = {
        reading.words(paragraph): paragraph.find(f"{reading.W}pPr/{reading.W}bidi") is not None
        for paragraph in document.iter(f"{reading.W}p")
    }
    assert marked["שלום עולם"]
    assert not marked["hello"]


def test_a_footnote_of_ones_own_runs_as_its_first_letter_does(written: Write) -> None:
    desk = Desk()
    desk.put("risks", desk.prose("One", desk.note("הערה"), " two", desk.note("A note."), "."))
    notes = reading.part(written(desk, ".docx").files[0].path, "footnotes")
    marked = {
        reading.words(paragraph).strip(): paragraph.find(f"{reading.W}pPr/{reading.W}bidi") is not None
        for paragraph in notes.iter(f"{reading.W}p")
    }
    assert marked["הערה"]
    assert not marked["A note."]
    page = written(desk, ".html").files[0].path.read_text("utf-8")
    assert page.count(' dir="auto">') == 2


def test_blocks_and_inline_quotations_have_hidden_anchors(written: Write) -> None:
    desk = Desk()
    passage = desk.passage(desk.source(), "One.\nTwo.")
    quotation, prose = desk.quote(passage), desk.prose("Own ", desk.inline(passage), ".")
    desk.put("risks", quotation, prose)
    document = reading.part(written(desk, ".docx").files[0].path, "document")
    names = [found.get(f"{reading.W}name", "") for found in document.iter(f"{reading.W}bookmarkStart")]
    ids = [found.get(f"{reading.W}id") for found in document.iter(f"{reading.W}bookmarkStart")]
    for block in (quotation, prose):
        assert f"_b{block.id.replace('-', '')}" in names
    assert len(set(names)) == len(set(ids)) == len(names)
    assert all(name.startswith("_b") and len(name) <= 40 for name in names)


def test_typed_edits_are_told_apart_from_the_sources_words(written: Write) -> None:
    desk = Desk()
    passage = desk.passage(desk.source(NAMELESS), "the troops left the town")
    edits = (Omit(start=4, end=10), Insert(at=20, text="small"), Emphasise(start=11, end=15))
    desk.put("risks", desk.quote(passage, *edits))
    file = written(desk, ".docx").files[0].path
    runs = {reading.words(run): run for run in reading.part(file, "document").iter(f"{reading.W}r")}
    styled = {
        text for text, run in runs.items()
        if (style := run.find(f"{reading.W}rPr/{reading.W}rStyle")) is not None
        and style.get(f"{reading.W}val") == "QuotationEdit"
    }  # fmt: skip
    assert styled == {"[...]", "[small]"}
    assert runs["left"].find(f"{reading.W}rPr/{reading.W}i") is not None
    assert reading.notes(file)[0].endswith("(emphasis added).")


def test_a_row_of_a_table_stands_in_word_with_its_headers_in_brackets(written: Write) -> None:
    desk = Desk()
    passage = desk.passage(desk.source(NAMELESS), "North\n12")
    desk.put("risks", desk.quote(passage, Insert(at=0, text="Region: "), Insert(at=6, text="Killed, in thousands: ")))
    lines = reading.paragraphs(written(desk, ".docx").files[0].path)
    assert "[Region:] North" in lines
    assert "[Killed, in thousands:] 12" in lines


def test_properties_are_the_briefings_own(written: Write) -> None:
    file = written(sample()[0], ".docx", **FACTS).files[0].path
    core = reading.raw(file, "docProps/core.xml")
    assert "Northern desk" in core
    assert "2024-10-21T00:00:00Z" in core
    assert "python-docx" not in core + reading.raw(file, "docProps/app.xml")
    settings = reading.raw(file, "word/settings.xml")
    assert 'w:name="compatibilityMode"' in settings
    assert "updateFields" not in settings


def test_links_are_kept_and_only_web_ones(written: Write) -> None:
    desk = Desk()
    good, bad = Text(text="good", href="https://example.org/?a=1&b=2"), Text(text="bad", href="file:///x")
    desk.put("risks", desk.prose(good, bad))
    relations = reading.raw(written(desk, ".docx").files[0].path, "word/_rels/document.xml.rels")
    assert "https://example.org/?a=1&amp;b=2" in relations
    assert "file:" not in relations


def test_what_cannot_be_exported_is_refused_before_any_work(tmp_path: Path) -> None:
    desk, briefing = sample()
    pack = shelf.find("standard")
    with pytest.raises(ExportTargetInvalid, match=r"\.odt"):
        export(briefing, desk.sources, pack, tmp_path / "note.odt")
    with pytest.raises(ExportTargetInvalid, match="no folder"):
        export(briefing, desk.sources, pack, tmp_path / "nosuch" / "note.pdf")
    with pytest.raises(NotFound, match="nosuch"):
        export(briefing, desk.sources, pack, tmp_path / "note.pdf", template="nosuch/x")
    with pytest.raises(BadRequest, match=r"other\.docx"):
        export(briefing, desk.sources, pack, tmp_path / "note.pdf", template="standard/other.docx")
    with pytest.raises(BadRequest, match="chicago"):
        export(briefing, desk.sources, pack, tmp_path / "note.pdf", style="chicago")
    with pytest.raises(ExportError, match="not at hand"):
        export(briefing, {}, pack, tmp_path / "note.pdf")
    with pytest.raises(Cancelled):
        export(briefing, desk.sources, pack, tmp_path / "note.pdf", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("template", "told"),
    [
        ('#read("/etc/passwd")', "cannot be compiled"),
        ('#image("http://127.0.0.1:9/x.png")', "cannot be compiled"),
        ('#import "@preview/cetz:0.3.0"', "cannot be compiled"),
        ("<<< nosuch >>>", "line 1"),
        ("<<< briefing.title.__class__ >>>", "line 1"),
        ("#while true { }", "cannot be compiled"),
    ],
)
def test_a_pdf_template_reaches_nothing_outside(worker: Worker, tmp_path: Path, template: str, told: str) -> None:
    desk, briefing = sample()
    (tmp_path / "bad.typ.j2").write_text(f'#set document(title: "x")\n{template}' if "<" not in template else template)
    pack = replace(shelf.find("standard"), folder=tmp_path, templates={".pdf": "bad.typ.j2"})
    with pytest.raises(TemplateError, match=told):
        export(briefing, desk.sources, pack, tmp_path / "note.pdf", worker=worker)
    assert not (tmp_path / "note.pdf").exists()


def test_a_block_quotation_prints_the_words_of_its_passage_alone(written: Write) -> None:
    desk = Desk()
    block = desk.quote(desk.passage(desk.source(), "He said “no”."))
    assert isinstance(block, BlockQuotation)
    desk.put("risks", block)
    assert "He said “no”." in reading.paragraphs(written(desk, ".docx").files[0].path)


def awkward_desk() -> Desk:
    """Return what has stopped an export before: each of these alone is refused by PDF/UA-1 or by Typst."""
    desk = Desk()
    address = "https://example.org/" + "a" * 9000
    source = desk.source(replace(LE_MONDE, title="שלום \ufeff", language="éé", url=address))
    passage = desk.passage(source, "zero\ufeffwidth \u0085 and\u00a0fixed\u202fspaces \U0001f600 字")
    mark = desk.cite(passage)
    desk.put(
        "situation", desk.heading("deep", 2), desk.heading(" ", 1), desk.heading("\u200b", 1), desk.heading("b", 2)
    )
    desk.put("actors", replace(desk.heading("x"), inlines=(mark,)), desk.heading("Only a heading"))
    desk.put("risks", replace(desk.heading("x"), inlines=(Text(text="With a note"), mark)), desk.item("a", level=9))
    desk.put("risks", desk.prose(Text(text="link", href=address)), desk.prose(Text(text=" ", href="https://e.org")))
    hebrew = desk.source(replace(LE_MONDE, language="he"))
    desk.put("risks", desk.prose(desk.inline(desk.passage(hebrew, "Latin\u2029words\u2028of it"))))
    desk.put("risks", desk.prose(Text(text="soft\u00ad", href="https://e.org")))
    for before in range(60, 90):
        part = Text(text="inter", href="https://e.org")
        desk.put(
            "risks", desk.prose("a" + " a" * (before // 2) + "i" * (before % 2) + " ", part, "nationalisation of it")
        )
    return desk.put("restraint", desk.quote(passage))


def test_nothing_that_can_be_written_stops_an_export(
    written: Write, poppler: Poppler, ooxml_validator: Callable[[Path], list[dict[str, Any]]]
) -> None:
    docx = written(awkward_desk(), ".docx", title=" ").files[0].path
    pdf = written(awkward_desk(), ".pdf", title=" ").files[0].path
    assert ooxml_validator(docx) == []
    for text in ("\n".join(reading.paragraphs(docx)), poppler.text(pdf)):
        assert "Untitled briefing" in text
        assert "zerowidth" in text.replace("\ufeff", "")
        assert text.count("Only a heading") == 1
    assert len(reading.notes(docx)) == 4
    assert "U+0085" not in poppler.text(pdf)


def test_long_words_stay_on_the_page(written: Write, poppler: Poppler) -> None:
    desk = Desk()
    desk.put("risks", desk.quote(desk.passage(desk.source(), "x" * 300)), desk.item("y" * 300), desk.heading("z" * 300))
    file = written(desk, ".pdf", title="T" * 200, author="A" * 100).files[0].path
    on_page = reading.bare(poppler.text(file, "-x", "0", "-y", "0", "-W", "595", "-H", "842", "-nopgbrk"))
    for letter, count in (("x", 300), ("y", 300), ("z", 300), ("A", 100)):
        assert letter * count in on_page


def test_a_quotation_from_right_to_left_has_its_rule_where_its_lines_begin(written: Write) -> None:
    desk = Desk()
    desk.put("risks", desk.quote(desk.passage(desk.source(), "שלום עולם")))
    borders = reading.part(written(desk, ".docx").files[0].path, "document").iter(f"{reading.W}pBdr")
    sides = [{side.tag.removeprefix(reading.W): side.get(f"{reading.W}val") for side in rule} for rule in borders]
    assert {"left": "nil", "right": "single"} in sides


def test_chinese_words_say_their_language_where_word_looks_for_it(written: Write) -> None:
    desk = Desk()
    desk.put("risks", desk.quote(desk.passage(desk.source(replace(LE_MONDE, language="zh-Hans")), "中文引文")))
    document = reading.part(written(desk, ".docx").files[0].path, "document")
    assert "zh-Hans" in {found.get(f"{reading.W}eastAsia") for found in document.iter(f"{reading.W}lang")}


@pytest.mark.parametrize(("date", "told"), [("", None), ("2024-10-21", "Oct 21")])
def test_a_pdf_does_not_make_up_a_date(written: Write, poppler: Poppler, date: str, told: str | None) -> None:
    created = poppler.info(written(Desk(), ".pdf", date=date).files[0].path).get("CreationDate")
    assert created is None if told is None else told in str(created)


def test_a_note_in_a_heading_is_not_in_the_contents_too(written: Write, poppler: Poppler) -> None:
    desk, _ = sample(16)
    source = next(iter(desk.sources.values()))
    noted = replace(desk.heading("x"), inlines=(Text(text="Noted heading"), desk.cite(desk.passage(source, "Words."))))
    desk.put("risks", noted)
    docx, pdf = (written(desk, suffix, **FACTS).files[0].path for suffix in (".docx", ".pdf"))
    first, *others = poppler.text(pdf).split("Noted heading")
    assert "Contents" in first
    assert len(others) == 2
    assert "[1]" not in others[0].split("Page 1 of")[0]
    number = next(index for index, words in enumerate(reading.paragraphs(docx)) if words == "Noted heading")
    marks = reading.part(docx, "document").iter(f"{reading.W}p")
    (mark,) = list(marks)[number].iter(f"{reading.W}footnoteReference")
    assert others[1].startswith(str(mark.get(f"{reading.W}id")))


def test_a_long_marking_stands_on_a_line_of_its_own(
    written: Write, poppler: Poppler, ooxml_validator: Callable[[Path], list[dict[str, Any]]]
) -> None:
    marking = "RESTRICTED – RELEASABLE TO THE NORTHERN DESK AND THE REGIONAL SECTION ONLY"
    docx, pdf = (written(Desk(), suffix, marking=marking, number="12").files[0].path for suffix in (".docx", ".pdf"))
    assert ooxml_validator(docx) == []
    for name in ("header1", "header2", "footer1"):
        assert marking in [reading.words(line) for line in reading.part(docx, name).iter(f"{reading.W}p")]
    assert poppler.text(pdf).replace("\n", " ").count(marking) == 2
    assert "No. 12 · Version 1" in poppler.text(pdf)


def test_a_pack_with_a_word_template_alone_makes_the_other_files_too(written: Write) -> None:
    desk, _ = sample()
    pack = replace(shelf.find("standard"), templates={".docx": "standard.docx"})
    for suffix in (".pdf", ".html", ".md"):
        assert written(desk, suffix, pack).files[0].bytes > 0
