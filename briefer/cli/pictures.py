"""Which picture, or which part of a page, words of the command line mean."""

from __future__ import annotations

from briefer.core.source import Article, Region, Source
from briefer.errors import BadRequest, NotFound
from briefer.workspace.workspace import Workspace


def place(workspace: Workspace, source: Source, number: int) -> int:
    """Return where the picture with a number (from 1) stands in a source's text.

    Raises:
        NotFound: the source has no such picture.
    """
    pictures = workspace.article(source.id).pictures
    if not 1 <= number <= len(pictures):
        held = f"{len(pictures)} picture{'' if len(pictures) == 1 else 's'}" if pictures else "no pictures"
        raise NotFound(f"{source.handle} has {held}.", "“briefer source” counts them.")
    return pictures[number - 1].at


def region(article: Article, source: Source, label: str | None, box: str) -> Region:
    """Return the region that `box` (``left,top,right,bottom``) is of the page called `label`; None: the first.

    Raises:
        NotFound: there is no page of that label.
        BadRequest: the box is not four numbers.
    """
    try:
        left, top, right, bottom = (float(side) for side in box.split(","))
    except ValueError as error:
        raise BadRequest(
            f"“{box}” is no box.", "Give left, top, right and bottom from 0 to 1: --box 0.1,0.2,0.9,0.5."
        ) from error
    return Region(left=left, top=top, right=right, bottom=bottom, page=_page(article, source, label))


def _page(article: Article, source: Source, label: str | None) -> int:
    if label is None:
        return 0
    if article.kind == "image":
        labels = [str(number) for number in range(1, len(article.pictures) + 1)]
    else:
        labels = [sheet.label for sheet in article.sheets]
    if label not in labels:
        last = f"They are called {labels[0]} to {labels[-1]}." if labels else ""
        raise NotFound(f"{source.handle} has no page {label}.", last)
    return labels.index(label)
