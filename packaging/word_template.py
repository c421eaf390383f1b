"""What the scripts that make briefer's Word templates share: styles, tables and tags written as a person would in Word.

Each script makes the same bytes every time, so that a change of a template can be read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

# A face that Word brings on Windows and on Mac.
TEXT = "Cambria"
INK, MUTED, LINE, ACCENT, TINT, ADVICE = "1C1C1A", "5C5B57", "D9D7D0", "2B5C8A", "F5F4F1", "F1F6F2"
MARGIN = 1474  # 26 mm
WIDTH = 11906 - 2 * MARGIN


# --- styles -----------------------------------------------------------------------------------------------------------


def style(id: str, name: str, *, paragraph: str = "", run: str = "", based: str = "Normal", following: str = "") -> str:
    """Return a paragraph style."""
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>'
        + (f'<w:next w:val="{following}"/>' if following else "")
        + "<w:qFormat/>"
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def character(id: str, name: str, run: str) -> str:
    """Return a character style."""
    return (
        f'<w:style w:type="character" w:styleId="{id}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="DefaultParagraphFont"/>'
        f"<w:rPr>{run}</w:rPr></w:style>"
    )


def spacing(before: float = 0, after: float = 0, line: float = 0) -> str:
    """Return spacing in points; a line at least so high, so that a taller script is not cut."""
    lines = f' w:line="{round(line * 20)}" w:lineRule="atLeast"' if line else ""
    return f'<w:spacing w:before="{round(before * 20)}" w:after="{round(after * 20)}"{lines}/>'


def size(points: float) -> str:
    """Return a type size, for complex scripts too."""
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def color(value: str) -> str:
    """Return a colour of type."""
    return f'<w:color w:val="{value}"/>'


def border(side: str, value: str, eighths: int, space: int) -> str:
    """Return a border of a paragraph or cell: eighths of a point wide, `space` points away."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{value}"/>'


BOLD = "<w:b/><w:bCs/>"
ITALIC = "<w:i/><w:iCs/>"
KEEP = "<w:keepNext/><w:keepLines/>"


def stylesheet(styles: Mapping[str, str]) -> str:
    """Return styles.xml with these styles."""
    fonts = f'<w:rFonts w:ascii="{TEXT}" w:eastAsia="{TEXT}" w:hAnsi="{TEXT}" w:cs="Times New Roman"/>'
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{color(INK)}{size(11)}"
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        f"<w:pPrDefault><w:pPr>{spacing(0, 7.5, 15)}</w:pPr></w:pPrDefault></w:docDefaults>"
    )
    built_in = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "<w:pPr><w:widowControl/></w:pPr></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="0" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
    )
    return f"{HEAD}<w:styles {NAMESPACES}>{defaults}{built_in}{''.join(styles.values())}</w:styles>"


def by_id(styles: Iterable[str]) -> dict[str, str]:
    """Return styles by their ids."""
    return {re.findall('w:styleId="([^"]+)"', each)[0]: each for each in styles}


def common_styles() -> dict[str, str]:
    """Return the styles of every template of ours by id; one that looks otherwise puts its own in their place."""
    label = f'<w:smallCaps/>{color(MUTED)}<w:spacing w:val="10"/>{size(10)}'
    # Borders in the colour of the ground make room inside the box; Word draws them once for the group.
    room = border("top", TINT, 4, 7), border("bottom", TINT, 4, 7)
    bottom_line = (
        f"<w:pBdr>{room[0]}{border('left', ACCENT, 24, 10)}{room[1]}</w:pBdr>"
        f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>'
    )
    made = [
        style("Title", "Title", paragraph=f'{KEEP}{spacing(0, 4, 28)}<w:jc w:val="left"/>', run=BOLD + size(23),
              following="Normal"),
        style("Question", "Question", paragraph=KEEP + spacing(0, 2, 17), run=ITALIC + color(MUTED) + size(12.5)),
        style("FactLabel", "Fact label", paragraph=spacing(2.5, 2.5, 12), run=label),
        style("FactText", "Fact text", paragraph=spacing(2.5, 2.5, 12), run=size(10)),
        style(
            "Spacer",
            "Spacer",
            paragraph='<w:spacing w:before="0" w:after="0" w:line="160" w:lineRule="exact"/>',
            run=size(4),
        ),
        style("Heading1", "heading 1", following="Normal",
              paragraph=f'{KEEP}<w:pBdr>{border("bottom", MUTED, 8, 3)}</w:pBdr>{spacing(22, 9, 18)}'
              '<w:outlineLvl w:val="0"/>',
              run=BOLD + size(15)),
        style("Heading2", "heading 2", following="Normal",
              paragraph=f'{KEEP}{spacing(12, 4, 15)}<w:outlineLvl w:val="1"/>', run=BOLD + size(12)),
        style("Heading3", "heading 3", following="Normal",
              paragraph=f'{KEEP}{spacing(10, 3, 15)}<w:outlineLvl w:val="2"/>', run=BOLD + ITALIC + size(11)),
        style("ListBullet", "List Bullet",
              paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>' + spacing(0, 4, 15)),
        style("ListNumber", "List Number",
              paragraph='<w:numPr><w:numId w:val="2"/></w:numPr>' + spacing(0, 4, 15)),
        style("Quote", "Quote",
              paragraph=f'<w:pBdr>{border("left", LINE, 18, 10)}</w:pBdr>{spacing(5, 8, 14.5)}'
              '<w:ind w:left="454" w:right="340"/>',
              run=size(10.5)),
        style("BottomLineLabel", "Bottom line label", following="BottomLine",
              paragraph=f'{KEEP}{bottom_line}{spacing(14, 0, 16)}<w:ind w:left="227"/>',
              run=BOLD + "<w:smallCaps/>" + color(ACCENT) + '<w:spacing w:val="10"/>' + size(11)),
        style("BottomLine", "Bottom line",
              paragraph=f'{bottom_line}{spacing(0, 4, 16.5)}<w:ind w:left="227"/>', run=size(12)),
        style("AdviceLabel", "Advice label", paragraph=KEEP + spacing(0, 8, 13), run=ITALIC + color(MUTED) + size(9.5)),
        style("Empty", "Empty section", run=ITALIC + color(MUTED)),
        style("SourcesHeading", "Sources heading", based="Heading1", following="Source"),
        style("Source", "Source",
              paragraph='<w:keepLines/><w:tabs><w:tab w:val="left" w:pos="510"/></w:tabs>'
              + spacing(0, 5, 13) + '<w:ind w:left="510" w:hanging="510"/>', run=size(10)),
        style("SourceCompact", "Source compact", based="Source", paragraph=spacing(0, 2, 11.5), run=size(9)),
        style("TOCHeading", "TOC Heading", paragraph=KEEP + spacing(18, 4, 15), run=label),
        style("TOC1", "toc 1", paragraph=spacing(0, 2, 14)),
        style("Header", "header", run=color(MUTED) + size(9), paragraph=(
            f'<w:tabs><w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>' + spacing(0, 0, 12))),
        style("Footer", "footer", run=color(MUTED) + size(9), paragraph=(
            f'<w:pBdr>{border("top", LINE, 4, 6)}</w:pBdr><w:tabs><w:tab w:val="center" w:pos="{WIDTH // 2}"/>'
            f'<w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>' + spacing(0, 0, 12))),
        style("FootnoteText", "footnote text", paragraph=spacing(0, 2, 11.5), run=size(9)),
        character("FootnoteReference", "footnote reference", '<w:vertAlign w:val="superscript"/>'),
        character("Hyperlink", "Hyperlink", f'{color(ACCENT)}<w:u w:val="none"/>'),
        character("QuotationEdit", "Quotation edit", color(ACCENT)),
        character("Marking", "Marking", f'{BOLD}{color(INK)}<w:spacing w:val="8"/>{size(12)}'),
    ]  # fmt: skip
    return by_id(made)


# --- numbering --------------------------------------------------------------------------------------------------------


def numbering() -> str:
    """Return numbering.xml: a bulleted and a numbered list of nine levels."""
    bullets = "•–·"
    formats = (("decimal", "%{}."), ("lowerLetter", "%{}."), ("lowerRoman", "%{}."))

    def level(index: int, kind: str, text: str) -> str:
        left = 397 * (index + 1)
        style = {"bullet": "ListBullet"}.get(kind, "ListNumber") if index == 0 else ""
        linked = f'<w:pStyle w:val="{style}"/>' if style else ""
        return (
            f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}<w:lvlText w:val="{text}"/>'
            f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="397"/></w:pPr></w:lvl>'
        )

    bulleted = "".join(level(index, "bullet", bullets[index % 3]) for index in range(9))
    numbered = "".join(
        level(index, formats[index % 3][0], formats[index % 3][1].format(index + 1)) for index in range(9)
    )
    return (
        f"{HEAD}<w:numbering {NAMESPACES}>"
        f'<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="hybridMultilevel"/>{bulleted}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="hybridMultilevel"/>{numbered}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        "</w:numbering>"
    )


# --- text -------------------------------------------------------------------------------------------------------------


def run(text: str, properties: str = "") -> str:
    """Return a run; a tab character becomes one."""
    written = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in text.split("\t")]
    return f"<w:r>{written}{'<w:tab/>'.join(pieces)}</w:r>"


def paragraph(style: str, *runs: str) -> str:
    """Return a paragraph of runs, or of tags written as plain words."""
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{''.join(one if one.startswith('<') else run(one) for one in runs)}</w:p>"


def bordered(style: str, side: str, eighths: int, space: int, tag: str, more: str = "") -> str:
    """Return a paragraph whose border takes the section's colour when it is printed."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:pBdr>{border(side, MUTED, eighths, space)}</w:pBdr>{more}</w:pPr>'
        f"{run(tag)}</w:p>"
    )


def field(code: str, shown: str) -> str:
    """Return a field with what it shows until it is computed."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def tag(text: str) -> str:
    """Return a paragraph that holds one tag and vanishes."""
    return paragraph("", text)


def table(width: int, columns: tuple[int, ...], borders: str, rows: str) -> str:
    """Return a table of fixed columns."""
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="113" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def cell(width: int, content: str, more: str = "") -> str:
    """Return a cell."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{more}</w:tcPr>{content}</w:tc>'


def facts() -> str:
    """Return the title block's table: two facts a row, rules above and below only."""
    columns = tuple(WIDTH * share // 100 for share in (23, 29, 12, 36))
    fact = "{{%% if pair[{0}] %%}}{{{{ pair[{0}].{1} }}}}{{%% endif %%}}".replace("%%", "%")
    cells = "".join(
        cell(columns[2 * index], paragraph("FactLabel", fact.format(index, "label")))
        + cell(columns[2 * index + 1], paragraph("FactText", fact.format(index, "text")))
        for index in range(2)
    )
    whole = sum(columns)
    rows = (
        "<w:tr>"
        + cell(whole, tag("{%tr for pair in facts|batch(2, false) %}"))
        + "</w:tr>"
        + f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"
        + "<w:tr>"
        + cell(whole, tag("{%tr endfor %}"))
        + "</w:tr>"
    )
    rules = border("top", MUTED, 6, 0) + border("bottom", MUTED, 6, 0)
    return paragraph("Spacer") + table(whole, columns, rules, rows)


def blocks() -> str:
    """Return the loop over the blocks of a section."""
    kinds = (
        ("if block.kind == 'quotation'", "Quote"),
        ("elif block.kind == 'heading' and block.level == 1", "Heading2"),
        ("elif block.kind == 'heading'", "Heading3"),
        ("elif block.kind == 'list-item' and block.ordered", "ListNumber"),
        ("elif block.kind == 'list-item'", "ListBullet"),
        ("else", "Normal"),
    )
    printed = "{{r block|paragraph(loop.index0, section.color) }}"
    written = "".join(
        tag(f"{{%p {test} %}}")
        + (bordered(style, "left", 18, 10, printed) if style == "Quote" else paragraph(style, printed))
        for test, style in kinds
    )
    return (
        tag("{%p for block in section.blocks %}")
        + tag("{%p for part in block.paragraphs %}")
        + written
        + tag("{%p endif %}")
        + tag("{%p endfor %}")
        + tag("{%p endfor %}")
        + tag("{%p if not section.blocks %}")
        + paragraph("Empty", "{{ section.empty }}")
        + tag("{%p endif %}")
    )


def advice() -> str:
    """Return a section of advice: in a box of its own, with a sentence that says so."""
    inside = (
        bordered("Heading1", "bottom", 8, 3, "{{r section|heading }}", spacing(7, 7, 18))
        + paragraph("AdviceLabel", "{{ words.advice_note }}")
        + blocks()
    )
    margins = (
        '<w:tcMar><w:top w:w="60" w:type="dxa"/><w:left w:w="255" w:type="dxa"/><w:bottom w:w="170" w:type="dxa"/>'
        '<w:right w:w="255" w:type="dxa"/></w:tcMar>'
    )
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{ADVICE}"/>{margins}'
    box = f"<w:tr>{cell(WIDTH, inside, fill)}</w:tr>"
    rules = border("top", LINE, 4, 0) + border("bottom", LINE, 4, 0)
    return paragraph("Spacer") + table(WIDTH, (WIDTH,), rules, box) + paragraph("Spacer")


def question() -> list[str]:
    """Return the question under the title, where one is asked."""
    return [
        tag("{%p if briefing.question %}"),
        paragraph("Question", "{{ briefing.question }}"),
        tag("{%p endif %}"),
    ]


def bottom_line() -> list[str]:
    """Return the bottom line in its box, where there is one."""
    return [
        tag("{%p if briefing.bottom_line %}"),
        paragraph("BottomLineLabel", "{{ words.bottom_line }}"),
        tag("{%p for part in briefing.bottom_line %}"),
        paragraph("BottomLine", "{{r part }}"),
        tag("{%p endfor %}"),
        tag("{%p endif %}"),
    ]


def title_block() -> list[str]:
    """Return the table of facts, where any was said."""
    return [tag("{%p if facts %}"), facts(), tag("{%p endif %}")]


def contents() -> list[str]:
    """Return the list of contents that a long briefing has."""
    return [
        tag("{%p if length.long %}"),
        paragraph("TOCHeading", "{{ words.contents }}"),
        tag("{%p for section in sections %}"),
        paragraph("TOC1", "{{r section|contents_line(loop.first, loop.last) }}"),
        tag("{%p endfor %}"),
        tag("{%p endif %}"),
    ]


def section() -> list[str]:
    """Return the title and the blocks of a section; one of advice is in its box."""
    return [
        tag("{%p if section.advice %}"),
        advice(),
        tag("{%p else %}"),
        bordered("Heading1", "bottom", 8, 3, "{{r section|heading }}"),
        blocks(),
        tag("{%p endif %}"),
    ]


ISSUE = (
    "{% if briefing.number %}{{ words.number }} {{ briefing.number }}{% endif %}"
    "{% if briefing.number and briefing.version %} · {% endif %}"
    "{% if briefing.version %}{{ words.version }} {{ briefing.version }}{% endif %}"
)
"""Number and version of the briefing, for a footer."""


def pages() -> tuple[str, ...]:
    """Return "page x of y" behind a tab, for a footer."""
    return (
        run("\t{{ words.page_label }} "),
        field("PAGE", "1"),
        run(" {{ words.page_of }} "),
        field("NUMPAGES", "{{ length.pages }}"),
    )


def marking_line(style: str) -> str:
    """Return a marking that is too long to stand beside anything, on a line of its own."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:pBdr><w:top w:val="nil"/></w:pBdr><w:jc w:val="center"/></w:pPr>'
        f"{run('{{r marking|chip }}')}</w:p>"
    )


SETTINGS = (
    f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="709"/>'
    '<w:autoHyphenation w:val="0"/><w:characterSpacingControl w:val="doNotCompress"/>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '<w:compatSetting w:name="overrideTableStyleFontSizeAndJustification" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>'
    '<w:compatSetting w:name="enableOpenTypeFeatures" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>'
    '<w:compatSetting w:name="doNotFlipMirrorIndents" w:uri="http://schemas.microsoft.com/office/word" w:val="1"/>'
    '</w:compat><w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)


# --- the file ---------------------------------------------------------------------------------------------------------


def write(target: Path, document: str, styles: str, edges: Mapping[str, str], settings: str = SETTINGS) -> None:
    """Write a template; `edges` are its headers and footers by name, related from rId4 on."""
    written = {"document": document, "styles": styles, "numbering": numbering(), "settings": settings, **edges}
    kinds = {name: "document.main" if name == "document" else name.rstrip("0123456789") for name in written}
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{WORD}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kinds[name]}" Target="{name}.xml"/>'
        for number, name in enumerate(list(written)[1:], 1)
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{package}/relationships">{relations}'
        "</Relationships>",
        **{f"word/{name}.xml": content for name, content in written.items()},
    }
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, content.encode(), compresslevel=9)
    print(target)
