"""Files that are no whole library of ours: refused in a sentence, and not a byte of them changed."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from briefer.errors import LibraryError, LibraryLocked, LibraryMissing, LibraryNewer, LibraryNotOurs
from briefer.store import schema
from briefer.workspace.workspace import Workspace


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Return a library with nothing in it."""
    file = tmp_path / "library.briefer"
    Workspace.open(file).close()
    return file


def _number(file: Path, at: int, value: int) -> None:
    with file.open("r+b") as stream:
        stream.seek(at)
        stream.write(value.to_bytes(4, "big"))


def _foreign(file: Path) -> None:
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE holidays (day TEXT)")
    connection.commit()
    connection.close()


def _cut(length: Callable[[int], int]) -> Callable[[Path], None]:
    return lambda file: file.write_bytes(file.read_bytes()[: length(file.stat().st_size)])


REFUSED: dict[str, tuple[Callable[[Path], object], type[LibraryError], str]] = {
    "empty": (lambda file: file.write_bytes(b""), LibraryNotOurs, "0 bytes"),
    "text": (
        lambda file: file.write_bytes(b"Dear diary, today I did not make a library." * 9),
        LibraryNotOurs,
        "not a",
    ),
    "only the first words of one": (_cut(lambda _: 60), LibraryNotOurs, "not a library"),
    "cut in half": (_cut(lambda size: size // 2), LibraryNotOurs, "end is missing"),
    "a page short": (_cut(lambda size: size - 4096), LibraryNotOurs, "end is missing"),
    "100 bytes short": (_cut(lambda size: size - 100), LibraryNotOurs, "end is missing"),
    "longer than it says": (lambda file: file.write_bytes(file.read_bytes() + b"x" * 10), LibraryNotOurs, "not whole"),
    "some other program's": (_foreign, LibraryNotOurs, "not a library"),
    "another program's mark": (lambda file: _number(file, 68, 1), LibraryNotOurs, "not a library"),
    "a newer briefer's": (lambda file: _number(file, 60, schema.VERSION + 1), LibraryNewer, "newer briefer"),
}


@pytest.mark.parametrize("write", [True, False])
@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_is_no_library_is_refused_and_left_as_it_was(library: Path, case: str, write: bool) -> None:
    spoil, error, says = REFUSED[case]
    spoil(library)
    (library.parent / "library.briefer.lock").unlink()
    before = hashlib.sha256(library.read_bytes()).hexdigest(), library.stat().st_mtime_ns
    with pytest.raises(error) as refusal:
        Workspace.open(library, write=write)
    assert says in refusal.value.sentence
    assert refusal.value.hint
    assert (hashlib.sha256(library.read_bytes()).hexdigest(), library.stat().st_mtime_ns) == before
    assert [file.name for file in library.parent.iterdir()] == [library.name], "something was put beside it"


def test_a_folder_is_no_library(tmp_path: Path) -> None:
    with pytest.raises(LibraryNotOurs, match="folder"):
        Workspace.open(tmp_path)


def test_a_server_is_not_taken_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="server"):
        Workspace.open("postgresql://somewhere/library")


@pytest.mark.parametrize(("write", "create"), [(False, True), (False, False), (True, False)])
def test_reading_makes_no_library(tmp_path: Path, write: bool, create: bool) -> None:
    with pytest.raises(LibraryMissing):
        Workspace.open(tmp_path / "nowhere" / "library.briefer", write=write, create=create)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_to_is_said_to_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(LibraryNotOurs):
        Workspace.open(tmp_path / "file" / "library.briefer")


def test_a_name_of_any_characters_can_be_a_library(tmp_path: Path) -> None:
    file = tmp_path / "50% of “it”? #1 & més" / "библиотека.briefer"
    with_it = Workspace.open(file)
    with_it.new_briefing("Movements")
    assert with_it.close().name == "saved"
    again = Workspace.open(file, write=False)
    assert [info.title for info in again.briefings()] == ["Movements"]
    again.close()
    assert file.is_file()


def test_a_refused_second_writer_leaves_the_first_alone(library: Path) -> None:
    first = Workspace.open(library)
    try:
        with pytest.raises(LibraryLocked, match=r"library\.briefer"):
            Workspace.open(library)
        first.new_briefing("Movements")
        assert first.wait_saved().name == "saved"
    finally:
        first.close()
    Workspace.open(library).close()


def test_a_copy_beside_the_lock_of_another_is_another_library(library: Path, tmp_path: Path) -> None:
    first = Workspace.open(library)
    shutil.copy(library, tmp_path / "copy.briefer")
    second = Workspace.open(tmp_path / "copy.briefer")
    second.close()
    first.close()
