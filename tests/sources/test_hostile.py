"""Whatever a file holds, it ends as articles or as one sentence, and reaches nothing outside itself.

The worker stops what takes longer, or more memory, than a file of its size may; these files take it at its word.
"""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.errors import SourceUnreadable
from briefer.sources import intake
from briefer.sources.reading import Reading
from briefer.store.checking import damages
from briefer.worker import Limits, Worker
from briefer.workspace.workspace import Workspace
from tests.sources import hostile
from tests.workspace.conftest import TEXT, incoming

MAKERS = (
    hostile.pages, hostile.zips, hostile.words, hostile.pictures, hostile.portable, hostile.mails, hostile.texts,
    hostile.mutated,
)  # fmt: skip


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    """Return a worker that gives every call five seconds and 512 MB, whatever the size of the file."""
    with Worker() as made:
        plain = made.call

        def call(job: str, /, **arguments: object) -> object:
            asked = arguments.pop("limits")
            assert isinstance(asked, Limits)
            assert asked.memory <= 512 << 20
            return plain(job, limits=Limits(seconds=min(5, asked.seconds), memory=asked.memory), **arguments)  # pyright: ignore[reportArgumentType]

        monkeypatch.setattr(made, "call", call)
        yield made


def outcome(name: str, data: bytes, worker: Worker) -> Reading | str:
    """Return what is read out of a file, or the sentence that refuses it."""
    try:
        return intake.read(name, data, worker=worker)
    except SourceUnreadable as error:
        return error.sentence


@pytest.mark.slow
@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__)
def test_a_hostile_file_ends_as_an_article_or_a_sentence(maker: hostile.Maker, worker: Worker) -> None:
    for name, data in maker():
        found = outcome(name, data, worker)
        if isinstance(found, str):
            assert re.fullmatch(r"[“A-Z][^\n]*\.", found), (name, found)
        else:
            assert found.articles or found.missed or found.skipped, name
            for each in found.articles:
                assert "root:" not in each.article.text, f"{name} reads a file of this computer"


def test_there_are_more_than_two_hundred_of_them() -> None:
    assert len({name for maker in MAKERS for name, _ in maker()}) >= 200


def test_what_is_refused_changes_nothing_in_the_library(tmp_path: Path) -> None:
    workspace = Workspace.open(tmp_path / "library.briefer")
    workspace.add(incoming(TEXT))
    workspace.wait_saved()
    before = workspace.location.read_bytes()
    refused = 0
    for name, data in (*hostile.pictures(), *hostile.portable()):
        file = tmp_path / name
        file.write_bytes(data)
        try:
            workspace.read_file(file)
        except SourceUnreadable:
            refused += 1
    assert refused > 20
    assert workspace.location.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".briefer") == ["library.briefer"]
    workspace.close()
    assert damages(workspace.location) == []


# --- nothing is fetched -----------------------------------------------------------------------------------------------


class Canary:
    """A server on this computer that notes whoever knocks."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.knocks = 0
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        """Where it listens, as a web address."""
        return f"http://127.0.0.1:{self.port}"

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.knocks += 1
            connection.close()

    def close(self) -> None:
        """Stop listening."""
        if self._thread.is_alive():
            self._socket.shutdown(socket.SHUT_RDWR)
            self._thread.join()
            self._socket.close()


@pytest.fixture
def canary() -> Iterator[Canary]:
    made = Canary()
    yield made
    made.close()


def _luring(address: str) -> dict[str, bytes]:
    """Return files that name `address` in every way in which their formats can."""
    page = (
        f'<!DOCTYPE html SYSTEM "{address}/dtd"><html><head><base href="{address}/"><meta http-equiv=refresh '
        f'content="0;url={address}/r"><link rel=stylesheet href="{address}/c.css">'
        f'<script src="{address}/s.js"></script>'
        f'</head><body background="{address}/b.png"><article><h1>Words</h1><p style="background:url({address}/u.png)">'
        + "The harbour closed on Tuesday, and nobody could say for how long. "
        * 12
        + f'</p><img src="{address}/i.png" srcset="{address}/j.png 2x"><iframe src="{address}/f"></iframe><object '
        f'data="{address}/o"></object><video poster="{address}/p.png" src="{address}/v"></video><img src="i.png">'
        f'<img src="file:///etc/passwd"><img src="\\\\127.0.0.1\\x\\y.png"></article></body></html>'
    ).encode()
    entity = f'<!DOCTYPE a [<!ENTITY % p SYSTEM "{address}/p"> %p; <!ENTITY x SYSTEM "{address}/x">]>'
    relations = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="i1" TargetMode="External" Target="{address}/i.png" Type="http://schemas.openxmlformats.org/'
        f'officeDocument/2006/relationships/image"/>'
        f'<Relationship Id="t1" TargetMode="External" Target="{address}/t.dotm" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    word = hostile.docx("<w:p><w:r><w:t>words</w:t></w:r></w:p>", word___rels__document_xml_rels=relations.encode())
    head = b"From: a@b.example\r\nTo: c@d.example\r\nDate: Mon, 3 Feb 2025 10:00:00 +0100\r\nMIME-Version: 1.0\r\n"
    external = f'message/external-body; access-type=URL; URL="{address}/m"'.encode()
    saved = b"From: <Saved by x>\r\nSnapshot-Content-Location: %s/\r\n" % address.encode() + head[19:]
    related = (
        b'Content-Type: multipart/related; type="text/html"; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n'
    )
    link = f"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /URI /URI ({address}/a) >> >>"
    return {
        "page.html": page,
        "page.xhtml": page,
        "page.mhtml": saved + related + page + b"\r\n--b--\r\n",
        "page.eml": head + b"Content-Type: text/html\r\n\r\n" + page,
        "body.eml": head + b"Content-Type: " + external + b"\r\n\r\nContent-Type: text/plain\r\n\r\n",
        "page.zip": hostile.packed({"page.html": page}),
        "page.md": f"# Words\n\n![picture]({address}/i.png) [link]({address}/l)\n\n{page.decode()}".encode(),
        "word.docx": word,
        "text.odt": hostile.odt(f'<text:p>words</text:p><text:section xlink:href="{address}/s"/>', entity),
        "entity.odt": hostile.odt("<text:p>words &x;</text:p>", entity),
        "open.pdf": hostile.pdfs.assembled([
            link, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>"
        ]),
    }  # fmt: skip


@pytest.mark.loopback
def test_no_address_in_an_article_is_asked_for(canary: Canary, worker: Worker) -> None:
    for name, data in _luring(canary.address).items():
        found = outcome(name, data, worker)
        assert not isinstance(found, str) or name in found
    with socket.create_connection(("127.0.0.1", canary.port)) as ours:
        assert not ours.recv(1)  # hung up: this one knock is ours, and all before it are counted
    canary.close()
    assert canary.knocks == 1


def test_no_file_of_this_computer_is_opened_for_an_article(tmp_path: Path, worker: Worker) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("nobody may know this")
    address = secret.as_uri()
    for name, data in _luring(address).items():
        found = outcome(name, data, worker)
        for each in () if isinstance(found, str) else found.articles:
            assert "nobody may know" not in each.article.text, name
            assert not each.pictures, name
