"""The command line: the door for scripts and for people who type. It imports no Qt and asks no question.

`main` is all that `briefer/__main__.py` needs. What a verb does stands in `sources.py`, `briefings.py` and `demo.py`;
nothing of theirs is loaded before it is known which verb is wanted, so that ``--help`` comes at once.
"""

from __future__ import annotations

from briefer.cli.run import main

__all__ = ["main"]
