"""Every error a person can meet, each with one sentence and a hint what to do.

An error is raised where it is understood and shown where a person is; nothing between catches it to hide it.

    BrieferError
    ├── NotFound                  a handle, id, section or file that is not there
    ├── BadRequest                what was asked makes no sense (wrong option, empty title)
    ├── EditRefused               an edit that does not fit the briefing it is applied to
    ├── PassageNotFound           the words are not in the source
    ├── PassageAmbiguous          the words are there more than once
    ├── SourceUnreadable          an article file that cannot become a source
    │   ├── SourceEmpty
    │   ├── SourceEncrypted
    │   ├── SourceDamaged
    │   ├── SourceMislabelled     it is not what its name says
    │   ├── SourceUnknownKind
    │   └── SourceTooLarge
    ├── LibraryError
    │   ├── LibraryMissing
    │   ├── LibraryNotOurs        empty, cut, foreign: never touched
    │   ├── LibraryNewer          written by a newer briefer
    │   ├── LibraryLocked         another window holds it
    │   ├── LibraryReadOnly
    │   ├── LibraryDamaged
    │   └── NotSaved              a write failed; what was typed is still in memory
    ├── PackError                 a template pack that cannot be used
    │   └── TemplateError         a template that cannot be rendered
    ├── ExportError
    │   └── ExportTargetInvalid
    ├── TravelFileInvalid         a .briefing file that cannot be opened
    ├── WorkerFailed
    │   ├── WorkerTimedOut
    │   ├── WorkerOutOfMemory
    │   └── WorkerCrashed
    └── Cancelled                 the person asked to stop
"""

from __future__ import annotations


class BrieferError(Exception):
    """Something a person can be told in one sentence.

    ``sentence`` says what happened and what is safe; ``hint`` says what to do about it.
    """

    hint_default = ""

    def __init__(self, sentence: str, hint: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = self.hint_default if hint is None else hint

    def __reduce__(self) -> tuple[type[BrieferError], tuple[str, str]]:
        """Keep the hint when the error crosses a process boundary."""
        return type(self), (self.sentence, self.hint)


class NotFound(BrieferError):
    """A handle, id, section or file that is not there."""


class BadRequest(BrieferError):
    """What was asked makes no sense: a wrong option, an empty title."""


class EditRefused(BrieferError):
    """An edit that does not fit the briefing it is applied to; nothing was changed."""


class QuotationLocked(EditRefused):
    """Words were to be typed over, or deleted in part, that are the source's."""


class PassageNotFound(BrieferError):
    """The words asked for are not in the source."""


class PassageAmbiguous(BrieferError):
    """The words asked for stand in the source more than once."""


class SourceUnreadable(BrieferError):
    """An article file that cannot become a source; nothing of it is kept."""

    hint_default = "Open the file in the program that made it, and save or print it again."


class SourceEmpty(SourceUnreadable):
    """The file has no bytes or no words."""


class SourceEncrypted(SourceUnreadable):
    """The file wants a password."""

    hint_default = "Save a copy without the password, then add that copy."


class SourceDamaged(SourceUnreadable):
    """The file is cut or broken."""


class SourceMislabelled(SourceUnreadable):
    """The file is not what its name says."""


class SourceUnknownKind(SourceUnreadable):
    """No reader knows this kind of file."""

    hint_default = (
        "briefer reads saved web pages, PDF, Word, OpenDocument, RTF, e-books, mails, transcripts, pictures, "
        "plain text, Markdown, and zip files of these."
    )


class SourceTooLarge(SourceUnreadable):
    """The file, or what it unpacks to, is over the limit."""


class LibraryError(BrieferError):
    """The library cannot do what was asked."""


class LibraryMissing(LibraryError):
    """There is no library at that place."""


class LibraryNotOurs(LibraryError):
    """The file is empty, cut, or some other program's; it was not touched."""


class LibraryNewer(LibraryError):
    """The library was written by a newer briefer; it was not touched."""

    hint_default = "Update briefer, then open the library again."


class LibraryLocked(LibraryError):
    """Another window or command holds the library for writing."""

    hint_default = "Close the other window, or open the library to read only."


class LibraryReadOnly(LibraryError):
    """The library was opened to read only."""


class LibraryDamaged(LibraryError):
    """The library's content does not match its own hashes."""


class NotSaved(LibraryError):
    """A write failed; what was written is still in memory."""


class PackError(BrieferError):
    """A template pack that cannot be used."""


class TemplateError(PackError):
    """A template that cannot be rendered."""


class ExportError(BrieferError):
    """An export that could not be made; no file was changed."""


class ExportTargetInvalid(ExportError):
    """A place or suffix that an export cannot be written to."""


class TravelFileInvalid(BrieferError):
    """A .briefing file that cannot be opened; nothing was taken from it."""


class WorkerFailed(BrieferError):
    """A job in the locked child process did not come to an end."""


class WorkerTimedOut(WorkerFailed):
    """The job took longer than it may."""


class WorkerOutOfMemory(WorkerFailed):
    """The job wanted more memory than it may have."""


class WorkerCrashed(WorkerFailed):
    """The child process died."""


class Cancelled(BrieferError):
    """The person asked to stop."""
