"""The unexpected: a sentence in the window, the details in a log, offered at the next start."""

from __future__ import annotations

import faulthandler
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import qInstallMessageHandler

from briefer.ui import crash
from briefer.ui.window import MainWindow


@pytest.fixture
def logging_crashes() -> Iterator[None]:
    """Install the hooks, and put everything back as it was."""
    hooks = sys.excepthook, threading.excepthook
    crash.uninstall()
    crash.install()
    yield
    crash.uninstall()
    sys.excepthook, threading.excepthook = hooks
    qInstallMessageHandler(None)
    faulthandler.enable()


def _fail() -> None:
    raise ZeroDivisionError("the detail")


@pytest.mark.usefixtures("logging_crashes")
def test_an_unexpected_error_is_one_sentence_in_the_window(window: MainWindow) -> None:
    try:
        _fail()
    except ZeroDivisionError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert window.messages.words.text() == crash.SENTENCE
    assert "the detail" in crash.log_file().read_text("utf-8")


@pytest.mark.usefixtures("logging_crashes")
def test_the_next_start_offers_the_report_once(qapp: object) -> None:
    assert crash.former() is None
    crash.write(ZeroDivisionError, ZeroDivisionError("the detail"), None)
    crash.uninstall()
    crash.install()
    report = crash.former()
    assert report is not None
    assert "the detail" in report
    assert crash.former() is None
