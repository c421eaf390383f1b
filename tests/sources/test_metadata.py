import json
from pathlib import Path

import pytest

from briefer.sources import dates, html, metadata
from tests.sources.checks import article


def reference(head: str, body: str = "<p>Words of an article.</p>", attributes: str = "") -> metadata.Reference:
    page = f"<!doctype html>{attributes}<head>{head}</head><body>{body}</body></html>"
    return article(html.read(page.encode(), "x.html")).reference


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2024-10-18", "2024-10-18"),
        ("2024-10-18T09:30:00.123Z", "2024-10-18T09:30:00Z"),
        ("2024-10-18 09:30:00+0200", "2024-10-18T09:30:00+02:00"),
        ("2024/1/8", "2024-01-08"),
        ("20241018", "2024-10-18"),
        ("2024-10", "2024-10"),
        ("2024", "2024"),
        ("Fri, 18 Oct 2024 09:30:00 +0200", "2024-10-18T09:30:00+02:00"),
        ("2024-10-18 09:30:00 CEST", "2024-10-18T09:30:00+02:00"),
        ("2024-10-18 09:30 IST", "2024-10-18T09:30"),
        ("2024-10-18T09:30:00+02:00[Europe/Berlin]", "2024-10-18T09:30:00+02:00"),
        ("2024-10-18 9:30 PM", "2024-10-18T21:30"),
        ("October 18, 2024 9:30 PM EDT", "2024-10-18T21:30-04:00"),
        ("Friday, 18 October 2024 at 12:05 a.m.", "2024-10-18T00:05"),
        ("Oct. 18th 2024", "2024-10-18"),
        ("2024-13-40", None),
        ("2024-10-18 25:00", None),
        ("February 30, 2024", None),
        ("2024-10-18 and more", None),
        ("yesterday", None),
        (None, None),
    ],
)
def test_a_date_is_read_in_its_many_spellings_and_never_guessed(text: str | None, found: str | None) -> None:
    assert dates.iso(text) == found


def test_a_date_of_a_pdf_keeps_its_zone() -> None:
    assert dates.of_pdf("D:20170509155758+02'00'") == "2017-05-09T15:57:58+02:00"
    assert dates.of_pdf("D:2017") == "2017"
    assert dates.of_pdf("soon") is None


def test_schema_org_is_believed_first() -> None:
    said = {
        "@graph": [
            {"@type": "WebPage", "name": "A page"},
            {"@id": "#p", "name": "The Daily", "@type": "Organization"},
            {
                "@type": ["NewsArticle"], "headline": "Talks go on",
                "datePublished": "2024-10-18T09:30:00+02:00",
                "author": [{"@type": "Person", "name": "Ann Example"}, {"name": "Bo Sample"}],
                "publisher": {"@id": "#p"},
                "inLanguage": "en_GB", "url": "https://example.org/talks",
            },
        ]
    }  # fmt: skip
    found = reference(f'<title>x</title><script type="application/ld+json">{json.dumps(said)}</script>')
    assert found == metadata.Reference(
        type="article-newspaper", title="Talks go on", authors=("Ann Example", "Bo Sample"), publisher="The Daily",
        published="2024-10-18T09:30:00+02:00", url="https://example.org/talks", language="en-GB",
    )  # fmt: skip


def test_tags_of_the_head_are_read() -> None:
    found = reference(
        '<meta property="og:title" content="Talks go on"><meta property="og:site_name" content="The Daily">'
        '<meta name="DC.creator" content="By Ann Example and Bo Sample"><meta name="dc.date" content="2024-10-18">'
        '<link rel="canonical" href="https://example.org/talks">',
        attributes='<html lang="fr-fr">',
    )
    assert (found.title, found.publisher, found.published) == ("Talks go on", "The Daily", "2024-10-18")
    assert found.authors == ("Ann Example", "Bo Sample")
    assert (found.url, found.language) == ("https://example.org/talks", "fr-FR")


def test_each_fact_says_where_it_was_found() -> None:
    page = (
        '<html lang="en"><head><title>Talks go on | The Daily</title><meta property="og:site_name" content="The Daily">'
        '<meta name="dc.creator" content="Ann Example"><meta name="citation_date" content="2024/10/18">'
        '<link rel="canonical" href="https://example.org/talks"></head><body><p>Words of an article.</p></body></html>'
    )
    found = article(html.read(page.encode(), "x.html"))
    assert {origin.fact: origin.place for origin in found.origins} == {
        "title": "page title", "publisher": "OpenGraph", "authors": "Dublin Core", "published": "citation tags",
        "url": "canonical link", "language": "page markup",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>Talks on the border go on | The Daily</title>", "", "Talks on the border go on"),
        ("<title>Talks | The Daily of the Capital</title>", "", "The Daily of the Capital"),
        ("<title>Talks - Encyclopaedia</title>", "<h1>Talks</h1>", "Talks - Encyclopaedia"),
        ("<title>World » Asia » Talks on the border go on</title>", "", "World » Asia » Talks on the border go on"),
        ("<title>The Daily: talks on the border go on</title>", "", "talks on the border go on"),
        ("<title>Talks: again</title>", "", "Talks: again"),
        ("<title>Notes on talks (second part: the border)</title>", "", "Notes on talks (second part: the border)"),
        ("<title>Daily</title>", "<h1>Talks on the border go on</h1>", "Talks on the border go on"),
        ("<title>x</title><meta property='og:title' content='Talks &amp;amp; more'>", "", "Talks & more"),
        ("<title>会談続く　国境</title>", "", "会談続く　国境"),
        ("", "<h1>Only a heading</h1>", "Only a heading"),
    ],
)
def test_a_title_is_told_from_the_name_of_the_site(head: str, body: str, title: str) -> None:
    page = f"<!doctype html><html><head><meta charset=utf-8>{head}</head><body>{body}<p>Words of it.</p></body></html>"
    assert article(html.read(page.encode(), "x.html")).reference.title == title


def test_what_a_page_does_not_say_stays_unknown() -> None:
    found = reference("", "<p>It happened on 28 February 1998, they say.</p>")
    assert found == metadata.Reference(type="webpage")


def ld(said: object) -> str:
    text = said if isinstance(said, str) else json.dumps(said)
    return f'<script type="application/ld+json">{text}</script>'


def test_another_article_that_the_page_mentions_is_not_taken_for_it() -> None:
    other = {"@type": "NewsArticle", "headline": "Another matter", "author": "Someone Else"}
    mine = {"@type": "Article", "headline": "Talks &#8217;go on", "author": {"name": {"@value": "Ann Example"}}}
    found = reference(ld({**mine, "mentions": [other]}))
    assert (found.title, found.authors) == ("Talks ’go on", ("Ann Example",))
    assert reference(ld({"@type": "ItemList", "itemListElement": [other]})).title is None
    assert reference(ld(other) + ld(mine) + "<title>Talks ’go on | The Daily</title>").authors == ("Ann Example",)


@pytest.mark.parametrize(
    "text",
    [
        '<!-- {"@type": "NewsArticle", "headline": "Talks, ]"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "Talks, ]"}\n//]]>',
        '/*<![CDATA[*/ {"@type": "NewsArticle", "headline": "Talks, ]"} /*]]>*/',
        '{"@type": "NewsArticle", "headline": "Talks, ]"};',
        '[{"@type": "NewsArticle", "headline": "Talks, ]"},]',
        "{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Talks, ]&quot;}",
    ],
)
def test_json_that_is_wrapped_or_ends_in_a_comma_is_read(text: str) -> None:
    assert reference(ld(text)).title in ("Talks, ]", "Talks]")


def test_tags_of_journals_are_read() -> None:
    found = reference(
        "<meta name=citation_title content=Talks><meta name=citation_journal_title content='Journal of Talks'>"
        "<meta property='og:site_name' content='A House of Journals'>"
        "<meta name=citation_author content='van der Berg, Jan Pieter'><meta name=citation_author content='Doe, Jane'>"
        "<meta name=citation_publication_date content='2024/10'><meta name=citation_language content=nl>"
    )
    assert found == metadata.Reference(
        type="article-journal", title="Talks", authors=("van der Berg, Jan Pieter", "Doe, Jane"),
        publisher="Journal of Talks", published="2024-10", language="nl",
    )  # fmt: skip
    found = reference("<meta name=bepress_citation_author content='Doe, Jane'><meta name=citation_year content=2012>")
    assert (found.authors, found.published) == (("Doe, Jane",), "2012")


def test_marked_up_elements_are_read() -> None:
    body = (
        "<article lang=de itemscope itemtype='https://schema.org/NewsArticle'><h1 itemprop=headline>Gespräche</h1>"
        "<span itemprop=author itemscope><a href=/ann><span itemprop=name>Ann Example</span></a></span>"
        "<span itemprop=publisher itemscope><meta itemprop=name content='Das Blatt'></span>"
        "<time itemprop=datePublished datetime='2024-10-18T09:30+02:00'>heute</time><p>Worte.</p></article>"
    )
    assert reference("", body) == metadata.Reference(
        type="webpage", title="Gespräche", authors=("Ann Example",), publisher="Das Blatt",
        published="2024-10-18T09:30+02:00", language="de",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("head", "body", "found"),
    [
        ("", "<time datetime='2024-10-18T09:30:00+02:00'>18 October 2024</time>", "2024-10-18T09:30:00+02:00"),
        ("", "<p class=date>18 October 2024</p>", "2024-10-18"),
        ("<meta name=date content='18. Oktober 2024'>", "", "2024-10-18"),
        ("<meta name=date content='soon'>", "", None),
        ("<meta property='article:published_time' content='2024-10-18T09:30:00'>", "", "2024-10-18T09:30:00"),
    ],
)
def test_a_time_is_kept_with_its_zone_and_without_one_where_none_is_said(
    head: str, body: str, found: str | None
) -> None:
    assert reference(head, f"<h1>Talks</h1>{body}<p>Words of an article.</p>").published == found


def test_an_author_whose_line_is_left_out_of_the_article_is_a_fact_of_it() -> None:
    words = "<p>Words of an article, and then, after a comma, some more of them, as articles have.</p>" * 12
    line = "<div class='dateline'>By Ann Example, in Geneva</div>"
    found = article(
        html.read(f"<html><body><article><h1>Talks</h1>{line}{words}</article></body></html>".encode(), "x")
    )
    assert "Ann Example" in found.text or found.reference.authors == ("Ann Example",)


@pytest.mark.parametrize(
    ("head", "language"),
    [("<meta property='og:locale' content='de_AT'>", "de-AT"), ("<meta http-equiv=content-language content=fr>", "fr")],
)
def test_a_language_is_read_from_the_head(head: str, language: str) -> None:
    assert reference(head).language == language
    assert reference(head, attributes="<html lang='en-US-x-hixie'>").language == "en-US"


@pytest.mark.parametrize("broken", ["{", "[[[[", '"x"', '{"@type": 3, "author": {"name": {"name": 4}}}', "null"])
def test_broken_json_says_nothing(broken: str) -> None:
    assert reference(f'<script type="application/ld+json">{broken}</script>').title is None


def test_the_comments_of_saving_programs_give_the_address() -> None:
    single_file = (
        "<!--\n Page saved with SingleFile \n url: https://example.org/a?b=1 \n"
        " saved date: Fri Oct 18 2024 12:00:00 GMT+0200 (CEST)\n-->"
    )
    found = reference("", attributes=f"<html>{single_file}")
    assert (found.url, found.accessed) == ("https://example.org/a?b=1", "2024-10-18T12:00:00+02:00")
    relative = "<link rel='Canonical other' href='/c'>"
    assert reference(relative, attributes=f"<html>{single_file}").url == "https://example.org/c"
    assert (
        reference("", attributes="<!-- saved from url=(0021)https://example.org/a --><html>").url
        == "https://example.org/a"
    )


def test_titles_and_publishers_of_real_pages(shared_data: Path) -> None:
    wrong: list[tuple[str, object, object]] = []
    for folder in sorted((shared_data / "articles" / "html").iterdir()):
        expected = json.loads((folder / "expected-metadata.json").read_text(encoding="utf-8"))
        found = article(html.read((folder / "source.html").read_bytes(), "source.html")).reference
        if found.title != expected["title"]:
            wrong.append((folder.name, found.title, expected["title"]))
        if expected["siteName"]:
            assert found.publisher == expected["siteName"]
        if expected["publishedTime"]:
            assert (found.published or "")[:16] == expected["publishedTime"][:16]
        if expected.get("lang"):
            assert (found.language or "").lower() == expected["lang"].lower()
    assert wrong == []


def test_a_page_whose_date_makes_no_sense_is_read_all_the_same() -> None:
    found = reference('<meta property="article:published_time" content="2026-02-11T07:45:00+41:00">')
    assert found.published in (None, "2026-02-11")
