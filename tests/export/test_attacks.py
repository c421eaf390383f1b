"""Templates from strangers: all end in a sentence within the limits, and nothing is read, written or reached."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.workspace import template_packs
from tests.export import attacks
from tests.export.word.drafts import template

SECRET = "the words of the secret file"
CASES = (
    *(pytest.param("own.docx", words, id=f"word-{number}") for number, words in enumerate(attacks.WORD)),
    *(pytest.param("own.html.j2", words, id=f"html-{number}") for number, words in enumerate(attacks.HTML)),
    *(pytest.param("own.typ.j2", words, id=f"typst-{number}") for number, words in enumerate(attacks.TYPST)),
)
MAKES = {"own.docx": ".docx", "own.html.j2": ".html", "own.typ.j2": ".pdf"}


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """A port that somebody would have to reach for."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0)
        yield server


def test_there_are_fifty_for_each_language() -> None:
    assert all(len(set(each)) >= 50 for each in (attacks.WORD, attacks.HTML, attacks.TYPST))


@pytest.mark.loopback
@pytest.mark.parametrize(("name", "words"), CASES)
def test_an_attack_ends_in_a_sentence(name: str, words: str, tmp_path: Path, listener: socket.socket) -> None:
    house = tmp_path / "house"
    house.mkdir()
    (house / "secret.txt").write_text(SECRET)
    words = words.replace("HERE", house.as_posix()).replace("PORT", str(listener.getsockname()[1]))
    source = tmp_path / name
    source.write_bytes(template(words) if name.endswith(".docx") else words.encode())
    values = tmp_path / "values.json"
    values.write_text(json.dumps({"title": "T", "rows": [1, 2], "map": {"a": 1}}))
    before = sorted(tmp_path.rglob("*"))
    file, problems, _ = template_packs.render(source, values, tmp_path / f"made{MAKES[name]}")
    assert file is None
    assert problems
    assert all(problem.message and SECRET not in problem.message + problem.excerpt for problem in problems)
    assert sorted(tmp_path.rglob("*")) == before
    with pytest.raises(BlockingIOError):
        listener.accept()
