"""Passages that are pictures: a picture of an article, or a part of one of its pages. They have U+FFFC for words."""

from __future__ import annotations

from briefer.core.anchor import clock
from briefer.core.passage import CONTEXT, Passage, PassageId
from briefer.core.source import Article, Region, Source
from briefer.core.text import OBJECT
from briefer.errors import NotFound

_FINEST = 4
"""A side of a region is kept to so many decimals: finer than a pixel of any screen, and the same again when typed."""


def of_picture(article: Article, source: Source, at: int, *, id: PassageId, number: int) -> Passage:
    """Return the passage that is the picture at `at` of an article's text.

    Raises:
        NotFound: there is no picture, or it did not come with the article.
    """
    picture = article.picture_at(at)
    if picture is None:
        raise NotFound(f"There is no picture at that place of {source.handle}.", "Select a picture first.")
    if picture.sha256 is None:
        raise NotFound(
            f"This picture was not saved with {source.handle}.", "Save the page again as a complete page, and add that."
        )
    return _made(article, source, at, at + 1, id, number, picture=picture.sha256)


def of_region(article: Article, source: Source, region: Region, *, id: PassageId, number: int) -> Passage:
    """Return the passage that is a part of a page of an article; each picture of an image file is a page.

    Raises:
        NotFound: there is no such page, or the region is empty or reaches outside it.
    """
    page = region.page or 0
    pages = _pages(article)
    if not 0 <= page < pages:
        held = f"has {pages} page{'' if pages == 1 else 's'}" if pages else "has no pages"
        raise NotFound(f"{source.handle} {held}.", "Select a part of a page that it has.")
    region = rounded(article, region)
    if not _inside(region):
        raise NotFound("The region is empty, or reaches outside the page.", "Draw a rectangle on the page.")
    start, end = _place(article, page)
    return _made(article, source, start, end, id, number, region=region)


def rounded(article: Article, region: Region) -> Region:
    """Return a region as passages of the article keep it, so that the same one drawn twice is one passage."""
    return Region(
        left=round(region.left, _FINEST),
        top=round(region.top, _FINEST),
        right=round(region.right, _FINEST),
        bottom=round(region.bottom, _FINEST),
        page=None if _is_one_picture(article) else region.page or 0,
    )


def stands(passage: Passage, article: Article) -> bool:
    """Say whether an article has the words of a passage at its place, or the picture that it is."""
    start, end, text = passage.start, passage.end, article.text
    if not passage.is_picture:
        return 0 <= start < end <= len(text) and text[start:end] == passage.exact
    if passage.exact != OBJECT:
        return False
    region = passage.region
    if region is not None:
        page = region.page or 0
        if passage.picture is not None or type(page) is not int or not 0 <= page < _pages(article):
            return False
        return _inside(region) and (passage.start, passage.end) == _place(article, page)
    picture = article.picture_at(passage.start)
    # One whose bytes did not come along has no hash any more; it is that picture still.
    return picture is not None and picture.sha256 in (None, passage.picture) and passage.end == passage.start + 1


def _pages(article: Article) -> int:
    if article.kind == "image":
        return len(article.pictures)
    # A PDF that was read by a former version has no sheets.
    return len(article.sheets) or 1 + max((run.page for run in article.pages), default=-1)


def _is_one_picture(article: Article) -> bool:
    return article.kind == "image" and len(article.pictures) == 1


def _inside(region: Region) -> bool:
    return 0 <= region.left < region.right <= 1 and 0 <= region.top < region.bottom <= 1


def _place(article: Article, page: int) -> tuple[int, int]:
    """Return where a page begins in the text: the picture that a scanned page is, or nothing before its words."""
    if article.kind == "image":
        at = article.pictures[page].at
        return at, at + 1
    run = next((run for run in article.pages if run.page >= page), None)
    if run is None:
        return len(article.text), len(article.text)
    scan = run.page == page and article.text[run.start : run.end].strip() == OBJECT
    start = article.text.find(OBJECT, run.start) if scan else run.start
    return start, start + scan


def _made(
    article: Article,
    source: Source,
    start: int,
    end: int,
    id: PassageId,
    number: int,
    *,
    region: Region | None = None,
    picture: str | None = None,
) -> Passage:
    text = article.text
    if region is not None and region.page is not None and region.page < len(article.sheets):
        page: str | None = article.sheets[region.page].label
    else:
        page = article.page_label_at(start)
    cue = article.cue_at(start)
    return Passage(
        id=id,
        source=source.id,
        source_number=source.number,
        number=number,
        exact=OBJECT,
        start=start,
        end=end,
        text_sha256=source.text_sha256,
        prefix=text[max(0, start - CONTEXT) : start],
        suffix=text[end : end + CONTEXT],
        page=page,
        paragraph=article.paragraph_at(start),
        cue=clock(cue.begin) if cue is not None else None,
        region=region,
        picture=picture,
    )
