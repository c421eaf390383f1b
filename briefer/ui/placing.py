"""Where passages stand in the text as it is read now: those taken from an earlier text of a source are found again."""

from __future__ import annotations

from dataclasses import replace

from briefer.core.anchor import find
from briefer.core.passage import Passage, PassageId
from briefer.errors import NotFound
from briefer.ui.document import Document


class Placing:
    """Finds passages in the present texts of their sources, each once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[tuple[PassageId, str], tuple[int, int] | None] = {}
        document.librarySwapped.connect(self._found.clear)

    def placed(self, passage: Passage) -> Passage | None:
        """Return a passage as it stands in the text of today; None where its words are not in there.

        Raises:
            NotFound: there is no such source.
            LibraryDamaged: its text is not what was written.
        """
        workspace = self._document.workspace
        source = workspace.source(passage.source)
        if passage.text_sha256 == source.text_sha256 or passage.region is not None:
            return passage
        key = passage.id, source.text_sha256
        if key not in self._found:
            try:
                former = workspace.article(source.id, passage.text_sha256).text
            except NotFound:
                former = None
            place = find(workspace.article(source.id).text, passage, former=former)
            self._found[key] = (place.start, place.end) if place.certainty != "lost" else None
        span = self._found[key]
        return replace(passage, start=span[0], end=span[1]) if span is not None else None
