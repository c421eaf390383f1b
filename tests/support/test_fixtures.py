"""The fixtures that guard every test are themselves tried: a guard that never bites is worse than none."""

from __future__ import annotations

import pytest

pytest_plugins = ["pytester"]


_GUARDS = ["-p", "tests.support.isolation", "-p", "tests.support.leftovers", "-p", "no:randomly"]


@pytest.fixture(autouse=True)
def _guards_can_be_imported(monkeypatch: pytest.MonkeyPatch, pytestconfig: pytest.Config) -> None:
    monkeypatch.setenv("PYTHONPATH", str(pytestconfig.rootpath))


def test_connections_are_refused_even_when_the_code_swallows_errors(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import contextlib, socket, threading, urllib.request
        import pytest

        def fetch():
            with contextlib.suppress(Exception):
                urllib.request.urlopen("http://192.0.2.1/", timeout=1)

        def test_swallowed():
            fetch()

        def test_by_name():
            socket.create_connection(("example.org", 80), timeout=1)

        @pytest.mark.filterwarnings("ignore")
        def test_in_a_thread():
            thread = threading.Thread(target=fetch)
            thread.start()
            thread.join()

        def test_loopback_unmarked():
            socket.create_connection(("127.0.0.1", 9), timeout=1)
        """
    )
    outcome = pytester.runpytest_subprocess(*_GUARDS)
    outcome.stdout.fnmatch_lines(["*nothing of ours may reach the network*"])
    # In a thread the failure surfaces only when the test is put away.
    outcome.assert_outcomes(failed=3, passed=1, errors=4)


def test_loopback_and_local_sockets_pass(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import socket
        import pytest

        @pytest.mark.loopback
        def test_loopback():
            with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
                pass

        def test_unix(tmp_path, monkeypatch):
            monkeypatch.chdir(tmp_path)
            with socket.socket(socket.AF_UNIX) as server, socket.socket(socket.AF_UNIX) as client:
                server.bind("s")
                server.listen()
                client.connect("s")
        """
    )
    pytester.runpytest_subprocess(*_GUARDS).assert_outcomes(passed=2)


def test_every_test_has_a_home_of_its_own(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import os, pathlib
        seen = set()

        def look():
            home = pathlib.Path(os.environ["BRIEFER_HOME"])
            assert home not in seen
            assert not list(home.iterdir())
            seen.add(home)
            (home / "left").touch()

        def test_one():
            look()

        def test_two():
            look()
        """
    )
    pytester.runpytest_subprocess(*_GUARDS).assert_outcomes(passed=2)


def test_what_a_test_leaves_running_fails_it(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        """
        import threading
        from PySide6.QtCore import QPropertyAnimation, QThread, QTimer
        from PySide6.QtWidgets import QWidget
        kept = []

        def test_timer(qapp):
            timer = QTimer()
            timer.start(1000)
            kept.append(timer)

        def test_thread(qapp):
            thread = QThread()
            thread.start()
            kept.append(thread)

        def test_window(qapp):
            widget = QWidget()
            widget.show()
            kept.append(widget)

        def test_animation(qapp):
            widget = QWidget()
            kept.append(widget)
            animation = QPropertyAnimation(widget, b"geometry", widget)
            animation.setDuration(60000)
            animation.start()
            kept.append(animation)

        def test_python_thread():
            threading.Thread(target=threading.Event().wait, daemon=True, name="forgotten").start()

        def test_put_away(qtbot):
            widget = QWidget()
            qtbot.addWidget(widget)
            timer = QTimer(widget)
            timer.start(1000)
            widget.show()

        def test_stop_thread(qapp):
            kept[1].quit()
            kept[1].wait()
        """
    )
    outcome = pytester.runpytest_subprocess(*_GUARDS)
    outcome.stdout.fnmatch_lines(
        ["*QTimer, still running, started at*", "*test_what_a_test_leaves_running_fails_it.py*in test_timer*"]
    )
    outcome.stdout.fnmatch_lines(["*visible window QWidget*"])
    outcome.stdout.fnmatch_lines(["*thread forgotten*"])
    outcome.assert_outcomes(passed=7, errors=5)


def test_missing_tools_are_skipped_with_a_reason_or_fail(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makepyfile("def test_it(qpdf): pass")
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("BRIEFER_REQUIRE_TOOLS", raising=False)
    tools = [*_GUARDS, "-p", "tests.support.tools", "-rs"]
    outcome = pytester.runpytest_subprocess(*tools)
    outcome.stdout.fnmatch_lines(["SKIPPED*: needs qpdf:*"])
    monkeypatch.setenv("BRIEFER_REQUIRE_TOOLS", "1")
    pytester.runpytest_subprocess(*tools).assert_outcomes(errors=1)
