"""What can be taken away of one document, with the reader's decisions; made in a worker without Streamlit."""

# ruff: noqa: PLC0415 - each kind loads only what it needs

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from analyzer.model import Document, Report
from analyzer.reporting.annotated_pdf import FORMATS, annotated_pdf
from analyzer.reporting.names import file_name
from analyzer.reviews import Reviews
from analyzer.sides import Side
from clause_patterns import load_library

Kind = Literal["html", "pdf", "docx", "csv", "json", "evidence"]


@dataclass(frozen=True)
class Export:
    """A kind of export: what the button says, what the file is called, its media type."""

    kind: Kind
    label: str
    title: str
    mime: str

    def name(self, document: Document) -> str:
        """Return the name of the file about ``document``."""
        return file_name(document, self.title, ".html" if self.kind == "evidence" else f".{self.kind}")


_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EVIDENCE = Export("evidence", "证据报告（网页）", "证据报告", "text/html")
EXPORTS = (
    Export("html", "网页报告（可打印）", "条款报告", "text/html"),
    Export("pdf", "原件加标注（PDF）", "标注", "application/pdf"),
    Export("docx", "Word 报告", "条款报告", _DOCX),
    Export("csv", "表格（CSV）", "条款表", "text/csv"),
    Export("json", "数据（JSON）", "条款数据", "application/json"),
    EVIDENCE,
)


def possible(document: Document) -> list[Export]:
    """Return the kinds that can be made of ``document``: what has no pages cannot be annotated."""
    return [each for each in EXPORTS if each.kind != "pdf" or document.format in FORMATS]


def export(  # noqa: PLR0913, PLR0917 - everything that is known of the document
    kind: Kind,
    report: Report,
    side: Side,
    reviews: Reviews,
    sources: Sequence[bytes],
    password: str | None,
) -> bytes:
    """Return the file; ``sources`` are the bytes that the document was read from.

    Raises ``UnreadableError`` where the original cannot be annotated.
    """
    library = load_library()
    if kind == "pdf":
        return annotated_pdf(
            report, sources, library, password=password, reviews=reviews, lender=side.lender_kind
        )
    if kind == "evidence":
        from analyzer.reporting.evidence_html import evidence_html

        return evidence_html(report, library, sources, password=password, reviews=reviews).encode()
    if kind == "docx":
        from analyzer.reporting.report_docx import report_docx

        return report_docx(report, side, library, reviews)
    if kind == "html":
        from analyzer.reporting.report_html import report_html

        return report_html(report, side, library, reviews).encode()
    if kind == "csv":
        from analyzer.reporting.report_csv import report_csv

        return report_csv(report, library, reviews, lender=side.lender_kind).encode("utf-8-sig")
    from analyzer.reporting.json import dumps, report_to_dict

    return dumps(report_to_dict(report, side, reviews)).encode()
