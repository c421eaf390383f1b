"""An OpenDocument text, as LibreOffice and others write it."""

import io
import zipfile
from collections.abc import Callable

import pytest

from briefer.core.source import Article, FactOrigin
from briefer.errors import SourceDamaged, SourceEmpty, SourceEncrypted, SourceMislabelled
from briefer.sources import odt
from briefer.sources.reading import read_answer
from tests.sources.checks import article, marked, shape
from tests.sources.samples import sample

NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"),
    )
)  # fmt: skip
STORY = [
    ("heading", "Northern basin closed"),
    ("paragraph", "Ada Marell"),
    ("paragraph", "Jonas Wick"),
    ("paragraph", "2024-10-17"),
    ("heading", "What happened"),
    ("paragraph", ("The harbour office of Port Orlan closed its northern basin on Thursday evening. Three ferries were "
                  "sent back, said the harbour master.[1]")),
    ("quotation", "Nobody here was told before noon."),
    ("heading", "What still runs"),
    ("list-item", "The mail boat, at 06:30"),
    ("list-item", "with room for four"),
    ("list-item", "The helicopter"),
    ("list-item", "First the patients"),
    ("list-item", "Then the mail"),
    ("image", "\ufffc"),
    ("caption", "The board at the gate"),
    *(("cell", words) for words in ("Ferry", "Passengers", "Alva", "120", "Brisa", "85")),
    ("paragraph", "Порт закрыт до особого распоряжения. The end."),
    ("paragraph", "[1] Told to the desk by telephone."),
]  # fmt: skip


def of_body(body: str, styles: str = "") -> Article:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return article(odt.read(packed({"content.xml": content.encode()}), "x.odt"))


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", b"application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, data in members.items():
            made.writestr(name, data)
    return stream.getvalue()


def changed(name: str, change: Callable[[str, bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(sample(name))) as old:
        return packed({each: change(each, old.read(each)) for each in old.namelist() if each != "mimetype"})


@pytest.mark.parametrize("name", ["tracked.odt", "pandoc.odt"])
def test_structure_is_kept_whichever_program_wrote_it(name: str) -> None:
    answered = odt.read(sample(name), name)
    found = article(answered)
    assert shape(found) == STORY
    items = [block for block in found.blocks if block.kind == "list-item"]
    assert [(item.level, item.ordered) for item in items] == [
        (1, False), (2, False), (1, False), (1, True), (1, True),
    ]  # fmt: skip
    cells = [block for block in found.blocks if block.kind == "cell"]
    assert [(cell.row, cell.column, cell.header) for cell in cells] == [
        (0, 0, True), (0, 1, True), (1, 0, False), (1, 1, False), (2, 0, False), (2, 1, False),
    ]  # fmt: skip
    assert (marked(found, "bold")[0], marked(found, "link")) == ("northern basin", ["Thursday evening"])
    (picture,) = found.pictures
    assert (picture.width, picture.height) == (320, 200)
    assert list(read_answer(answered).articles[0].pictures) == [picture.sha256]


def test_text_deleted_with_tracked_changes_is_never_quotable_and_a_warning_says_so() -> None:
    with zipfile.ZipFile(io.BytesIO(sample("tracked.odt"))) as opened:
        assert b"turned away by force" in opened.read("content.xml")
    found = article(odt.read(sample("tracked.odt"), "tracked.odt"))
    assert "force" not in found.text
    assert "sent back" in found.text  # what was inserted reads on
    assert found.warnings == ("It holds deleted text of tracked changes, which was left out.",)
    assert article(odt.read(sample("pandoc.odt"), "pandoc.odt")).warnings == ()


START, END = '<text:change-start text:change-id="ct1"/>', '<text:change-end text:change-id="ct1"/>'
SECRET = "<text:p>SECRET</text:p>"


@pytest.mark.parametrize(
    "body",
    [
        f"<text:p>kept{START}SECRET{END}</text:p>",
        f"<text:p>ke{START}SECRET<text:s/>SECRET{END}pt</text:p>",
        f"<text:p>{START}SECRET</text:p>{SECRET}<text:p>SECRET{END}kept</text:p>",
        f"<text:p>kept{START}<text:a>SECRET</text:a> <text:span>SECRET</text:span>SECRET{END}</text:p>",
        f"<text:p>kept{START}<text:note><text:note-body>{SECRET}</text:note-body></text:note>SECRET{END}</text:p>",
        f"<text:p>kept{START}<draw:frame><draw:text-box>{SECRET}</draw:text-box></draw:frame>{END}</text:p>",
        f"<text:p>kept<draw:frame><draw:text-box><text:p>{START}SECRET{END}</text:p></draw:text-box></draw:frame></text:p>",
        (
            f"<table:table><table:table-row><table:table-cell><text:p>kept{START}SECRET{END}</text:p></table:table-cell>"
            "</table:table-row></table:table>"
        ),
        (
            f"<text:p>{START}SECRET</text:p><table:table><table:table-row><table:table-cell>{SECRET}</table:table-cell>"
            f"</table:table-row></table:table><text:p>{END}kept</text:p>"
        ),
    ],
)
@pytest.mark.parametrize("named", ["text:id", "xml:id"])
def test_deleted_words_that_are_kept_where_they_stood_are_left_out(body: str, named: str) -> None:
    found = of_body(
        f'<text:tracked-changes><text:changed-region {named}="ct1"><text:deletion/></text:changed-region>'
        f'<text:changed-region text:id="ct2"><text:insertion/></text:changed-region></text:tracked-changes>{body}'
    )
    assert (found.text, len(found.warnings)) == ("kept", 1)


def test_inserted_words_between_the_same_marks_are_read() -> None:
    found = of_body(
        '<text:tracked-changes><text:changed-region text:id="ct1"><text:insertion/></text:changed-region>'
        f"</text:tracked-changes><text:p>ke{START}pt{END}.</text:p>"
    )
    assert (found.text, found.warnings) == ("kept.", ())


def test_comments_are_left_out() -> None:
    assert "colleague" not in article(odt.read(sample("tracked.odt"), "tracked.odt")).text


def test_facts_come_from_the_documents_properties() -> None:
    found = article(odt.read(sample("pandoc.odt"), "pandoc.odt"))
    assert found.reference.title == "Northern basin closed"
    assert found.reference.authors == ("Ada Marell", "Jonas Wick")
    assert found.reference.language == "en-GB"
    assert FactOrigin(fact="title", place="document properties") in found.origins


def test_hidden_text_is_left_out_and_a_warning_says_so() -> None:
    hidden = (
        '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    found = of_body('<text:p>Seen<text:span text:style-name="T1"> and unseen</text:span>.</text:p>', hidden)
    assert (found.text, found.warnings) == ("Seen.", ("It holds hidden text, which was left out.",))


def test_breaks_boxes_and_fields_are_read_where_they_stand() -> None:
    found = of_body(
        "<text:p>One<text:line-break/>two<text:tab/>three<text:s text:c='3'/>four "
        "<text:page-number>7</text:page-number><draw:frame><draw:text-box><text:p>In a box.</text:p>"
        "</draw:text-box></draw:frame></text:p>"
    )
    assert found.text == "One\u2028two three four 7\u2028In a box."


def test_cells_that_are_covered_keep_the_columns_straight() -> None:
    row = "<table:table-row>{}</table:table-row>"
    cell = "<table:table-cell{}><text:p>{}</text:p></table:table-cell>"
    wide = cell.format(' table:number-columns-spanned="2"', "a") + "<table:covered-table-cell/>" + cell.format("", "b")
    found = of_body(f"<table:table>{row.format(wide)}{row.format(cell.format('', 'c') * 3)}</table:table>")
    assert [(block.row, block.column) for block in found.blocks] == [(0, 0), (0, 2), (1, 0), (1, 1), (1, 2)]


def test_an_encrypted_document_is_refused() -> None:
    manifest = (
        b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry>'
        b"<m:encryption-data/></m:file-entry></m:manifest>"
    )
    with pytest.raises(SourceEncrypted, match="is encrypted and wants a password"):
        odt.read(packed({"META-INF/manifest.xml": manifest, "content.xml": b"\x99\x01"}), "x.odt")


@pytest.mark.parametrize("declared", [b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'>"])
def test_no_entity_is_ever_followed(declared: bytes) -> None:
    data = changed(
        "pandoc.odt", lambda name, old: old.replace(b"?>", b"?>" + declared, 1) if name == "content.xml" else old
    )
    with pytest.raises(SourceDamaged):
        odt.read(data, "x.odt")


def test_what_is_no_text_is_refused() -> None:
    sheet = (
        f"<office:document-content {NAMES}><office:body><office:spreadsheet/></office:body></office:document-content>"
    )
    with pytest.raises(SourceMislabelled, match="“x.odt” is not an OpenDocument text: it is another kind"):  # noqa: RUF043
        odt.read(packed({"content.xml": sheet.encode()}), "x.odt")
    with pytest.raises(SourceEmpty):
        of_body("<text:p/>")


@pytest.mark.parametrize(
    "hidden",
    [
        '<text:p><text:hidden-paragraph text:condition="ooow:1" text:is-hidden="true"/>secret</text:p>',
        '<text:section text:display="condition" text:is-hidden="true"><text:p>secret</text:p></text:section>',
    ],
)
def test_what_a_condition_hides_is_left_out_and_what_it_does_not_is_read(hidden: str) -> None:
    found = of_body(f"<text:p>Shown.</text:p>{hidden}")
    assert (found.text, found.warnings) == ("Shown.", ("It holds hidden text, which was left out.",))
    shown = of_body(f"<text:p>Shown.</text:p>{hidden.replace('true', 'false')}")
    assert (shown.text, shown.warnings) == ("Shown.\nsecret", ())


def test_a_raised_figure_is_no_part_of_the_number_before_it() -> None:
    style = (
        '<style:style style:name="T1" style:family="text"><style:text-properties style:text-position="super 58%"/>'
        "</style:style>"
    )
    found = of_body('<text:p>Over 10<text:span text:style-name="T1">6</text:span> litres.</text:p>', style)
    assert found.text == "Over 10⁶ litres."


def test_signs_of_symbol_fonts_are_what_is_printed() -> None:
    style = '<style:font-face style:name="Symbol1" svg:font-family="Symbol" style:font-charset="x-symbol"/>'
    for name, font in (("T1", "Symbol1"), ("T2", "Arial")):
        look = f'<style:text-properties style:font-name="{font}"/>'
        style += f'<style:style style:name="{name}" style:family="text">{look}</style:style>'
    runs = '<text:span text:style-name="T1">\uf06d<text:span text:style-name="T2">g</text:span></text:span>'
    assert of_body(f"<text:p>A dose of 10 {runs}</text:p>", style).text == "A dose of 10 μg"
