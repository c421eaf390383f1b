"""One door for whoever works on briefer: makes the environment when it is missing, then does what it is asked.

    python3 packaging/dev.py run            the window with the sample briefing; with no screen, its Word and PDF files
    python3 packaging/dev.py test           lint, types, rooms, then all tests; `test ARGUMENTS` goes to pytest alone
    python3 packaging/dev.py lint [--fix]   style, types and rooms
    python3 packaging/dev.py bench [ROW...] the speed table
    python3 packaging/dev.py lock [--upgrade] the two requirements files, from pyproject.toml

The standard library only: it runs before anything is installed. It works on an environment that is there already
and never deletes one that still starts.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
LOCK = ROOT / "packaging" / "requirements-dev.txt"
STAMP = VENV / "briefer-stamp"
DEMO = ROOT / "build" / "demo"

# What Qt's wheel expects of the system, for windows under X11 and for none at all. Names of Debian and Ubuntu.
QT_LIBRARIES = [
    "libdbus-1-3", "libegl1", "libfontconfig1", "libgl1", "libglib2.0-0", "libxcb-cursor0", "libxcb-icccm4",
    "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-xinerama0",
    "libxcb-xkb1", "libxkbcommon-x11-0", "libxkbcommon0",
]  # fmt: skip

# Loading the plugin by hand names the missing library; Qt itself would only abort.
QT_PROBE = """
import ctypes, pathlib, sys
import PySide6.QtWidgets
if sys.platform == "linux":
    ctypes.CDLL(str(pathlib.Path(PySide6.__file__).parent / "Qt/plugins/platforms/libqxcb.so"))
"""


class CannotStart(Exception):
    """Something outside the checkout is missing; the sentence says what to do about it."""


def main(words: Sequence[str]) -> int:
    """Do one verb and return its exit code."""
    verbs = {"run": run, "test": test, "lint": lint, "bench": bench, "lock": lock}
    if not words or words[0] not in verbs:
        print(__doc__, file=sys.stderr)
        return 0 if words and words[0] in ("-h", "--help", "help") else 2
    try:
        if sys.version_info < (3, 11):  # noqa: UP036  (it is here that an older one is met)
            raise CannotStart(f"briefer needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        prepare()
        return verbs[words[0]](list(words[1:]))
    except CannotStart as sentence:
        print(sentence, file=sys.stderr)
        return 2
    except subprocess.CalledProcessError as failure:
        print(f"This step failed: {' '.join(map(str, failure.cmd))}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


# ------------------------------------------------------------------------------------------------------------- verbs


def run(words: list[str]) -> int:
    """Open the window on the sample briefing; where there is no screen, write the sample's Word and PDF files."""
    if _has_screen():
        return _call(PYTHON, "-m", "briefer", "--sample", *words)
    shutil.rmtree(DEMO, ignore_errors=True)  # or the files of the last time would be listed beside the new ones
    code = _call(PYTHON, "-m", "briefer", "demo", "--to", DEMO, *words)
    if code == 0:
        made = sorted(file for file in DEMO.iterdir() if file.suffix in (".docx", ".pdf"))
        print("There is no screen here, so the sample briefing was exported instead:")
        print("\n".join(f"  {file}" for file in made))
    return code


def test(words: list[str]) -> int:
    """Run everything, or only pytest when it is given arguments; pytest comes last, so that its verdict is read."""
    if words:
        return _call(PYTHON, "-m", "pytest", *words)
    lint_code = lint([])
    workers = str(min(os.cpu_count() or 1, 4))
    # By file: what a file's tests share (a LibreOffice, a database server) is then started once.
    code = _call(PYTHON, "-m", "pytest", "-n", workers, "--dist", "loadfile")
    if lint_code:
        print("The tests are told above; style, types or rooms failed before them.", file=sys.stderr)
    return code or lint_code


def lint(words: list[str]) -> int:
    """Check style, format, types and rooms; with --fix mend what can be mended first."""
    if "--fix" in words:
        _call(SCRIPTS / "ruff", "check", "--quiet", "--fix", ".")
        _call(SCRIPTS / "ruff", "format", "--quiet", ".")
    failed: list[str] = []
    for name, *command in (
        ("style", "ruff", "check", "--quiet", "."),
        ("format", "ruff", "format", "--quiet", "--check", "."),
        ("types", "basedpyright", "--pythonpath", str(PYTHON)),
        ("rooms", "lint-imports"),
    ):
        done = subprocess.run([SCRIPTS / command[0], *command[1:]], cwd=ROOT, capture_output=True, text=True)
        if done.returncode != 0:
            failed.append(name)
            print(done.stdout + done.stderr)
    print(f"lint: {', '.join(failed)} failed" if failed else "lint: style, format, types and rooms are in order")
    return 1 if failed else 0


def bench(words: list[str]) -> int:
    """Print the speed table."""
    return _call(PYTHON, "-m", "tests.benchmarks", *words)


def lock(words: list[str]) -> int:
    """Write both requirements files anew; versions stay as they are unless --upgrade is given."""
    runtime = ROOT / "packaging" / "requirements.txt"
    compile_ = [
        SCRIPTS / "uv", "pip", "compile", "--quiet", "pyproject.toml", "--universal", "--generate-hashes",
        "--python-version", "3.11", "--no-annotate", "--custom-compile-command", "python3 packaging/dev.py lock",
        *words,
    ]  # fmt: skip
    code = _call(*compile_, "--output-file", runtime.relative_to(ROOT))
    if code:
        return code
    return _call(
        *compile_, "--group", "dev", "--constraint", runtime.relative_to(ROOT), "--output-file", LOCK.relative_to(ROOT)
    )


# ------------------------------------------------------------------------------------------------------- environment


def prepare() -> None:
    """Make the environment, or bring it to what the lock says; nothing is done when it is there already."""
    if PYTHON.exists() and STAMP.exists() and STAMP.read_text() == _wanted():
        return
    if not _starts():
        print("Making the environment in .venv ...", file=sys.stderr)
        _make_venv()
    print("Installing what briefer needs ...", file=sys.stderr)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "--require-hashes", "--requirement", LOCK], cwd=ROOT, check=True)
    subprocess.run([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT], cwd=ROOT, check=True)
    _check_qt()
    STAMP.write_text(_wanted())


def _wanted() -> str:
    """Return a fingerprint of everything that an environment is made from."""
    # The whole of pyproject.toml would make every change of a lint rule an installation.
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("# ----")[0]
    made_from = LOCK.read_text(encoding="utf-8") + project + str(ROOT)
    return hashlib.sha256(made_from.encode()).hexdigest()


def _starts() -> bool:
    """Tell whether the environment's Python can be started; it cannot when the system's Python was replaced."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0


def _make_venv() -> None:
    try:
        import ensurepip  # noqa: F401  (Debian parts it from Python, and venv then fails half way)
    except ImportError:
        package = f"python3.{sys.version_info.minor}-venv"
        if not _apt(package):
            raise CannotStart(
                f"Python's venv is missing; on Debian and Ubuntu: sudo apt-get install -y {package}"
            ) from None
    subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)


def _check_qt() -> None:
    """Make sure that Qt finds the system's libraries, and say in one line how to get them where it does not."""
    if _qt_complaint() is None or (_apt(*QT_LIBRARIES) and _qt_complaint() is None):
        return
    raise CannotStart(
        f"Qt misses a library of the system ({_qt_complaint()}).\n"
        f"On Debian and Ubuntu: sudo apt-get install -y {' '.join(QT_LIBRARIES)}"
    )


def _qt_complaint() -> str | None:
    done = subprocess.run([PYTHON, "-c", QT_PROBE], capture_output=True, text=True)
    return None if done.returncode == 0 else done.stderr.strip().splitlines()[-1]


def _apt(*packages: str) -> bool:
    """Install Debian packages where we may; return whether they are there now."""
    if shutil.which("apt-get") is None or os.getuid() != 0:
        return False
    print(f"Installing {' '.join(packages)} ...", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    for command in (["apt-get", "update", "-qq"], install):
        done = subprocess.run(command, env=quiet, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        if done.returncode != 0:
            return False
    return True


def _has_screen() -> bool:
    return sys.platform in ("win32", "darwin") or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _call(*command: str | Path) -> int:
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
