"""Foreign HTML into blocks: what comes in, and what never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.core import paste
from briefer.core.briefing import BlockQuotation, Heading, ListItem, Paragraph, Text, normalised, printed
from briefer.core.text import LINE_BREAK, OBJECT, clean


def words(html: str) -> list[str]:
    return [printed(block) for block in paste.blocks_from_html(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("plain words", ["plain words"]),
        ("<p>one</p><p>two</p>", ["one", "two"]),
        ("one<br>two", [f"one{LINE_BREAK}two"]),
        ("<p>one<br></p><br><p>two", ["one", "two"]),
        ("  <p>\n a \t b </p>\n", ["a b"]),
        ("<p>a&nbsp;b\u00a0 c</p>", ["a\u00a0b\u00a0 c"]),
        ("<pre>a\n  b</pre>", [f"a{LINE_BREAK}  b"]),
        ("<div>a<div>b</div>c</div>", ["a", "b", "c"]),
        ("<table><tr><th>h</th><td>c</td></tr></table>", ["h", "c"]),
        ("<p>&lt;b&gt; &amp; &#8222;x&#8220;</p>", ["<b> & „x“"]),
        ("<p>broken <b>mark</p><p>up", ["broken mark", "up"]),
        ("<!--StartFragment--><p>in</p><!--EndFragment--><p>out</p>", ["in"]),
        ("<style>p{}</style><script>x</script><title>t</title><p>in</p>", ["in"]),
        ("<svg><text>no</text></svg><button>no</button>yes", ["yes"]),
        ("<p>\x00a\ufffcb\u2029</p>", ["ab"]),
        ("", []),
        ("<p> </p>", []),
    ],
)
def test_words_come_in_as_they_were_read(html, expected):
    assert words(html) == expected


def test_marks_come_in_and_styles_do_not():
    (block,) = paste.blocks_from_html(
        '<p style="color:red">a <strong>b</strong> <em>c</em> <u>d</u> <span style="font-weight: bold">e</span></p>'
    )
    assert block.inlines == (
        Text(text="a "), Text(text="b", bold=True), Text(text=" "), Text(text="c", italic=True), Text(text=" d "),
        Text(text="e", bold=True),
    )  # fmt: skip


def test_headings_and_lists_come_in():
    blocks = paste.blocks_from_html("<h3>H</h3><ol><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ol><p>d</p>")
    assert [type(block) for block in blocks] == [Heading, ListItem, ListItem, ListItem, Paragraph]
    assert [(b.level, b.ordered) for b in blocks if isinstance(b, ListItem)] == [(1, True), (2, False), (1, True)]


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "//host/x",
        "x.html",
        " ",
        "https://a b",
        "vbs:x",
    ],
)
def test_only_web_and_mail_addresses_stay_links(address):
    (block,) = paste.blocks_from_html(f'<p><a href="{address}">x</a></p>')
    assert block.inlines == (Text(text="x"),)


def test_an_address_with_a_line_end_hidden_in_its_scheme_is_no_link():
    assert paste.allowed_href("java\nscript:alert(1)") is None
    assert paste.allowed_href(" https://example.org/ ") == "https://example.org/"


def test_a_paste_that_is_too_large_is_cut():
    assert len(words("a" * (paste.LARGEST + 50))[0]) == paste.LARGEST


@given(st.text(st.sampled_from("<>/=\"'& abp!-\n\u00a0\ufffc\u2028") | st.characters(), max_size=200))
def test_anything_becomes_blocks_of_own_words_that_are_fit_to_keep(html):
    for block in paste.blocks_from_html(html):
        assert not isinstance(block, BlockQuotation)
        assert block.inlines == normalised(block.inlines)
        for inline in block.inlines:
            assert isinstance(inline, Text)
            assert clean(inline.text) == inline.text
            assert OBJECT not in inline.text
            assert "\n" not in inline.text
