"""Report → the facts of its evidence report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from analyzer.errors import UsageError
from analyzer.model import Region, Report
from analyzer.reporting.evidence import Evidence, EvidenceFinding, SourceFile, sha256
from analyzer.reporting.literal import visible
from analyzer.reporting.report_parts import Entry
from analyzer.reporting.versions import versions
from analyzer.reviews import Reviews
from clause_patterns.library import Library

_OTHER_FILE: Final = "给出的文件不是这份报告所读的文件，或者读过以后有改动；请重新检查这份文件。"
_NOT_UNICODE: Final = "文字里有不成对的 UTF-16 代理字符，不能做成证据报告；请重新复制文字。"


def evidence_of(  # noqa: PLR0913 - all that goes into it
    report: Report,
    entries: Iterable[Entry],
    library: Library,
    sources: Sequence[bytes],
    *,
    reviews: Reviews,
    at: datetime,
) -> Evidence:
    """Return the facts of ``report`` with the findings in ``entries``; for arguments see ``evidence_html``.

    Raises ``UsageError`` where ``sources`` are not what the report was made from.
    """
    document = report.document
    if sha256(b"".join(sources)) != document.sha256:
        raise UsageError(_OTHER_FILE)
    try:
        text = sha256(document.text)
    except UnicodeEncodeError:
        raise UsageError(_NOT_UNICODE) from None
    return Evidence(
        name=visible(document.name),
        format=document.format,
        sources=tuple(SourceFile(size=len(source), sha256=sha256(source)) for source in sources),
        made=at.astimezone().replace(microsecond=0) if at.tzinfo is None else at.replace(microsecond=0),
        versions=versions(library),
        pages=len(document.pages),
        characters=len(document.text),
        text_sha256=text,
        notices=document.notices,
        findings=tuple(map(_finding, entries)),
        reviews=dict(reviews),
    )


def _finding(entry: Entry) -> EvidenceFinding:
    finding = entry.finding
    return EvidenceFinding(
        number=entry.number,
        index=entry.index,
        rule=finding.rule,
        title=finding.title,
        severity=finding.severity,
        stance=finding.stance,
        start=finding.start,
        end=finding.end,
        quote=finding.quote,
        context=finding.context,
        clause=finding.clause,
        page=finding.page,
        regions=tuple(map(_rounded, finding.regions)),
    )


def _rounded(region: Region) -> Region:
    """Return ``region`` in hundredths of a point, which is as exact as anything is drawn."""
    x0, top, x1, bottom = (round(value, 2) for value in (region.x0, region.top, region.x1, region.bottom))
    return replace(region, x0=x0, top=top, x1=x1, bottom=bottom)
