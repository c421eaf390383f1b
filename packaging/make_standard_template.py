"""Makes templates/standard/standard.docx, the Word template of the pack *Standard*.

    python3 packaging/make_standard_template.py

The file is what a person would make in Word: styles and Jinja tags. It is made by a script so that each change can be
read; the same script makes the same bytes. What the tags may say stands in resources/help/templates.md.
"""

from __future__ import annotations

from word_template import (
    HEAD,
    ISSUE,
    MARGIN,
    NAMESPACES,
    TEMPLATES,
    bottom_line,
    common_styles,
    contents,
    marking_line,
    pages,
    paragraph,
    question,
    run,
    section,
    stylesheet,
    tag,
    title_block,
    write,
)


def document() -> str:
    """Return document.xml."""
    body = [
        paragraph("Title", "{{ briefing.title }}"),
        *question(),
        *title_block(),
        *bottom_line(),
        *contents(),
        tag("{%p for section in sections %}"),
        *section(),
        tag("{%p endfor %}"),
        tag("{%p if sources %}"),
        paragraph("SourcesHeading", "{{ words.sources }}"),
        tag("{%p for source in sources %}"),
        tag("{%p if length.short %}"),
        paragraph("SourceCompact", run("[{{ source.number }}]\t"), run("{{r source.paragraph }}")),
        tag("{%p else %}"),
        paragraph("Source", run("[{{ source.number }}]\t"), run("{{r source.paragraph }}")),
        tag("{%p endif %}"),
        tag("{%p endfor %}"),
        tag("{%p endif %}"),
    ]
    properties = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:headerReference w:type="first" r:id="rId5"/>'
        '<w:footerReference w:type="default" r:id="rId6"/><w:footerReference w:type="first" r:id="rId6"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="1588" w:right="{MARGIN}" w:bottom="1474" w:left="{MARGIN}" w:header="737" w:footer="680" '
        'w:gutter="0"/><w:titlePg/></w:sectPr>'
    )
    return f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(body)}{properties}</w:body></w:document>"


def header(first: bool) -> str:
    """Return a header: the marking at the right, and the short title at the left from the second page on."""
    title = [] if first else [run("{{ briefing.short_title }}")]
    written = (
        tag("{%p if marking.long %}")
        + marking_line("Header")
        + (paragraph("Header", *title) if title else "")
        + tag("{%p else %}")
        + paragraph("Header", *title, run("\t"), run("{{r marking|chip }}"))
        + tag("{%p endif %}")
    )
    return f"{HEAD}<w:hdr {NAMESPACES}>{written}</w:hdr>"


def footer() -> str:
    """Return the footer: number and version, marking, page x of y."""
    written = (
        tag("{%p if marking.long %}")
        + paragraph("Footer", run(ISSUE), run("\t"), *pages())
        + marking_line("Footer")
        + tag("{%p else %}")
        + paragraph("Footer", run(ISSUE), run("\t"), run("{{r marking|chip }}"), *pages())
        + tag("{%p endif %}")
    )
    return f"{HEAD}<w:ftr {NAMESPACES}>{written}</w:ftr>"


if __name__ == "__main__":
    edges = {"header1": header(first=False), "header2": header(first=True), "footer1": footer()}
    write(TEMPLATES / "standard" / "standard.docx", document(), stylesheet(common_styles()), edges)
