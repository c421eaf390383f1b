"""The same machine as in test_editor_machine.py, with luck of its own: two files run on two cores."""

from __future__ import annotations

import pytest

from tests.ui.machine import SETTINGS, Person


@pytest.fixture(autouse=True)
def application(qapp):
    """The machine makes widgets outside of a test's own fixtures."""
    return qapp


TestPerson = pytest.mark.timeout(600)(pytest.mark.leaves_qt(Person.TestCase))
TestPerson.settings = SETTINGS
