"""A mail that Outlook saved is read as any other mail."""

import io
from collections.abc import Iterator

import pytest

from briefer.errors import SourceDamaged
from briefer.sources import intake, outlook, outlook_rtf
from briefer.sources.formats import OUTLOOK, format_of
from briefer.sources.reading import Reading, read_answer
from briefer.worker import Worker
from tests.sources.checks import article, marked, shape
from tests.sources.samples import cut, sample

# The two examples of MS-OXRTFCP.
PLAIN = (
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0",
    b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
)
OVER_ITSELF = (
    "1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0",
    b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}",
)


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


def test_head_body_and_table_are_read() -> None:
    found = article(outlook.read(sample("outlook-html.msg"), "outlook-html.msg"))
    assert found.kind == "mail"
    assert shape(found)[:4] == [
        ("heading", "Порт: сводка"),
        ("paragraph", ("From: Marell, Ada (harbour desk) <ada.marell@example.org>\u2028To: desk@example.org\u2028"
                      "Date: Fri, 18 Oct 2024 01:42:10 +0000")),
        ("heading", "Northern basin closed"),
        ("paragraph", "Порт Орлан закрыт для всех судов. The harbour office closed it on Thursday evening."),
    ]  # fmt: skip
    assert [words for kind, words in shape(found) if kind == "cell"][-2:] == ["Brisa", "85"]


def test_facts_come_from_the_properties_with_the_zone_they_are_kept_in() -> None:
    reference = article(outlook.read(sample("outlook-rtf.msg"), "outlook-rtf.msg")).reference
    assert (reference.title, reference.authors) == ("Сводка from the port", ("Ада Marell",))
    assert reference.published == "2024-10-17T16:05:00+00:00"


def test_html_wrapped_in_rtf_is_taken_out_with_the_picture_it_shows() -> None:
    answered = outlook.read(sample("outlook-rtf.msg"), "outlook-rtf.msg")
    found = article(answered)
    assert "Порт закрыт until further notice & without a reason. Three ferries were sent back." in found.text
    assert marked(found, "bold") == ["until further notice"]  # and not what only readers of RTF would see so
    (picture,) = found.pictures
    assert (picture.alt, picture.width) == ("The board", 320)
    assert [part.name for part in read_answer(answered).parts] == ["notice.txt"]


def test_attachments_and_mails_in_mails_are_sources(worker: Worker) -> None:
    found = intake.read("outlook-html.msg", sample("outlook-html.msg"), worker=worker)
    assert [(each.name, each.article.kind) for each in found.articles] == [
        (None, "mail"), ("Gate log.eml", "mail"), ("guards.txt", "text"),
    ]  # fmt: skip
    assert found.articles[1].container is not None
    assert found.articles[1].container.file == "outlook-html.msg"


def test_a_mail_in_a_mail_always_has_the_same_bytes() -> None:
    first, again = (read_answer(outlook.read(sample("outlook-html.msg"), "a.msg")).parts[0] for _ in range(2))
    assert first.data == again.data


class FakeOle:
    """A file of Outlook's that holds these streams."""

    def __init__(self, streams: dict[str, bytes]) -> None:
        self.streams = {"__properties_version1.0": bytes(32), **streams}

    def __enter__(self) -> "FakeOle":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def exists(self, path: str | list[str]) -> bool:
        return (path if isinstance(path, str) else "/".join(path)) in self.streams

    def get_size(self, path: list[str]) -> int:
        return len(self.streams["/".join(path)])

    def openstream(self, path: list[str]) -> io.BytesIO:
        return io.BytesIO(self.streams["/".join(path)])

    def listdir(self, *, streams: bool, storages: bool) -> list[list[str]]:
        assert (streams, storages) == (False, True)
        return [[name.split("/")[0]] for name in self.streams if "/" in name]


def made_of(streams: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Reading:
    words = {name: value.encode("utf-16-le") for name, value in streams.items()}
    monkeypatch.setattr("olefile.OleFileIO", lambda _: FakeOle(words))
    return read_answer(outlook.read(b"", "a.msg"))


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("Müller, Ada <ada@example.org>", "Müller, Ada"),
        ("=?utf-8?q?M=C3=BCller?= <ada@example.org>", "Müller"),
        ("Ada <müller@example.org>", "Ada"),
    ],
)
def test_the_head_that_a_mail_travelled_with_keeps_its_letters(
    sender: str, author: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    head = f"From: {sender}\r\nTo: b@c.example\r\n\r\n"
    found = made_of({"__substg1.0_007D001F": head, "__substg1.0_1000001F": "Closed."}, monkeypatch).article
    assert found.reference.authors == (author,)
    assert f"From: {author} <" in found.text


def test_an_attachment_that_only_leads_elsewhere_is_named_as_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    streams = {
        "__substg1.0_0037001F": "Basin",
        "__substg1.0_1000001F": "Closed.",
        "__attach_version1.0_#00000000/__substg1.0_3707001F": "plan.pdf",
    }
    found = made_of(streams, monkeypatch)
    assert [(missed.name, missed.sentence) for missed in found.missed] == [("plan.pdf", "“plan.pdf” is empty.")]


@pytest.mark.parametrize(("packed", "unpacked"), [PLAIN, OVER_ITSELF])
def test_packed_rtf_is_unpacked_as_the_specification_shows(packed: str, unpacked: bytes) -> None:
    assert outlook_rtf.unpacked(bytes.fromhex(packed)) == unpacked


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_packed_rtf_that_breaks_off_is_none(part: float) -> None:
    assert outlook_rtf.unpacked(cut(bytes.fromhex(PLAIN[0]), part)) is None


def test_rtf_that_wraps_no_html_is_none() -> None:
    assert outlook_rtf.wrapped_html(PLAIN[1]) is None


@pytest.mark.parametrize("name", ["a.msg", "a", "a.dat"])
def test_it_is_told_by_its_bytes(name: str) -> None:
    assert format_of(name, sample("outlook-rtf.msg")) is OUTLOOK


def test_another_office_file_is_refused() -> None:
    with pytest.raises(SourceDamaged, match="“a.msg” is damaged: it cannot be opened as a mail of Outlook’s."):  # noqa: RUF043
        outlook.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000), "a.msg")
