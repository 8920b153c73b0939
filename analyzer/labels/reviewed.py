"""Our own JSON: what was confirmed and dismissed on the page becomes marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from analyzer.errors import UsageError
from analyzer.evaluating.scores import PROTECTIVE
from analyzer.labels.marks import Mark, Marked, checked
from analyzer.model import Document

_SCHEMA: Final = "loan-clause-report/"


def is_report(data: Any) -> bool:
    """Return whether ``data`` is a report as the page and ``check --format json`` write it."""
    return isinstance(data, dict) and str(data.get("schema", "")).startswith(_SCHEMA)


def from_report(data: Mapping[str, Any], documents: Iterable[Document], where: str) -> Marked:
    """Return the text that the report ``data`` is on, one of ``documents``, with the reader's decisions.

    What was confirmed is a sure mark, what was dismissed none; what is to be asked, or was not looked at, is
    an unsure one. Raises ``UsageError``, beginning with ``where``, where the document is not given or is
    another.
    """
    try:
        facts, findings = data["document"], data["findings"]
        document = next((one for one in documents if one.sha256 == facts["sha256"]), None)
        if document is None:
            raise UsageError(
                f"{where}：报告里没有原文，请把它所说的文件 {facts['name']} 也写在命令里，"
                "须是同一份，没有改过。"
            )
        marks = tuple(_marks(findings, document.text, where))
    except (KeyError, TypeError, AttributeError):
        raise UsageError(f"{where}不是本程序写出的报告，或者改动过。") from None
    return Marked(document.name, document.text, (marks,))


def _marks(findings: Iterable[Mapping[str, Any]], text: str, where: str) -> Iterator[Mark]:
    for finding in findings:
        start, end = checked(finding["start"], finding["end"], text, where)
        if text[start:end] != finding["quote"]:
            raise UsageError(f"{where}：引文与原文 {start} 到 {end} 的文字不一样，报告或者原文改过。")
        decision = finding["review"]["decision"] if "review" in finding else None
        label = PROTECTIVE if finding["stance"] == "protects" else finding["category"]
        if decision != "dismissed":
            yield Mark(start, end, label, sure=decision == "confirmed")
