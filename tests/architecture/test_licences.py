"""What is installed with briefer may be given on with it: nothing under the GPL alone, nothing unknown."""

from __future__ import annotations

import importlib.metadata
import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# Permissive, or copyleft by file or by library: both may be used, unaltered, from a program under Apache-2.0.
_ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "LGPL-2.1-only",
    "LGPL-2.1-or-later", "LGPL-3.0-only", "MIT", "MIT-CMU", "MPL-1.1", "MPL-2.0", "PSF-2.0", "Zlib",
}  # fmt: skip

# How distributions that say it in words of their own are to be read.
_WORDS = {
    "Apache License 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache 2.0": "Apache-2.0",
    "BSD": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD-3-Clause, Apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "LGPL": "LGPL-2.1-or-later",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
}


def _allowed(expression: str) -> bool:
    """Tell whether an SPDX expression offers a way that we may take."""
    plain = re.sub(r"[()]", "", expression)
    return any(all(part.strip() in _ALLOWED for part in way.split(" AND ")) for way in plain.split(" OR "))


def _says(distribution: importlib.metadata.Distribution) -> str:
    facts = distribution.metadata
    classified = [
        name.rpartition(" :: ")[2] for name in facts.get_all("Classifier", []) if name.startswith("License :: OSI")
    ]
    for said in (facts.get("License-Expression"), facts.get("License"), *classified):
        if said and (said in _WORDS or _allowed(said)):
            return _WORDS.get(said, said)
    return facts.get("License-Expression") or facts.get("License") or " ".join(classified) or "nothing"


def _needed(lines: list[str]) -> dict[str, importlib.metadata.Distribution]:
    """Return everything that `lines` bring with them on this machine, extras included."""
    found: dict[str, importlib.metadata.Distribution] = {}
    waiting = [(Requirement(line), "") for line in lines]
    while waiting:
        asked, extra = waiting.pop()
        if asked.marker and not asked.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(asked.name)
        extras = [canonicalize_name(each) for each in asked.extras]
        if name in found and not extras:
            continue
        found[name] = importlib.metadata.distribution(name)
        inner = [Requirement(line) for line in found[name].requires or []]
        waiting += [(each, extra) for each in inner for extra in ["", *extras]]
    return found


def test_every_runtime_dependency_has_an_allowed_licence(pytestconfig: pytest.Config) -> None:
    project = tomllib.loads((pytestconfig.rootpath / "pyproject.toml").read_text())["project"]
    found = _needed(project["dependencies"])
    assert {"pyside6-essentials", "chardet", "lxml-html-clean"} <= set(found), "the walk misses what extras bring"
    assert {name: says for name, each in found.items() if not _allowed(says := _says(each))} == {}


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("GPL", False),
        ("nothing", False),
    ],
)
def test_the_gpl_alone_is_refused(expression: str, *, allowed: bool) -> None:
    assert _allowed(expression) is allowed
