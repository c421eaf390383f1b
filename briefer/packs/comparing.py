"""What is different between two versions of a pack in what they print, in sentences for who uses it."""

from __future__ import annotations

from briefer.errors import PackError
from briefer.packs.pack import Pack

_SAID = {
    "language": "The language",
    "paper": "The paper",
    "date_form": "The form of dates",
    "quoted_in": "What is printed of a translated quotation",
    "notes": "The place of the notes",
    "target_pages": "The length to aim at, in pages,",
    "words_per_page": "The number of words a page",
    "name_pattern": "The pattern of file names",
}
_LOOK = {
    "accent": "accent colour",
    "text": "face of the text",
    "headings": "face of the headings",
    "margin": "margin in millimetres",
    "logo": "logo",
    "header": "header",
    "footer": "footer",
}


def differences(former: Pack, later: Pack) -> tuple[str, ...]:
    """Return what `later` prints in another way than `former`, a sentence each, but for the titles of sections.

    Files that cannot be read count as changed: what they were is not known.
    """
    said = [_changed(words, getattr(former, name), getattr(later, name)) for name, words in _SAID.items()]
    for name, words in _LOOK.items():
        what = f"The {words} of PDFs without a template of their own"
        said.append(_changed(what, getattr(former.look, name), getattr(later.look, name)))
    if former.citation != later.citation:
        said.append("Sources are cited in another form.")
    if former.block_quotation_marks != later.block_quotation_marks:
        with_marks = "with" if later.block_quotation_marks else "without"
        said.append(f"Quotations that stand alone are printed {with_marks} quotation marks.")
    said += [_of_section(former, later, section.key) for section in later.sections]
    for suffix in sorted({*former.templates, *later.templates}):
        said.append(_of_template(former, later, suffix))
    terms = [name for name in {**former.words, **later.words} if former.words.get(name) != later.words.get(name)]
    if terms:
        said.append(f"Other terms are used for: {', '.join(sorted(terms))}.")
    if former.translations != later.translations:
        said.append("Titles or terms in other languages are different.")
    return tuple(sentence for sentence in said if sentence)


def _changed(what: str, was: object, is_: object) -> str:
    if was == is_:
        return ""
    return f"{what} is {_shown(is_)}, where it was {_shown(was)}."


def _shown(value: object) -> str:
    return f"“{value}”" if value not in ("", None) else "as shipped"


def _of_section(former: Pack, later: Pack, key: str) -> str:
    was, is_ = former.section(key), later.section(key)
    if was is None or is_ is None:
        return ""
    parts = [
        words
        for words, other in (
            ("another colour", was.color != is_.color),
            ("other words where it is empty", was.empty != is_.empty),
            ("to be filled" if is_.required else "no longer to be filled", was.required != is_.required),
            ("set apart as advice" if is_.advice else "no longer set apart as advice", was.advice != is_.advice),
        )
        if other
    ]
    return f"The section “{is_.title}”: {', '.join(parts)}." if parts else ""


def _of_template(former: Pack, later: Pack, suffix: str) -> str:
    if suffix not in later.templates:
        return f"There is no template of its own for {suffix} files any more."
    if suffix not in former.templates:
        return f"There is a template of its own for {suffix} files now."
    try:
        same = former.template(suffix) == later.template(suffix)
    except PackError:
        same = False
    return "" if same else f"The template for {suffix} files is another."
