"""From words to an exit code: every error becomes one sentence here, and nothing else does."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from briefer.cli.arguments import parse
from briefer.errors import BrieferError

TYPE_CHECKING = False  # see `arguments`
if TYPE_CHECKING:
    from collections.abc import Sequence

FAILED = 2
INTERRUPTED = 130  # what a shell says of a program ended by Ctrl+C: 128 and the number of the signal


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return the exit code: 0 done; 1 done, and it found something to mend; 2 could not be done.

    `arguments` are the words behind ``briefer``; None takes them from the process.
    """
    _speak_utf8()
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the answer has seen enough. Python would complain once more when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrieferError as error:
        _say(error.sentence, error.hint)
        return FAILED
    except OSError as error:
        # Not ours to name one by one: no room, no right, a folder where a file should be.
        _say(
            f"The system refused: {error.strerror or error}.",
            f"It was about {error.filename}." if error.filename else "",
        )
        return FAILED
    except Exception as error:  # noqa: BLE001  one of the four places: a person gets a sentence, the log the rest
        _say("Something happened that briefer does not expect; what was saved before is safe.", _logged(error))
        return FAILED
    return code


def _run(arguments: Sequence[str]) -> int:
    options = parse(arguments)
    if options is None:
        return 0
    from importlib import import_module

    from briefer.cli.answer import Answer

    module, _, function = options.verb.partition(":")
    verb = getattr(import_module(f"briefer.cli.{module}"), function)
    return verb(options, Answer(as_json=options.json))


def _say(sentence: str, hint: str) -> None:
    """Print an error as one sentence and its hint, on standard error."""
    from briefer.cli.answer import harmless

    sys.stderr.write(harmless(f"briefer: {sentence}\n" + (f"  {hint}\n" if hint else "")))


def _speak_utf8() -> None:
    """Write UTF-8 whatever the system's code page is; half a surrogate pair of a file name is written as an escape."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _logged(error: Exception) -> str:
    """Write the error with its traceback to the log, and say where that is."""
    import traceback
    from datetime import UTC, datetime

    from briefer import paths

    file = paths.logs() / "command-line.log"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"--- {datetime.now(UTC).isoformat(timespec='seconds')}\n")
            log.writelines(traceback.format_exception(error))
    except OSError:
        return f"It is a mistake of briefer's ({type(error).__name__}); there was no place to write down more."
    return f"It is a mistake of briefer's; {file} says more, for whoever can mend it."
