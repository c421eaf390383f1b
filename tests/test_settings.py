"""A person's settings: what is kept comes back, and no file keeps the window from opening."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer import paths, settings
from briefer.errors import BadRequest, NotSaved
from briefer.settings import LARGEST, SMALLEST, TABLE, THEMES, Settings

text = st.text(max_size=30).filter(lambda words: words.encode("utf-8", "replace").decode() == words)


def test_what_is_kept_comes_back() -> None:
    kept = Settings(theme="dark", zoom=1.25, author="Ana “A.” Lu\n", last_briefing="C:\\x")
    settings.save(kept)
    assert settings.load() == kept
    assert paths.settings_file().read_text("utf-8").startswith("# The colours of the window.\ntheme = ")


@given(
    st.builds(
        Settings,
        theme=st.sampled_from(THEMES),
        zoom=st.floats(SMALLEST, LARGEST),
        author=text,
        last_briefing=text,
    )
)
def test_any_settings_come_back(kept: Settings) -> None:
    settings.save(kept)
    assert settings.load() == kept


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"theme = ",
        b"\xff\xfe\x00",
        b"theme = 3\nzoom = true\nauthor = []",
        b"zoom = 900",
        b"zoom = nan",
        b"zoom = 1" + 400 * b"0",
        b"zoom = 0x" + 5000 * b"f",
        b"zoom = " + 100_000 * b"[",
    ],
    ids=["empty", "broken off", "no text", "other kinds", "too large", "no number", "huge", "endless", "deep"],
)
def test_a_file_that_makes_no_sense_counts_as_the_defaults(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(content)
    assert settings.load(file) == Settings()
    assert file.read_bytes() == content


def test_one_wrong_value_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('theme = "mauve"\nauthor = "Ana Lu"\n', encoding="utf-8")
    assert settings.load(file) == Settings(author="Ana Lu")


def test_what_a_newer_briefer_keeps_in_the_file_stays(tmp_path: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('mood = ["calm", 3]\ntheme = "light"\n', encoding="utf-8")
    settings.save(settings.load(file).changed("zoom", 2), file)
    held = tomllib.loads(file.read_text(encoding="utf-8"))
    assert (held["mood"], held["theme"], held["zoom"]) == (["calm", 3], "light", 2.0)


def test_settings_that_cannot_be_written_are_said_to_be_and_the_old_ones_stay(tmp_path: Path) -> None:
    (tmp_path / "settings.toml.new").mkdir()
    file = tmp_path / "settings.toml"
    file.write_text('theme = "light"\n', encoding="utf-8")
    with pytest.raises(NotSaved):
        settings.save(Settings(theme="dark"), file)
    assert settings.load(file).theme == "light"


@pytest.mark.parametrize(("name", "value"), [("theme", "mauve"), ("zoom", 9), ("zoom", True), ("mood", "calm")])
def test_a_change_that_makes_no_sense_is_refused(name: str, value: object) -> None:
    with pytest.raises(BadRequest):
        Settings().changed(name, value)


def test_the_themes_are_those_of_the_window() -> None:
    from briefer.ui import theme

    assert set(THEMES) == {"system", *theme.THEMES}


def test_every_setting_is_declared_with_its_default_and_a_sentence() -> None:
    assert {setting.name: setting.default for setting in TABLE} == {
        field.name: getattr(Settings(), field.name) for field in fields(Settings)
    }
    assert all(setting.sentence.endswith(".") for setting in TABLE)
