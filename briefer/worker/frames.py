"""What crosses the pipes: a length-prefixed JSON document, with raw attachments behind it for what is bytes.

Never pickle: what the child sends back may come from a hostile file and must stay data.
"""

from __future__ import annotations

import json
import struct
import uuid
from typing import IO, Any, TypeAlias, cast

Plain: TypeAlias = "bool | int | float | str | bytes | list[Plain] | dict[str, Plain] | None"
"""What may cross to the child and back."""

_HEADER = struct.Struct(">I")
_LIMIT = 1 << 29  # bytes of one frame


def pack(value: object) -> list[bytes]:
    """Return the pieces of the frame that holds `value`.

    Raises:
        TypeError: there is something in it that is not plain data.
    """
    attachments: list[bytes] = []
    # Bytes stand in the document as an object with one key that nobody could have guessed.
    key = uuid.uuid4().hex

    def attach(found: object) -> dict[str, int]:
        if not isinstance(found, bytes):
            raise TypeError(f"{type(found).__name__} cannot cross to or from the worker")
        attachments.append(found)
        return {key: len(attachments) - 1}

    body = json.dumps(value, default=attach).encode("ascii")
    head = json.dumps({"key": key, "sizes": [len(body), *map(len, attachments)]}).encode("ascii")
    return [_HEADER.pack(len(head)), head, body, *attachments]


def read(stream: IO[bytes]) -> dict[str, Any] | None:
    """Read one frame; None at the end of the stream.

    Raises:
        ValueError: what came is no frame.
    """
    start = stream.read(_HEADER.size)
    if not start:
        return None
    (length,) = _HEADER.unpack(start) if len(start) == _HEADER.size else (_LIMIT + 1,)
    head = json.loads(_exactly(stream, length))
    key = str(head["key"])
    sizes = [int(size) for size in head["sizes"]]
    if sum(sizes) > _LIMIT:
        raise ValueError("a frame over the limit")
    pieces = [_exactly(stream, size) for size in sizes]
    attachments = pieces[1:]

    def detach(found: dict[str, Any]) -> dict[str, Any] | bytes:
        return attachments[int(found[key])] if key in found else found

    value: object = json.loads(pieces[0], object_hook=detach if attachments else None)
    if not isinstance(value, dict):
        raise ValueError("a frame holds an object")
    return cast("dict[str, Any]", value)


def _exactly(stream: IO[bytes], size: int) -> bytes:
    if not 0 <= size <= _LIMIT:
        raise ValueError("a frame over the limit")
    data = stream.read(size)
    if len(data) != size:
        raise ValueError("a cut frame")
    return data
