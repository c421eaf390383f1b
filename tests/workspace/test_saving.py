"""“Saved” is said when it is true and only then; a disk that fails loses nothing that is still in memory."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from briefer.core import edits
from briefer.core.briefing import Briefing, Paragraph, Text
from briefer.errors import NotSaved
from briefer.store.library import Library
from briefer.workspace import saving
from briefer.workspace.workspace import SaveState, Workspace
from tests.workspace.conftest import Open, incoming


class Disk:
    """A disk that can be told to fail: the storage thread's transactions then raise what SQLite would."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fails: str | None = None
        self.after_commit = False
        self.commits = 0
        self.held = threading.Event()
        self.held.set()
        real = Library.transaction
        disk = self

        @contextmanager
        def transaction(library: Library) -> Iterator[object]:
            disk.held.wait(20)
            try:
                with real(library) as writer:
                    yield writer
                    if disk.fails and not disk.after_commit:
                        raise disk.error()
                disk.commits += 1
                if disk.fails:
                    raise disk.error()
            except OperationalError as error:
                from briefer.store import engine

                raise engine.told(error) from error

        monkeypatch.setattr(Library, "transaction", transaction)

    def error(self) -> OperationalError:
        cause = Exception("disk I/O error")
        cause.sqlite_errorname = self.fails  # type: ignore[attr-defined]
        return OperationalError("COMMIT", None, cause)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    """Return the disk under every library of this test."""
    return Disk(monkeypatch)


def _write(workspace: Workspace, words: str) -> None:
    assert workspace.briefing is not None
    workspace.do(edits.write(workspace.briefing, "risks", words))


def _texts(workspace: Workspace, key: str = "B1") -> list[str]:
    found = workspace.read_briefing(key).blocks("risks")
    return [
        inline.text
        for block in found
        if isinstance(block, Paragraph)
        for inline in block.inlines
        if isinstance(inline, Text)
    ]


def _saved(workspace: Workspace) -> threading.Event:
    """Return what is set as soon as the workspace says that all is saved."""
    heard = threading.Event()
    workspace.subscribe_saved(lambda state: heard.set() if state.name == "saved" else None)
    return heard


def test_nothing_is_called_saved_before_its_commit_returned(
    disk: Disk, workspace: Workspace, briefing: Briefing
) -> None:
    assert workspace.wait_saved().name == "saved"
    disk.held.clear()
    _write(workspace, "A risk.")
    assert workspace.save_state.name == "saving"
    assert workspace.wait_saved(0.05).name == "saving"
    before = disk.commits
    disk.held.set()
    assert workspace.wait_saved().name == "saved"
    assert disk.commits > before


def test_what_queues_up_while_the_disk_is_busy_shares_a_commit(
    disk: Disk, workspace: Workspace, briefing: Briefing
) -> None:
    workspace.wait_saved()
    before = disk.commits
    disk.held.clear()
    for number in range(20):
        _write(workspace, f"Risk {number}.")
    disk.held.set()
    workspace.wait_saved()
    assert disk.commits - before <= 2


def test_states_are_told_in_their_order(disk: Disk, workspace: Workspace, briefing: Briefing) -> None:
    workspace.wait_saved()
    told: list[SaveState] = []
    forget = workspace.subscribe_saved(told.append)
    _write(workspace, "A risk.")
    workspace.wait_saved()
    forget()
    _write(workspace, "Another.")
    workspace.close()
    assert [str(state) for state in told] == ["saving", "saved"]


def test_what_is_to_be_shown_first_is_written_once_it_is_shown(
    disk: Disk, workspace: Workspace, briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "GRACE", 60.0)
    workspace.wait_saved()
    asked: list[int] = []
    workspace.show_first(lambda: asked.append(disk.commits))
    saved = _saved(workspace)
    before = disk.commits
    _write(workspace, "A risk.")
    assert asked == [before]
    assert not saved.wait(0.05)
    workspace.shown()
    assert saved.wait(10)
    assert disk.commits > before


@pytest.mark.parametrize("how", ["nobody answers", "somebody waits", "closed"])
def test_what_is_never_shown_is_written_all_the_same(
    disk: Disk, workspace: Workspace, briefing: Briefing, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(saving, "GRACE", 0.001 if how == "nobody answers" else 60.0)
    workspace.wait_saved()
    workspace.show_first(lambda: None)
    saved = _saved(workspace)
    _write(workspace, "A risk.")
    if how == "somebody waits":
        assert workspace.wait_saved(10).name == "saved"
    elif how == "closed":
        workspace.close()
    assert saved.wait(10)


@pytest.mark.parametrize("after_commit", [False, True], ids=["commit failed", "commit took place and said it failed"])
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("SQLITE_FULL", "full"),
        ("SQLITE_IOERR_FSYNC", "disk"),
        ("SQLITE_READONLY_DBMOVED", "moved"),
        ("SQLITE_BUSY", "holds"),
    ],
)
def test_a_failed_write_is_told_kept_and_made_good(
    disk: Disk, workspace: Workspace, briefing: Briefing, opened: Open, name: str, says: str, after_commit: bool
) -> None:
    _write(workspace, "Before.")
    assert workspace.wait_saved().name == "saved"
    disk.fails, disk.after_commit = name, after_commit
    _write(workspace, "During.")
    state = workspace.wait_saved()
    assert state.name == "failed"
    assert says in state.problem
    assert state.problem.endswith(".")
    assert state.hint
    workspace.undo()
    workspace.redo()
    _write(workspace, "Still.")
    source = workspace.add(incoming("Words that came meanwhile."))
    assert _texts(workspace) == ["Before.", "During.", "Still."]
    assert workspace.article(source.id).text == "Words that came meanwhile."
    disk.fails = None
    workspace.retry_saving()
    kept, history = workspace.briefing, workspace.history
    assert workspace.close().name == "saved"
    again = opened()
    assert again.open_briefing("B1") == kept
    assert again.history == history.closed()
    assert again.search("meanwhile").total == 1


def test_another_briefing_is_not_opened_over_one_that_is_not_saved(
    disk: Disk, workspace: Workspace, briefing: Briefing
) -> None:
    workspace.new_briefing("Another")
    workspace.wait_saved()
    disk.fails = "SQLITE_FULL"
    _write(workspace, "Not on the disk.")
    with pytest.raises(NotSaved, match="full"):
        workspace.open_briefing("B1")
    assert _texts(workspace, "B2") == ["Not on the disk."]
    disk.fails = None


def test_a_library_closed_over_a_dead_disk_says_so_and_lets_go(
    disk: Disk, workspace: Workspace, briefing: Briefing, opened: Open
) -> None:
    workspace.wait_saved()
    disk.fails = "SQLITE_FULL"
    _write(workspace, "Lost.")
    assert workspace.close().name == "failed"
    disk.fails = None
    assert _texts(opened()) == []


def test_an_error_of_ours_in_the_storage_thread_is_never_taken_for_saved(
    workspace: Workspace, briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace.wait_saved()
    crashes: list[object] = []
    monkeypatch.setattr(threading, "excepthook", crashes.append)

    def broken(*_: object) -> None:
        raise KeyError("ours")

    monkeypatch.setattr("briefer.store.writing.Writer.put_step", broken)
    _write(workspace, "A risk.")
    state = workspace.wait_saved()
    assert (state.name, workspace.close().name) == ("failed", "failed")
    assert "stopped" in state.problem
    assert len(crashes) == 1


def test_a_library_made_on_a_full_disk_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from briefer.store import search

    def full(*_: object) -> None:
        cause = Exception("full")
        cause.sqlite_errorname = "SQLITE_FULL"  # type: ignore[attr-defined]
        raise OperationalError("CREATE", None, cause)

    monkeypatch.setattr(search, "create", full)
    with pytest.raises(NotSaved, match="full"):
        Workspace.open(tmp_path / "library.briefer")
    assert not (tmp_path / "library.briefer").exists()
    monkeypatch.undo()
    Workspace.open(tmp_path / "library.briefer").close()
