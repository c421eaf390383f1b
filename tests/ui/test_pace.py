"""Cycles are collected on the window's thread only, and other threads give way to it soon."""

from __future__ import annotations

import gc
import sys
import weakref

from PySide6.QtCore import QObject

from briefer.ui.pace import Collector, share


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


def test_a_thread_that_saves_gives_way_to_a_key_ten_times_sooner_than_python_would_have_it(qapp: object) -> None:
    usual, parent = sys.getswitchinterval(), QObject()
    collector = share(parent)
    try:
        assert sys.getswitchinterval() <= usual / 10
    finally:
        collector.stop()
        sys.setswitchinterval(usual)
