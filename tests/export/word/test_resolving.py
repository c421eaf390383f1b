"""What a template's own anchors, notes, tables and pictures come to where they are printed often, or not at all."""

from __future__ import annotations

from typing import Any

import pytest

from briefer.export.word.engine import environment, fill
from briefer.export.word.job import fill_any
from briefer.export.word.marks import BETWEEN, SIGN
from briefer.export.word.names import W14, Element, W, w
from briefer.export.word.package import Package
from briefer.export.word.resolving import resolve
from briefer.packs.problem import TemplateProblems
from tests.export.word.drafts import lines, part, template

BOLD = {"runs": [{"kind": "text", "text": "Halmen", "bold": True}], "rtl": False}
ANCHOR = '<w:p><w:bookmarkStart w:id="7" w:name="{name}"/><w:r><w:t>{words}</w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>'
NOTED = '<w:p><w:r><w:t>Said</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing">'
    '<wp:extent cx="1" cy="1"/><wp:docPr id="1" name="Line"/></wp:inline></w:drawing></w:r></w:p>'
)
CONTROL = (
    '<w:sdt><w:sdtPr><w:id w:val="5"/></w:sdtPr><w:sdtContent>'
    "<w:p><w:r><w:t>{{ each }}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
)
LOOP = "{{%p for each in all %}}\n{}\n{{%p endfor %}}"


def printed(draft: str, more: dict[str, str] | None = None, **context: Any) -> bytes:
    return fill_any(template(draft, more), {"all": ["a", "b"], "part": BOLD, **context})


def document(draft: str, **context: Any) -> Element:
    return part(printed(draft, **context), "word/document.xml")


def told(draft: str, more: dict[str, str] | None = None, **context: Any) -> str:
    with pytest.raises(TemplateProblems) as error:
        printed(draft, more, **context)
    return error.value.problems[0].message


def values(root: Element, name: str, key: str) -> list[str | None]:
    return [found.get(w(key)) for found in root.iter(w(name))]


def test_an_anchor_that_is_printed_twice_stays_where_it_was_first() -> None:
    root = document(LOOP.format(ANCHOR.format(name="here", words="{{ each }}")))
    assert lines(root) == ["a", "b"]
    assert values(root, "bookmarkStart", "name") == ["here"]
    assert values(root, "bookmarkStart", "id") == values(root, "bookmarkEnd", "id")


def test_anchors_whose_names_differ_have_numbers_that_differ() -> None:
    root = document(LOOP.format(ANCHOR.format(name="{{ each }}", words="x")), all=['a & "b"', "c"])
    assert values(root, "bookmarkStart", "name") == ['a & "b"', "c"]
    assert values(root, "bookmarkStart", "id") == values(root, "bookmarkEnd", "id") == ["0", "1"]


def test_a_note_of_the_template_is_there_as_often_as_its_figure() -> None:
    for all_, count in ((["a", "b", "c"], 3), ([], 0)):
        data = printed(LOOP.format(NOTED), {"footnotes": "Own note"}, all=all_)
        numbers = [str(number + 1) for number in range(count)]
        assert values(part(data, "word/document.xml"), "footnoteReference", "id") == numbers
        assert lines(part(data, "word/footnotes.xml")) == ["", "", *["Own note"] * count]


def test_pictures_and_controls_have_numbers_of_their_own_wherever_they_are_printed() -> None:
    root = document(LOOP.format(DRAWING + CONTROL) + "\n" + DRAWING)
    numbers = [found.get("id") for found in root.iter("{*}docPr")]
    assert len(numbers) == len(set(numbers)) == 3
    controls = [found.find(w("id")) for found in root.iter(w("sdtPr"))]
    assert len({found.get(w("val")) for found in controls if found is not None}) == 2
    assert lines(root)[-1] == ""


def test_numbers_of_paragraphs_are_not_repeated() -> None:
    numbered = f'<w:p xmlns:w14="{W14}" w14:paraId="1A2B3C4D"><w:r><w:t>{{{{ each }}}}</w:t></w:r></w:p>'
    assert lines(document(LOOP.format(numbered))) == ["a", "b"]  # the proof refuses two of one number


def test_a_table_that_its_tags_empty_is_not_there() -> None:
    assert lines(
        document("before\n| {%tr for each in all %} |\n| {{ each }} |\n| {%tr endfor %} |\nbehind", all=[])
    ) == [
        "before",
        "behind",
    ]


def test_formatted_words_keep_the_paragraph_that_they_are_printed_in() -> None:
    draft = (
        '<w:p w:rsidR="00AA11BB"><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:t>To {{r part }}, now</w:t></w:r></w:p>\n'
        "{{r part }}"
    )
    root = document(draft, part={**BOLD, "rtl": True})
    first, second = root.iter(w("p"))
    assert lines(root) == ["To Halmen, now", "Halmen"]
    assert [child.tag for child in first.iterchildren(w("pPr"))] == [w("pPr")]
    assert [found.tag for found in first[0]] == [w("bidi"), w("jc")]
    assert first.get(w("rsidR")) == "00AA11BB"
    assert [found.tag for found in second[0]] == [w("bidi")]


def test_words_joined_to_a_paragraph_are_printed_in_it() -> None:
    assert lines(document("Before\n{{%- if all %}}{{{{r part }}}}{{% endif -%}}\nbehind".format())) == [
        "BeforeHalmenbehind"
    ]


@pytest.mark.parametrize("sign", ["\U0010ffff", "\U0010fffe", "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"])
def test_what_is_no_character_in_a_template_or_a_value_breaks_nothing(sign: str) -> None:
    root = document(f"{sign}1{sign}{{{{ value }}}}{{{{r part }}}}{sign}", value=f"a{sign}0{sign}b")
    assert "".join(lines(root)).replace(sign, "") == "1a0bHalmen"


@pytest.mark.parametrize("sign", [SIGN, BETWEEN])
def test_a_value_cannot_write_a_mark(sign: str) -> None:
    said = f"x{sign}n1{sign}y"
    value = {"runs": [{"kind": "begin", "anchor": said}, {"text": said, "href": f"https://a.example/{said}"},
                      {"kind": "end", "anchor": said}], "rtl": False}  # fmt: skip
    root = document("{{ words }}{{r value }}", words=said, value=value)
    assert lines(root) == ["xn1y" * 2]
    assert values(root, "bookmarkStart", "name") == ["xn1y"]
    assert list(root.iter(w("footnoteReference"))) == []


@pytest.mark.parametrize(
    "draft",
    [
        "{{r part|runs|upper }}",
        "{{r part|runs|replace('Halmen', '')|truncate(7, True, '') }}",
        "{%p set kept = part|runs %}\n{{p kept }}",
    ],
)
def test_a_filter_that_breaks_formatted_text_is_told(draft: str) -> None:
    assert "not whole" in told(draft, part={**BOLD, "rtl": True})


@pytest.mark.parametrize("kind", ["footnotes", "comments"])
def test_what_cannot_stand_in_a_note_is_told_and_the_rest_is_printed(kind: str) -> None:
    body = NOTED if kind == "footnotes" else "text"
    note = {"runs": [{"kind": "note", "note": 1}], "rtl": False}
    assert "stands in a note or comment" in told(body, {kind: "{{r part }}"}, part=note)
    linked = {"runs": [{"text": "Halmen", "href": "https://a.example"}], "rtl": True}
    data = printed(body, {kind: "{{r part }}"}, part=linked)
    assert lines(part(data, f"word/{kind}.xml"))[-1] == "Halmen"


def test_two_formatted_values_in_one_paragraph_are_printed_once_each() -> None:
    other = {"runs": [{"text": "Brod", "italic": True}], "rtl": False}
    assert lines(document("To {{r part }}, and {{r other }}, then {{r part }}.", other=other)) == [
        "To Halmen, and Brod, then Halmen."
    ]
    assert lines(document("{%r if all %}¦{{r part }}¦{%r endif %}!")) == ["Halmen!"]


def test_words_that_a_macro_prints_stand_in_a_run() -> None:
    root = document("{% macro said(who) %}{{ who }}!{% endmacro %}\n{{r said(all[0]) }}{{r said('x\\ny') }}")
    assert lines(root)[-1] == "a!x⏎y!"
    assert {text.getparent().tag for text in root.iter(w("t"))} == {w("r")}
    assert all(not (paragraph.text or "").strip() for paragraph in root.iter(w("p")))


def test_what_a_tag_says_itself_is_printed_as_a_value_is() -> None:
    root = document("{{ 'a & b' }}\n{{r 'c < d' }}\n{{p 'e & f' }}")
    assert lines(root) == ["a & b", "c < d", "e & f"]


@pytest.mark.parametrize("notes", ["abc", None, 5, {"a": 1}, [[1]], [{"text": "a"}], [{"number": 1}]])
def test_a_context_may_call_anything_notes(notes: Any) -> None:
    assert lines(document("{{ all[0] }}{{r part }}", notes=notes)) == ["aHalmen"]
    assert lines(document("x", notes=notes, pack="p", language=["de"])) == ["x"]


def test_rows_of_a_table_in_a_loop_do_not_repeat_their_numbers() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{{ each }}</w:t></w:r></w:p></w:tc>"
    row = f'<w:tr xmlns:w14="{W14}" w14:paraId="1A2B3C4D">{cell}</w:tr>'
    assert lines(document(LOOP.format(f"<w:tbl><w:tblPr/><w:tblGrid/>{row}</w:tbl>"))) == ["| a |", "| b |"]


def test_whole_paragraphs_in_a_note_keep_their_tags() -> None:
    source = {"paragraph": {"runs": [{"text": "Le Monde"}], "rtl": False}}
    data = printed(NOTED, {"footnotes": "{{ sources }}"}, sources=[source])
    assert lines(part(data, "word/footnotes.xml")) == ["", "", "Le Monde"]


def test_a_header_that_is_named_twice_is_printed_once() -> None:
    package = Package.read(template("text", {"header": "Head {{ all[0] }}{{r part }}"}))
    package.parts["word/_rels/document.xml.rels"] = package.parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rIdAgain" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"'
        b' Target="header1.xml"/></Relationships>',
    )
    data = fill_any(Package(package.parts).write(), {"all": ["a"], "part": BOLD})
    assert lines(part(data, "word/header1.xml")) == ["Head aHalmen"]


@pytest.mark.parametrize(
    "draft",
    [
        "{{r (part|runs) ~ value }}",
        "{{r part|runs|replace('Halmen', value) }}",
        "{{r value|e }}",
    ],
)
@pytest.mark.parametrize("mark", ["lfile://host/share", "a", "i", "v", "r1\x02\x02left\x020\x02y", "s9", "Q", ""])
def test_a_mark_that_a_template_puts_together_is_told_where_it_is_none(draft: str, mark: str) -> None:
    assert "not whole" in told(draft, value=f"{SIGN}{mark}{SIGN}")


def test_notes_of_a_template_of_words_alone_stay_as_they_are() -> None:
    data = printed(NOTED + "\n{{ all[0] }}", {"footnotes": "Own {{ all[1] }}"})
    assert lines(part(data, "word/footnotes.xml")) == ["Own b"]
    assert values(part(data, "word/document.xml"), "footnoteReference", "id") == ["1"]


def test_a_prefix_that_a_paragraph_declares_is_known_in_its_properties() -> None:
    draft = (
        f'<w:p xmlns:w14="{W14}"><w:pPr><w:rPr><w14:glow w14:rad="1"/></w:rPr></w:pPr>'
        "<w:r><w:t>{{r part }}</w:t></w:r></w:p>"
    )
    root = document(draft, part={**BOLD, "rtl": True})
    assert lines(root) == ["Halmen"]
    assert next(root.iter(f"{{{W14}}}glow"), None) is not None


def test_a_template_may_have_another_prefix_for_the_names_of_word() -> None:
    bare = template(ANCHOR.format(name="here", words="{{ all[0] }}"))
    package = Package.read(bare)
    text = package.parts["word/document.xml"].decode().replace("<w:", "<o:").replace("</w:", "</o:")
    text = text.replace(" w:", " o:").replace("xmlns:w=", "xmlns:o=")
    package.put("word/document.xml", text.encode())
    root = part(fill_any(package.write(), {"all": ["a"]}), "word/document.xml")
    assert (lines(root), values(root, "bookmarkStart", "name")) == (["a"], ["here"])


def test_a_cell_in_a_control_may_hold_tags() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{{ all[0] }}{{r part }}</w:t></w:r></w:p></w:tc>"
    control = f"<w:sdt><w:sdtContent>{cell}</w:sdtContent></w:sdt><w:tc><w:p/></w:tc>"
    root = document(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{control}</w:tr></w:tbl>")
    assert "aHalmen" in "".join(map(str, root.itertext()))


@pytest.mark.parametrize("where", ["<w:document", "<w:p>"])
def test_a_template_may_have_any_prefix_for_what_is_its_own(where: str) -> None:
    package = Package.read(template("{{r title }}"))
    text = package.parts["word/document.xml"].decode()
    assert where in text
    put = where.replace("<w:p>", "<w:p xmlns:briefer='urn:acme'>").replace(
        "<w:document", "<w:document xmlns:briefer='urn:acme'"
    )
    package.put("word/document.xml", text.replace(where, put, 1).encode())
    context = {"title": "Halmen"}
    resolve(package, fill(package, environment({}), context), context)
    root = part(package.write(), "word/document.xml")
    assert lines(root) == ["Halmen"]
    assert "urn:acme" in {uri for found in root.iter() for uri in found.nsmap.values()}


def test_a_link_is_one_where_a_template_has_not_the_prefix_of_relationships() -> None:
    package = Package.read(template("{{r value }}"))
    bare = f'<w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>{{{{r value }}}}</w:t></w:r></w:p></w:body></w:document>'
    package.put("word/document.xml", bare.encode())
    context = {"value": [{"text": "Halmen", "href": "https://a.example/?a=1&b=2"}]}
    resolve(package, fill(package, environment({}), context), context)
    data = package.write()
    [link] = part(data, "word/document.xml").iter(w("hyperlink"))
    relation = link.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id")
    relations = part(data, "word/_rels/document.xml.rels")
    assert [each.get("Target") for each in relations if each.get("Id") == relation] == ["https://a.example/?a=1&b=2"]
