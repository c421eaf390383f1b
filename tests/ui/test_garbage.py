"""Cycles are collected on the window's thread only."""

from __future__ import annotations

import gc
import weakref

from PySide6.QtCore import QObject

from briefer.ui.garbage import Collector


class _Ring:
    def __init__(self) -> None:
        self.itself = self


def test_python_no_longer_collects_by_itself_but_the_collector_does(qapp: object) -> None:
    parent = QObject()
    collector = Collector(parent)
    try:
        assert not gc.isenabled()
        gc.collect()
        ring = weakref.ref(_Ring())
        kept = [[] for _ in range(2 * gc.get_threshold()[0])]
        assert ring() is not None
        collector.collect()
        assert ring() is None
        del kept
    finally:
        collector.stop()
    assert gc.isenabled()
