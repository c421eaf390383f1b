"""Fails a test that leaves a thread, a timer, an animation or a window behind, and says where it was started.

What one test leaves running makes another one fail at random. After napari's own fixtures of the same purpose.
"""

from __future__ import annotations

import sys
import threading
import time
import traceback
import weakref
from collections.abc import Iterator
from typing import Any

import pytest

_PATIENCE = 2.0  # seconds that a thread already told to end may still take


@pytest.fixture(autouse=True)
def nothing_left_behind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Compare what runs after a test with what ran before it."""
    if request.node.get_closest_marker("leaves_qt"):
        yield
        return
    threads = set(threading.enumerate())
    # pytest-qt has loaded Qt by now; where it has not, there is nothing of Qt's that a test could leave.
    core = sys.modules.get("PySide6.QtCore")
    started = _watch(core, monkeypatch) if core else []
    yield
    left = _qt_left(core, started) if core and core.QCoreApplication.instance() else []
    left += [f"thread {thread.name}" for thread in _threads_left(threads)]
    if left:
        pytest.fail("the test left behind:\n" + "\n".join(left), pytrace=False)


def _watch(core: Any, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, str]]:
    """Remember, weakly, everything of Qt's that is started from Python, with the place that started it."""
    started: list[tuple[Any, str]] = []

    def remembering(original: Any) -> Any:
        def start(self: Any, *args: Any, **named: Any) -> Any:
            place = "".join(traceback.format_list(traceback.extract_stack(limit=4)[:-1]))
            started.append((weakref.ref(self), place))
            return original(self, *args, **named)

        return start

    for kind in (core.QTimer, core.QThread, core.QAbstractAnimation):
        monkeypatch.setattr(kind, "start", remembering(kind.start))
    return started


def _qt_left(core: Any, started: list[tuple[Any, str]]) -> list[str]:
    # Only now do the widgets go that pytest-qt closed: without an event loop Qt keeps deleteLater() waiting.
    core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete.value)
    alive = [(thing, place) for reference, place in started if (thing := reference()) is not None]
    left = [f"{type(thing).__name__}, still running, started at\n{place}" for thing, place in alive if _runs(thing)]
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets and isinstance(core.QCoreApplication.instance(), widgets.QApplication):
        for widget in widgets.QApplication.topLevelWidgets():
            if widget.isVisible():
                left.append(f"visible window {type(widget).__name__} {widget.objectName() or widget.windowTitle()!r}")
                widget.close()
    for thing, _place in alive:
        _stop(thing)
    return left


def _runs(thing: Any) -> bool:
    import shiboken6

    if not shiboken6.isValid(thing):
        return False
    if hasattr(thing, "isActive"):
        return thing.isActive()
    if hasattr(thing, "isRunning"):
        return not thing.wait(int(_PATIENCE * 1000)) if thing.isRunning() else False
    return thing.state() == type(thing).State.Running


def _stop(thing: Any) -> None:
    """Stop what a test left, so that one mistake fails one test. A thread cannot be stopped from outside."""
    import shiboken6

    if shiboken6.isValid(thing) and not hasattr(thing, "isRunning"):
        thing.stop()


def _threads_left(before: set[threading.Thread]) -> list[threading.Thread]:
    end = time.monotonic() + _PATIENCE
    left = [thread for thread in threading.enumerate() if thread not in before]
    for thread in left:
        thread.join(max(0.0, end - time.monotonic()))
    return [thread for thread in left if thread.is_alive() and not _is_pythons_own(thread)]


def _is_pythons_own(thread: threading.Thread) -> bool:
    # A thread that C made and Python only noticed (Qt's, the test runner's) says nothing about the test.
    return isinstance(thread, threading._DummyThread)
