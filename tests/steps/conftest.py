"""What the tests of steps share."""

from __future__ import annotations

import pytest

from analyzer import Report, analyze
from tests.steps.writing import CONTRACT


@pytest.fixture(scope="session")
def report() -> Report:
    """The report on the contract."""
    return analyze(CONTRACT.encode(), name="个人消费借款合同.txt")
