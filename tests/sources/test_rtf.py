"""An RTF file, as LibreOffice and others write it."""

import pytest

from briefer.core.source import Article, FactOrigin
from briefer.errors import SourceDamaged, SourceEmpty
from briefer.sources import rtf
from briefer.sources.reading import read_answer
from tests.sources.checks import article, marked, shape
from tests.sources.samples import sample
from tests.sources.test_odt import STORY


def read(body: str | bytes, head: str = r"\ansi\ansicpg1252\deff0") -> Article:
    data = body.encode("latin-1") if isinstance(body, str) else body
    return article(rtf.read(b"{\\rtf1" + head.encode() + b" " + data + b"}", "x.rtf"))


@pytest.mark.parametrize(
    ("name", "otherwise"),
    [
        ("tracked.rtf", {}),
        # Pandoc gives neither styles nor the words under a picture.
        ("pandoc.rtf", {0: ("paragraph", STORY[0][1]), 6: ("paragraph", "Nobody here was told before noon."),
                        14: None, 22: ("paragraph", "[1] \u00a0Told to the desk by telephone.")}),
    ],
)  # fmt: skip
def test_structure_is_kept_whichever_program_wrote_it(name: str, otherwise: dict[int, tuple[str, str] | None]) -> None:
    answered = rtf.read(sample(name), name)
    found = article(answered)
    expected = [otherwise.get(number, block) for number, block in enumerate(STORY)]
    assert shape(found) == [block for block in expected if block is not None]
    items = [block for block in found.blocks if block.kind == "list-item"]
    assert [(item.level, item.ordered) for item in items] == [
        (1, False), (2, False), (1, False), (1, True), (1, True),
    ]  # fmt: skip
    assert "northern basin" in marked(found, "bold")
    assert (marked(found, "italic")[0], marked(found, "link")) == ("harbour office", ["Thursday evening"])
    (picture,) = found.pictures
    assert list(read_answer(answered).articles[0].pictures) == [picture.sha256]


def test_text_deleted_with_tracked_changes_is_never_quotable_and_a_warning_says_so() -> None:
    assert b"turned away by force" in sample("tracked.rtf")
    found = article(rtf.read(sample("tracked.rtf"), "tracked.rtf"))
    assert "force" not in found.text
    assert "sent back" in found.text
    assert found.warnings == ("It holds deleted text of tracked changes, which was left out.",)
    assert "colleague" not in found.text  # a comment


@pytest.mark.parametrize(
    "body",
    [
        r"kept{\deleted SECRET}",
        r"kept{\mvf\mvauth1 SECRET}",
        r"ke{\deleted SECRET\par SECRET}pt",
        r"ke{\deleted SECRET}{\deleted\par}pt",
        r"kept{\deleted{\footnote\pard\plain SECRET}}",
        r"kept{\deleted{\*\footnote\pard\plain SECRET}}",
        r"kept{\deleted{\shp{\*\shpinst{\shptxt\pard\plain SECRET\par}}}}",
        r"kept{\deleted{\*\shppict{\pict\pngblip 53454352}}}",
        r"kept{\deleted{\field{\*\fldinst HYPERLINK \"https://example.org\"}{\fldrslt SECRET}}}",
        r"\trowd\cellx9000\intbl kept{\deleted SECRET}\cell\row\pard",
        r"\deleted SECRET\deleted0 kept",
    ],
)
def test_deleted_words_are_left_out_wherever_they_stand(body: str) -> None:
    found = read(body)
    assert (found.text, len(found.warnings)) == ("kept", 1)


def test_facts_come_from_the_documents_properties() -> None:
    found = article(rtf.read(sample("tracked.rtf"), "tracked.rtf"))
    assert (found.reference.title, found.reference.authors) == ("Northern basin closed", ("Ada Marell", "Jonas Wick"))
    assert FactOrigin(fact="title", place="document properties") in found.origins
    moment = r"{\info{\creatim\yr2024\mo10\dy17\hr18\min5}{\author }}Words."
    assert read(moment).reference.published == "2024-10-17T18:05"


@pytest.mark.parametrize(
    ("head", "body", "words"),
    [
        (r"\ansi\ansicpg1251", r"\'cf\'ee\'f0\'f2", "Порт"),
        (r"\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset204 Arial;}}", r"\'cf\'ee\'f0\'f2", "Порт"),
        (r"\ansi\ansicpg932", r"\'8d\'60\'98\'70", "港湾"),
        (r"\ansi\ansicpg932", "\\'83A", "ア"),  # the second half is a plain letter
        (r"\ansi\ansicpg936", r"\'b8\'db\'bf\'da", "港口"),
        (r"\mac", r"caf\'8e", "café"),
        (r"\ansi", r"\u1055?\u1086?\'3f\u1088\'3f\u1090?".replace("\\'3f\\u1088", "\\u1088"), "Порт"),
        (r"\ansi", r"{\uc0\u1055\u1086\u1088\u1090}", "Порт"),
        (r"\ansi", r"{\uc2\u28207\'8d\'60 x}", "港 x"),
        (r"\ansi", r"\u-10179?\u-8704?", "😀"),
        (r"\ansi", r"caf\'e9 \emdash  \ldblquote x\rdblquote", "café — “x”"),
        (r"\ansi\ansicpg99999", "Words", "Words"),
    ],
)
def test_letters_are_themselves_in_any_encoding(head: str, body: str, words: str) -> None:
    assert read(body, head).text == words


def test_hidden_text_is_left_out_and_a_warning_says_so() -> None:
    found = read(r"Seen{\v  unseen}.")
    assert (found.text, found.warnings) == ("Seen.", ("It holds hidden text, which was left out.",))


def test_what_is_no_text_is_passed_over() -> None:
    found = read(
        r"{\*\unknown secret}{\header head}{\colortbl;\red1;}One{\*\bkmkstart x} two{\xe index}.\par {\footer f}"
    )
    assert found.text == "One two."


def test_bytes_of_pictures_may_be_braces() -> None:
    assert read(b"One {\\pict\\pngblip\\bin5 {{}{\\}two.").text.startswith("One")


def test_only_where_a_link_leads_to_the_web_is_it_one() -> None:
    link = r'{\field{\*\fldinst{HYPERLINK "%s"}}{\fldrslt here}}.'
    assert read(link % "https://example.org/x").marks[0].href == "https://example.org/x"
    assert read(link % "file:///etc/passwd").marks == ()


def test_cells_that_are_joined_are_one() -> None:
    row = r"\trowd\trhdr\clmgf\cellx100\clmrg\cellx200\cellx300 \pard\intbl a\cell\cell b\cell\row "
    below = r"\trowd\cellx100\cellx200\cellx300 c\line d\cell e\cell f\cell\row\pard After."
    found = read(row + below)
    assert [(block.row, block.column, block.header) for block in found.blocks[:-1]] == [
        (0, 0, True), (0, 2, True), (1, 0, False), (1, 1, False), (1, 2, False),
    ]  # fmt: skip
    assert shape(found)[2] == ("cell", "c\u2028d")
    assert shape(found)[-1] == ("paragraph", "After.")


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"{\\rtf1 cut", SourceDamaged),
        (b"{\\rtf1" + b"{" * 50_000, SourceDamaged),
        (b"{\\rtf1 {\\b }}", SourceEmpty),
    ],
)
def test_what_is_not_whole_or_empty_is_refused(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"“x\.rtf” "):
        rtf.read(data, "x.rtf")


FONTS = r"{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\froman\fcharset2 Symbol;}{\f2\fnil\fcharset204 Arial Cyr;}}"


@pytest.mark.parametrize("sign", [r"{\f1 m}", r"{\f1\'6d}", r"{\f1\u-3987\'6d}", r"{\f1\u109 m}"])
def test_signs_of_symbol_fonts_are_not_read_as_letters(sign: str) -> None:
    assert read(FONTS + rf"\f0 Doses of 10 {sign}g were found.\par").text == "Doses of 10 μg were found."


def test_plain_type_is_in_the_font_of_the_document_again() -> None:
    assert read(FONTS + r"\f2 \'cf\'ee\plain  caf\'e9\par").text == "По café"


@pytest.mark.parametrize("letter", [rb"\'95\'5c", rb"\'95\\"])
def test_a_letter_of_two_bytes_may_hold_a_sign_of_control(letter: bytes) -> None:
    head = r"\ansi\ansicpg932{\fonttbl{\f0\fcharset128 Mincho;}}\f0"
    assert read(letter + rb"\par", head).text == "表"
    assert read(rb"a \{b\} \\c\par").text == "a {b} \\c"
