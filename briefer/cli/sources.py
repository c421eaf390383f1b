"""The verbs over articles: import, sources, source, search."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any, cast

from briefer.cli.answer import Answer, shortened, table
from briefer.cli.opened import reading, writing
from briefer.cli.views import (
    comparison_view,
    custody_view,
    pictures_count,
    relations_view,
    source_view,
    structure_view,
)
from briefer.core.custody import Entry
from briefer.core.reference import read_fact
from briefer.core.source import Source
from briefer.errors import BadRequest, BrieferError, NotFound, SourceUnreadable
from briefer.workspace.captures import Comparison
from briefer.workspace.workspace import Workspace

_SIGNS = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
"""How a difference is written in a terminal, as `git diff --word-diff` does."""


def add(options: argparse.Namespace, answer: Answer) -> int:
    """Add files and folders of files; those that cannot be read do not stop the others."""
    with writing(options) as workspace:
        files, failed = _files(workspace, options.files, answer)
        before = len(workspace.sources)
        added: dict[str, Source] = {}
        for count, file in enumerate(files, start=1):
            answer.progress(f"Reading {count} of {len(files)}: {file.name}")
            try:
                arrival = workspace.read_file(file)
            except (SourceUnreadable, NotFound, BadRequest) as error:
                failed.append(_failure(file, error))
                continue
            for incoming in arrival.articles:
                source = workspace.add(incoming)
                added[source.id] = source
            _warn_of_skipped(arrival.skipped, answer)
            failed += [
                {"file": f"{file}: {each.name}", "error": each.sentence, "hint": each.hint} for each in arrival.missed
            ]
        answer.progress("")
        known = [source.handle for source in workspace.sources[:before] if source.id in added]
        remarks = [] if options.json else [*_remarks(workspace, added.values(), known)]
    data = {"sources": [source_view(source) for source in added.values()], "failed": failed, "known": known}
    answer.give(data, (*_listed(added.values()), *remarks, *_failures(failed)))
    return 1 if failed else 0


def list_all(options: argparse.Namespace, answer: Answer) -> int:
    """List the articles of the library."""
    with reading(options) as workspace:
        sources = workspace.sources
    answer.give({"sources": [source_view(source) for source in sources]}, _listed(sources))
    return 0


def show(options: argparse.Namespace, answer: Answer) -> int:
    """Show one article, after its facts were corrected or its file read again where `--set` or `--read` says so."""
    facts = dict(_fact(words) for words in options.set)
    with writing(options) if facts or options.read else reading(options) as workspace:
        source = workspace.source(options.source)
        if facts:
            workspace.correct(source.id, **facts)
        if options.read:
            workspace.take_up_text(source.id, workspace.read_again(source.id, whole=options.read == "whole"))
        source = workspace.source(source.id)
        article = workspace.article(source.id)
        relations = relations_view(workspace, source)
        log = workspace.custody(source.id) if options.custody else ()
        comparison = workspace.compare(source.id, options.compare) if options.compare else None
    view = source_view(source)
    told = {**view, **relations, "likeness": None}
    told["container"] = f"{source.container.file}, {source.container.member}" if source.container else None
    shown = [(name, _said(value)) for name, value in told.items() if value not in (None, "", [], {})]
    pictures = pictures_count(article)
    data = {
        "source": view,
        "text": article.text,
        "structure": structure_view(article),
        "pictures": pictures,
        **relations,
    }
    if options.custody:
        data["custody"] = [custody_view(entry) for entry in log]
    if comparison is not None:
        data["comparison"] = comparison_view(comparison)
        answer.give(data, _compared(comparison))
        return 0
    answer.give(data, (*table(shown), "", *([article.text] if not options.custody else _logged(log))))
    return 0


def search(options: argparse.Namespace, answer: Answer) -> int:
    """Find words in all articles, best first."""
    if options.limit < 1:
        raise BadRequest("A search cannot end after fewer than one hit.", "Say --limit 50, or leave it out.")
    with reading(options) as workspace:
        hits = workspace.search(" ".join(options.words), limit=options.limit)
        handles = {source.id: source.handle for source in workspace.sources}
    data = [
        {"source": handles[hit.source], "start": hit.start, "end": hit.end, "snippet": hit.snippet} for hit in hits.hits
    ]
    lines = table((handles[hit.source], shortened(hit.snippet, 160)) for hit in hits.hits)
    if hits.total > len(hits.hits):
        lines.append(f"{len(hits.hits)} of {hits.total} places; --limit shows more.")
    answer.give({"hits": data, "total": hits.total}, lines or ["Nothing found."])
    return 0


def _compared(comparison: Comparison) -> Iterator[str]:
    """Yield a line for each passage, its words with what has gone from them and what is new."""
    for each in comparison.passages:
        yield f"{each.passage.handle}  {each.certainty}"
        if each.certainty == "lost":
            yield f"  {each.passage.exact}"
        else:
            yield "  " + "".join(_SIGNS[run.kind].format(run.text) for run in each.difference)
    if not comparison.passages:
        yield f"No passages of {comparison.old.handle} to compare."
        return
    counts = comparison.counts().items()
    yield ", ".join(f"{count} {certainty}" for certainty, count in counts if count) + f" in {comparison.new.handle}."


def _files(workspace: Workspace, names: Iterable[str], answer: Answer) -> tuple[list[Path], list[dict[str, Any]]]:
    """Return the files to read, folders opened, and what is wrong with names that name nothing."""
    failed: list[dict[str, Any]] = []
    there: list[Path] = []
    for path in map(Path, names):
        if path.exists():
            there.append(path)
        else:
            missing = NotFound(f"There is no file {path}.", "Look at how its name is written.")
            failed.append(_failure(path, missing))
    expansion = workspace.expand(there)
    _warn_of_skipped([path.name for path in expansion.skipped], answer)
    return list(expansion.files), failed


def _warn_of_skipped(names: Sequence[str], answer: Answer) -> None:
    if names:
        kinds = sorted({PurePath(name).suffix or name for name in names})
        count = "1 file" if len(names) == 1 else f"{len(names)} files"
        answer.warn(f"Passed over {count} of kinds that no reader knows: {', '.join(kinds)}.")


def _remarks(workspace: Workspace, sources: Iterable[Source], known: Sequence[str]) -> Iterator[str]:
    """Yield a sentence for each thing worth knowing about articles that came in."""
    for source in sources:
        if source.handle in known:
            yield f"{source.handle} is in the library already: it is the very same file."
            continue
        if source.capture_of is not None:
            yield f"{source.handle} is a later capture of {workspace.source(source.capture_of).handle}."
        likeness = workspace.likeness(source.id)
        if likeness is not None:
            handle = workspace.source(likeness.other).handle
            yield f"{source.handle} is a near copy of {handle}: they share {likeness.share:.0%} of their runs of words."
        yield from (f"{source.handle}: {warning}" for warning in source.warnings)


def _failure(file: Path, error: BrieferError) -> dict[str, Any]:
    return {"file": str(file), "error": error.sentence, "hint": error.hint}


def _failures(failed: Iterable[dict[str, Any]]) -> Iterator[str]:
    for failure in failed:
        yield f"Not added: {failure['error']}"
        if failure["hint"]:
            yield f"  {failure['hint']}"


def _listed(sources: Iterable[Source]) -> list[str]:
    return table(
        (
            source.handle,
            (source.reference.published or "")[:10],
            f"{source.words} words",
            shortened(source.name, 70),
            source.reference.publisher or (f"in {source.container.file}" if source.container else ""),
        )
        for source in sources
    )


def _fact(words: str) -> tuple[str, Any]:
    """Return name and value of a `--set`."""
    name, sign, value = words.partition("=")
    if not sign:
        raise BadRequest(f"“{words}” sets nothing.", "Write it as --set title=Words.")
    return name.strip(), read_fact(name.strip(), value)


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {place}" for name, place in cast("dict[str, str]", value).items())
    return "; ".join(cast("list[str]", value)) if isinstance(value, list) else str(value)


def _logged(log: Iterable[Entry]) -> list[str]:
    return table(
        (entry.at, entry.event, "; ".join(f"{name}: {_said(value)}" for name, value in entry.detail.items() if value))
        for entry in log
    )
