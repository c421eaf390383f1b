"""The words that verbs take. Only argparse is imported here: ``briefer --help`` must come at once."""

from __future__ import annotations

import argparse
import os
import re

from briefer import __version__
from briefer.errors import BadRequest

TYPE_CHECKING = False  # what `typing` calls so, without loading it: that would be a sixth of the time of --help
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, NoReturn

DESCRIPTION = "Turn source articles into a short, cited briefing. Without a verb, the window opens."
EPILOG = (
    "Sources are named S1, S2, their passages S1:1, briefings B1; their ids will do as well. "
    "Exit code: 0 done; 1 done, and it found something to mend; 2 could not be done."
)


class Help(argparse.HelpFormatter):
    """Help as wide as the terminal. The formatter's own look at it loads modules for copying files."""

    def __init__(self, prog: str) -> None:
        try:
            width = os.get_terminal_size().columns
        except OSError:  # no terminal
            width = 100
        super().__init__(prog, width=min(width, 120) - 2)


class Parser(argparse.ArgumentParser):
    """An argument parser that raises BadRequest, so that a wrong word is told like every other error."""

    def __init__(self, **settings: Any) -> None:
        # A shortened option would change its meaning with the next option that begins alike.
        super().__init__(formatter_class=Help, allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        """Raise BadRequest in place of printing the usage and leaving."""
        hint = f"“{self.prog} --help” lists what it takes."
        unknown = re.search(r"VERB: invalid choice: '(.*?)'", message)
        if unknown:
            from difflib import get_close_matches

            close = get_close_matches(unknown[1], VERBS, n=1)
            raise BadRequest(f"There is no verb “{unknown[1]}”.", f"Did you mean {close[0]}? {hint}" if close else hint)
        raise BadRequest(message[:1].upper() + message[1:].rstrip(".") + ".", hint)


def parse(arguments: Sequence[str]) -> argparse.Namespace | None:
    """Return the options that `arguments` stand for; None when help was asked for and printed.

    ``verb`` in it is the place of the function that does it ("sources:add").

    Raises:
        BadRequest: the words make no sense.
    """
    try:
        options = parser().parse_args(list(arguments))
    except SystemExit:  # argparse ends the process behind --help and --version; we have our own way out
        return None
    options.json = getattr(options, "json", False)
    options.library = getattr(options, "library", None)
    return options


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    common = _common()
    whole = Parser(prog="briefer", description=DESCRIPTION, epilog=EPILOG, parents=[common])
    whole.add_argument("--version", action="version", version=f"briefer {__version__}")
    verbs = whole.add_subparsers(metavar="VERB", required=True, title="verbs", dest="name")
    for name, (place, summary, add_words) in VERBS.items():
        description = f"{summary[0].upper()}{summary[1:]}."
        verb = verbs.add_parser(name, help=summary, description=description, parents=[common])
        verb.set_defaults(verb=place)
        add_words(verb)
    return whole


def _common() -> Parser:
    """Return the words that stand before and behind the verb."""
    # Without a default, the one that was not given leaves the other's word alone.
    common = Parser(add_help=False, argument_default=argparse.SUPPRESS)
    common.add_argument("--library", metavar="PATH", help="the library; else BRIEFER_LIBRARY, else your own")
    common.add_argument("--json", action="store_true", help="answer with one JSON document on standard output")
    return common


def _none(verb: argparse.ArgumentParser) -> None:
    """Add no words."""


def _import(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("files", nargs="+", metavar="FILE", help="a file, or a folder of them")


def _source(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("source", metavar="SOURCE", help="its handle (S3) or id")
    verb.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FACT=VALUE",
        help="correct a fact: title, authors (with semicolons between), publisher, published, accessed, url, language, "
        "type; no value means unknown",
    )
    verb.add_argument(
        "--read",
        choices=("article", "whole"),
        help="read its file again: the article that is found in it, or all that is on the page",
    )
    verb.add_argument("--custody", action="store_true", help="what came in, when, from where, and was done to it since")
    verb.add_argument(
        "--compare",
        metavar="SOURCE",
        help="say what became of its passages in a later capture; the same source again: in its text of today",
    )


def _search(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("words", nargs="+", metavar="WORDS")
    verb.add_argument("--limit", type=int, default=50, metavar="N", help="at most so many hits (50)")


def _open(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("file", metavar="FILE.briefing")


def _new(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("title", metavar="TITLE")
    verb.add_argument("--pack", default="standard", metavar="NAME", help="the template pack (standard)")


def _new_issue(verb: argparse.ArgumentParser) -> None:
    _briefing(verb)
    verb.add_argument("--number", metavar="N", help="its number (the one after the former issue's)")
    verb.add_argument("--old-after", type=int, metavar="DAYS", help="days after which an article is old (30)")


def _take(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("briefing", metavar="BRIEFING", help="its handle (B1) or id")
    verb.add_argument("source", metavar="SOURCE", help="its handle (S3) or id")
    verb.add_argument("--section", required=True, metavar="KEY", help="the section, or tray to set aside")
    what = verb.add_mutually_exclusive_group(required=True)
    what.add_argument("--quote", metavar="WORDS", help="the words, as they stand in the source")
    what.add_argument("--picture", type=int, metavar="N", help="the picture with this number in the source, from 1")
    what.add_argument("--box", metavar="L,T,R,B", help="a part of a page, in parts of its width and height (0 to 1)")
    verb.add_argument("--page", metavar="LABEL", help="the page of the box (its first)")
    verb.add_argument("--nth", type=int, metavar="N", help="which of them, where they stand there more than once")


def _write(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("briefing", metavar="BRIEFING", help="its handle (B1) or id")
    verb.add_argument("--section", required=True, metavar="KEY", help="the section")
    verb.add_argument("--text", required=True, metavar="WORDS", help="a paragraph of your own")
    verb.add_argument(
        "--cite", action="append", default=[], metavar="PASSAGE", help="a passage that it rests on (S3:10)"
    )


def _table(verb: argparse.ArgumentParser) -> None:
    _briefing(verb)
    verb.add_argument("file", metavar="FILE", help="lines of cells (.csv, .tsv; - reads standard input)")
    verb.add_argument("--section", required=True, metavar="KEY", help="the section")
    verb.add_argument("--caption", default="", metavar="WORDS", help="what is printed above the table")
    verb.add_argument(
        "--header-rows", type=int, metavar="N", help="how many rows name the columns; told from the cells if not said"
    )


def _declare(verb: argparse.ArgumentParser) -> None:
    _briefing(verb)
    verb.add_argument("words", metavar="WORDS", help="some words of the sentence, as they stand there")
    verb.add_argument("--nth", type=int, metavar="N", help="which sentence, where several hold the words")
    verb.add_argument("--back", action="store_true", help="no longer a judgement")


def _quotation(verb: argparse.ArgumentParser) -> None:
    _briefing(verb)
    verb.add_argument("passage", metavar="PASSAGE", help="the passage quoted (S3:10)")
    verb.add_argument("--nth", type=int, metavar="N", help="which quotation of the passage, where there are several")


def _edit(verb: argparse.ArgumentParser) -> None:
    _quotation(verb)
    what = verb.add_mutually_exclusive_group(required=True)
    what.add_argument("--keep", metavar="WORDS", help="keep only these words of it")
    what.add_argument("--omit", metavar="WORDS", help="print [...] in their place")
    what.add_argument("--insert", metavar="WORDS", help="print these in brackets, at the end or --before words of it")
    what.add_argument("--emphasise", metavar="WORDS", help="print these emphasised, or no longer")
    what.add_argument("--case", action="store_true", help="print the first letter in the other case, in brackets")
    what.add_argument("--restore", action="store_true", help="print the source's words again")
    what.add_argument("--paraphrase", action="store_true", help="make prose of it that cites the passage")
    verb.add_argument("--before", metavar="WORDS", help="where to insert")


def _replace(verb: argparse.ArgumentParser) -> None:
    _briefing(verb)
    verb.add_argument("words", metavar="WORDS", help="the words to find")
    verb.add_argument("others", metavar="OTHERS", help="the words to put in their place; '' takes them out")
    verb.add_argument("--case", action="store_true", help="mind capitals")
    verb.add_argument("--whole", action="store_true", help="whole words alone")


def _translate(verb: argparse.ArgumentParser) -> None:
    _quotation(verb)
    what = verb.add_mutually_exclusive_group(required=True)
    what.add_argument("--text", metavar="WORDS", help="the translation")
    what.add_argument("--remove", action="store_true", help="take the translation away")
    verb.add_argument("--language", metavar="TAG", help="the language it is in, such as en or pt-BR")
    verb.add_argument("--translator", default="", metavar="NAME", help="who or what translated it")
    verb.add_argument("--machine", action="store_true", help="a machine translated it")


def _caption(verb: argparse.ArgumentParser) -> None:
    _briefing(verb)
    verb.add_argument("passage", metavar="PASSAGE", help="the picture that the figure shows (S3:10)")
    verb.add_argument("--text", metavar="WORDS", help="the caption; '' takes it away")
    verb.add_argument("--alt", metavar="WORDS", help="what it shows, for whoever cannot see it")


def _figure(verb: argparse.ArgumentParser) -> None:
    _briefing(verb)
    verb.add_argument("file", metavar="FILE", help="the picture (PNG, JPEG, GIF, WebP, TIFF, BMP)")
    verb.add_argument("--section", required=True, metavar="KEY", help="the section")
    verb.add_argument("--caption", default="", metavar="WORDS", help="what is printed below it")
    verb.add_argument("--alt", default="", metavar="WORDS", help="what it shows, for whoever cannot see it")


def _footnote(verb: argparse.ArgumentParser) -> None:
    _briefing(verb)
    verb.add_argument("words", metavar="WORDS", help="words of your own that it goes behind, as they stand there")
    verb.add_argument("--text", required=True, metavar="NOTE", help="what it says; '' takes it away")
    verb.add_argument("--nth", type=int, metavar="N", help="which place, where the words stand more than once")


def _template(verb: argparse.ArgumentParser) -> None:
    _briefing(verb)
    verb.add_argument("--pack", metavar="NAME", help="another template; its own as it is installed if not said")
    verb.add_argument("--apply", action="store_true", help="change it; without, only what would change is shown")


def _briefing(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("briefing", metavar="BRIEFING", help="its handle (B1) or id")


def _export(verb: argparse.ArgumentParser) -> None:
    _briefing(verb)
    verb.add_argument(
        "--to", required=True, metavar="FILE", help="its end decides: .docx, .pdf, .html, .md or .briefing"
    )
    verb.add_argument("--template", metavar="PACK/NAME", help="another template than the briefing's own")
    verb.add_argument("--style", metavar="CSL", help="another citation style")
    verb.add_argument("--attach-data", action="store_true", help="let a PDF hold the briefing as JSON (PDF/A-3a)")


def _pack(verb: argparse.ArgumentParser) -> None:
    acts = verb.add_subparsers(metavar="ACT", required=True, title="acts", dest="act")
    for name, (place, summary, words) in PACK_ACTS.items():
        act = acts.add_parser(
            name, help=summary, description=f"{summary[0].upper()}{summary[1:]}.", parents=[_common()]
        )
        act.set_defaults(verb=place)
        for word, metavar, told in words:
            act.add_argument(word, metavar=metavar, help=told)


PACK_ACTS: dict[str, tuple[str, str, tuple[tuple[str, str, str], ...]]] = {
    "list": ("packs:list_all", "list the templates", ()),
    "new": (
        "packs:new",
        "begin a template pack, as a copy of the standard one or from a Word file",
        (
            ("folder", "FOLDER", "the new folder; its name is the pack's"),
            ("--title", "TITLE", "what people call it"),
            ("--from", "FILE", "a .docx or .dotx file that becomes its Word template"),
        ),
    ),
    "lint": (
        "packs:lint",
        "tell all that is wrong with a template pack or one template",
        (
            ("path", "FOLDER|FILE", "the folder with pack.toml, a .brieferpack file, or a template"),
            ("--annotated", "FILE.docx", "also make a copy of a Word template with each problem as a comment"),
        ),
    ),
    "build": (
        "packs:build",
        "make one file of a template pack, to hand on",
        (("folder", "FOLDER", "the folder with pack.toml"), ("--to", "FILE", "the file (NAME-VERSION.brieferpack)")),
    ),
    "install": (
        "packs:install",
        "install a template pack",
        (("file", "FILE", "a .brieferpack file, or the folder of a pack"),),
    ),
    "remove": ("packs:remove", "remove an installed template pack", (("pack", "NAME", "its name"),)),
    "preview": (
        "packs:preview",
        "print the sample briefing through every template of a pack",
        (("pack", "NAME", "its name"), ("--to", "FOLDER", "where to put the files (NAME-preview)")),
    ),
    "render": (
        "packs:render",
        "make a file of any template and any values",
        (
            ("template", "TEMPLATE", "a .docx, .typ.j2, .html.j2 or .md.j2 file"),
            ("--context", "FILE.json", "the values"),
            ("--to", "FILE", "the file to make"),
        ),
    ),
}
"""What can be done with template packs: the function that does it, a few words, and the words it takes."""


def _demo(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--to", metavar="FOLDER", help="where to put it (briefer-demo)")


def _backup(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--to", metavar="FILE", help="the copy, or a folder for it (backups, beside the library)")


VERBS: dict[str, tuple[str, str, Callable[[argparse.ArgumentParser], None]]] = {
    "import": ("sources:add", "add articles to the library", _import),
    "sources": ("sources:list_all", "list the articles", _none),
    "source": ("sources:show", "show one article, correct its facts, or compare it with a later capture", _source),
    "search": ("sources:search", "find words in all articles", _search),
    "briefings": ("briefings:list_all", "list the briefings", _none),
    "open": ("briefings:open_file", "take a colleague's .briefing file into the library", _open),
    "new": ("briefings:new", "begin a briefing", _new),
    "new-issue": ("issues:new_issue", "carry a briefing over into its next issue", _new_issue),
    "take": ("briefings:take", "quote words of an article in a briefing, with their citation", _take),
    "write": ("briefings:write", "append a paragraph of your own to a briefing", _write),
    "table": ("tables:table", "append a table of your own to a briefing", _table),
    "declare": ("judging:declare", "declare a sentence of your own as judgement", _declare),
    "edit": ("quotations:edit", "edit a quotation in one of the ways that are shown", _edit),
    "replace": ("replacing:replace", "put other words in place of some of your own in a briefing", _replace),
    "translate": ("quotations:translate", "give a quotation a translation beside its words", _translate),
    "figure": ("figures:figure", "append a picture of your own to a briefing", _figure),
    "footnote": ("footnotes:footnote", "put a footnote of your own behind some words", _footnote),
    "template": ("templates:template", "show and change with which template a briefing goes", _template),
    "caption": ("captions:caption", "give a figure its caption, and the words that stand for it", _caption),
    "read": ("briefings:read", "show a briefing", _briefing),
    "export": ("briefings:export", "make a Word, PDF, HTML, Markdown or .briefing file", _export),
    "pack": ("packs:list_all", "list, make, build, install, remove and try template packs", _pack),
    "doctor": ("upkeep:doctor", "look whether everything in the library is as it was written", _none),
    "backup": ("upkeep:backup", "copy the library, and look whether the copy is whole", _backup),
    "demo": ("demo:demo", "make the sample library and briefing, and export it", _demo),
}
"""Each verb: the function that does it, what it does in a few words, and what adds the words it takes."""
