"""Words among the elements of a tree, where a tag or a mark stands for what was there."""

from __future__ import annotations

from briefer.export.word.names import Element


def instead(element: Element, words: str) -> None:
    """Take an element away and leave words in its place."""
    parent = element.getparent()
    assert parent is not None
    say_before(element, words + (element.tail or ""))
    parent.remove(element)


def say_before(element: Element, words: str) -> None:
    """Put words before an element."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + words
    elif parent is not None:
        parent.text = (parent.text or "") + words


def say_behind(element: Element, words: str) -> None:
    """Put words right behind an element."""
    element.tail = words + (element.tail or "")


def say_last(element: Element, words: str) -> None:
    """Put words at the end of what is in an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words
