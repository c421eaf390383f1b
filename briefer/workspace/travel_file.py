"""The `.briefing` file: a zip of the briefing, its passages, and its sources with their originals.

Made so that equal content gives equal bytes. What comes in is data from a stranger: members by an allow-list, read into
memory up to a limit and never unpacked to a disk, each against its hash, every value against its shape.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from briefer.core import article_wire
from briefer.core.reference import Reference
from briefer.core.source import Article, FactOrigin, Source, opening_words
from briefer.core.strict import checked, strings
from briefer.core.text import clean, count_words, sha256_text
from briefer.errors import BrieferError, TravelFileInvalid, WorkerFailed

if TYPE_CHECKING:
    from briefer.worker import Worker

MIME = "application/vnd.briefer.briefing+zip"
FORMAT = 3
"""The second has pictures, earlier texts of a source, and where facts were found; the third has pictures of the
analyst's own, and names articles by all that is in them. All are still read."""

LARGEST_FILE = 1 << 30
LARGEST_MEMBER = 256 << 20
LARGEST_SUM = 2 << 30
MOST_MEMBERS = 4000
_RATIO = 300
"""How much smaller than its content a member may be; zlib's own limit is about 1,000, texts reach 10."""

_BATCH = 32 << 20
"""Bytes of pictures that are looked at in one go of the worker."""

_MEMBER = re.compile(
    r"mimetype|manifest\.json|briefing\.json|(?:sources/[0-9a-f]{64})|(?:articles/[0-9a-f]{64}\.json)|(?:pictures/[0-9a-f]{64})"
)
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class TravelSource:
    """A source as it travels."""

    source: Source
    article: Article
    original: bytes
    earlier: tuple[Article, ...] = ()
    """Texts that passages were taken from before it was read again."""
    pictures: Mapping[str, bytes] = field(default_factory=dict[str, bytes])

    @property
    def articles(self) -> tuple[Article, ...]:
        """What the source is read as now, and was read as."""
        return (self.article, *self.earlier)

    def read(self, text_sha256: str) -> Article:
        """Return the article with that text of the source.

        Raises:
            KeyError: it did not travel.
        """
        return {sha256_text(each.text): each for each in self.articles}[text_sha256]


@dataclass(frozen=True, slots=True)
class Travelling:
    """What is in a `.briefing` file, each part found whole; the JSON of the briefing is still to be read."""

    name: str
    briefing: Mapping[str, Any]
    sources: tuple[TravelSource, ...]
    sha256: str
    pictures: Mapping[str, bytes] = field(default_factory=dict[str, bytes])
    """Those of the analyst's own figures, by their hashes."""

    @property
    def id(self) -> str:
        """The briefing's id in the library that it comes from."""
        return str(self.briefing["id"])


def packed(
    briefing: Mapping[str, Any], sources: Mapping[str, TravelSource], pictures: Mapping[str, bytes] | None = None
) -> bytes:
    """Return the bytes of a `.briefing` file; `sources` by the hash of their originals and texts together.

    `pictures` are those of the analyst's own figures, by their hashes.
    """
    members: dict[str, bytes] = {}
    records: list[dict[str, Any]] = []
    for each in sorted(sources.values(), key=lambda each: each.source.number):
        # Two sources may have the same text and another structure, so that a text alone does not name an article.
        articles = {sha256_text(one.text): _json(article_wire.article_to_json(one)) for one in each.articles}
        records.append(
            {
                **asdict(each.source),
                "reference": each.source.reference.to_json(),
                "earlier": [sha256_text(article.text) for article in each.earlier],
                "articles": {text: _sha256(written) for text, written in articles.items()},
            }
        )
        members[f"sources/{each.source.sha256}"] = each.original
        members |= {f"articles/{_sha256(written)}.json": written for written in articles.values()}
        members |= {f"pictures/{sha256}": data for sha256, data in each.pictures.items()}
    members |= {f"pictures/{sha256}": data for sha256, data in (pictures or {}).items()}
    members["briefing.json"] = _json({**briefing, "sources": records, "pictures": sorted(pictures or {})})
    manifest = {"format": FORMAT, "members": {name: _sha256(data) for name, data in members.items()}}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        _write(archive, "mimetype", MIME.encode(), zipfile.ZIP_STORED)
        _write(archive, "manifest.json", _json(manifest))
        for name in sorted(members):
            _write(archive, name, members[name])
    return buffer.getvalue()


def _write(archive: zipfile.ZipFile, name: str, data: bytes, compression: int = zipfile.ZIP_DEFLATED) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = compression
    info.create_system = 3  # or the bytes would tell on which system they were made
    info.external_attr = 0o600 << 16
    archive.writestr(info, data)


def _json(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def unpacked(path: Path, worker: Worker | None = None) -> Travelling:
    """Return what is in the file at `path`; its pictures are looked at in `worker`. THREAD-SAFE: it knows no library.

    Raises:
        TravelFileInvalid: it is not there, not one, not whole, too large, or from a newer briefer.
    """
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _invalid(path, "is larger than a briefing may be")
        with zipfile.ZipFile(path) as archive:
            members = _members(path, archive)
    except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        if isinstance(error, FileNotFoundError):
            raise TravelFileInvalid(f"There is no file “{path.name}”.", "Look at how its name is written.") from error
        raise _invalid(path, "cannot be read as a briefing") from error
    manifest = _loaded(path, members.pop("manifest.json"))
    try:
        newer = int(manifest["format"]) > FORMAT
        hashes = dict(manifest["members"])
    except (KeyError, TypeError, ValueError) as error:
        raise _invalid(path, "has no list of its parts") from error
    if newer:
        raise TravelFileInvalid(f"“{path.name}” was made by a newer briefer.", "Update briefer, then open it again.")
    if hashes != {name: _sha256(data) for name, data in members.items()}:
        raise _invalid(path, "is not what its sender made: a part of it was changed or is missing")
    briefing = _loaded(path, members["briefing.json"])
    try:
        records = cast("list[Any]", briefing["sources"])
        pictures = _pictures(members, worker)
        sources = tuple(_source(record, members, pictures) for record in records)
    except (BrieferError, KeyError, TypeError, AttributeError, ValueError, RecursionError) as error:
        raise _invalid(path, "has a source that is not whole") from error
    try:
        own = {sha256: pictures[sha256] for sha256 in strings(briefing.get("pictures", ()))}
    except (BrieferError, KeyError, TypeError, ValueError) as error:
        raise _invalid(path, "has a picture that cannot be shown") from error
    return Travelling(path.name, briefing, sources, hashes["briefing.json"], own)


def _members(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Return the members, after a look at all that is said of them before any is read."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if names[:1] != ["mimetype"] or not {"manifest.json", "briefing.json"} <= set(names):
        raise _invalid(path, "is not a briefing")
    if len(infos) > MOST_MEMBERS or len(set(names)) != len(names):
        raise _invalid(path, "has more parts than a briefing has")
    if sum(info.file_size for info in infos) > LARGEST_SUM:
        raise _invalid(path, "is larger than a briefing may be")
    found: dict[str, bytes] = {}
    for info in infos:
        small = info.file_size <= LARGEST_MEMBER and info.file_size <= 4096 + info.compress_size * _RATIO
        plain = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) and not info.flag_bits & 1
        if not _MEMBER.fullmatch(info.filename) or not small or not plain:
            raise _invalid(path, "has a part that no briefing has")
        with archive.open(info) as member:
            # One byte more than promised: a size that lies is found without reading on.
            data = member.read(info.file_size + 1)
        if len(data) != info.file_size:
            raise _invalid(path, "is not whole")
        found[info.filename] = data
    if found.pop("mimetype") != MIME.encode():
        raise _invalid(path, "is not a briefing")
    return found


def _loaded(path: Path, data: bytes) -> dict[str, Any]:
    try:
        value = _cleaned(json.loads(data))
    except (ValueError, RecursionError) as error:
        raise _invalid(path, "cannot be read as a briefing") from error
    if not isinstance(value, dict):
        raise _invalid(path, "cannot be read as a briefing")
    return cast("dict[str, Any]", value)


def _cleaned(value: object) -> object:
    """Return a JSON value with what no library, terminal or Word file can hold taken out of its texts."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(each) for each in cast("list[object]", value)]
    if isinstance(value, dict):
        return {name: _cleaned(each) for name, each in cast("dict[str, object]", value).items()}
    return value


def _pictures(members: Mapping[str, bytes], worker: Worker | None) -> dict[str, bytes]:
    """Return the pictures that can be shown: a stranger may have put anything under such a name."""
    found = {name.partition("/")[2]: data for name, data in members.items() if name.startswith("pictures/")}
    if not found:
        return {}
    from briefer.worker import Plain, call

    run = worker.call if worker is not None else call
    sound: list[str] = []
    try:
        for batch in _batches(found):
            sound += cast("list[str]", run("briefer.sources.pictures:sound", pictures=dict[str, Plain](batch)))
    except WorkerFailed:
        pass  # no others are looked at: a file that has one such picture may have thousands
    return {sha256: found[sha256] for sha256 in sound if _sha256(found[sha256]) == sha256}


def _batches(pictures: Mapping[str, bytes]) -> Iterator[dict[str, bytes]]:
    """Yield the pictures in parts that the worker takes at once."""
    batch: dict[str, bytes] = {}
    size = 0
    for sha256, data in pictures.items():
        if batch and size + len(data) > _BATCH:
            yield batch
            batch, size = {}, 0
        batch[sha256] = data
        size += len(data)
    yield batch


def _source(record: dict[str, Any], members: Mapping[str, bytes], pictures: Mapping[str, bytes]) -> TravelSource:
    strings(record["reference"]["authors"])
    facts: dict[str, Any] = {
        **record,
        "reference": checked(Reference.from_json(record["reference"])),
        "warnings": strings(record["warnings"]),
        "origins": tuple(checked(FactOrigin(**origin)) for origin in record.get("origins", ())),
        "flags": strings(record.get("flags", ())),
        "container": article_wire.container_from_json(record.get("container")),
        "duplicate_of": None,
        "capture_of": None,
        "origin": "travel",
    }
    earlier = strings(facts.pop("earlier", ()))
    named = {text: str(name) for text, name in facts.pop("articles", {}).items()}
    source = checked(Source(**facts))
    original = members[f"sources/{source.sha256}"]
    if _sha256(original) != source.sha256:
        raise ValueError("source")
    read = {
        text: _article(members[f"articles/{named.get(text, text)}.json"], text, source, pictures)
        for text in (source.text_sha256, *earlier)
    }
    article = read.pop(source.text_sha256)
    source = replace(source, words=count_words(article.text), opening=opening_words(article.text))
    shown = {picture.sha256 for each in (article, *read.values()) for picture in each.pictures}
    mine = {sha256: data for sha256, data in pictures.items() if sha256 in shown}
    return TravelSource(source, article, original, tuple(read.values()), mine)


def _article(written: bytes, text_sha256: str, source: Source, pictures: Mapping[str, bytes]) -> Article:
    """Return a text of a source; a picture whose bytes did not come, or were none, is one that was not saved."""
    article = article_wire.article_from_json(json.loads(written))
    length = len(article.text)
    spans = [*article.blocks, *article.marks, *article.pages, *article.cues]
    right = (
        _sha256(article.text.encode()) == text_sha256
        and article.kind == source.kind
        and all(0 <= span.start <= span.end <= length for span in spans)
        and all(0 <= picture.at < length for picture in article.pictures)
    )
    if not right:
        raise ValueError("source")
    held = tuple(
        picture if picture.sha256 in pictures else replace(picture, sha256=None) for picture in article.pictures
    )
    return replace(article, pictures=held)


def _invalid(path: Path, what: str) -> TravelFileInvalid:
    return TravelFileInvalid(
        f"“{path.name}” {what}.", "Ask for it again; it was not opened, and nothing here was changed."
    )
