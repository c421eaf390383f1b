"""What holds for every article, whatever it was read from."""

from typing import Any

from briefer.core import article_wire
from briefer.core.source import Article
from briefer.sources.reading import read_answer


def article(data: dict[str, Any]) -> Article:
    """Return the article a reader gave, after checking that its text and structure keep the rules of `Article`."""
    found = read_answer(data).article
    assert article_wire.article_from_json(article_wire.article_to_json(found)) == found
    end = -1
    closed = 0
    for block in found.blocks:
        assert block.start == end + 1
        assert block.start < block.end <= len(found.text)
        assert "\n" not in found.text[block.start : block.end]
        end = block.end
        closed += 1
    assert end == len(found.text) or not found.blocks
    assert found.text.count("\n") == max(0, closed - 1)
    assert not any(ord(character) < 32 and character not in "\t\n" for character in found.text)
    for mark in found.marks:
        assert any(block.start <= mark.start < mark.end <= block.end for block in found.blocks)
        assert (mark.href is not None) == (mark.kind == "link")
    for run in found.pages:
        assert 0 <= run.start < run.end <= len(found.text)
    return found


def shape(found: Article) -> list[tuple[str, str]]:
    """Return the kind and words of each block."""
    return [(block.kind, found.text[block.start : block.end]) for block in found.blocks]


def marked(found: Article, kind: str) -> list[str]:
    """Return the words under each mark of that kind."""
    return [found.text[mark.start : mark.end] for mark in found.marks if mark.kind == kind]
