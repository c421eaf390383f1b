"""The styles that a briefing's words are printed in: found in a template by name, and made where it has none.

Word names its built-in styles in English inside a file, whatever its language, and gives them ids in its own
(``berschrift1`` is the name “heading 1”). So they are looked for by name.
"""

from __future__ import annotations

from lxml import etree

from briefer.export.word.names import Element, W, parse, w
from briefer.export.word.package import Package
from briefer.packs.problem import Problem

STYLES, NUMBERING, SETTINGS = "word/styles.xml", "word/numbering.xml", "word/settings.xml"
_OF_2010 = "word/stylesWithEffects.xml"
"""The styles once more, as Word 2010 wrote them; the template that python-docx begins with has it."""
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_GRAY = "5C5B57"
_STYLE, _NAME, _TYPE_OF, _ID, _VALUE = w("style"), w("name"), w("type"), w("styleId"), w("val")
# By the id that our runs write: the names that are looked for in their order, and what is made where none is there.
_CHARACTER = {
    "FootnoteReference": (("footnote reference",), '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
    "Hyperlink": (("Hyperlink",), '<w:rPr><w:color w:val="2B5C8A"/><w:u w:val="single"/></w:rPr>'),
    "QuotationEdit": (("Quotation edit", "Briefer Edit"), f'<w:rPr><w:color w:val="{_GRAY}"/></w:rPr>'),
    "Marking": (("Marking", "Briefer Marking"), "<w:rPr><w:b/><w:bCs/></w:rPr>"),
}
_HEADING = '<w:pPr><w:keepNext/><w:spacing w:before="{before}" w:after="120"/><w:outlineLvl w:val="{level}"/></w:pPr>'
_PARAGRAPH = {
    "FootnoteText": (
        ("footnote text", "Briefer Note"),
        '<w:pPr><w:spacing w:after="40"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>',
    ),
    **{
        f"Heading{level}": (
            (f"heading {level}",),
            _HEADING.format(before=480 - 80 * level, level=level - 1)
            + f'<w:rPr><w:b/><w:bCs/><w:sz w:val="{34 - 4 * level}"/><w:szCs w:val="{34 - 4 * level}"/></w:rPr>',
        )
        for level in (1, 2, 3)
    },
    "Quote": (
        ("Briefer Quotation", "Quote"),
        (
            f'<w:pPr><w:pBdr><w:left w:val="single" w:sz="18" w:space="10" w:color="{_GRAY}"/></w:pBdr>'
            '<w:spacing w:before="120" w:after="120"/><w:ind w:left="340"/></w:pPr>'
        ),
    ),
    "ListBullet": (("List Bullet",), '<w:pPr><w:numPr><w:numId w:val="{bullet}"/></w:numPr></w:pPr>'),
    "ListNumber": (("List Number",), '<w:pPr><w:numPr><w:numId w:val="{number}"/></w:numPr></w:pPr>'),
    "Caption": (("caption",), f'<w:rPr><w:color w:val="{_GRAY}"/></w:rPr>'),
    "Source": (("Briefer Source", "Source"), '<w:pPr><w:spacing w:after="80"/></w:pPr>'),
}
_CUSTOM = ("Quotation edit", "Marking", "Briefer Quotation", "Briefer Source")
_LISTS = ("ListBullet", "ListNumber")


def missing_styles(package: Package) -> list[Problem]:
    """Return a warning where a template has none of its own for something that every briefing has."""
    there = _there(package)
    lacking = [names[0] for id_, (names, _) in _CHARACTER.items() if not there[id_]]
    if not lacking:
        return []
    what = f"The style {lacking[0]} is" if len(lacking) == 1 else f"The styles {', '.join(lacking)} are"
    return [
        Problem(
            id="missing-style",
            severity="warning",
            part=STYLES,
            message=f"{what} not in the template; plain ones are made as it is printed",
            suggestion="Make styles of these names in Word to choose their look.",
        )
    ]


def prepare(package: Package) -> dict[str, str]:
    """Make the styles, lists and settings that a briefing needs and a template lacks; return each style's id there.

    The keys are the ids that our runs write. A template that has them all is not changed.
    """
    if STYLES not in package.parts:
        _add_part(package, STYLES, "styles", f'<w:styles xmlns:w="{W}"/>')
    if SETTINGS not in package.parts:
        _add_part(package, SETTINGS, "settings", f'<w:settings xmlns:w="{W}"/>')
    if _OF_2010 in package.parts:  # its styles would not be those that are made here
        package.drop(_OF_2010)
    there = _there(package)
    lacking = [id_ for id_, found in there.items() if found is None]
    lists = _lists(package) if any(id_ in lacking for id_ in _LISTS) else {}
    taken = {style.get(_ID) for style in package.tree(STYLES).iterchildren(_STYLE)}
    for id_ in lacking:
        own = id_ if id_ not in taken else f"Briefer{id_}"
        package.tree(STYLES).append(_style(id_, own, lists))
        there[id_] = own
    return {id_: found or id_ for id_, found in there.items()}


def rename(markup: str, ids: dict[str, str]) -> str:
    """Return the markup of a part in which the runs have the ids that the template's styles have."""
    other = {id_: own for id_, own in ids.items() if id_ != own}
    for kind in ("pStyle", "rStyle") if other else ():
        begin, *named = markup.split(f'<w:{kind} w:val="')
        markup = f'<w:{kind} w:val="'.join([begin, *(_renamed(piece, other) for piece in named)])
    return markup


def _renamed(piece: str, other: dict[str, str]) -> str:
    id_, sign, behind = piece.partition('"')
    return f"{other.get(id_, id_)}{sign}{behind}"


def _there(package: Package) -> dict[str, str | None]:
    """Return the id that a template has for each of our styles: of the first that has one of its names."""
    there: dict[str, str | None] = {}
    for kind, styles in (("character", _CHARACTER), ("paragraph", _PARAGRAPH)):
        by_name = by_names(package, kind)
        for id_, (names, _) in styles.items():
            there[id_] = next((by_name[name.lower()] for name in names if name.lower() in by_name), None)
    return there


def by_names(package: Package, kind: str) -> dict[str, str]:
    """Return the ids of a template's styles of a kind ("paragraph", "character") by their names in small letters.

    Where two have one name the first is it. Word takes no notice of a paragraph's style that is one of characters.
    """
    found: dict[str, str] = {}
    for style in package.tree(STYLES).iterchildren(_STYLE) if STYLES in package.parts else ():
        # A style that says no kind is one of paragraphs (ECMA-376, part 1, 17.7.4.17).
        if style.get(_TYPE_OF, "paragraph") == kind:
            for name in style.iterchildren(_NAME):
                found.setdefault(name.get(_VALUE, "").lower(), style.get(_ID, ""))
    return found


def _style(id_: str, own: str, lists: dict[str, str]) -> Element:
    kind = "character" if id_ in _CHARACTER else "paragraph"
    names, look = {**_CHARACTER, **_PARAGRAPH}[id_]
    if id_ in _LISTS:
        look = look.format(**lists)
    custom = ' w:customStyle="1"' if names[0] in _CUSTOM else ""
    return parse(
        f'<w:style xmlns:w="{W}" w:type="{kind}"{custom} '
        f'w:styleId="{own}"><w:name w:val="{names[0]}"/><w:qFormat/>{look}</w:style>'.encode()
    )


def _lists(package: Package) -> dict[str, str]:
    """Add a bulleted and a numbered list to the template's numbering; return their instances."""
    if NUMBERING not in package.parts:
        _add_part(package, NUMBERING, "numbering", f'<w:numbering xmlns:w="{W}"/>')
    root = package.tree(NUMBERING)
    abstract = _next(root, "abstractNum", "abstractNumId")
    number = _next(root, "num", "numId")
    made: dict[str, str] = {}
    first = root.find(w("num"))
    for at, name in enumerate(("bullet", "number")):
        levels = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{"bullet" if at == 0 else "decimal"}"/>'
            f'<w:lvlText w:val="{"•–·"[level % 3] if at == 0 else f"%{level + 1}."}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{397 * (level + 1)}" w:hanging="397"/></w:pPr></w:lvl>'
            for level in range(9)
        )
        kind = parse(
            f'<w:abstractNum xmlns:w="{W}" w:abstractNumId="{abstract + at}"><w:multiLevelType '
            f'w:val="hybridMultilevel"/>{levels}</w:abstractNum>'.encode()
        )
        # All kinds of lists stand before all instances (CT_Numbering).
        root.append(kind) if first is None else first.addprevious(kind)
        made[name] = str(number + at)
    for at, name in enumerate(made.values()):
        instance = etree.SubElement(root, w("num"))
        instance.set(w("numId"), name)
        etree.SubElement(instance, w("abstractNumId")).set(w("val"), str(abstract + at))
    return made


def _next(root: Element, name: str, key: str) -> int:
    return max((int(each.get(w(key), "0")) for each in root.findall(w(name))), default=0) + 1


def _add_part(package: Package, name: str, kind: str, content: str) -> None:
    package.put(name, parse(content.encode()))
    package.relate("word/document.xml", kind, name.removeprefix("word/"))
    package.declare(name, f"{_TYPE}.{kind}+xml")
