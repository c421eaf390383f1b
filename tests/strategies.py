"""Hypothesis strategies for our values: articles, passages, quotations, briefings, and acts on a briefing.

A `Pool` is a small library: some sources with their articles, and passages taken from them. Everything that cites is
drawn from one pool, so that ids and numbers fit together as they do in a real library.
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from briefer.core import anchor, edits
from briefer.core.briefing import (
    HEADING_LEVELS,
    LIST_LEVELS,
    STATUSES,
    TRAY,
    Block,
    BlockId,
    BlockQuotation,
    Briefing,
    BriefingId,
    CitationMark,
    Facts,
    FigureBlock,
    Footnote,
    Heading,
    Inline,
    InlineId,
    InlineQuotation,
    ListItem,
    OwnFigure,
    Paragraph,
    ProseBlock,
    Section,
    Table,
    Text,
    WholeBlock,
    flow,
    new_id,
    normalised,
)
from briefer.core.change import Edit, apply
from briefer.core.passage import (
    Citation,
    CitationItem,
    Emphasise,
    Insert,
    Omit,
    Passage,
    PassageId,
    Quotation,
    QuotationEdit,
    Recase,
    Trim,
)
from briefer.core.reference import Reference
from briefer.core.source import Article, BlockKind, PageRun, Source, SourceId, TextBlock, TextMark, opening_words
from briefer.core.text import OBJECT, count_words, sha256_text
from briefer.core.translation import METHODS, Translation
from briefer.errors import EditRefused

SECTIONS = ("situation", "actors", "risks", "restraint")

# Where text breaks: other scripts, two units in UTF-16, no-break and zero-width, quotes, marks typed apart, no case.
CHARACTERS = "abcdefgh ABC  .,;:!? 'ßéÉñçø“”‘’«»–—-…\u00a0\u202f\u00ad\u200b\u0301Ждאبह中。😀𝔘ﬁ0123456789()[]&<>"

words = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=24)
spoken_words = words.filter(lambda text: bool(text.strip()))
line = st.lists(
    st.sampled_from(["Troops", "moved", "to", "the", "river", "on", "Friday.", "U.S.", "“No,”", "😀", "été"])
)
sentences = st.builds(lambda parts, own: " ".join([*parts, own]).strip() or "Word.", line, words)


@st.composite
def references(draw: st.DrawFn) -> Reference:
    """Draw a bibliographic record, anything of it unknown."""
    return Reference(
        type=draw(st.sampled_from(["article", "article-newspaper", "webpage", "report"])),
        title=draw(st.none() | spoken_words),
        authors=tuple(draw(st.lists(spoken_words, max_size=2))),
        publisher=draw(st.none() | spoken_words),
        published=draw(st.sampled_from([None, "2024", "2024-10", "2024-10-18", "2024-10-18T08:30:00+02:00"])),
        accessed=draw(st.sampled_from([None, "2024-10-20"])),
        url=draw(st.sampled_from([None, "https://example.org/a?b=c&d=e"])),
        language=draw(st.sampled_from([None, "en", "fr", "ar"])),
    )


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Draw an article of one to four blocks, with marks, and with pages where it is a PDF."""
    some_kinds: tuple[BlockKind, ...] = ("paragraph", "heading", "list-item", "quotation")
    kinds = st.sampled_from(some_kinds)
    text = ""
    blocks: list[TextBlock] = []
    for content in draw(st.lists(sentences, min_size=1, max_size=4)):
        text += "\n" if text else ""
        kind = draw(kinds)
        level = 1 if kind in ("heading", "list-item") else 0
        blocks.append(TextBlock(kind=kind, start=len(text), end=len(text) + len(content), level=level))
        text += content
    marks = tuple(
        TextMark(kind="link", start=block.start, end=block.end, href="https://example.org/")
        for block in blocks
        if draw(st.booleans())
    )
    pages: tuple[PageRun, ...] = ()
    if draw(st.booleans()):
        cut = draw(st.integers(0, len(text)))
        pages = (
            PageRun(start=0, end=cut, page=0, label="iv"),
            PageRun(start=cut, end=len(text), page=1, label="v", first_character=3),
        )
    return Article(
        kind="pdf" if pages else "html",
        text=text,
        blocks=tuple(blocks),
        marks=marks,
        pages=pages,
        reference=draw(references()),
        warnings=("A table was read as text.",) if draw(st.booleans()) else (),
    )


def source_of(article: Article, number: int) -> Source:
    """Return the library's record of an article."""
    return Source(
        id=SourceId(f"source-{number}"),
        number=number,
        kind=article.kind,
        reference=article.reference,
        sha256=sha256_text(f"bytes of {number}"),
        text_sha256=sha256_text(article.text),
        words=count_words(article.text),
        opening=opening_words(article.text),
        file=f"article-{number}.{article.kind}",
    )


@dataclass(frozen=True)
class Pool:
    """A small library: its sources, their articles, and passages taken from them, all of the same order."""

    sources: tuple[Source, ...]
    articles: tuple[Article, ...]
    passages: tuple[Passage, ...]
    pictures: tuple[Passage, ...] = ()

    @property
    def known(self) -> dict[PassageId, Passage]:
        """The passages by id, as `wire` wants them."""
        return {passage.id: passage for passage in (*self.passages, *self.pictures)}


@st.composite
def pools(draw: st.DrawFn) -> Pool:
    """Draw a library of one to three sources with up to three passages each, at least one in all."""
    with_words = articles().filter(lambda article: anchor.tightened(article.text, 0, len(article.text)) != (0, 0))
    drawn = draw(st.lists(with_words, min_size=1, max_size=3))
    sources = tuple(source_of(article, number) for number, article in enumerate(drawn, start=1))
    taken: list[Passage] = []
    for article, source in zip(drawn, sources, strict=True):
        first, last = anchor.tightened(article.text, 0, len(article.text))
        if first == last:
            continue
        for number in range(1, draw(st.integers(1, 3)) + 1):
            start = draw(st.integers(first, last - 1))
            end = draw(st.integers(start + 1, last))
            if anchor.tightened(article.text, start, end)[0] == anchor.tightened(article.text, start, end)[1]:
                start, end = first, last
            id_ = PassageId(f"passage-{source.number}-{number}")
            taken.append(anchor.make(article, source, start, end, id=id_, number=number))
    return Pool(sources=sources, articles=tuple(drawn), passages=tuple(taken), pictures=tuple(map(picture_of, sources)))


def picture_of(source: Source) -> Passage:
    """Return a passage of a source that is a picture; the articles drawn here have none of their own."""
    return Passage(
        id=PassageId(f"picture-{source.number}"),
        source=source.id,
        source_number=source.number,
        number=100,
        exact=OBJECT,
        start=0,
        end=1,
        text_sha256=source.text_sha256,
        picture="0" * 64,
    )


@st.composite
def figures(draw: st.DrawFn, pool: Pool) -> FigureBlock:
    """Draw a figure, with or without a caption and words for what it shows."""
    passage = draw(st.sampled_from(pool.pictures))
    caption = draw(st.sampled_from([(), (Text(text="The "), Text(text="river", italic=True))]))
    quotation = Quotation(passage=passage, citation=draw(citations(pool, passage)))
    return FigureBlock(
        id=BlockId(new_id()), quotation=quotation, caption=caption, alt=draw(st.sampled_from(["", "A map."]))
    )


@st.composite
def quotation_edits(draw: st.DrawFn, passage: Passage) -> QuotationEdit:
    """Draw one of the five edits with its offsets inside the passage; it may still leave nothing."""
    length = len(passage.exact)
    start = draw(st.integers(0, length - 1))
    end = draw(st.integers(start + 1, length))
    choices: list[QuotationEdit] = [
        Trim(start=start, end=end),
        Omit(start=start, end=end),
        Emphasise(start=start, end=end),
        Insert(at=start, text=draw(st.sampled_from(["the minister", "sic", "i.e. the «river»"]))),
    ]
    swapped = passage.exact[start].swapcase()
    if len(swapped) == 1 and swapped != passage.exact[start]:
        choices.append(Recase(at=start))
    return draw(st.sampled_from(choices))


@st.composite
def citations(draw: st.DrawFn, pool: Pool, first: Passage | None = None) -> Citation:
    """Draw what one figure stands for; `first` is the passage quoted, where it is a quotation's."""
    others = draw(st.lists(st.sampled_from(pool.passages), min_size=0 if first else 1, max_size=2))
    locators = st.sampled_from([None, "4", "iv-v"])
    around = st.sampled_from([None, "see", "emphasis added"])
    return tuple(
        CitationItem(passage=passage, locator=draw(locators), prefix=draw(around), suffix=draw(around))
        for passage in ([first, *others] if first else others)
    )


@st.composite
def quotations(draw: st.DrawFn, pool: Pool) -> Quotation:
    """Draw a quotation with up to four edits that fit together."""
    passage = draw(st.sampled_from(pool.passages))
    quotation = Quotation(passage=passage, citation=draw(citations(pool, passage)))
    for edit in draw(st.lists(quotation_edits(passage), max_size=4)):
        try:
            quotation = quotation.edited(edit)
        except EditRefused:
            continue  # it would have left nothing of the words
    return replace(quotation, translation=draw(st.none() | translations(quotation)))


@st.composite
def translations(draw: st.DrawFn, quotation: Quotation) -> Translation:
    """Draw a translation of a quotation as it is printed, or of words that it had before."""
    return Translation(
        text=draw(sentences.filter(str.strip)),
        language=draw(st.sampled_from(["en", "fr", "pt-BR", "zh-Hant"])),
        of=draw(st.sampled_from([quotation.text, "other words"])),
        translator=draw(st.sampled_from(["", "A. Vance", "a program"])),
        method=draw(st.sampled_from(METHODS)),
    )


def _png(shade: int) -> bytes:
    """Return a PNG of one grey dot (W3C PNG, second edition)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(bytes([0, shade]))) + chunk(b"IEND", b"")


PICTURES = {hashlib.sha256(data).hexdigest(): data for data in map(_png, (0, 128, 255))}
"""Pictures that the analyst's own figures show, by their names."""


@st.composite
def inlines(draw: st.DrawFn, pool: Pool) -> tuple[Inline, ...]:
    """Draw the content of a prose block: runs of text with marks, inline quotations, citation marks, footnotes."""
    drawn: list[Inline] = []
    for kind in draw(st.lists(st.sampled_from(["text", "text", "quotation", "mark", "footnote"]), max_size=5)):
        if kind == "text":
            href = draw(st.sampled_from([None, None, "https://example.org/"]))
            bold, italic, judgement = draw(st.tuples(st.booleans(), st.booleans(), st.booleans()))
            drawn.append(Text(text=draw(sentences), bold=bold, italic=italic, href=href, judgement=judgement))
        elif kind == "quotation":
            drawn.append(InlineQuotation(id=InlineId(new_id()), quotation=draw(quotations(pool))))
        elif kind == "footnote":
            run = Text(text=draw(spoken_words), italic=draw(st.booleans()))
            drawn.append(Footnote(id=InlineId(new_id()), words=(run,)))
        else:
            origin = draw(st.none() | quotations(pool))
            drawn.append(
                CitationMark(
                    id=InlineId(new_id()),
                    citation=draw(citations(pool)),
                    origin=origin,
                    stood_alone=draw(st.booleans()),
                )
            )
    return normalised(tuple(drawn))


@st.composite
def prose_blocks(draw: st.DrawFn, pool: Pool) -> ProseBlock:
    """Draw a paragraph, heading or list item."""
    content = draw(inlines(pool))
    id_ = BlockId(new_id())
    match draw(st.sampled_from(["paragraph", "heading", "item"])):
        case "heading":
            return Heading(id=id_, inlines=content, level=draw(st.integers(1, HEADING_LEVELS)))
        case "item":
            return ListItem(
                id=id_, inlines=content, ordered=draw(st.booleans()), level=draw(st.integers(1, LIST_LEVELS))
            )
        case _:
            return Paragraph(id=id_, inlines=content)


@st.composite
def tables(draw: st.DrawFn, pool: Pool) -> Table:
    """Draw a table of some rows and columns whose cells hold words and marks."""
    columns = draw(st.integers(1, 3))
    rows: list[tuple[tuple[Text | CitationMark, ...], ...]] = []
    for _ in range(draw(st.integers(1, 3))):
        cells: list[tuple[Text | CitationMark, ...]] = []
        for _ in range(columns):
            inlines: list[Inline] = []
            if draw(st.booleans()):
                inlines.append(Text(text=draw(words | st.sampled_from(["1,234", "12 %"])), bold=draw(st.booleans())))
            if draw(st.sampled_from([False, False, True])):
                inlines.append(CitationMark(id=InlineId(new_id()), citation=draw(citations(pool))))
            cells.append(tuple(inline for inline in inlines if isinstance(inline, Text | CitationMark)))
        rows.append(tuple(cells))
    caption = (Text(text=draw(words)),) if draw(st.booleans()) else ()
    count = draw(st.integers(0, len(rows)))
    return Table(id=BlockId(new_id()), rows=tuple(rows), header_rows=count, caption=caption)


@st.composite
def blocks(draw: st.DrawFn, pool: Pool) -> Block:
    """Draw any block."""
    match draw(st.sampled_from(["quotation", "quotation", "figure", "own", "table", "prose", "prose", "prose"])):
        case "quotation":
            return BlockQuotation(id=BlockId(new_id()), quotation=draw(quotations(pool)))
        case "figure" if pool.pictures:
            return draw(figures(pool))
        case "own":
            runs = (Text(text=draw(spoken_words)),) if draw(st.booleans()) else ()
            picture = draw(st.sampled_from(sorted(PICTURES)))
            return OwnFigure(id=BlockId(new_id()), picture=picture, caption=runs, alt=draw(words))
        case "table":
            return draw(tables(pool))
        case _:
            return draw(prose_blocks(pool))


def empty_briefing() -> Briefing:
    """Return a briefing of four empty sections."""
    sections = tuple(Section(key=key, title=key.title(), hint=f"About {key}.") for key in SECTIONS)
    return Briefing(id=BriefingId("briefing-1"), number=1, facts=Facts(title="Reported movements"), sections=sections)


@st.composite
def briefings(draw: st.DrawFn, pool: Pool) -> Briefing:
    """Draw a briefing with some blocks in its sections and its tray, every source cited being numbered."""
    briefing = empty_briefing()
    for key in (*SECTIONS, TRAY):
        drawn = draw(st.lists(blocks(pool), max_size=3))
        briefing = apply(briefing, edits.insert(briefing, key, 0, drawn, label="set up"))
    return briefing


def _any_block(briefing: Briefing) -> st.SearchStrategy[Block]:
    return st.sampled_from([block for _, part in briefing.parts() for block in part])


@st.composite
def acts(draw: st.DrawFn, briefing: Briefing, pool: Pool) -> Edit:
    """Draw an act of a person on this briefing, as its edit."""
    section = draw(st.sampled_from((*SECTIONS, TRAY)))
    passage = draw(st.sampled_from(pool.passages))
    present = [block for _, part in briefing.parts() for block in part]
    prose = [block for block in present if not isinstance(block, WholeBlock)]
    choices: list[Callable[[], Edit]] = [
        lambda: edits.take(briefing, passage, section, after=draw(st.sampled_from(present)).id if present else None),
        lambda: edits.write(briefing, section, draw(spoken_words) + " Word.", [passage]),
        lambda: edits.set_fact(briefing, "title", draw(words)),
        lambda: edits.set_fact(briefing, "status", draw(st.sampled_from(STATUSES))),
        lambda: edits.reorder_sections(briefing, draw(st.permutations([key.key for key in briefing.sections]))),
        lambda: edits.join(briefing, draw(st.sampled_from(pool.sources)).id, on=draw(st.booleans())),
        lambda: edits.correct(pool.sources[0].id, pool.sources[0].reference, draw(references())),
        lambda: _typed(draw, briefing, pool, section),
    ]
    if present:
        some = draw(st.lists(_any_block(briefing), min_size=1, max_size=3, unique_by=lambda block: block.id))
        targets = [block.id for block in briefing.blocks(section)]
        choices += [
            lambda: edits.move(briefing, [b.id for b in some], section, draw(st.sampled_from([None, *targets]))),
            lambda: edits.remove(briefing, [block.id for block in some]),
        ]
    if pool.pictures:
        choices.append(lambda: edits.take(briefing, draw(st.sampled_from(pool.pictures)), section, alt=draw(words)))
    shown = [block for block in present if isinstance(block, FigureBlock)]
    if shown:
        run = Text(text=draw(words), bold=draw(st.booleans()))
        choices.append(lambda: edits.describe(briefing, draw(st.sampled_from(shown)).id, [run], draw(words)))
    if prose:
        block = draw(st.sampled_from(prose))
        end = draw(st.integers(0, len(flow(block))))
        start = draw(st.integers(0, end))
        choices.append(lambda: edits.quote(briefing, passage, block.id, start, end))
        if flow(block).strip():
            choices.append(lambda: edits.cite(briefing, passage, block.id, end))
    return draw(st.sampled_from(choices))()


def _typed(draw: st.DrawFn, briefing: Briefing, pool: Pool, section: str) -> Edit:
    """Return what an editor sends: some blocks of a section replaced by others."""
    present = briefing.blocks(section)
    at = draw(st.integers(0, len(present)))
    count = draw(st.integers(0, len(present) - at))
    fresh = draw(st.lists(blocks(pool), max_size=2))
    return edits.replace_blocks(briefing, section, at, count, fresh, label="typing", kind="typing")
