"""The ``runs`` filter of Word templates: a paragraph of the context as WordprocessingML.

Text is escaped here and nowhere else; what a run cannot say by itself (links, lists, direction) is left as marks of our
own namespace, which `finish` resolves when it knows the part they are in.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from markupsafe import Markup

from briefer.core.text import LINE_BREAK, clean
from briefer.errors import TemplateError
from briefer.export.word.names import MARK, escaped

_EAST_ASIAN = ("ja", "ko", "zh", "yue")


def runs(value: Any) -> Markup:
    """Return a paragraph of the context, a list of runs, or plain words, as runs of Word.

    Raises:
        TemplateError: `value` is none of these.
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return Markup(text_run({"text": value}))
    if isinstance(value, Mapping) and "paragraphs" in value:
        return block(cast("Mapping[str, Any]", value), 0)
    if isinstance(value, Mapping) and "runs" in value:
        paragraph = cast("Mapping[str, Any]", value)
        return Markup(_direction(paragraph) + _runs(paragraph["runs"]))
    if isinstance(value, list):
        return Markup(_runs(cast("list[Mapping[str, Any]]", value)))
    raise TemplateError("{{r }} is given something that has no runs.", "Give it a paragraph or its runs.")


def block(view: Mapping[str, Any], index: int, color: str = "") -> Markup:
    """Return paragraph `index` of a block, with the block's anchor around all of them and its place in a list.

    The paragraph's borders take `color`. In a template: ``{{r block|paragraph(loop.index0, section.color) }}``.
    """
    paragraphs: list[Mapping[str, Any]] = view["paragraphs"]
    paragraph = paragraphs[index]
    parts = [_direction(paragraph), _color(color)]
    if view["kind"] == "list-item":
        parts.append(f'<{MARK}:list n="{view["list"]}" level="{view["level"]}"/>')
    table: Mapping[str, Any] | None = view.get("table")
    row = index - (table["caption"] is not None) if table is not None else -1
    if table is not None:
        header = "yes" if row < table["header_rows"] else ""
        parts.append(
            f'<{MARK}:row n="{row}" header="{header}" sides="{" ".join(table["sides"])}"'
            f' shares="{" ".join(map(str, table["shares"]))}" of="{_quoted(view["anchor"])}"/>'
        )
    if index == 0:
        parts.append(_begin(view["anchor"]))
    parts.append(_runs(paragraph["runs"]))
    if index == len(paragraphs) - 1:
        parts.append(_end(view["anchor"]))
    return Markup("".join(parts))


def heading(section: Mapping[str, Any]) -> Markup:
    """Return a section's title with its anchor; the borders of its paragraph take the section's colour."""
    title = text_run({"text": section["title"]})
    return Markup(_color(section["color"]) + _begin(section["anchor"]) + title + _end(section["anchor"]))


def chip(marking: Mapping[str, Any]) -> Markup:
    """Return the handling marking; a TLP label in its colour on black, of 12 points, as its standard asks."""
    if not marking["text"]:
        return Markup("")
    look = ""
    text = marking["text"]
    if marking["background"]:
        ground = f'<w:shd w:val="clear" w:color="auto" w:fill="{_quoted(marking["background"])}"/>'
        look = f'<w:color w:val="{_quoted(marking["color"])}"/>{ground}'
        text = f"\u00a0{text}\u00a0"
    return Markup(f'<w:r><w:rPr><w:rStyle w:val="Marking"/><w:noProof/>{look}</w:rPr>{_text(text)}</w:r>')


def contents_line(section: Mapping[str, Any], first: bool, last: bool) -> Markup:
    """Return a section's line in the contents: a link, inside one TOC field over all lines.

    The field asks for no page numbers: what stands in the file is then what Word makes of it, without asking.
    """
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-1" \\n \\h \\z </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    title = text_run({"text": section["title"]})
    link = f'<w:hyperlink w:anchor="{_quoted(section["anchor"])}" w:history="1">{title}</w:hyperlink>'
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    return Markup((begin if first else "") + link + (end if last else ""))


def _runs(values: list[Mapping[str, Any]]) -> str:
    return "".join(_run(value) for value in values)


def _run(run: Mapping[str, Any]) -> str:
    match run.get("kind", "text"):
        case "note":
            return (
                '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
                f'<w:footnoteReference {MARK}:note="{int(run["note"])}"/></w:r>'
            )
        case "picture":
            told = " ".join(f'{name}="{_quoted(str(run[name]))}"' for name in ("name", "alt", "width", "height"))
            return f"<w:r><{MARK}:picture {told}/></w:r>"
        case "cell":
            return f"<{MARK}:cell/>"
        case "begin":
            return _begin(run["anchor"])
        case "end":
            return _end(run["anchor"])
        case _:
            if not run["text"]:
                return ""
            written = text_run(run)
            if not run.get("href"):
                return written
            return f'<w:hyperlink {MARK}:href="{_quoted(run["href"])}" w:history="1">{written}</w:hyperlink>'


def text_run(run: Mapping[str, Any]) -> str:
    """Return one run of text."""
    get = run.get
    look = _properties(
        bool(get("href")), get("kind"), bool(get("bold")), bool(get("italic")), get("proof"), bool(get("rtl")),
        get("language"),
    )  # fmt: skip
    return f"<w:r>{look}{_text(str(run['text']))}</w:r>"


@lru_cache(maxsize=256)
def _properties(
    link: bool, kind: str | None, bold: bool, italic: bool, proof: bool | None, rtl: bool, language: str | None
) -> str:
    """Return the properties of a run in the order of the schema (CT_RPr); a document has few that differ."""
    properties = ""
    if link:
        properties += '<w:rStyle w:val="Hyperlink"/>'
    elif kind in ("omission", "insertion", "case"):
        properties += '<w:rStyle w:val="QuotationEdit"/>'
    if bold:
        properties += "<w:b/><w:bCs/>"
    if italic:
        properties += "<w:i/><w:iCs/>"
    if proof is False:
        properties += "<w:noProof/>"
    if rtl:
        properties += "<w:rtl/>"
    if language:
        properties += f'<w:lang w:{language_kind(language, rtl)}="{_quoted(language)}"/>'
    return f"<w:rPr>{properties}</w:rPr>" if properties else ""


def language_kind(tag: str, rtl: bool) -> str:
    """Return which of the three languages of a run (CT_Language) `tag` is: Word asks one of them by the script."""
    return "bidi" if rtl else "eastAsia" if tag.split("-")[0].lower() in _EAST_ASIAN else "val"


def _text(text: str) -> str:
    if text.isprintable():  # then it has no breaks, no tabs, and nothing that no file can hold
        return f'<w:t xml:space="preserve">{escaped(text)}</w:t>' if text else ""
    pieces = clean(text).replace("\n", LINE_BREAK).split(LINE_BREAK)
    written = [f'<w:t xml:space="preserve">{escaped(piece)}</w:t>' if piece else "" for piece in pieces]
    return "<w:br/>".join(written).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')


def _color(color: str) -> str:
    return f'<{MARK}:color value="{_quoted(color)}"/>' if color else ""


def _direction(paragraph: Mapping[str, Any]) -> str:
    return f"<{MARK}:bidi/>" if paragraph.get("rtl") else ""


def _begin(name: str) -> str:
    return f'<w:bookmarkStart w:id="0" w:name="{_quoted(name)}"/>'


def _end(name: str) -> str:
    # Which start it belongs to is told by its name until `finish` numbers the pairs.
    return f'<w:bookmarkEnd w:id="0" {MARK}:name="{_quoted(name)}"/>'


def _quoted(text: str) -> str:
    return escaped(clean(text)).replace('"', "&quot;").replace("\n", " ")
