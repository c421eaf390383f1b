from __future__ import annotations

from collections.abc import Iterator

import pytest

from briefer.worker import Worker


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    with Worker() as worker:
        yield worker
