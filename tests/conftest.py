"""What holds for every test: no screen, no network, a home of its own, and nothing left behind.

The tools that tests borrow (LibreOffice, a validator, a virtual screen) are fixtures in `tests/support/tools.py`.
"""

from __future__ import annotations

import os

from hypothesis import settings

# Before anything can make a QApplication. A person who wants to watch says QT_QPA_PLATFORM=xcb.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Two tests share a core here: how long one example took says nothing about our code. The blob repeats a failure.
settings.register_profile("briefer", deadline=None, print_blob=True)
settings.load_profile("briefer")

pytest_plugins = [
    "tests.support.isolation",
    "tests.support.leftovers",
    "tests.support.tools",
]
