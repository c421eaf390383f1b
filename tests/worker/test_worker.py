import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefer import worker as worker_module
from briefer.errors import Cancelled, SourceEncrypted, WorkerCrashed, WorkerOutOfMemory, WorkerTimedOut
from briefer.worker import Limits, Plain, Worker, call, system

JOBS = "briefer.jobs_for_tests:"


@pytest.fixture(autouse=True)
def child_with_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    child = Path(__file__).with_name("child.py")
    monkeypatch.setattr(system, "command", lambda: [sys.executable, "-P", "-s", str(child)])


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(value=PLAIN)
def test_plain_values_come_back_as_they_went(worker: Worker, value: Plain) -> None:
    assert worker.call(JOBS + "echo", value=value) == value


def test_bytes_go_both_ways(worker: Worker) -> None:
    data = b"ab\0\xff" * 500_000
    assert worker.call(JOBS + "shout", data=data) == data.upper()


def test_one_call_has_a_child_of_its_own() -> None:
    assert call(JOBS + "who") != call(JOBS + "who")


def test_a_warm_child_is_used_again(worker: Worker) -> None:
    assert worker.call(JOBS + "who") == worker.call(JOBS + "who") != os.getpid()


def test_a_child_that_has_grown_is_replaced(worker: Worker) -> None:
    before = worker.call(JOBS + "who")
    worker.call(JOBS + "grow")
    assert worker.call(JOBS + "who") != before


def test_a_child_is_replaced_after_many_calls(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker_module, "_CALLS_PER_CHILD", 2)
    assert len({str(worker.call(JOBS + "who")) for _ in range(4)}) == 2


def test_what_a_job_prints_does_not_disturb_the_answer(worker: Worker) -> None:
    assert worker.call(JOBS + "chatter", words="frames, frames\n" * 100) == "frames, frames\n" * 100


def test_an_error_arrives_with_its_class_sentence_and_hint(worker: Worker) -> None:
    with pytest.raises(SourceEncrypted) as caught:
        worker.call(JOBS + "refuse")
    assert caught.value.sentence == "“x.pdf” is encrypted and wants a password."
    assert caught.value.hint == "Ask whoever has it."


@pytest.mark.parametrize(
    ("job", "limits", "error"),
    [
        (JOBS + "spin", Limits(seconds=0.5), WorkerTimedOut),
        (JOBS + "sleep", Limits(seconds=0.5), WorkerTimedOut),
        (JOBS + "swallow", Limits(memory=256 << 20), WorkerOutOfMemory),
        (JOBS + "creep", Limits(memory=256 << 20), WorkerOutOfMemory),
        (JOBS + "die", Limits(), WorkerCrashed),
        (JOBS + "stumble", Limits(), WorkerCrashed),
        (JOBS + "unplain", Limits(), WorkerCrashed),
        (JOBS + "nothing_of_the_sort", Limits(), WorkerCrashed),
        (JOBS + "_private", Limits(), WorkerCrashed),
        ("os:getpid", Limits(), WorkerCrashed),
        ("briefer:worker.os.getpid", Limits(), WorkerCrashed),
        ("brieferx.y:z", Limits(), WorkerCrashed),
    ],
)
def test_a_bad_job_ends_with_a_sentence_and_the_next_one_works(
    worker: Worker, job: str, limits: Limits, error: type[Exception]
) -> None:
    with pytest.raises(error, match="nothing was changed"):
        worker.call(job, limits=limits)
    assert worker.call(JOBS + "echo", value=1) == 1


def test_the_log_has_the_place_of_a_failure_and_none_of_its_words(
    worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(WorkerCrashed):
        worker.call(JOBS + "stumble")
    assert "KeyError" in caplog.text
    assert "stumble" in caplog.text
    assert "secret" not in caplog.text


def test_a_cancelled_job_stops_and_the_next_one_works(worker: Worker) -> None:
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        worker.call(JOBS + "sleep", cancelled=lambda: next(asked, True))
    assert worker.call(JOBS + "echo", value=1) == 1


def test_one_who_waits_for_the_worker_can_cancel_too(worker: Worker) -> None:
    stop, begun = threading.Event(), threading.Event()

    def first() -> None:
        def cancelled() -> bool:
            begun.set()
            return stop.is_set()

        with pytest.raises(Cancelled):
            worker.call(JOBS + "sleep", cancelled=cancelled)

    thread = threading.Thread(target=first)
    thread.start()
    begun.wait()
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        worker.call(JOBS + "echo", value=1, cancelled=lambda: next(asked))
    stop.set()
    thread.join()


def test_progress_comes_in_order(worker: Worker) -> None:
    seen: list[float] = []
    assert worker.call(JOBS + "steps", progress=seen.append) == "done"
    assert seen == [0, 0.25, 0.5, 0.75, 1]


def test_progress_that_nobody_asked_for_is_dropped(worker: Worker) -> None:
    assert worker.call(JOBS + "steps") == "done"


def test_the_child_sees_an_empty_folder_and_nothing_of_our_environment(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "hush")
    seen = worker.call(JOBS + "surroundings")
    assert isinstance(seen, dict)
    environment = seen["environment"]
    assert isinstance(environment, dict)
    assert "SECRET_TOKEN" not in environment
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        assert environment[name] == "http://127.0.0.1:9"
    assert seen["files"] == []
    assert seen["folder"] != os.getcwd()
    worker.close()
    assert not Path(str(seen["folder"])).exists()


@pytest.mark.parametrize("way", ["socket", "lookup", "program", "system", "fork"])
def test_the_child_reaches_no_network_and_starts_no_program(worker: Worker, way: str) -> None:
    assert worker.call(JOBS + "escape", way=way) == "refused"


def test_the_real_child_starts_as_the_program_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert call("briefer.core.text:count_words", text="one two three") == 3


def test_a_program_that_is_not_there_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "command", lambda: [str(Path("nowhere") / "python")])
    with pytest.raises(WorkerCrashed, match="could not be started"):
        call(JOBS + "who")
