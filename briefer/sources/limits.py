"""How much a file may hold and unpack to, for every reader; each number with what it was taken from.

What cannot be counted beforehand (time, memory) is the worker's to limit.
"""

from __future__ import annotations

LARGEST = 128 << 20
"""Bytes; a larger file is refused before it is read. A scanned book of 300 pages has half of it."""

MOST_ENTRIES = 2_000
"""Files in one file: a mail's attachments, a zip's members, a package's parts. Of real ones, few have 200."""

LARGEST_MEMBER = 64 << 20
"""Bytes that one member of a package, or one picture, may unpack to."""

MOST_UNPACKED = 256 << 20
"""Bytes that everything in one file may unpack to: with its copies that cross to the program, what the worker's 1 GB
hold, and half of what one answer of it may have."""

HIGHEST_RATIO = 200
"""How many times its own size a member may unpack to. XML and text pack to about a tenth; zlib's own technical notes
give 1032 as the most that deflate can do, which is what bombs come near."""

SMALL = 1 << 20
"""Bytes below which a high ratio harms nobody."""

DEEPEST = 4
"""Files in files in files: a zip with a mail with a mail with an attachment has 3."""

MOST_PARTS = 5_000
"""Files that are read out of one file, those in its files counted."""
