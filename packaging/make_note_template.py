"""Makes templates/intelligence-note/note.docx, the Word template of the pack *Intelligence note*.

    python3 packaging/make_note_template.py

See make_standard_template.py: the same applies here.
"""

from __future__ import annotations

from word_template import (
    ACCENT,
    BOLD,
    HEAD,
    INK,
    ISSUE,
    ITALIC,
    KEEP,
    LINE,
    MARGIN,
    MUTED,
    NAMESPACES,
    SETTINGS,
    TEMPLATES,
    WIDTH,
    blocks,
    border,
    bottom_line,
    by_id,
    cell,
    color,
    common_styles,
    contents,
    pages,
    paragraph,
    question,
    run,
    section,
    size,
    spacing,
    style,
    stylesheet,
    table,
    tag,
    title_block,
    write,
)

HEADINGS = '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Arial"/>'
HEAD_ROW = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
WHOLE_ROW = "<w:trPr><w:cantSplit/></w:trPr>"
KEY = "judgements"
"""The section that stands before all others, in a frame."""


def styles() -> str:
    """Return styles.xml: headings in a face of their own, and what only a note has."""
    frame = f"<w:pBdr>{border('top', INK, 12, 6)}</w:pBdr>"
    label = f'{HEADINGS}{BOLD}{color(MUTED)}<w:spacing w:val="6"/>{size(9)}'
    own = [
        style("Masthead", "Masthead", following="Title", run=f'{HEADINGS}{BOLD}<w:caps/>{color(ACCENT)}'
              f'<w:spacing w:val="40"/>{size(10.5)}',
              paragraph=f'{KEEP}<w:pBdr>{border("bottom", INK, 12, 5)}</w:pBdr><w:tabs>'
              f'<w:tab w:val="right" w:pos="{WIDTH}"/></w:tabs>{spacing(0, 14, 14)}'),
        style("Title", "Title", following="Normal", run=HEADINGS + BOLD + size(24),
              paragraph=f'{KEEP}{spacing(0, 4, 29)}<w:jc w:val="left"/>'),
        style("FactLabel", "Fact label", paragraph=spacing(2.5, 2.5, 12), run=label),
        style("Heading1", "heading 1", following="Normal", run=HEADINGS + BOLD + size(14),
              paragraph=f'{KEEP}<w:pBdr>{border("bottom", MUTED, 8, 3)}</w:pBdr>{spacing(20, 8, 17)}'
              '<w:outlineLvl w:val="0"/>'),
        style("Heading2", "heading 2", following="Normal", run=HEADINGS + BOLD + size(11.5),
              paragraph=f'{KEEP}{spacing(11, 4, 15)}<w:outlineLvl w:val="1"/>'),
        style("KeyHeading", "Key heading", based="Heading1", following="Normal", run=color(INK),
              paragraph=f'{KEEP}{frame}{spacing(18, 6, 17)}'),
        style("KeyEnd", "Key end", paragraph=f'<w:pBdr>{border("top", INK, 12, 1)}</w:pBdr>{spacing(6, 2, 4)}',
              run=size(4)),
        style("RowHead", "Row head", paragraph=KEEP + spacing(3, 3, 12), run=label),
        style("RowText", "Row text", paragraph=spacing(3, 3, 13), run=size(9.5)),
        style("Verbatim", "Verbatim", paragraph=spacing(0, 3, 13), run=size(10)),
        style("VerbatimPlace", "Verbatim place", based="Verbatim", run=ITALIC + color(MUTED) + size(9)),
        style("Banner", "Banner", paragraph=f'{spacing(0, 4, 14)}<w:jc w:val="center"/>',
              run=f'{HEADINGS}{BOLD}{color(INK)}<w:spacing w:val="20"/>{size(12)}'),
    ]  # fmt: skip
    return stylesheet(common_styles() | by_id(own))


def rows(columns: tuple[int, ...], heads: tuple[str, ...], loop: str, texts: tuple[str, ...]) -> str:
    """Return a table with a row for each turn of a loop; `texts` are words or whole paragraphs, `heads` may be none."""
    cells = "".join(
        cell(width, text if text.startswith("<") else paragraph("RowText", text))
        for width, text in zip(columns, texts, strict=True)
    )
    titles = "".join(cell(width, paragraph("RowHead", head)) for width, head in zip(columns, heads, strict=False))
    whole = sum(columns)
    written = (
        (f"<w:tr>{HEAD_ROW}{titles}</w:tr>" if heads else "")
        + f"<w:tr>{cell(whole, tag(f'{{%tr for {loop} %}}'))}</w:tr>"
        + f"<w:tr>{WHOLE_ROW}{cells}</w:tr>"
        + f"<w:tr>{cell(whole, tag('{%tr endfor %}'))}</w:tr>"
    )
    rules = border("top", MUTED, 8, 0) + border("bottom", MUTED, 8, 0) + border("insideH", LINE, 4, 0)
    return table(whole, columns, rules, written) + paragraph("Spacer")


def shares(*percent: int) -> tuple[int, ...]:
    """Return widths of columns that together fill the text."""
    return tuple(WIDTH * share // 100 for share in percent)


def key_judgements() -> str:
    """Return the section that stands first: between two heavy rules."""
    return (
        tag("{%p for section in sections %}")
        + tag(f"{{%p if section.key == '{KEY}' %}}")
        + paragraph("KeyHeading", "{{r section|heading }}")
        + blocks()
        + paragraph("KeyEnd")
        + tag("{%p endif %}")
        + tag("{%p endfor %}")
    )


def sections() -> str:
    """Return every other section in its order."""
    return (
        tag("{%p for section in sections %}")
        + tag(f"{{%p if section.key != '{KEY}' %}}")
        + "".join(section())
        + tag("{%p endif %}")
        + tag("{%p endfor %}")
    )


def account() -> str:
    """Return what stands behind the note: the summary of its sources, their list with grades, and their words."""
    return (
        tag("{%p if sources %}")
        + paragraph("SourcesHeading", "{{ words.summary }}")
        + rows(shares(27, 73), (), "row in summary", ("{{ row.label }}", "{{ row.text }}"))
        + paragraph("SourcesHeading", "{{ words.sources }}")
        + rows(
            shares(7, 78, 15),
            ("", "{{ words.source }}", "{{ words.grade }}"),
            "source in sources",
            ("[{{ source.number }}]", "{{r source.paragraph }}", "{{ source.grade or words.not_graded }}"),
        )
        + tag("{%p endif %}")
        + tag("{%p if passages %}")
        + paragraph("SourcesHeading", "{{ words.annex }}")
        + annex()
        + tag("{%p endif %}")
    )


def annex() -> str:
    """Return the table of the passages cited: number, words with where they stand, and the notes that cite them."""
    words = (
        tag("{%p for part in passage.paragraphs %}")
        + paragraph("Verbatim", "{{r part }}")
        + tag("{%p endfor %}")
        + paragraph("VerbatimPlace", "[{{ passage.source }}]{% if passage.where %}, {{ passage.where }}{% endif %}")
    )
    return rows(
        shares(7, 78, 15),
        ("", "{{ words.source }}", "{{ words.in_notes }}"),
        "passage in passages",
        ("{{ passage.number }}", words, "{{ passage.notes }}"),
    )


def document() -> str:
    """Return document.xml."""
    issue = (
        "{% if briefing.number %}{{ words.number }} {{ briefing.number }}{% endif %}"
        "{% if briefing.number and briefing.date %} · {% endif %}{{ briefing.date }}"
    )
    body = [
        paragraph("Masthead", run("{{ pack.title }}"), run("\t"), run(issue, "<w:caps w:val=\"0\"/>"
                  f'{color(MUTED)}<w:spacing w:val="0"/>')),
        paragraph("Title", "{{ briefing.title }}"),
        *question(),
        *bottom_line(),
        key_judgements(),
        *title_block(),
        *contents(),
        sections(),
        account(),
    ]  # fmt: skip
    kinds = [(place, kind) for place in ("header", "footer") for kind in ("default", "first", "even")]
    edges = "".join(
        f'<w:{place}Reference w:type="{kind}" r:id="rId{number}"/>' for number, (place, kind) in enumerate(kinds, 4)
    )
    properties = (
        f"<w:sectPr>{edges}"
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="1701" w:right="{MARGIN}" w:bottom="1588" w:left="{MARGIN}" w:header="624" w:footer="567" '
        'w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    return f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(body)}{properties}</w:body></w:document>"


def banner() -> str:
    """Return the handling banner, in the middle of a line of its own."""
    return tag("{%p if marking.text %}") + paragraph("Banner", run("{{r marking|chip }}")) + tag("{%p endif %}")


def header(*, first: bool) -> str:
    """Return a header: the banner, and from the second page on the short title."""
    title = "" if first else paragraph("Header", run("{{ briefing.short_title }}"))
    return f"{HEAD}<w:hdr {NAMESPACES}>{banner()}{title or paragraph('Header')}</w:hdr>"


def footer() -> str:
    """Return the footer: number and version, page x of y, and the banner below."""
    line = paragraph(
        "Footer",
        run(ISSUE),
        run("\t"),
        run("{{ briefing.status }}"),
        *pages(),
    )
    return f"{HEAD}<w:ftr {NAMESPACES}>{line}{banner()}</w:ftr>"


if __name__ == "__main__":
    write(
        TEMPLATES / "intelligence-note" / "note.docx",
        document(),
        styles(),
        {
            "header1": header(first=False),
            "header2": header(first=True),
            "header3": header(first=False),
            **{f"footer{number}": footer() for number in (1, 2, 3)},
        },
        SETTINGS.replace("<w:characterSpacing", "<w:evenAndOddHeaders/><w:characterSpacing"),
    )
