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
from briefer.settings import RECENT, TABLE, THEMES, Settings

text = st.text(max_size=30).filter(lambda words: words.encode("utf-8", "replace").decode() == words)


def test_what_is_kept_comes_back() -> None:
    kept = Settings(theme="dark", zoom=1.25, author="Ana “A.” Lu\n", recent_libraries=("/a b/c", "C:\\x"))
    settings.save(kept)
    assert settings.load() == kept
    assert paths.settings_file().read_text("utf-8").startswith("# The colours of the window.\ntheme = ")


@given(
    st.builds(
        Settings,
        theme=st.sampled_from(THEMES),
        zoom=st.floats(0.5, 3.0),
        author=text,
        last_library=text,
        recent_libraries=st.lists(text, max_size=3).map(tuple),
    )
)
def test_any_settings_come_back(kept: Settings) -> None:
    settings.save(kept)
    assert settings.load() == kept


@pytest.mark.parametrize(
    "content",
    [b"", b"theme = ", b"\xff\xfe\x00", b"theme = 3\nzoom = true\nrecent_libraries = [1]\nauthor = []", b"zoom = 900"],
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


def test_the_library_opened_last_is_the_first_of_the_recent_ones(tmp_path: Path) -> None:
    held = Settings()
    for number in [*range(RECENT + 3), 5]:
        held = held.opened(tmp_path / str(number))
    assert held.last_library == held.recent_libraries[0] == str(tmp_path / "5")
    assert len(held.recent_libraries) == len(set(held.recent_libraries)) == RECENT


def test_every_setting_is_declared_with_its_default_and_a_sentence() -> None:
    assert {setting.name: setting.default for setting in TABLE} == {
        field.name: getattr(Settings(), field.name) for field in fields(Settings)
    }
    assert all(setting.sentence.endswith(".") for setting in TABLE)
