import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import SourceEmpty
from briefer.sources import plain
from briefer.sources.encoding import decode
from tests.sources.checks import article, marked, shape
from tests.sources.samples import sample

WRAPPED = (
    "The ministry said on Monday that talks about the border would\n"
    "go on for another week, and that nobody should expect much of\n"
    "them before the end of the month.\n"
)
GERMAN = "Über die Größe des Überschusses wird in München gestritten, sagte der Präsident früh am Morgen. "


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("One.\nTwo.\nThree.", ["One.", "Two.", "Three."]),
        ("One\r\nstill one.\r\n\r\n \r\nTwo.", ["One\u2028still one.", "Two."]),
        (WRAPPED, [WRAPPED.strip().replace("\n", " ")]),
        (WRAPPED + "\n" + WRAPPED, [WRAPPED.strip().replace("\n", " ")] * 2),
        ("One.\x0cTwo.", ["One.", "Two."]),
        ("a\x00b\x1bc", ["abc"]),
    ],
)
def test_lines_become_paragraphs(text: str, paragraphs: list[str]) -> None:
    found = article(plain.read(text.encode(), "x.txt"))
    assert shape(found) == [("paragraph", words) for words in paragraphs]


def test_each_line_of_the_shared_text_is_a_paragraph(shared_data: Path) -> None:
    data = (shared_data / "articles" / "restraint.txt").read_bytes()
    found = article(plain.read(data, "restraint.txt"))
    assert [words for _, words in shape(found)] == [line for line in data.decode().splitlines() if line]
    assert found.reference.title is None
    assert found.reference.language == "en"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_text_is_read_in_the_encoding_it_came_in(encoding: str) -> None:
    assert decode((GERMAN * 5).encode(encoding)) == GERMAN * 5


def test_a_page_is_read_in_the_encoding_it_names() -> None:
    data = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1"><p>it\u2019s</p>'.encode("cp1252")
    assert decode(data, markup=True).endswith("<p>it\u2019s</p>")


def test_markdown_becomes_the_same_blocks() -> None:
    source = (
        "---\ntitle: x\n---\n# Talks go on\n\nSome **bold** and [a link](https://e.org/a)\nin one paragraph.\n\n"
        "1. first\n   - inner\n\n> said\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\ncode\n```\n\n<b>shown</b>\n"
    )
    found = article(plain.read(source.encode(), "x.md"))
    assert shape(found) == [
        ("heading", "Talks go on"), ("paragraph", "Some bold and a link in one paragraph."), ("list-item", "first"),
        ("list-item", "inner"), ("quotation", "said"), ("cell", "a"), ("cell", "b"), ("cell", "1"), ("cell", "2"),
        ("preformatted", "code"), ("paragraph", "shown"),
    ]  # fmt: skip
    assert found.reference.title == "x"  # what its head says, before its first heading
    assert marked(found, "bold") == ["bold", "shown"]
    assert marked(found, "link") == ["a link"]


@given(data=st.binary(max_size=300) | st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_keep_the_rules_of_an_article(data: bytes) -> None:
    for name in ("x.txt", "x.md"):
        with contextlib.suppress(SourceEmpty):
            article(plain.read(data, name))


@given(words=st.lists(st.from_regex(r"[a-z]{1,8}", fullmatch=True), min_size=1, max_size=30))
def test_no_word_of_a_text_is_lost(words: list[str]) -> None:
    found = article(plain.read("\n\n".join(words).encode(), "x.txt"))
    assert found.text.split() == words


RUSSIAN = "Порт закрыт до особого распоряжения. Северный бассейн закрыт с вечера четверга, сообщает портовая служба.\n"
JAPANESE = "港湾局は木曜日の夜に北側の泊地を閉鎖した。三隻のフェリーが引き返した。\n"
CHINESE = "港务局星期四晚上关闭了北港池。三艘渡轮返航,海岸警卫队又要了两艘船。\n"


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        *((RUSSIAN, each) for each in ("cp1251", "koi8-r", "cp866", "iso8859-5", "utf-16", "utf-16-le", "utf-32-be")),
        *((JAPANESE, each) for each in ("shift-jis", "euc-jp", "iso2022_jp", "utf-16-be", "utf-8-sig")),
        *((CHINESE, each) for each in ("gb18030", "gb2312", "utf-32")),
    ],
)
def test_text_in_any_encoding_is_itself(words: str, encoding: str) -> None:
    found = article(plain.read(words.encode(encoding, "ignore"), "a.txt"))
    assert found.text == words.strip()


def test_facts_at_the_head_of_markdown_are_facts_and_no_text() -> None:
    head = (
        '---\ntitle: "Northern basin: closed"\nauthor:\n  - Ada Marell\n  - Jonas Wick\ndate: 2024-10-17\n'
        "source: https://example.org/notice\npublisher: The Courier\nlang: en-GB\ntags: [port, ferry]\n---\n"
    )
    found = article(plain.read((head + "# Another head\n\nWords.\n").encode(), "a.md"))
    reference = found.reference
    assert (reference.title, reference.authors) == ("Northern basin: closed", ("Ada Marell", "Jonas Wick"))
    assert (reference.published, reference.url) == ("2024-10-17", "https://example.org/notice")
    assert (reference.publisher, reference.language) == ("The Courier", "en-GB")
    assert {origin.place for origin in found.origins} == {"front matter"}
    assert shape(found) == [("heading", "Another head"), ("paragraph", "Words.")]


def test_the_first_heading_of_markdown_is_its_title_and_says_so() -> None:
    found = article(plain.read(b"# Head\n\nWords.\n", "a.md"))
    assert found.reference.title == "Head"
    assert [(origin.fact, origin.place) for origin in found.origins] == [("title", "first heading")]


@pytest.mark.parametrize("words", ["Three ferries were sent back.", "note: three ferries\nwere sent back."])
def test_a_paragraph_between_two_rules_is_no_head_of_facts(words: str) -> None:
    found = article(plain.read(f"---\n{words}\n\n---\n\nThe end.".encode(), "a.md"))
    assert "ferries" in found.text
    assert found.reference.title is None


def test_markdown_of_another_program_keeps_its_facts_and_its_structure() -> None:
    found = article(plain.read(sample("pandoc.md"), "pandoc.md"))
    assert (found.reference.title, found.reference.authors) == ("Northern basin closed", ("Ada Marell", "Jonas Wick"))
    assert found.reference.published == "2024-10-17"
    assert [words for kind, words in shape(found) if kind == "list-item"] == [
        "The mail boat, at 06:30", "with room for four", "The helicopter", "First the patients", "Then the mail",
    ]  # fmt: skip
    assert marked(found, "link") == ["Thursday evening"]


def test_tags_that_a_program_left_in_markdown_are_no_words_of_it() -> None:
    found = article(plain.read(sample("pandoc-gfm.md"), "pandoc-gfm.md"))
    assert "<" not in found.text
    assert ("heading", "Pegel der Wehra fällt wieder") in shape(found)
    assert [kind for kind, _ in shape(found)].count("list-item") == 2
    assert [words for kind, words in shape(found) if kind == "quotation"] == [
        "So hoch stand das Wasser zuletzt vor sechzig Jahren, als mein Vater hier Wirt war."
    ]


def test_what_only_looks_like_a_tag_in_markdown_is_words_of_it() -> None:
    found = article(plain.read(b"It takes a List<String>, said <anna@example.org>, and 3<sup>2</sup>.\n", "a.md"))
    assert found.text == "It takes a List<String>, said anna@example.org, and 3²."


LATIN = {
    "en": (
        "The harbour office closed its basin. Nobody at the café had been told. The naïve hope has passed.",
        "cp1252",
    ),
    "fr": (
        "Le maire a déclaré que la fermeture du pont durerait. Les élèves ont été renvoyés. Ça ne change rien.",
        "cp1252",
    ),
    "sv": (
        "Borgmästaren sade att bron förblir stängd till fredag. Översvämningen drar sig långsamt tillbaka.",
        "cp1252",
    ),
    "it": ("Il sindaco ha dichiarato che il ponte resterà chiuso fino a venerdì. L’acqua è ancora alta.", "cp1252"),
    "pl": ("Burmistrz oświadczył, że most pozostanie zamknięty do piątku. Powódź powoli ustępuje.", "cp1250"),
    "cs": (
        "Starosta prohlásil, že most zůstane uzavřen do pátku. Silnice je stále uzavřena kvůli škodám.",
        "iso8859-2",
    ),
    "tr": ("Belediye başkanı köprünün cuma gününe kadar kapalı kalacağını söyledi. Sel yavaş çekiliyor.", "cp1254"),
    "mac": ("Le préfet a annoncé la fermeture du pont jusqu’à vendredi. Les élèves ont été renvoyés.", "mac_roman"),
    "dos": ("Der Bürgermeister erklärte, die Straße bleibe gesperrt. Größere Schäden gab es nicht.", "cp850"),
}


@pytest.mark.parametrize("name", LATIN)
def test_few_accents_are_enough_to_tell_an_encoding(name: str) -> None:
    words, encoding = LATIN[name]
    assert article(plain.read(words.encode(encoding), "a.txt")).text == words


def test_a_text_that_a_typesetter_broke_into_lines_is_paragraphs_again() -> None:
    found = article(plain.read(sample("groff.txt"), "groff.txt"))
    assert len(shape(found)) == 6
    assert "said the harbour master, and nobody at the café on the quay" in found.text
    assert "the naïve hope for a calm week has passed; the coast guard" in found.text


def test_each_line_of_a_text_that_an_office_program_saved_is_a_paragraph() -> None:
    found = article(plain.read(sample("writer.txt"), "writer.txt"))
    assert ("paragraph", "What happened") in shape(found)
    assert shape(found)[-1] == ("paragraph", "Порт закрыт до особого распоряжения. The end.")
