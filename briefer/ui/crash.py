"""The unexpected: written to the crash log, told in one sentence, offered as a report on the next start.

Nothing is sent anywhere.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from briefer import paths

if TYPE_CHECKING:
    from briefer.ui.window import MainWindow

_log = logging.getLogger(__name__)
_HANDLER = "crash log"
_KEPT = 200_000  # characters of a report that are shown
SENTENCE = "Something unexpected went wrong, and was written to the crash log. What was saved is safe."
_state: dict[str, IO[str]] = {}


def log_file() -> Path:
    """Return the file that a crash is written to."""
    return paths.logs() / "crash.log"


def _former_file() -> Path:
    return paths.logs() / "crash-before.log"


def install() -> None:
    """From now on write every unexpected error, and a crash of the process itself, to the log."""
    if _state:
        return
    try:
        paths.logs().mkdir(parents=True, exist_ok=True)
        current = log_file()
        if current.exists() and current.stat().st_size:
            current.replace(_former_file())
        file = current.open("w", encoding="utf-8")
    except OSError as error:
        _log.warning("no crash log: %s", error)
        return
    _state["file"] = file
    faulthandler.enable(file)
    handler = logging.StreamHandler(file)
    handler.setLevel(logging.ERROR)
    handler.set_name(_HANDLER)
    logging.getLogger("briefer").addHandler(handler)
    sys.excepthook = _on_exception
    threading.excepthook = _on_thread
    qInstallMessageHandler(_on_qt)


def uninstall() -> None:
    """Let go of the log; what is unexpected from now on is Python's own matter again."""
    file = _state.pop("file", None)
    if file is None:
        return
    faulthandler.disable()
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__
    qInstallMessageHandler(None)
    log = logging.getLogger("briefer")
    for handler in [handler for handler in log.handlers if handler.get_name() == _HANDLER]:
        log.removeHandler(handler)
    file.close()


def former() -> str | None:
    """Return what the last start's log says, once; None where it ended as it should."""
    try:
        report = _former_file().read_text(encoding="utf-8", errors="replace")
        _former_file().unlink()
    except OSError:
        return None
    return report[-_KEPT:] if report.strip() else None


def show(window: MainWindow, report: str) -> None:
    """Show a report, to be copied."""
    from briefer.ui.dialogs.report import ReportDialog

    ReportDialog(report, window).open()


def write(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Write an error to the log with its traceback."""
    file = _state.get("file", sys.stderr)
    file.write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} unexpected\n")
    file.write("".join(traceback.format_exception(kind, error, trace)))
    file.flush()


def _on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    write(kind, error, trace)
    from PySide6.QtWidgets import QApplication

    from briefer.ui.window import MainWindow

    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, MainWindow):
            if widget.furnished:
                widget.say(SENTENCE)
            else:
                widget.waiting.setText(SENTENCE)
            return


def _on_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        write(args.exc_type, args.exc_value, args.exc_traceback)


def _on_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
        file = _state.get("file", sys.stderr)
        file.write(f"Qt: {message} ({context.file}:{context.line})\n")
        file.flush()
