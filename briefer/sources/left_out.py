"""What readers say of what a file holds and its article does not; all of them in the same words."""

from __future__ import annotations

from briefer.core.source import Article
from briefer.errors import SourceEmpty

DELETED = "It holds deleted text of tracked changes, which was left out."
HIDDEN = "It holds hidden text, which was left out."
PICTURES = "Only the first of its pictures were kept; there were too many."


def sentences(*, deleted: bool, hidden: bool, pictures: int) -> list[str]:
    """Return the warnings of an office file; `pictures` is how many were too many."""
    said = ((DELETED, deleted), (HIDDEN, hidden), (PICTURES, pictures > 0))
    return [sentence for sentence, is_so in said if is_so]


def refuse_empty(article: Article, name: str) -> None:
    """Refuse an office file without words; one of pictures alone is a scan that somebody put into it.

    Raises:
        SourceEmpty: there are neither words nor pictures in it, and why, where what was left out is all there is.
    """
    if article.text.replace("\ufffc", "").strip() or any(picture.sha256 for picture in article.pictures):
        return
    why = [words for words, said in (("deleted", DELETED), ("hidden", HIDDEN)) if said in article.warnings]
    if why:
        raise SourceEmpty(
            f"“{name}” has no words in it that are not {' or '.join(why)}.",
            "Show them in the program that made it, then save it again.",
        )
    raise SourceEmpty(f"“{name}” has no words in it.")
