"""The worker's child as it is, with `jobs.py` among the modules it knows."""

import importlib.util
import sys
from pathlib import Path

from briefer.worker.child import serve

specification = importlib.util.spec_from_file_location("briefer.jobs_for_tests", Path(__file__).with_name("jobs.py"))
assert specification is not None
assert specification.loader is not None
module = importlib.util.module_from_spec(specification)
sys.modules[specification.name] = module
specification.loader.exec_module(module)
serve()
