from __future__ import annotations

from pathlib import Path

import pytest

from briefer import paths
from briefer.errors import NotFound, PackError
from briefer.packs import archive, installing, shelf
from briefer.packs.pack import Pack


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("BRIEFER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


@pytest.fixture
def begun(tmp_path: Path) -> Pack:
    return installing.begin(tmp_path / "rivers", 'The "Rivers" desk')


def test_a_new_pack_is_the_standard_one_under_a_name_of_its_own(begun: Pack) -> None:
    standard = shelf.find("standard")
    assert (begun.name, begun.title) == ("rivers", 'The "Rivers" desk')
    assert begun.sections == standard.sections
    assert begun.template(".docx") == standard.template(".docx")


def test_a_folder_that_is_there_is_left_alone(begun: Pack) -> None:
    with pytest.raises(PackError, match="there already"):
        installing.begin(begun.folder, "Other")
    assert installing.checked(begun.folder).title == begun.title


def test_a_folder_whose_name_is_none_for_a_pack_is_refused_and_gone(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        installing.begin(tmp_path / "My Pack", "x")
    assert not (tmp_path / "My Pack").exists()


def test_an_installed_pack_is_found_and_a_later_version_takes_its_place(begun: Pack) -> None:
    files = archive.gather(begun.folder)
    assert installing.install(files).former is None
    assert shelf.find("rivers").title == begun.title
    later = files["pack.toml"].replace(b'version = "1"', b'version = "2"')
    done = installing.install({"pack.toml": later, **{k: v for k, v in files.items() if k.endswith((".docx", ".j2"))}})
    assert (done.pack.version, done.former) == ("2", "1")
    assert shelf.find("rivers").version == "2"
    assert [pack.version for pack in shelf.shelf() if pack.name == "rivers"] == ["2"]


def _of_version(begun: Pack, version: str) -> dict[str, bytes]:
    files = archive.gather(begun.folder)
    return {**files, "pack.toml": files["pack.toml"].replace(b'version = "1"', f'version = "{version}"'.encode())}


def test_a_former_version_is_at_hand_for_who_began_with_it(begun: Pack) -> None:
    for version in ("1", "2", "../3", "1"):
        installing.install(_of_version(begun, version))
    assert shelf.find("rivers").version == "1"
    assert [shelf.find_version("rivers", version).version for version in ("1", "2", "../3", "4", "")] == [
        "1", "2", "../3", "1", "1",
    ]  # fmt: skip
    assert all(folder.parent == paths.packs() for folder in shelf.former_versions("rivers"))
    installing.remove("rivers")
    assert list(paths.packs().iterdir()) == []


def test_a_former_version_is_at_hand_where_the_one_in_use_is_broken(begun: Pack) -> None:
    for version in ("1", "2"):
        installing.install(_of_version(begun, version))
    (paths.packs() / "rivers" / "pack.toml").write_text("[[[", "utf-8")
    assert shelf.find_version("rivers", "1").version == "1"
    for version in ("2", ""):
        with pytest.raises(PackError, match="cannot be read"):
            shelf.find_version("rivers", version)


def test_former_versions_whose_names_are_alike_lie_side_by_side(begun: Pack) -> None:
    versions = ["1.0+a", "1.0_a", "1.0/a", "1.0-RC", "1.0-rc", "1.0-rc.", "2"]
    for version in versions:
        installing.install(_of_version(begun, version))
    assert [shelf.find_version("rivers", version).version for version in versions] == versions
    folders = [folder.name for folder in shelf.former_versions("rivers")]
    assert len({name.lower() for name in folders}) == len(versions) - 1
    assert "rivers@1.0-rc" in folders


def test_a_former_version_is_kept_once_also_where_its_folder_has_no_hash(begun: Pack) -> None:
    for version in ("1.0+a", "2"):
        installing.install(_of_version(begun, version))
    (folder,) = shelf.former_versions("rivers")
    folder.rename(paths.packs() / "rivers@1.0_a")  # as it was named once
    assert shelf.find_version("rivers", "1.0+a").version == "1.0+a"
    again = _of_version(begun, "1.0+a")
    again["pack.toml"] = again["pack.toml"].replace(b'paper = "a4"', b'paper = "us-letter"')
    installing.install(again)
    for version in ("1.0_a", "3"):
        installing.install(_of_version(begun, version))
    assert shelf.find_version("rivers", "1.0+a").paper == "us-letter"
    assert shelf.find_version("rivers", "1.0_a").version == "1.0_a"
    assert len(shelf.former_versions("rivers")) == 3


def test_what_is_broken_leaves_the_installed_one_as_it_was(begun: Pack) -> None:
    files = archive.gather(begun.folder)
    installing.install(files)
    without = {name: data for name, data in files.items() if not name.endswith(".docx")}
    with pytest.raises(PackError, match=r"standard\.docx"):
        installing.install(without)
    assert shelf.find("rivers").template(".docx") == files["standard.docx"]
    assert [folder.name for folder in paths.packs().iterdir()] == ["rivers"]


def test_a_shipped_pack_is_neither_replaced_nor_removed() -> None:
    with pytest.raises(PackError, match="ships"):
        installing.install(archive.gather(paths.templates() / "standard"))
    with pytest.raises(PackError, match="ships"):
        installing.remove("standard")


def test_a_pack_that_cannot_be_read_any_more_can_be_removed(begun: Pack) -> None:
    installing.install(archive.gather(begun.folder))
    (paths.packs() / "rivers" / "pack.toml").write_text("name = ")
    assert installing.remove("rivers") is None
    assert not (paths.packs() / "rivers").exists()


def test_a_removed_pack_is_gone_and_only_an_installed_one_is_removed(begun: Pack) -> None:
    installing.install(archive.gather(begun.folder))
    gone = installing.remove("rivers")
    assert gone is not None
    assert gone.title == begun.title
    with pytest.raises(NotFound):
        shelf.find("rivers")
    for name in ("rivers", "..", "../home", ""):
        with pytest.raises(NotFound):
            installing.remove(name)
