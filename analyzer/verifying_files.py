"""``loanclause verify``: an evidence report held against the document it speaks of, line by line."""

# ruff: noqa: PLC0415 - heavy modules are imported when they are needed

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from analyzer import files
from analyzer.errors import LimitError, UnreadableError
from analyzer.speaking import page_progress

if TYPE_CHECKING:
    from analyzer.reporting.evidence_checks import Check

_MOST: Final = 64 * 1024 * 1024  # bytes of a report; we write less than 30 MB
_SIGNS: Final = {True: "√", False: "×", None: "－"}


def verify_files(report: Path, paths: Sequence[Path], password: str | None) -> int:
    """Write what holds of ``report`` about the one document in ``paths``; return the exit status.

    The status is 0 where all is proved, 1 where anything differs or could not be compared. Raises
    ``UnreadableError`` or ``OSError`` where the report is none or a file cannot be read.
    """
    from analyzer.reporting.evidence_checks import conclusion
    from analyzer.reporting.literal import one_line

    checks = _checks(_page(report), paths, password)
    for check in checks:
        print(_SIGNS[check.held], check.says)
        for detail in check.details:
            print("   " + one_line(detail))
    print(conclusion(checks))
    return 0 if all(check.held for check in checks) else 1


def _page(report: Path) -> str:
    """Return the HTML of ``report``, which anybody may have written."""
    if report.stat().st_size > _MOST:
        raise LimitError(f"{report} 超过 {_MOST // 2**20} MB，不是签前看写出的证据报告。")
    try:
        return report.read_bytes().decode()
    except UnicodeDecodeError:
        raise UnreadableError(f"{report} 不是 UTF-8 的网页，不是签前看写出的证据报告。") from None


def _checks(page: str, paths: Sequence[Path], password: str | None) -> list[Check]:
    from analyzer import analyze
    from analyzer.reporting import evidence_checks
    from analyzer.reporting.evidence import read_evidence
    from analyzer.reporting.evidence_html import evidence_html

    evidence = read_evidence(page)
    source, _ = files.source_of(paths)
    sources = [source] if isinstance(source, bytes) else [path.read_bytes() for path in paths]
    with page_progress() as progress:
        report = analyze(
            sources[0] if len(sources) == 1 else sources,
            name=evidence.name,
            password=password,
            progress=progress,
        )
    again = evidence_html(
        report,
        files.library(),
        sources,
        password=password,
        reviews=evidence.reviews,
        at=evidence.made,
    )
    return [
        *evidence_checks.own_checks(page, evidence),
        *evidence_checks.source_checks(evidence, sources),
        *evidence_checks.text_checks(evidence, report.document),
        *evidence_checks.judging_checks(page, evidence, again, read_evidence(again)),
    ]
