"""A zip file is read like a folder, member by member, and no member can do more than be read."""

import base64
import hashlib
import io
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefer.core.source import Container
from briefer.errors import SourceEmpty, SourceEncrypted, SourceTooLarge
from briefer.sources import archive, intake, limits
from briefer.sources.reading import Reading, read_answer
from briefer.worker import Worker
from tests.sources.samples import sample


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


def packed(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for member, data in members:
            made.writestr(member, data)
    return stream.getvalue()


def read(data: bytes) -> Reading:
    return read_answer(archive.read(data, "a.zip"))


def test_each_article_in_a_zip_is_a_source_that_remembers_the_file(worker: Worker) -> None:
    data = sample("infozip.zip")
    found = intake.read("infozip.zip", data, worker=worker)
    assert {(each.name, each.article.kind) for each in found.articles} == {
        ("harbour.html", "html"), ("сводка.txt", "text"), ("mutt.eml", "mail"), ("notice.txt", "text"),
        ("screenshot.png", "image"),
    }  # fmt: skip
    page = next(each for each in found.articles if each.name == "harbour.html")
    sha256 = hashlib.sha256(data).hexdigest()
    assert page.container == Container(file="infozip.zip", sha256=sha256, member="articles/harbour.html")
    assert page.article.pictures[0].sha256 in page.pictures  # out of the folder beside it
    assert found.skipped == ("articles/table.csv",)


def test_what_is_in_a_zip_and_cannot_be_read_is_told_and_takes_no_other_with_it(worker: Worker) -> None:
    found = intake.read("infozip.zip", sample("infozip.zip"), worker=worker)
    assert [(each.name, each.sentence) for each in found.missed] == [
        ("articles/broken.png", "“broken.png” is damaged: it cannot be opened as a picture.")
    ]


def test_encrypted_members_are_told(worker: Worker) -> None:
    found = intake.read("sevenzip.zip", sample("sevenzip.zip"), worker=worker)
    assert "сводка.txt" in [each.name for each in found.articles]
    assert [each.sentence for each in found.missed] == [
        "“broken.png” is encrypted and wants a password.",
        "“notes.txt” is encrypted and wants a password.",
    ]
    with pytest.raises(SourceEncrypted, match=r"“locked\.zip” is encrypted and wants a password\."):
        intake.read("locked.zip", sample("locked.zip"), worker=worker)


def test_a_zip_in_a_zip_is_one_sentence(worker: Worker) -> None:
    found = intake.read("nested.zip", sample("nested.zip"), worker=worker)
    assert "mutt.eml" in [each.name for each in found.articles]
    assert [each.sentence for each in found.missed] == ["“inner.zip” is a zip file in a zip file, and was left out."]


def test_a_zip_in_a_mail_in_a_zip_is_left_out_too(worker: Worker) -> None:
    inner = packed(("note.txt", b"Words."))
    mail = (
        b"From: a@example.org\nMessage-ID: <1@b>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
        b"--b\n\nWords.\n--b\nContent-Disposition: attachment; filename=inner.zip\n"
        b"Content-Transfer-Encoding: base64\n\n" + base64.b64encode(inner) + b"\n--b--\n"
    )
    assert [each.name for each in intake.read("m.eml", mail, worker=worker).articles] == [None, "note.txt"]
    found = intake.read("a.zip", packed(("m.eml", mail)), worker=worker)
    assert [each.name for each in found.articles] == ["m.eml"]
    assert [each.name for each in found.missed] == ["inner.zip"]


@pytest.mark.parametrize(
    ("written", "member"),
    [
        ("../../etc/note.txt", "etc/note.txt"),
        ("/etc/note.txt", "etc/note.txt"),
        ("C:\\Users\\a\\note.txt", "Users/a/note.txt"),
        ("..\\..\\note.txt", "note.txt"),
        ("a/./b//note.txt", "a/b/note.txt"),
    ],
)
def test_a_name_leads_nowhere_but_into_the_zip(written: str, member: str) -> None:
    (part,) = read(packed((written, b"Words."))).parts
    assert (part.member, part.name) == (member, "note.txt")


def test_nothing_is_written_to_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    read(packed(("note.txt", b"Words."), ("../note.txt", b"Words.")))
    assert list(tmp_path.iterdir()) == []


def test_hidden_files_links_and_what_systems_leave_behind_are_passed_over() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    members = [(name, b"x") for name in (".hidden.txt", "__MACOSX/a.txt", "a/.git/b.txt", "~$c.docx", "Thumbs.db")]
    found = read(packed((link, b"/etc/passwd"), *members, ("note.txt", b"Words.")))
    assert ([part.name for part in found.parts], found.missed, found.skipped) == (["note.txt"], (), ())


def test_a_member_that_unpacks_to_far_more_than_it_is_is_left_out_unopened() -> None:
    found = read(packed(("bomb.txt", b"a" * (8 << 20)), ("note.txt", b"Words.")))
    assert [part.name for part in found.parts] == ["note.txt"]
    assert [each.sentence for each in found.missed] == ["“bomb.txt” unpacks to more than an article may hold."]


def test_a_member_that_lies_about_its_size_is_damaged() -> None:
    data = packed(("bomb.txt", b"a" * (8 << 20)), ("note.txt", b"Words."))
    lied = data.replace((8 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    found = read(lied)
    assert [part.name for part in found.parts] == ["note.txt"]
    assert [each.sentence for each in found.missed] == ["“bomb.txt” is damaged: it cannot be unpacked."]


def test_members_are_read_until_they_are_too_much_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_UNPACKED", 1_000)
    found = read(packed(*((f"{number}.txt", bytes([97 + number]) * 400) for number in range(4))))
    assert [part.name for part in found.parts] == ["0.txt", "1.txt"]
    assert [each.name for each in found.missed] == ["2.txt", "3.txt"]


def test_a_zip_of_too_many_files_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_ENTRIES", 3)
    with pytest.raises(SourceTooLarge, match=r"“a\.zip” holds 4 files; briefer reads zip files of up to 3\."):
        read(packed(*((f"{number}.txt", b"Words.") for number in range(4))))


@pytest.mark.parametrize(
    ("members", "sentence"),
    [
        ((), "“a.zip” has no files in it."),
        ((("a/", b""),), "“a.zip” has no files in it."),
        ((("a.csv", b"1,2"),), "“a.zip” holds no file of a kind that briefer reads."),
    ],
)
def test_a_zip_without_articles_is_refused(members: tuple[tuple[str, bytes], ...], sentence: str) -> None:
    with pytest.raises(SourceEmpty) as caught:
        read(packed(*members))
    assert caught.value.sentence == sentence


def test_a_member_with_a_flipped_bit_is_told_as_damaged() -> None:
    data = bytearray(packed(("note.txt", bytes(range(97, 123)) * 40), ("other.txt", b"Words.")))
    data[50] ^= 0xFF
    found = read(bytes(data))
    assert [part.name for part in found.parts] == ["other.txt"]
    assert [each.sentence for each in found.missed] == ["“note.txt” is damaged: it cannot be unpacked."]


@pytest.mark.parametrize("encoding", ["cp866", "shift-jis", "utf-8"])
def test_names_that_do_not_say_their_encoding_are_told_by_all_of_them(encoding: str) -> None:
    name = {"cp866": "Сводка из порта за октябрь.txt", "shift-jis": "港湾局からのお知らせ一覧.txt"}.get(
        encoding, "Übersicht.txt"
    )
    raw = name.encode(encoding)
    plain = "x" * len(raw)
    data = packed((plain[:-4] + ".txt", b"Words.")).replace(plain[:-4].encode() + b".txt", raw)
    (part,) = read(data).parts
    assert part.name == name


def test_the_same_name_twice_is_two_files() -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed(("note.txt", b"One."), ("note.txt", b"Two."))
    assert [(part.member, part.data) for part in read(data).parts] == [
        ("note.txt", b"One."), ("note (2).txt", b"Two."),
    ]  # fmt: skip
