"""The developers' door runs before anything is installed, and CI installs what it would."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def dev(pytestconfig: pytest.Config) -> Path:
    """Return packaging/dev.py."""
    return pytestconfig.rootpath / "packaging" / "dev.py"


def test_it_imports_the_standard_library_alone(dev: Path) -> None:
    imports = [node for node in ast.walk(ast.parse(dev.read_text())) if isinstance(node, ast.Import | ast.ImportFrom)]
    names = {
        name.split(".")[0]
        for node in imports
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
    }
    assert names <= sys.stdlib_module_names


@pytest.mark.parametrize(("words", "code"), [([], 2), (["dance"], 2), (["--help"], 0)])
def test_without_a_verb_it_says_what_it_can_do(dev: Path, words: list[str], code: int) -> None:
    done = subprocess.run([sys.executable, str(dev), *words], capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert "dev.py test" in done.stderr + done.stdout


def test_ci_installs_the_libraries_that_qt_needs(dev: Path, pytestconfig: pytest.Config) -> None:
    listed = re.search(r"QT_LIBRARIES = (\[.*?\])", dev.read_text(), flags=re.DOTALL)
    assert listed
    ci = (pytestconfig.rootpath / ".ci" / "run").read_text().split()
    assert set(ast.literal_eval(listed[1])) <= set(ci)


def test_no_folder_of_ours_hides_an_installed_package(pytestconfig: pytest.Config) -> None:
    # The checkout is on the import path, and `packaging` is also the name of a library that the tests use.
    assert not (pytestconfig.rootpath / "packaging" / "__init__.py").exists()
    assert not (pytestconfig.rootpath / "tests" / "__init__.py").exists()
