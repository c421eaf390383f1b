"""Takes out of an article what is not meant to be read: forms, shares, lists of links, empty paragraphs.

The second half of the method of `readable`; the reason for each figure is the long use of Firefox's reader view.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from briefer.sources import class_names, dom
from briefer.sources.dom import Element
from briefer.sources.tree import SMALL_PICTURE

_VIDEO = re.compile(
    r"//(?:www\.)?(?:youtube(?:-nocookie)?\.com|player\.vimeo\.com|dailymotion\.com|v\.qq\.com|live\.bilibili\.com|"
    r"player\.twitch\.tv|archive\.org|upload\.wikimedia\.org)",
    re.I,
)
_NOTICE = re.compile(  # an advertisement's label, or what stands where something is still to come, and nothing else
    r"ad(?:vertis(?:ing|ement))?|anuncio|publicidad|pub(?:licité)?|werb(?:ung)?|anzeige|реклама|广告|"
    r"(?:loading|chargement|cargando|загрузка|正在加载)(?:…|\.\.\.)?",
    re.I,
)
_PICTURE_FILE = re.compile(r"\.(jpg|jpeg|png|webp)", re.I)
_PICTURE_SET = re.compile(r"\.(jpg|jpeg|png|webp)\s+\d")
_PICTURE_ADDRESS = re.compile(r"\s*\S+\.(jpg|jpeg|png|webp)\S*\s*")
_SHORT = 500
_TEXTISH = ("span", "li", "td", "blockquote", "dl", "div", "img", "ol", "p", "pre", "table", "ul")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True)
class Rules:
    """What an attempt takes out: elements of unlikely names, those whose class weighs against them, doubtful blocks."""

    unlikely: bool = True
    weigh: bool = True
    conditionally: bool = True


def tidy(content: Element, rules: Rules) -> None:
    """Clean `content`, an article, in place."""
    data = {table for table in content.iter("table") if is_data(table)}
    wake_pictures(content)
    _clean_doubtful(content, ("form",), rules, data)
    _clean_doubtful(content, ("fieldset",), rules, data)
    _drop_all(content, "object", "embed", "footer", "link", "aside")
    alone = content[0] if _has_at_most_one(content) and len(content) else None
    for node in list(content.iterdescendants()):
        if node is not alone and class_names.SHARE.search(dom.named(node)) and len(dom.text(node)) < _SHORT:
            dom.drop(node)
    _drop_all(content, "iframe", "input", "textarea", "select", "button")
    for heading in list(content.iter("h1", "h2")):
        if class_weight(heading, rules) < 0:
            dom.drop(heading)
    for tag in ("table", "ul", "div"):
        _clean_doubtful(content, (tag,), rules, data)
    for paragraph in list(content.iter("p")):
        if next(iter(paragraph.iter("img", "embed", "object", "iframe")), None) is None and not dom.has_words(
            paragraph
        ):
            dom.drop(paragraph)
    for table in list(content.iter("table")):
        _unwrap_single_cell(table)


def class_weight(node: Element, rules: Rules) -> int:
    """Return what the class and the id of an element speak for it, or against it."""
    if not rules.weigh:
        return 0
    weight = 0
    for name in (dom.attribute(node, "class"), dom.attribute(node, "id")):
        if name:
            weight -= 25 if class_names.AGAINST.search(name) else 0
            weight += 25 if class_names.FOR.search(name) else 0
    return weight


def within(node: Element, tag: str, deepest: int = 3) -> bool:
    """Say whether an element of that tag stands at most `deepest` levels above the parent of `node`."""
    for depth, parent in enumerate(node.iterancestors()):
        if depth > deepest:
            return False
        if parent.tag == tag:
            return True
    return False


def is_data(table: Element) -> bool:
    """Say whether a table holds data and is kept whatever it looks like (the rules of Firefox's accessibility tree)."""
    if table.get("role") == "presentation" or table.get("datatable") == "0":
        return False
    if table.get("summary"):
        return True
    caption = next(iter(table.iter("caption")), None)
    if caption is not None and (caption.text or dom.first_child(caption) is not None):
        return True
    if next(iter(table.iter("col", "colgroup", "tfoot", "thead", "th")), None) is not None:
        return True
    if next(iter(table.iterdescendants("table")), None) is not None:
        return False
    rows, columns = 0, 0
    for row in table.iter("tr"):
        rows += _number(row.get("rowspan"))
        columns = max(columns, sum(_number(cell.get("colspan")) for cell in row.iter("td")))
    if rows == 1 or columns == 1:
        return False
    return rows >= 10 or columns > 4 or rows * columns > 10


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 5 else 1


def _drop_all(content: Element, *tags: str) -> None:
    for node in list(content.iter(*tags)):
        if not (node.tag in ("object", "embed", "iframe") and _shows_video(node)):
            dom.drop(node)


def _shows_video(node: Element) -> bool:
    return any(_VIDEO.search(value) for value in node.attrib.values())


# --- doubtful blocks --------------------------------------------------------------------------------------------------


def _clean_doubtful(content: Element, tags: tuple[str, ...], rules: Rules, data: set[Element]) -> None:
    if not rules.conditionally:
        return
    for node in reversed(list(content.iter(*tags))):
        if node.getparent() is not None and _is_doubtful(node, rules, data):
            dom.drop(node)


def _is_doubtful(node: Element, rules: Rules, data: set[Element]) -> bool:
    if node in data or any(parent in data for parent in node.iterancestors("table")) or within(node, "code"):
        return False
    if data and any(table in data for table in node.iterdescendants("table")):
        return False
    weight = class_weight(node, rules)
    if weight < 0:
        return True
    words = dom.words(node)
    if words.count(",") >= 10:
        return False
    embeds = list(node.iterdescendants("object", "embed", "iframe"))
    if any(map(_shows_video, embeds)):
        return False
    if _NOTICE.fullmatch(words):
        return True
    is_list = node.tag == "ul" or (
        len(words) > 0 and sum(map(dom.length, node.iterdescendants("ul", "ol"))) > 0.9 * len(words)
    )
    pictures = _count(node, "img")
    if not _looks_bad(node, words, weight, is_list, pictures, len(embeds)):
        return False
    if is_list and all(_has_at_most_one(child) for child in node.iterchildren()):
        return pictures != _count(node, "li")  # a plain list of pictures stays
    return True


def _looks_bad(node: Element, words: str, weight: int, is_list: bool, pictures: int, embeds: int) -> bool:
    paragraphs = _count(node, "p")
    in_figure = within(node, "figure")
    if not in_figure and pictures > 1 and paragraphs / pictures < 0.5:
        return True
    if not is_list and _count(node, "li") - 100 > paragraphs:
        return True
    if _count(node, "input") > paragraphs // 3:
        return True
    density = dom.link_density(node)
    if not is_list and not in_figure and len(words) < 25 and (pictures == 0 or pictures > 2) and density > 0:
        headings = sum(map(dom.length, node.iterdescendants(*_HEADINGS)))
        if not words or headings / len(words) < 0.9:
            return True
    if (not is_list and weight < 25 and density > 0.2) or (weight >= 25 and density > 0.5):
        return True
    if (embeds == 1 and len(words) < 75) or embeds > 1:
        return True
    return pictures == 0 and not (words and any(dom.has_words(inner) for inner in node.iterdescendants(*_TEXTISH)))


def _count(node: Element, tag: str) -> int:
    return sum(1 for _ in node.iterdescendants(tag))


def _has_at_most_one(node: Element) -> bool:
    child = dom.first_child(node)
    return child is None or child.getnext() is None


def _unwrap_single_cell(table: Element) -> None:
    body = dom.only_child(table, "tbody")
    row = dom.only_child(body if body is not None else table, "tr")
    cell = dom.only_child(row, "td") if row is not None else None
    if cell is not None:
        cell.tag = "div"
        dom.replace(table, cell)


# --- pictures that a script would have shown --------------------------------------------------------------------------


def unwrap_noscript(body: Element) -> None:
    """Drop pictures without any source, and put one that stands in a ``noscript`` in the place of its stand-in."""
    for image in list(body.iter("img")):
        named = any(image.get(name) is not None for name in ("src", "srcset", "data-src", "data-srcset"))
        if not named and not any(_PICTURE_FILE.search(value) for value in image.attrib.values()):
            dom.drop(image)
    for noscript in list(body.iter("noscript")):
        image = _single_picture(noscript)
        before = noscript.getprevious()
        stand_in = _single_picture(before) if before is not None else None
        if image is None or before is None or stand_in is None or (before.tail or "").strip():
            continue
        for name, value in stand_in.attrib.items():
            told = name in ("src", "srcset") or _PICTURE_FILE.search(value)
            if value and told and image.get(name) != value:
                image.set(f"data-old-{name}" if image.get(name) is not None else name, value)
        dom.replace(before, image)


def _single_picture(node: Element) -> Element | None:
    while node.tag != "img":
        child = dom.first_child(node)
        if child is None or child.getnext() is not None or dom.has_words(node):
            return None
        node = child
    return node


def wake_pictures(content: Element) -> None:
    """Give a picture that waits for a script the address that the script would have given it."""
    for node in list(content.iter("img", "picture", "figure")):
        if (node.get("src") or "").startswith(SMALL_PICTURE) and any(
            _PICTURE_FILE.search(value) for name, value in node.attrib.items() if name != "src"
        ):
            del node.attrib["src"]
        if (node.get("src") or (node.get("srcset") or "null") != "null") and "lazy" not in (
            node.get("class") or ""
        ).lower():
            continue
        _wake(node)


def _wake(node: Element) -> None:
    for name, value in list(node.attrib.items()):
        if name in ("src", "srcset", "alt"):
            continue
        if _PICTURE_SET.search(value):
            target = "srcset"
        elif _PICTURE_ADDRESS.fullmatch(value):
            target = "src"
        else:
            continue
        if node.tag in ("img", "picture"):
            node.set(target, value)
        elif next(iter(node.iter("img", "picture")), None) is None:
            image = node.makeelement("img")
            image.set(target, value)
            node.append(image)
