"""A mail is an article with its head and body, and what is attached to it are articles that came with it."""

import hashlib
from collections.abc import Iterator

import pytest

from briefer.core.source import Container, FactOrigin
from briefer.errors import SourceDamaged, SourceEncrypted
from briefer.sources import intake, limits, mail
from briefer.sources.reading import Reading, read_answer
from briefer.worker import Worker
from tests.sources.checks import article, marked, shape
from tests.sources.samples import cut, sample


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker() as made:
        yield made


def read(text: str) -> Reading:
    return read_answer(mail.read(text.replace("\n", "\r\n").encode("utf-8", "surrogateescape"), "a.eml"))


def test_head_and_body_of_a_mail_are_its_text() -> None:
    found = article(mail.read(sample("mutt.eml"), "mutt.eml"))
    assert found.kind == "mail"
    assert shape(found)[:5] == [
        ("heading", "Закрытие порта: harbour closed"),
        (
            "paragraph",
            (
                "From: Ada Marell <ada.marell@example.org>\u2028To: Desk <desk@example.org>\u2028"
                "Cc: Second Reader <second@example.net>\u2028Date: Thu, 26 Nov 2026 04:17:08 +0200"
            ),
        ),
        ("paragraph", "Dear colleague,"),
        (
            "paragraph",
            (
                "the harbour office of Port Orlan closed its northern basin on Thursday evening. "
                "Three ferries were sent back, and the coast guard asked for two more boats."
            ),
        ),
        ("quotation", "Was the closure announced before noon?"),
    ]


@pytest.mark.parametrize(
    ("name", "title", "author", "published"),
    [
        ("mutt.eml", "Закрытие порта: harbour closed", "Ada Marell", "2026-11-26T04:17:08+02:00"),
        ("lite.eml", "Порт: сводка", "Marell, Ada (harbour desk)", "2024-10-17T18:42:10-07:00"),
        ("nail.eml", "Сводка из порта", "Ада Марелл", "2026-11-25T21:17:31-05:00"),
    ],
)
def test_the_facts_of_a_mail_come_from_its_head_with_the_zone_of_its_date(
    name: str, title: str, author: str, published: str
) -> None:
    found = article(mail.read(sample(name), name))
    reference = found.reference
    assert (reference.title, reference.authors, reference.published) == (title, (author,), published)
    assert {FactOrigin(fact=fact, place="mail head") for fact in ("title", "authors", "published")} <= set(
        found.origins
    )


def test_markup_of_a_mail_keeps_tables_links_and_the_pictures_that_it_shows() -> None:
    answered = mail.read(sample("lite.eml"), "lite.eml")
    found = article(answered)
    assert ("heading", "Northern basin closed") in shape(found)
    assert [words for kind, words in shape(found) if kind == "cell"] == [
        "Ferry", "Passengers", "Alva", "120", "Brisa", "85",
    ]  # fmt: skip
    assert marked(found, "link") == ["Thursday evening"]
    (picture,) = found.pictures  # and none for the dot that would count readers
    assert (picture.alt, picture.width) == ("The board at the gate", 320)
    assert list(read_answer(answered).articles[0].pictures) == [picture.sha256]
    assert "does not show HTML" not in found.text


def test_letters_of_a_mail_in_an_old_encoding_are_themselves() -> None:
    assert "портовая служба закрыла северный бассейн" in article(mail.read(sample("nail.eml"), "nail.eml")).text


def test_attachments_are_sources_of_their_own_that_say_what_they_came_with(worker: Worker) -> None:
    data = sample("mutt.eml")
    found = intake.read("mutt.eml", data, worker=worker)
    assert [(each.name, each.article.kind) for each in found.articles] == [
        (None, "mail"),
        ("notice.txt", "text"),
        ("screenshot.png", "image"),
    ]
    sha256 = hashlib.sha256(data).hexdigest()
    assert found.articles[1].container == Container(file="mutt.eml", sha256=sha256, member="notice.txt")
    assert found.articles[2].data == sample("screenshot.png")


def test_a_mail_that_was_attached_keeps_its_own_attachments(worker: Worker) -> None:
    found = intake.read("lite.eml", sample("lite.eml"), worker=worker)
    assert [each.name for each in found.articles] == [None, "Gate log.eml", "guards.txt"]
    inner, deeper = found.articles[1:]
    assert inner.data is not None
    assert deeper.container is not None
    assert deeper.container.file == "Gate log.eml"
    assert deeper.container.sha256 == hashlib.sha256(inner.data).hexdigest()
    assert found.skipped == ("log.csv",)


def test_mails_in_mails_end_somewhere(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DEEPEST", 1)
    found = intake.read("lite.eml", sample("lite.eml"), worker=worker)
    assert [each.name for each in found.articles] == [None, "Gate log.eml"]
    assert [each.sentence for each in found.missed] == ["“guards.txt” was left out: too many files lie in one another."]


def test_a_mail_that_breaks_off_in_an_attachment_is_read_and_says_so(worker: Worker) -> None:
    found = intake.read("mutt.eml", cut(sample("mutt.eml")), worker=worker)
    assert [each.name for each in found.articles] == [None, "notice.txt"]
    assert found.article.warnings == ("The mail breaks off: an attachment is missing or not whole.",)
    assert [(each.name, each.sentence) for each in found.missed] == [
        ("screenshot.png", "“screenshot.png” breaks off where the mail does.")
    ]


def test_a_mail_that_breaks_off_in_its_body_is_refused() -> None:
    with pytest.raises(SourceDamaged, match=r"“lite\.eml” is damaged: it breaks off within the message\."):
        mail.read(cut(sample("lite.eml"), 0.2), "lite.eml")


HEAD = "From: a@example.org\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"


def test_an_encrypted_mail_is_refused() -> None:
    kind = (
        "Content-Type: multipart/encrypted; boundary=b\n\n--b\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n"
    )
    with pytest.raises(SourceEncrypted, match="is encrypted and wants a key"):
        read(HEAD + kind + "\n--b--\n")


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("Thu, 17 Oct 2024 18:42:10 -0000", "2024-10-17T18:42:10"),
        ("17 Oct 2024 18:42:10", "2024-10-17T18:42:10"),
        ("Thu, 17 Oct 2024 18:42:10 +0530", "2024-10-17T18:42:10+05:30"),
        ("some day", None),
        ("Thu, 99 Oct 2024 18:42:10 +0000", None),
    ],
)
def test_an_unknown_zone_or_date_stays_unknown(date: str, published: str | None) -> None:
    assert read(f"{HEAD}Date: {date}\n\nWords.\n").article.reference.published == published


@pytest.mark.parametrize(
    "head",
    [
        "Subject: =?utf-8?B?4oK=?=",
        "Subject: =?nonsense?Q?a=20b?=",
        "From: <<<>,,@",
        "Content-Type: text/plain; charset=no-such",
        "Content-Type: ;;;",
        "Content-Transfer-Encoding: x-unknown",
        "Date: " + "9" * 5_000,
    ],
)
def test_a_malformed_head_never_loses_the_body(head: str) -> None:
    assert "The gate was locked." in read(f"{HEAD}{head}\n\nThe gate was locked.\n").article.text


def test_a_head_that_is_not_ascii_is_read_all_the_same() -> None:
    assert read(f"{HEAD}Subject: Lärm am Tor\n\nWords.\n").article.reference.title == "Lärm am Tor"


def test_lines_that_were_broken_to_travel_are_put_together_again() -> None:
    body = "The gate was \nlocked at five.\n> who \n> locked it?\n"
    found = read(f"{HEAD}Content-Type: text/plain; format=flowed\n\n{body}").article
    assert shape(found)[-2:] == [("paragraph", "The gate was locked at five."), ("quotation", "who locked it?")]


@pytest.mark.parametrize("name", ["../../etc/passwd.txt", "..\\..\\x.txt", "C:\\x.txt", "/x.txt"])
def test_the_name_of_an_attachment_is_never_a_path(name: str) -> None:
    parts = f'--b\n\nWords.\n--b\nContent-Disposition: attachment; filename="{name}"\n\nAttached.\n--b--\n'
    (part,) = read(f"{HEAD}Content-Type: multipart/mixed; boundary=b\n\n{parts}").parts
    assert not set(part.name) & set("/\\")
    assert part.name.endswith(".txt")


@pytest.mark.parametrize(
    ("sender", "author", "shown"),
    [
        ("Marell, Ada <ada@example.org>", "Marell, Ada", "Marell, Ada <ada@example.org>"),
        ("Marell, Ada, Dr. <ada@example.org>", "Marell, Ada, Dr.", "Marell, Ada, Dr. <ada@example.org>"),
        ("ada@example.org (Ada Marell)", "Ada Marell", "Ada Marell <ada@example.org>"),
        ('"Marell, \\"Ada\\"" <ada@example.org>', 'Marell, "Ada"', 'Marell, "Ada" <ada@example.org>'),
        ("=?utf-8?q?M=C3=BCller=2C_Ada?= <ada@example.org>", "Müller, Ada", "Müller, Ada <ada@example.org>"),
        ("Desk: ada@example.org, bo@example.org;", "ada@example.org", "ada@example.org, bo@example.org"),
        ("ada@example.org; Bo <bo@example.org>", "ada@example.org", "ada@example.org, Bo <bo@example.org>"),
    ],
)
def test_a_sender_is_one_person_whatever_is_missing_around_the_name(sender: str, author: str, shown: str) -> None:
    found = read(f"From: {sender}\nTo: a@b.example\nDate: x\nSubject: Basin\n\nClosed today.\n").article
    assert found.reference.authors == (author,)
    assert f"From: {shown}\u2028" in found.text


def test_a_list_of_hidden_recipients_names_nobody() -> None:
    found = read("From: a@b.example\nTo: undisclosed-recipients:;\nDate: x\nSubject: Basin\n\nClosed.\n").article
    assert "To:" not in found.text


PARTS = """From: a@b.example
To: c@d.example
Subject: Basin
MIME-Version: 1.0
Content-Type: multipart/{kind}; boundary=b

--b
Content-Type: text/plain

Closed today.
--b
Content-Type: {type}; name={name}
Content-Disposition: attachment; filename={name}

{words}
--b--
"""


def test_what_is_attached_among_the_forms_of_a_text_is_no_form_of_it() -> None:
    found = read(
        PARTS.format(kind="alternative", type="text/plain", name="log.txt", words="Three ferries were sent back.")
    )
    assert shape(found.article)[-1] == ("paragraph", "Closed today.")
    assert [part.name for part in found.parts] == ["log.txt"]


def test_an_attachment_with_nothing_in_it_is_named_as_missing() -> None:
    found = read(PARTS.format(kind="mixed", type="application/pdf", name="plan.pdf", words=""))
    assert [(missed.name, missed.sentence) for missed in found.missed] == [("plan.pdf", "“plan.pdf” is empty.")]


def test_signs_of_windows_in_a_japanese_mail_do_not_spoil_its_letters() -> None:
    head = b"From: a@b.example\r\nTo: c@d.example\r\nSubject: Basin\r\nMIME-Version: 1.0\r\n"
    kind = b"Content-Type: text/plain; charset=iso-2022-jp\r\n\r\n"
    found = article(mail.read(head + kind + b"\x1b$B-!9A$O-jJD:?\x1b(B", "a.eml"))
    assert shape(found)[-1] == ("paragraph", "①港は㈱閉鎖")


def test_spaces_that_only_break_lines_to_travel_are_taken_out() -> None:
    head = "From: a@b.example\nTo: c@d.example\nSubject: Basin\nMIME-Version: 1.0\n"
    kind = "Content-Type: text/plain; charset=utf-8; format=flowed; delsp=yes\n\n"
    found = read(f"{head}{kind}港湾局は木曜日の夜に北側の \n泊地を閉鎖した。 See the  \nnotice.\n").article
    assert shape(found)[-1] == ("paragraph", "港湾局は木曜日の夜に北側の泊地を閉鎖した。 See the notice.")


def test_an_attached_mail_with_a_head_that_nothing_can_write_takes_no_other_with_it() -> None:
    words = "From: b@c.example\nX-Odd: one\x0bSubject: two\n\nInner."
    found = read(PARTS.format(kind="mixed", type="message/rfc822", name="inner.eml", words=words))
    assert shape(found.article)[-1] == ("paragraph", "Closed today.")
    (missed,) = found.missed
    assert missed.sentence == "“inner.eml” is damaged: it cannot be taken out of the mail."
