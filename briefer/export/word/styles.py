"""The styles that the runs of a briefing ask a Word template for."""

from __future__ import annotations

from briefer.export.word.names import w
from briefer.export.word.package import Package
from briefer.packs.problem import Problem

NEEDED = ("FootnoteText", "FootnoteReference", "Hyperlink", "QuotationEdit", "Marking")
"""Their ids: where one is missing, its words look like those around."""


def missing_styles(package: Package) -> list[Problem]:
    """Return a warning where a template lacks some of them."""
    if "word/styles.xml" not in package.parts:
        return []
    there = {style.get(w("styleId")) for style in package.tree("word/styles.xml").iter(w("style"))}
    lacking = [name for name in NEEDED if name not in there]
    if not lacking:
        return []
    what = f"The style {lacking[0]} is" if len(lacking) == 1 else f"The styles {', '.join(lacking)} are"
    return [
        Problem(
            id="missing-style",
            severity="warning",
            part="word/styles.xml",
            message=f"{what} not in the template, so that words in it look like those around",
            suggestion="Copy what is missing from the standard template.",
        )
    ]
