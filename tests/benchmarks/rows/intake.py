"""Import of 100 saved web pages against the extraction library called in a loop over the same files.

Ours is the whole verb, in its own process: reading in the worker, structure, metadata, language, and the library on
disk. Theirs reads each page once and keeps nothing.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.harness import Measured, NotYet, briefer, command, cpu, need, side_by_side

_PAGES = 100
_ROOT = Path(__file__).resolve().parents[3]

_LOOP = """
import pathlib, sys, trafilatura
for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    trafilatura.bare_extraction(file.read_bytes(), with_metadata=True, include_links=True, include_images=True)
"""


def measure() -> Measured:
    """Count the user seconds of the program and of its children."""
    need("briefer.cli", "briefer.workspace.workspace", "briefer.sources.intake")
    with tempfile.TemporaryDirectory() as name:
        pages = Path(name) / "pages"
        _lay(pages)

        def into_a_new_library() -> None:
            library = Path(name) / "library.briefer"
            library.unlink(missing_ok=True)
            command(briefer("import", str(pages), "--library", str(library)))()

        loop = command([sys.executable, "-c", _LOOP, str(pages)])
        return side_by_side(cpu(into_a_new_library), cpu(loop), rounds=3)


def _lay(pages: Path) -> None:
    """Copy the team's sample pages until there are enough, each marked so that none is taken for a duplicate."""
    shared = Path(os.environ.get("BRIEFER_SHARED") or _ROOT.parent / "shared")
    samples = sorted((shared / "data" / "articles" / "html").glob("*/source.html"))
    if not samples:
        raise NotYet("the team's sample pages do not lie beside the checkout")
    pages.mkdir()
    for number in range(_PAGES):
        sample = samples[number % len(samples)]
        file = pages / f"{number:03}-{sample.parent.name}.html"
        shutil.copyfile(sample, file)
        with file.open("ab") as end:
            end.write(f"<!-- copy {number} -->".encode())
