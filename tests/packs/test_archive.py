from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import PackError
from briefer.packs import archive

PLAIN = {"pack.toml": b"name = 'x'", "x.docx": b"PK", "pictures/logo.png": b"\x89PNG"}


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in members:
            file.writestr(name, content)
    return out.getvalue()


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


@given(
    st.dictionaries(st.from_regex(r"_[a-z]{1,8}(/_[a-z]{1,8})?\.(toml|md|j2)", fullmatch=True), st.binary(max_size=50))
)
def test_what_is_packed_is_what_is_unpacked(files: dict[str, bytes]) -> None:
    files["pack.toml"] = b""
    assert archive.unpack(archive.pack_up(files)) == files


def test_the_same_pack_is_the_same_file() -> None:
    assert archive.pack_up(PLAIN) == archive.pack_up(dict(reversed(PLAIN.items())))


@pytest.mark.parametrize(
    ("member", "says"),
    [
        (("../pack.toml", b""), "no name"),
        (("/etc/x.toml", b""), "no name"),
        (("a\\b.toml", b""), "no name"),
        (("c:x.toml", b""), "no name"),
        (("con.toml", b""), "no name"),
        (("a/aux/b.md", b""), "no name"),
        (("a./b.md", b""), "no name"),
        (("x" * 200 + ".md", b""), "no name"),
        (("run.py", b""), "no place"),
        (("macro.docm", b""), "no place"),
        (("lib.dll", b""), "no place"),
        (("PACK.TOML", b""), "two files"),
        ((link("logo.png"), b"/etc/passwd"), "link"),
    ],
)
def test_what_no_pack_may_hold_is_refused(member: tuple[str, bytes], says: str) -> None:
    with pytest.raises(PackError, match=says):
        archive.unpack(zipped(("pack.toml", b""), member))


def test_too_many_and_too_large_are_refused() -> None:
    with pytest.raises(PackError, match="at most"):
        archive.unpack(zipped(("pack.toml", b""), *((f"{number}.md", b"") for number in range(300))))
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("pack.toml", b"")
        file.writestr("a.md", bytes(70 << 20))
    with pytest.raises(PackError, match="at most"):
        archive.unpack(bomb.getvalue())


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04", zipped(("a.md", b""))])
def test_what_is_no_pack_is_told_in_a_sentence(data: bytes) -> None:
    with pytest.raises(PackError) as refused:
        archive.unpack(data)
    assert refused.value.sentence.endswith(".")


def test_a_folder_is_gathered_without_what_editors_leave(tmp_path: Path) -> None:
    for name in ("pack.toml", ".git/config", "~$x.docx", "pictures/logo.png", ".DS_Store"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert sorted(archive.gather(tmp_path)) == ["pack.toml", "pictures/logo.png"]


def test_a_link_in_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "logo.png").symlink_to("/etc/hostname")
    with pytest.raises(PackError, match="link"):
        archive.gather(tmp_path)
