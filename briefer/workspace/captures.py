"""What became of the passages of a source in a later capture of it, or in another text of it; moved only when asked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from briefer.core import moving
from briefer.core.anchor import Finder
from briefer.core.briefing import named_passages
from briefer.core.change import Edit
from briefer.core.difference import Run, runs
from briefer.core.passage import Passage, PassageId
from briefer.core.source import Article, Certainty, Source
from briefer.errors import EditRefused, NotFound
from briefer.workspace.articles import Articles


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    """What became of one passage: ``words`` stand at ``[start:end]`` of the other text, nothing where it is lost.

    ``difference`` tells its words from those: "same" and "gone" together are the passage's, all "gone" for a lost one.
    """

    passage: Passage
    certainty: Certainty
    start: int
    end: int
    words: str
    difference: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The passages of one source looked for in the text of another (or in its own newest one), in their order there."""

    old: Source
    new: Source
    passages: tuple[Became, ...]

    def counts(self) -> Mapping[Certainty, int]:
        """Return how many passages stand at the same place, have moved, have changed, are lost."""
        found: dict[Certainty, int] = {"same": 0, "moved": 0, "changed": 0, "lost": 0}
        for each in self.passages:
            found[each.certainty] += 1
        return found


class Captures(Articles):
    """Comparing captures, as a part of the workspace."""

    def compare(self, old: str, new: str) -> Comparison:
        """Look for the passages of the source `old` in the text of `new` (handles or ids), and change nothing.

        The same source twice: those of its passages that were taken from an earlier text of it, in its text of today.

        Raises:
            NotFound: there is no such source.
            LibraryDamaged: a text is not what was written.
        """
        source, other = self._shelf.source(old), self._shelf.source(new)
        passages = self._shelf.passages_of(source.id).values()
        if source.id == other.id:
            passages = [each for each in passages if each.text_sha256 != other.text_sha256 and each.region is None]
        now = self._shelf.article(other.id)
        finders: dict[str, Finder] = {}
        found: list[Became] = []
        for passage in sorted(passages, key=lambda each: (each.start, each.end, each.number)):
            if passage.is_picture:
                found.append(_picture(passage, self._shelf.article(source.id, passage.text_sha256), now))
                continue
            if passage.text_sha256 not in finders:
                former = self._shelf.article(source.id, passage.text_sha256).text
                finders[passage.text_sha256] = Finder(now.text, text_sha256=other.text_sha256, former=former)
            place = finders[passage.text_sha256].find(passage)
            found.append(_became(passage, place.certainty, place.start, place.end, now))
        return Comparison(old=source, new=other, passages=tuple(found))

    def moved(self, comparison: Comparison, chosen: Collection[PassageId] | None = None) -> Edit:
        """Return the act that puts the passages found (those chosen, or all) in place of the old ones, to be done.

        Only the open briefing is edited: its quotations and citations of them, each of which keeps what it is. Passages
        that it does not use stay as they are.

        Raises:
            EditRefused: the briefing uses none of them, or what was edited in a quotation does not fit its other words,
                or the other text is read otherwise since it was compared.
            NotFound: no briefing is open, or a passage chosen is lost.
        """
        briefing = self._desk.opened()
        if self._shelf.source(comparison.new.id).text_sha256 != comparison.new.text_sha256:
            raise EditRefused(f"{comparison.new.handle} was read again since it was compared.", "Compare once more.")
        used = {passage.id for _, blocks in briefing.parts() for block in blocks for passage in named_passages(block)}
        places: dict[PassageId, Passage] = {}
        added: dict[PassageId, Passage] = {}
        for each in comparison.passages:
            passage = each.passage
            if chosen is not None and passage.id not in chosen:
                continue
            if each.certainty == "lost":
                if chosen is not None:
                    raise NotFound(f"{passage.handle} was not found in {comparison.new.handle}.", _TAKE)
                continue
            if passage.id in used:
                if passage.is_picture:
                    places[passage.id], new = self._shelf.picture_passage(comparison.new.id, each.start)
                else:
                    places[passage.id], new = self._shelf.passage(comparison.new.id, each.start, each.end)
                if new:
                    added[places[passage.id].id] = places[passage.id]
        handles = [each.passage.handle for each in comparison.passages if each.passage.id in places]
        what = handles[0] if len(handles) == 1 else f"{len(handles)} passages"
        label = f"move {what} to {comparison.new.handle}"
        return moving.moved(briefing, places, label=label, added=tuple(added.values()))


_TAKE = "Look for it there, and take it as a passage of its own."


def _became(passage: Passage, certainty: Certainty, start: int, end: int, now: Article) -> Became:
    words = now.text[start:end]
    return Became(
        passage=passage,
        certainty=certainty,
        start=start,
        end=end,
        words=words,
        difference=runs(passage.exact, words),
    )


def _picture(passage: Passage, article: Article, now: Article) -> Became:
    """Look for a passage that is a picture by the picture's own hash; where that stands twice it is lost.

    A part of a page of another file is lost: whether that page is the same nobody can say for certain.
    """
    picture = article.picture_at(passage.start) if passage.region is None else None
    sha256 = picture.sha256 if picture is not None else None
    found = [each.at for each in now.pictures if sha256 is not None and each.sha256 == sha256]
    if len(found) != 1:
        return _became(passage, "lost", 0, 0, now)
    (at,) = found
    return _became(passage, "same" if at == passage.start else "moved", at, at + 1, now)
