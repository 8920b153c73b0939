"""Alarms on documents that should raise none: those marked NEGATIVE in the manifest of the labelled set."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from analyzer.errors import UsageError
from analyzer.evaluating.gold import document_text, engine
from analyzer.model import SEVERITIES, Finding, Report

_MARK = "NEGATIVE"
ALARMING = SEVERITIES[: SEVERITIES.index("low")]


def alarms(
    gold_dir: Path, *, analyze: Callable[[str], Report] | None = None
) -> dict[str, tuple[Finding, ...]]:
    """Return the findings above low of every document that ``manifest.jsonl`` marks NEGATIVE, in its order.

    Raises ``UsageError`` where the folder has no such manifest or lacks one of the documents.
    """
    manifest = gold_dir / "manifest.jsonl"
    if not manifest.is_file():
        raise UsageError(f"{gold_dir} 中没有 manifest.jsonl，不知道哪些文档不应有警示。")
    rows = [json.loads(row) for row in manifest.read_text(encoding="utf-8").splitlines() if row.strip()]
    names = [str(row["document"]).removesuffix(".txt") for row in rows if _MARK in row.get("notes", "")]
    judge = analyze or engine()
    return {
        name: tuple(
            finding
            for finding in judge(document_text(gold_dir, name)).findings
            if finding.stance != "protects" and finding.severity in ALARMING
        )
        for name in names
    }
