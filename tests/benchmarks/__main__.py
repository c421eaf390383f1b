"""Prints the speed table: `python -m tests.benchmarks [ROW...]`.

A missed goal is printed and nothing more, since a busy machine can miss one; only a row that cannot run is a failure.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from briefer.errors import BrieferError
from tests.benchmarks import table
from tests.benchmarks.harness import Measured, NotYet


def main(names: list[str]) -> int:
    """Measure the rows named, or all, and print each as soon as it is known."""
    known = {promise.name for promise in table.PROMISES}
    if unknown := set(names) - known:
        print(f"No such row: {', '.join(sorted(unknown))}. There are: {', '.join(sorted(known))}.", file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    # The offscreen platform complains of what it cannot do with each window, in the middle of the table.
    os.environ.setdefault("QT_LOGGING_RULES", "default.warning=false")
    failed = 0
    print(table.heading())
    for promise in table.PROMISES:
        if names and promise.name not in names:
            continue
        result: Measured | NotYet
        # A home of its own: the person's library is neither measured nor written to.
        with tempfile.TemporaryDirectory() as home:
            os.environ["BRIEFER_HOME"] = home
            try:
                result = table.measure(promise)
            except NotYet as reason:
                result = reason
            except (BrieferError, OSError, RuntimeError, subprocess.SubprocessError) as failure:
                # One row that cannot run must not hide the others.
                print(f"{promise.name} failed: {failure}", flush=True)
                failed += 1
                continue
        print(table.line(promise, result), flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
