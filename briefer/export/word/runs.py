"""The ``runs`` filter of Word templates: a paragraph of the context as WordprocessingML.

Text is escaped here and nowhere else; what a run cannot say by itself (links, lists, direction) is left as marks, which
`resolving` resolves when it knows the part they are in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, cast

from markupsafe import Markup

from briefer.core.text import LINE_BREAK, clean
from briefer.errors import TemplateError
from briefer.export.word.marks import (
    ANCHOR,
    ANCHOR_END,
    BETWEEN,
    BIDI,
    CELL,
    COLOR,
    ITEM,
    LINK,
    NOTE,
    PICTURE,
    ROW,
    SIGN,
    mark,
)
from briefer.export.word.names import escaped
from briefer.export.word.values import is_formatted

_KEYS = ("href", "kind", "bold", "italic", "proof", "rtl", "language")
_ASKED = itemgetter(*_KEYS)
_EAST_ASIAN = ("ja", "ko", "zh", "yue")


def written(value: Any) -> str:
    """Return a paragraph of the context, a list of runs, or plain words, as runs of Word.

    Raises:
        TemplateError: `value` is none of these.
    """
    if type(value) is list:
        return _runs(cast("list[Mapping[str, Any]]", value))
    if isinstance(value, Markup):
        return value if is_formatted(value) or not value else f'<w:r><w:t xml:space="preserve">{value}</w:t></w:r>'
    if isinstance(value, str):
        return text_run({"text": value})
    if isinstance(value, Mapping) and "paragraphs" in value:
        return block(cast("Mapping[str, Any]", value), 0)
    if isinstance(value, Mapping) and "runs" in value:
        paragraph = cast("Mapping[str, Any]", value)
        return _direction(paragraph) + _runs(paragraph["runs"])
    raise TemplateError("{{r }} is given something that has no runs.", "Give it a paragraph or its runs.")


def runs(value: Any) -> Markup:
    """Return what `written` does as a value that a template may keep. Raises as it does."""
    return Markup(written(value))


def block(view: Mapping[str, Any], index: int, color: str = "") -> Markup:
    """Return paragraph `index` of a block, with the block's anchor around all of them and its place in a list.

    The paragraph's borders take `color`. In a template: ``{{r block|paragraph(loop.index0, section.color) }}``.
    """
    paragraphs: list[Mapping[str, Any]] = view["paragraphs"]
    paragraph = paragraphs[index]
    parts = [_direction(paragraph), _color(color)]
    if view["kind"] == "list-item":
        parts.append(mark(ITEM, view["list"], view["level"]))
    table: Mapping[str, Any] | None = view.get("table")
    row = index - (table["caption"] is not None) if table is not None else -1
    if table is not None:
        header = "yes" if row < table["header_rows"] else ""
        shares = " ".join(map(str, table["shares"]))
        parts.append(mark(ROW, row, header, " ".join(table["sides"]), shares, view["anchor"]))
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
    return "".join(map(_run, values))


def _run(run: Mapping[str, Any]) -> str:
    special = _SPECIAL.get(run.get("kind", ""))
    if special is not None:
        return special(run)
    written = text_run(run) if run["text"] else ""
    if not written or not run.get("href"):
        return written
    return f'<w:hyperlink{mark(LINK, run["href"])} w:history="1">{written}</w:hyperlink>'


def _figure(run: Mapping[str, Any]) -> str:
    return f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>{SIGN}{NOTE}{int(run["note"])}{SIGN}</w:r>'


def _picture(run: Mapping[str, Any]) -> str:
    told = (str(run[name]).replace("\n", " ") for name in ("name", "alt", "width", "height"))
    return f"<w:r>{mark(PICTURE, *told)}</w:r>"


_SPECIAL: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "note": _figure,
    "picture": _picture,
    "cell": lambda _: mark(CELL),
    "begin": lambda run: _begin(run["anchor"]),
    "end": lambda run: _end(run["anchor"]),
}
"""How the kinds of runs are written that print no words."""


def text_run(run: Mapping[str, Any]) -> str:
    """Return one run of text."""
    try:
        asked = _ASKED(run)
    except KeyError:  # a run of anybody's own need not say all
        asked = tuple(map(run.get, _KEYS))
    begun, text = _opened(*asked), str(run["text"])
    # Printable words have no breaks, no tabs, and nothing that no file can hold; most have no signs to escape either.
    if not text.isprintable() and not text.replace("\u00a0", " ").isprintable():
        return f"{begun}{_text(text)}</w:r>"
    if "&" in text or "<" in text or ">" in text:
        text = escaped(text)
    return f'{begun}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else f"{begun}</w:r>"


@lru_cache(maxsize=256)
def _opened(
    href: str | None, kind: str | None, bold: bool, italic: bool, proof: bool | None, rtl: bool, language: str | None
) -> str:
    """Return a run up to its words, its properties in the order of the schema (CT_RPr); few of a document differ."""
    properties = ""
    if href:
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
    return f"<w:r><w:rPr>{properties}</w:rPr>" if properties else "<w:r>"


def language_kind(tag: str, rtl: bool) -> str:
    """Return which of the three languages of a run (CT_Language) `tag` is: Word asks one of them by the script."""
    return "bidi" if rtl else "eastAsia" if tag.split("-")[0].lower() in _EAST_ASIAN else "val"


def _text(text: str) -> str:
    pieces = clean(text).replace("\n", LINE_BREAK).split(LINE_BREAK)
    written = [f'<w:t xml:space="preserve">{escaped(piece)}</w:t>' if piece else "" for piece in pieces]
    return "<w:br/>".join(written).replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')


def _color(color: str) -> str:
    return mark(COLOR, color) if color else ""


def _direction(paragraph: Mapping[str, Any]) -> str:
    return mark(BIDI) if paragraph.get("rtl") else ""


def _begin(name: str) -> str:
    return f"{SIGN}{ANCHOR}{_quoted(name)}{BETWEEN}{BETWEEN}{SIGN}"


def _end(name: str) -> str:
    return f"{SIGN}{ANCHOR_END}{_quoted(name)}{BETWEEN}{SIGN}"


def _quoted(text: str) -> str:
    return escaped(clean(text)).replace('"', "&quot;").replace("\n", " ")
