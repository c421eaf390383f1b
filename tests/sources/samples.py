"""The sample files that other programs made (files/README.md says how), and what a damaged twin of one is."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "files"


def sample(name: str) -> bytes:
    """Return the bytes of a sample file."""
    return (_FOLDER / name).read_bytes()


def cut(data: bytes, part: float = 0.5) -> bytes:
    """Return the beginning of `data`, as a download that broke off leaves it."""
    return data[: int(len(data) * part)]


def flipped(data: bytes, *, every: int = 97) -> bytes:
    """Return `data` with a bit turned here and there behind its first bytes."""
    turned = bytearray(data)
    for place in range(every, len(turned), every):
        turned[place] ^= 0x24
    return bytes(turned)
