"""Report → its document as a PDF in which every finding is highlighted and explained in a note."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from analyzer.errors import UsageError
from analyzer.isolation.limits import Limits
from analyzer.isolation.parent import run
from analyzer.model import SEVERITIES, Finding, Report, Severity
from analyzer.reporting import law_words, words
from analyzer.reporting.literal import one_line, visible
from analyzer.reporting.printing import DISCLAIMER
from analyzer.reporting.report_parts import review_words
from analyzer.reviews import Reviews
from clause_patterns.library import Library

FORMATS: Final = ("pdf", "image")
_NO_PAGES = "只有 PDF 和图片可以输出带标注的 PDF，请改用 html 或 text 格式。"

# Light enough that two of them, one over the other, leave black words black on colour.
_COLORS: Final[dict[Severity, tuple[float, float, float]]] = {
    "critical": (1.0, 0.66, 0.72),
    "high": (1.0, 0.78, 0.55),
    "medium": (1.0, 0.93, 0.5),
    "low": (0.7, 0.87, 1.0),
    "info": (0.85, 0.87, 0.91),
}
_PROTECTIVE: Final = (0.68, 0.92, 0.74)


def annotated_pdf(  # noqa: PLR0913 - three that say what, four that may be left out
    report: Report,
    sources: Sequence[bytes],
    library: Library,
    *,
    password: str | None = None,
    limits: Limits | None = None,
    reviews: Reviews | None = None,
    lender: str = "",
) -> bytes:
    """Return the document of ``report`` as a PDF with a highlight and a note for each finding on each page.

    ``sources`` are the bytes that ``report`` was made from: the PDF, or the pictures in the order of their
    pages. What the PDF holds stays, but nothing in the copy runs by itself or is packed into it, and it opens
    without a password even where the original, opened with ``password``, does not. What the reader dismissed
    in ``reviews`` is not marked; the notes say what was confirmed or is to be asked, and cite what may bind
    this kind of ``lender``, any kind where it is empty. The same arguments give the same bytes. Raises
    ``UsageError`` where the document has no pages, ``UnreadableError`` where a source cannot be opened.
    """
    kind = report.document.format
    if kind not in FORMATS:
        raise UsageError(_NO_PAGES)
    request: dict[str, Any] = {
        "format": kind,
        "password": password,
        "sizes": [len(source) for source in sources],
        "marks": [*_marks(report.findings, library, lender, reviews or {})],
    }
    return run("annotate", request, b"".join(sources), limits or Limits.from_environment())[1]


def _marks(
    findings: Sequence[Finding], library: Library, lender: str, reviews: Reviews
) -> Iterator[dict[str, Any]]:
    """Yield a mark for each finding and page, and one on the first page for those without a place.

    The worst come last: they lie on top, where a viewer looks first for what is under the pointer.
    """
    unplaced = []
    for index in sorted(range(len(findings)), key=lambda index: _rank(findings[index]), reverse=True):
        finding, review = findings[index], reviews.get(index)
        if review and review.decision == "dismissed":
            continue
        reviewed = review_words(review) if review else ""
        if not finding.regions:
            unplaced.append(_line(finding, reviewed))
        title, note, color = _title(finding), _note(finding, reviewed, library, lender), _color(finding)
        for page, regions in groupby(finding.regions, key=lambda region: region.page):
            boxes = [(region.x0, region.top, region.x1, region.bottom) for region in regions]
            yield {"page": page, "regions": boxes, "title": title, "note": note, "color": color}
    if unplaced:
        title = f"没有标出位置的 {len(unplaced)} 处"
        note = "\n".join([*unplaced, DISCLAIMER])
        yield {"page": 1, "regions": [], "title": title, "note": note, "color": _COLORS["medium"]}


def _title(finding: Finding) -> str:
    level = "保护" if finding.stance == "protects" else words.SEVERITY_WORDS[finding.severity]
    return f"[{level}] {one_line(finding.title)}"


def _line(finding: Finding, reviewed: str) -> str:
    more = f"（{reviewed}）" if reviewed else ""
    return f"{_title(finding)}：「{one_line(finding.quote)}」{more}"


def _note(finding: Finding, reviewed: str, library: Library, lender: str) -> str:
    verified, others = law_words.provisions(library, finding.law, lender)
    implied = "（由上下文得出）" if finding.certainty == "implied" else ""
    items = (
        ("您的意见", reviewed),
        ("位置", one_line(finding.clause)),
        ("为什么要紧", finding.explain),
        ("依据的词", one_line(finding.why) + implied),
        ("怎么办", "".join(f"\n· {advice}" for advice in finding.advice)),
        ("可以要求改成", finding.rewrite),
        ("法律规定", law_words.citations(verified, library, lender)),
        ("参考", law_words.citations(others, library, lender)),
    )
    return visible("\n".join([*(f"{label}：{value}" for label, value in items if value), DISCLAIMER]))


def _rank(finding: Finding) -> tuple[bool, int, int]:
    return finding.stance == "protects", SEVERITIES.index(finding.severity), finding.start


def _color(finding: Finding) -> tuple[float, float, float]:
    return _PROTECTIVE if finding.stance == "protects" else _COLORS[finding.severity]
