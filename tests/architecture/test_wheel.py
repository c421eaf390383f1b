"""The wheel holds the whole of briefer, its packs and its resources, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

_FROM = {"briefer": "briefer", "templates": "briefer/_data/templates", "resources": "briefer/_data/resources"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory, pytestconfig: pytest.Config) -> Path:
    """Build the wheel without isolation, as somebody offline would."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)],
        cwd=pytestconfig.rootpath,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_tree(wheel: Path, pytestconfig: pytest.Config) -> None:
    root = pytestconfig.rootpath
    expected = {
        f"{inside}/{file.relative_to(root / outside).as_posix()}"
        for outside, inside in _FROM.items()
        for file in (root / outside).rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == expected


def test_the_wheel_carries_its_licence_and_both_doors(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        doors = next(name for name in names if name.endswith("entry_points.txt"))
        assert any(name.endswith("licenses/LICENSE") for name in names)
        assert archive.read(doors).decode().count("briefer.__main__:main") == 2


def test_what_ships_is_found_when_it_is_installed(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", "from briefer import paths; print(paths.templates()); print(paths.resources())"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == [str(tmp_path / "briefer/_data" / name) for name in ("templates", "resources")]
