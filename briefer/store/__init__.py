"""The library: a file of sources, passages and briefings, and their undo lists."""
