"""Report → its document as a PDF in which every finding is highlighted and explained in a note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from analyzer.errors import UsageError
from analyzer.isolation.limits import Limits
from analyzer.isolation.parent import run
from analyzer.model import SEVERITIES, Finding, Report, Severity
from analyzer.reporting import words
from analyzer.reporting.literal import one_line, visible
from analyzer.reporting.printing import DISCLAIMER
from clause_patterns.library import Library

FORMATS: Final = ("pdf", "image")
_NO_PAGES = "只有 PDF 和图片可以输出带标注的 PDF，请改用 text 或 json 格式。"

# Light enough that two of them, one over the other, leave black words black on colour.
_COLORS: Final[dict[Severity, tuple[float, float, float]]] = {
    "critical": (1.0, 0.66, 0.72),
    "high": (1.0, 0.78, 0.55),
    "medium": (1.0, 0.93, 0.5),
    "low": (0.7, 0.87, 1.0),
    "info": (0.85, 0.87, 0.91),
}
_PROTECTIVE: Final = (0.68, 0.92, 0.74)


def annotated_pdf(
    report: Report,
    sources: Sequence[bytes],
    library: Library,
    *,
    password: str | None = None,
    limits: Limits | None = None,
) -> bytes:
    """Return the document of ``report`` as a PDF with a highlight and a note for each finding on each page.

    ``sources`` are the bytes that ``report`` was made from: the PDF, or the pictures in the order of their
    pages. What the PDF holds stays, but nothing in the copy runs by itself or is packed into it, and it opens
    without a password even where the original, opened with ``password``, does not. The same report gives the
    same bytes. Raises ``UsageError`` where the document has no pages, ``UnreadableError`` where a source
    cannot be opened.
    """
    kind = report.document.format
    if kind not in FORMATS:
        raise UsageError(_NO_PAGES)
    request: dict[str, Any] = {
        "format": kind,
        "password": password,
        "sizes": [len(source) for source in sources],
        "marks": [*_marks(report.findings, library)],
    }
    return run("annotate", request, b"".join(sources), limits or Limits.from_environment())[1]


def _marks(findings: Iterable[Finding], library: Library) -> Iterator[dict[str, Any]]:
    """Yield a mark for each finding and page, and one on the first page for those without a place.

    The worst come last: they lie on top, where a viewer looks first for what is under the pointer.
    """
    unplaced = []
    for finding in sorted(findings, key=_rank, reverse=True):
        if not finding.regions:
            unplaced.append(finding)
        title, note, color = _title(finding), _note(finding, library), _color(finding)
        for page, regions in groupby(finding.regions, key=lambda region: region.page):
            boxes = [(region.x0, region.top, region.x1, region.bottom) for region in regions]
            yield {"page": page, "regions": boxes, "title": title, "note": note, "color": color}
    if unplaced:
        lines = [f"{_title(finding)}：「{one_line(finding.quote)}」" for finding in unplaced]
        title = f"没有标出位置的 {len(unplaced)} 处"
        note = "\n".join([*lines, DISCLAIMER])
        yield {"page": 1, "regions": [], "title": title, "note": note, "color": _COLORS["medium"]}


def _title(finding: Finding) -> str:
    level = "保护" if finding.stance == "protects" else words.SEVERITY_WORDS[finding.severity]
    return f"[{level}] {one_line(finding.title)}"


def _note(finding: Finding, library: Library) -> str:
    verified, others = words.provisions(library, finding.law)
    implied = "（由上下文得出）" if finding.certainty == "implied" else ""
    items = (
        ("位置", one_line(finding.clause)),
        ("为什么要紧", finding.explain),
        ("依据的词", one_line(finding.why) + implied),
        ("怎么办", "".join(f"\n· {advice}" for advice in finding.advice)),
        ("可以要求改成", finding.rewrite),
        ("法律规定", words.citations(verified)),
        ("参考", words.citations(others)),
    )
    return visible("\n".join([*(f"{label}：{value}" for label, value in items if value), DISCLAIMER]))


def _rank(finding: Finding) -> tuple[bool, int, int]:
    return finding.stance == "protects", SEVERITIES.index(finding.severity), finding.start


def _color(finding: Finding) -> tuple[float, float, float]:
    return _PROTECTIVE if finding.stance == "protects" else _COLORS[finding.severity]
