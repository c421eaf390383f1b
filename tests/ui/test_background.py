"""The door to other threads: answers come back on the window's thread, errors as sentences, cancelled ones not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from briefer.errors import BrieferError, NotFound
from briefer.ui.background import Background, Task


@pytest.fixture
def background(qapp: object) -> Iterator[Background]:
    made = Background()
    yield made
    made.close()


def test_an_answer_arrives_on_the_thread_that_asked(background: Background, qtbot: QtBot) -> None:
    seen: list[Any] = []

    def job(task: Task) -> int:
        seen.append(threading.current_thread())
        return 42

    background.start(job, done=lambda value: seen.append((value, threading.current_thread())), failed=seen.append)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] is not threading.main_thread()
    assert seen[1] == (42, threading.main_thread())


def test_an_error_of_ours_arrives_as_it_is(background: Background, qtbot: QtBot) -> None:
    failed: list[BrieferError] = []

    def job(task: Task) -> None:
        raise NotFound("It is gone.", "Look elsewhere.")

    background.start(job, done=lambda _: None, failed=failed.append)
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert isinstance(failed[0], NotFound)
    assert failed[0].hint == "Look elsewhere."


def test_the_unexpected_arrives_as_a_sentence_without_a_traceback(
    background: Background, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    failed: list[BrieferError] = []

    def job(task: Task) -> None:
        raise ZeroDivisionError("secret detail")

    background.start(job, done=lambda _: None, failed=failed.append)
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert "secret" not in failed[0].sentence
    assert "secret detail" in caplog.text


def test_a_cancelled_job_answers_nothing_but_what_it_handed_over(background: Background, qtbot: QtBot) -> None:
    parts: list[int] = []
    answers: list[int] = []
    started, go_on = threading.Event(), threading.Event()

    def job(task: Task) -> int:
        task.hand_over(1)
        started.set()
        go_on.wait(10)
        return 2

    task = background.start(job, done=answers.append, failed=answers.append, arrived=parts.append)
    assert started.wait(10)
    task.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not background.busy)
    assert parts == [1]
    assert answers == []


def test_progress_is_told(background: Background, qtbot: QtBot) -> None:
    told: list[tuple[float, str]] = []

    def job(task: Task) -> None:
        task.report(0.5, "half")

    background.start(
        job, done=lambda _: None, failed=lambda _: None, progress=lambda done, words: told.append((done, words))
    )
    qtbot.waitUntil(lambda: told == [(0.5, "half")])
