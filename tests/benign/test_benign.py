"""Documents in which nothing is wrong, though they speak of contact lists, collection and disclosure."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer import analyze

DOCUMENTS = sorted((Path(__file__).parent / "documents").glob("*.txt"))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_benign_document_raises_nothing_above_low(path: Path) -> None:
    """Nobody is warned of a mandate, a definition, a promise, a law or a regulator's notice."""
    report = analyze(path.read_text(encoding="utf-8"), name=path.name)
    alarms = [
        f"{finding.rule} ({finding.severity}): {finding.quote}"
        for finding in report.findings
        if finding.stance != "protects" and finding.severity not in {"low", "info"}
    ]
    assert not alarms, "\n".join(alarms)
