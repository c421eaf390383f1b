"""A person's settings: one declared table, kept as TOML in their own folder.

Reading is tolerant: a file that cannot be read, or a value that makes no sense, counts as the default and is never an
error that keeps the window from opening. Writing is whole or not at all, and keeps lines of names it does not know.
The window reads this before it paints: what it takes to read and write TOML is loaded when there is any.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, cast

from briefer import paths
from briefer.errors import BadRequest, NotSaved

Value = str | float

THEMES = ("system", "light", "dark", "contrast-dark", "contrast-light")
QUOTES = ("typographic", "plain")
SMALLEST, LARGEST = 0.625, 2.0
"""How small and large texts may be shown: from 10 pixels to 32."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """A setting as it is declared: its default tells its type; the sentence says what it does."""

    name: str
    default: Value
    sentence: str
    choices: tuple[str, ...] = ()
    least: float = 0.0
    most: float = 0.0

    def read(self, value: object) -> Value:
        """Return `value` as this setting keeps it.

        Raises:
            BadRequest: it makes no sense here.
        """
        if isinstance(self.default, float):
            number = isinstance(value, int | float) and not isinstance(value, bool)
            if number and self.least <= cast("float", value) <= self.most:
                return float(cast("float", value))
        elif isinstance(value, str) and (not self.choices or value in self.choices):
            return value
        raise BadRequest(f"“{value}” makes no sense for the setting {self.name}.", self._meant())

    def _meant(self) -> str:
        if self.choices:
            return f"It is one of: {', '.join(self.choices)}."
        if isinstance(self.default, float):
            return f"It is a number from {self.least:g} to {self.most:g}."
        return self.sentence


TABLE = (
    Setting(name="theme", default="system", choices=THEMES, sentence="The colours of the window."),
    Setting(
        name="zoom", default=1.0, least=SMALLEST, most=LARGEST, sentence="How large articles and briefings are shown."
    ),
    Setting(
        name="quotes",
        default="typographic",
        choices=QUOTES,
        sentence="Whether plain quotation marks become those of the language while one types.",
    ),
    Setting(name="author", default="", sentence="Who writes, as new briefings say it."),
    Setting(name="last_briefing", default="", sentence="The id of the briefing that opens with the window."),
    Setting(
        name="old_after",
        default=30.0,
        least=1.0,
        most=36500.0,
        sentence="After how many days the article of a passage is old, in a later issue of a briefing.",
    ),
    Setting(name="watched_folder", default="", sentence="The folder whose new files become sources; empty for none."),
    Setting(
        name="watched_since",
        default=0.0,
        most=1e11,
        sentence="Up to when its files were added, in seconds since 1970.",
    ),
)
"""Every setting there is."""

_NAMES = {setting.name: setting for setting in TABLE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings as they are. Change them with `changed`, keep them with `save`."""

    theme: str = "system"
    zoom: float = 1.0
    quotes: str = "typographic"
    author: str = ""
    last_briefing: str = ""
    old_after: float = 30.0
    watched_folder: str = ""
    watched_since: float = 0.0

    def changed(self, name: str, value: object) -> Settings:
        """Return the settings with another value of one.

        Raises:
            BadRequest: there is no such setting, or the value makes no sense for it.
        """
        if name not in _NAMES:
            raise BadRequest(f"There is no setting {name}.", f"There are: {', '.join(_NAMES)}.")
        return replace(self, **{name: _NAMES[name].read(value)})


def load(file: Path | None = None) -> Settings:
    """Return the person's settings; what cannot be read counts as its default."""
    found: dict[str, Value] = {}
    for name, value in _held(file or paths.settings_file()).items():
        setting = _NAMES.get(name)
        if setting is None:
            continue
        try:
            found[name] = setting.read(value)
        except (BadRequest, ValueError):  # ValueError: a number too long to be named in a sentence
            continue
    return Settings(**cast("dict[str, Any]", found))


def save(settings: Settings, file: Path | None = None) -> None:
    """Keep the settings, whole or not at all; what a newer briefer keeps in the file stays there.

    Raises:
        NotSaved: they could not be written.
    """
    target = file or paths.settings_file()
    held = _held(target)
    values: dict[str, object] = {name: value for name, value in held.items() if name not in _NAMES}
    values.update({field.name: getattr(settings, field.name) for field in fields(settings)})
    half = target.with_name(f"{target.name}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with half.open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(_written(values))
            stream.flush()
            os.fsync(stream.fileno())
        half.replace(target)
    except OSError as error:
        raise NotSaved(
            f"The settings could not be kept: {(error.strerror or 'no reason given').lower()}.",
            "Look at the disk; they hold until the window is closed.",
        ) from error


def _held(file: Path) -> dict[str, object]:
    try:
        words = file.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return {}
    import tomllib

    try:
        return tomllib.loads(words)
    except (ValueError, RecursionError):
        return {}


def _written(values: Mapping[str, object]) -> str:
    """Return flat values as TOML, each below the sentence that says what it does."""
    lines: list[str] = []
    for name, value in values.items():
        setting = _NAMES.get(name)
        line = _value(value)
        if line is None:
            continue
        if setting is not None:
            lines.append(f"# {setting.sentence}")
        lines += [f"{_key(name)} = {line}", ""]
    return "\n".join(lines)


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isascii() and name.isidentifier() else _text(name)


def _value(value: object) -> str | None:
    """Return a value as TOML; None for a kind that no setting of any version has (a table, a date)."""
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return repr(value)
        case str():
            return _text(value)
        case list() | tuple():
            parts = [_value(part) for part in cast("list[object]", value)]
            return None if None in parts else f"[{', '.join(cast('list[str]', parts))}]"
        case _:
            return None


def _text(text: str) -> str:
    import json

    # TOML 1.0: a basic string escapes as JSON does, and DEL besides; half a surrogate pair has no place in it.
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")
