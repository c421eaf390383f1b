"""Make the PDF and the Word article of the sample anew: the same bytes on every machine.

    .venv/bin/python packaging/make_sample.py

The files in `resources/sample` are committed; this is how they came about. The third article is written by hand.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[1] / "resources" / "sample"

PAPER = r"""
#set document(
  title: "Low water on the Selm: what the gauges show",
  author: ("T. Aldenhof", "R. Meska"),
  date: datetime(year: 2026, month: 4, day: 15, hour: 9, minute: 0, second: 0),
  keywords: ("Selm", "Halmen barrage", "low flow"),
)
// A larger page would hold it all, and the sample is to show page numbers.
#set page(paper: "a5", margin: 20mm, numbering: "1", header: align(right, text(8pt)[Institute for Shared Waters]))
#set text(font: "Libertinus Serif", size: 10pt, lang: "en", hyphenate: false)
#set par(justify: true)
#show heading: set text(size: 11pt)
#show heading: set block(above: 1.4em, below: 0.7em)

#text(8.5pt)[Institute for Shared Waters · Paper 7/2026 · 15 April 2026]
#v(2mm)
#{
  show title: set text(size: 13pt)
  title()
}
#text(9.5pt)[T. Aldenhof and R. Meska]
#v(3mm)

= Summary

The fall of the Selm at Brenn since the beginning of March has two causes, and they are of about the same size. Of the
84 centimetres lost between 1 March and 14 April, we attribute 40 to 45 to the dry winter and the remainder to the
operation of the Halmen barrage.

= What we measured

We used the hourly levels of five gauges, published by both states. The two states’ own readings at Brenn differ by no
more than two centimetres: the dispute is not about the level of the river, but about its cause. The flow at Brenn on
14 April was 71 cubic metres per second; the lowest since the barrage was built was 58, in the summer of 2003.

= The left wing wall

Maravel states that the reservoir is held steady to protect the left wing wall. Images from space of 28 March and 10
April show turbid water along that wall, which is consistent with scour. They do not show how deep it goes. A repair of
this kind can be carried out behind a cofferdam with eight or nine gates open, as was done at this barrage in 2011.
Whether the damage of this year allows it again can only be seen on the spot.

= Outlook

Without rain, and with four gates open, we expect the level at Brenn to reach 1.10 metres, the lowest intake of the Varn
waterworks, between 2 and 9 May. The forecast is uncertain: one wet week in the upper catchment would move it by about
ten days. Opening four more gates would move it beyond the end of June.

#pagebreak()
= What would settle it

A joint inspection by engineers of both states, under the Commission’s rules of 1998, would settle the main question in
three days. We advise both sides not to announce what it will find before it has taken place: a cause that has been
declared in public is hard to withdraw, and either side may turn out to be half right.

= Limits of this paper

We have had no access to the barrage, nor to the inspection report of March, which Maravel has not published. Our
estimate of the share of the dry winter rests on eleven rain gauges, two of which failed for six days.

#v(1fr)
#text(7.5pt)[All places, people and agencies in this paper are invented.]
"""

RECORD_TITLE = "Record of the extraordinary session of 16 April 2026"
RECORD = """
# Attendance

The delegation of Maravel was led by Mr Pavel Estrin, director of the Maravel Water Authority; the delegation of Ostrany
by Ms Lena Hart, minister for water. The session was chaired by Ms Idris Vaal. It lasted five hours.

# Statement of Maravel

Maravel stated that the closure of gates is temporary. It undertook to give forty-eight hours’ notice before any further
gate is closed. It did not agree to a date for opening. It said that the report on the wall would be handed to the
Commission when it was complete, and not before.

# Statement of Ostrany

Ostrany stated that it reserves the right, under article 14 of the exchange agreement signed at Brenn in 2019, to
suspend the delivery of electricity to Maravel if the flow at Brenn falls below 60 cubic metres per second. It added
that it had no wish to do so. Ostrany delivers about a fifth of the electricity used in the Halmen district, the pumps
of the hospital and of the waterworks among them.

# What was agreed

1. A direct line between the two control rooms is in use from 18 April.

1. Both sides exchange the positions of all gates every hour, from the same day.

1. A joint inspection under article 9 of the rules of 1998 is the first item of the next session, on 23 April.

# What was not agreed

Maravel asked that the inspection be limited to the left wing wall. Ostrany asked that it cover the record of gate
movements since 1 March. No agreement was reached on the scope.

# Remarks of the chair

The chair asked both delegations to make no statement to the press about the inspection before the next session, and
recorded that neither objected.

The chair noted reports of patrols near the bridge at Brenn. She asked both delegations to keep armed personnel at least
one kilometre from the gauge house, so that its keepers may work. Maravel agreed. Ostrany will answer in writing.

All places, people and agencies in this record are invented.
"""
"""Paragraphs with an empty line between them; ``#`` begins a heading, ``1.`` an item of a numbered list."""


def paper() -> bytes:
    """Return the institute's paper as a tagged PDF."""
    import typst

    made = datetime(2026, 4, 15, 9, tzinfo=UTC)
    result = typst.compile(
        PAPER.encode(), format="pdf", ignore_system_fonts=True, pdf_standards=["ua-1"], timestamp=int(made.timestamp())
    )
    assert isinstance(result, bytes)
    return result


def record() -> bytes:
    """Return the commission's record as a Word file, its zip without times."""
    import docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    document = docx.Document()
    properties = document.core_properties
    properties.title = RECORD_TITLE
    properties.author = "Secretariat of the Selm River Commission"
    properties.last_modified_by = properties.author
    properties.language = "en"
    properties.created = properties.modified = datetime(2026, 4, 16, 19, 30)  # noqa: DTZ001  docx writes it as UTC
    properties.comments = ""
    document.styles["Normal"].font.size = Pt(11)  # type: ignore[attr-defined]
    head = document.add_paragraph("Selm River Commission · SRC/2026/X-2 · 16 April 2026")
    head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.add_paragraph(RECORD_TITLE, style="Title")
    for paragraph in RECORD.strip().split("\n\n"):
        begins, _, rest = " ".join(paragraph.split()).partition(" ")
        style = {"#": "Heading 1", "1.": "List Number"}.get(begins)
        document.add_paragraph(rest if style else f"{begins} {rest}", style=style)
    written = io.BytesIO()
    document.save(written)
    return _without_times(written.getvalue())


def _without_times(package: bytes) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return result.getvalue()


if __name__ == "__main__":
    (SAMPLE / "low-water.pdf").write_bytes(paper())
    (SAMPLE / "session-record.docx").write_bytes(record())
