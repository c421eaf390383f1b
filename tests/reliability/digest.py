"""One short word for what a briefing says and what can be undone of it, to compare it across processes."""

from __future__ import annotations

import hashlib
import json

from briefer.core import wire
from briefer.core.briefing import Briefing
from briefer.core.history import History


def digest(briefing: Briefing) -> str:
    """Return a hash of the blocks of a briefing, in their order."""
    content = {key: [wire.block_to_json(block) for block in blocks] for key, blocks in briefing.parts()}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]


def state(briefing: Briefing, history: History) -> str:
    """Return a hash of the blocks, the newest step done, and the steps that can be done again."""
    done = history.done[-1].seq if history.done else 0
    return f"{digest(briefing)}-{done}-{'.'.join(str(step.seq) for step in history.undone)}"
