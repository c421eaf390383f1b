"""The door: no words open the window, a verb runs the command line, ``--worker`` is the locked child.

Nothing is imported before it is known which of the three is wanted.
"""

from __future__ import annotations

import sys


def main() -> int:
    """Run what the command line asks for and return the exit code."""
    words = sys.argv[1:]
    if words[:1] == ["--worker"]:
        from briefer.worker.child import serve

        serve()
        return 0
    if _wants_window(words):
        from briefer.ui.app import main as window

        return window(words)
    from briefer.cli import main as command_line

    return command_line(words)


def _wants_window(words: list[str]) -> bool:
    """Say whether nothing but ``--sample`` and ``--library PLACE`` is asked for."""
    rest = [word for word in words if word != "--sample" and not word.startswith("--library=")]
    if rest[:1] == ["--library"]:
        rest = rest[2:]
    return not rest


if __name__ == "__main__":
    sys.exit(main())
