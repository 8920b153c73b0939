"""``loanclause check --format pdf`` and ``evidence``: what is made of one document and its bytes."""

# ruff: noqa: PLC0415 - heavy modules are imported when they are needed

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer import files
from analyzer.errors import UsageError
from analyzer.speaking import page_progress, say

if TYPE_CHECKING:
    from analyzer.model import Report
    from clause_patterns.library import Library


def annotate_file(
    documents: Sequence[Sequence[Path]],
    output: Path | None,
    password: str | None,
    library: Library,
    lender: str | None = None,
) -> Report:
    """Write the one document of ``documents`` with its findings marked to ``output``; return its report.

    Raises ``UsageError`` where the call is wrong or the file has no pages, ``UnreadableError`` or ``OSError``
    where it cannot be read.
    """
    from analyzer import examine
    from analyzer.reporting.annotated_pdf import annotated_pdf

    report, sources, target = _read("pdf", documents, output, password)
    kind = examine([report]).lender_kind if lender is None else lender
    target.write_bytes(annotated_pdf(report, sources, library, password=password, lender=kind))
    if password is not None:
        say(f"{target} 不用密码就能打开，请妥善保管。")
    return report


def evidence_file(
    documents: Sequence[Sequence[Path]], output: Path | None, password: str | None, library: Library
) -> Report:
    """Write the evidence report on the one document of ``documents`` to ``output``; return its report.

    Raises as ``annotate_file`` does; the file needs no pages.
    """
    from analyzer.reporting.evidence_html import evidence_html

    report, sources, target = _read("evidence", documents, output, password)
    target.write_bytes(evidence_html(report, library, sources, password=password).encode())
    return report


def _read(
    form: str, documents: Sequence[Sequence[Path]], output: Path | None, password: str | None
) -> tuple[Report, list[bytes], Path]:
    """Return the report on the one document, the bytes it was made from, and where to write."""
    if len(documents) != 1:
        raise UsageError(f"{form} 格式一次只能写一份文件，请逐份运行；同一份文件的几张图片请加 --together。")
    if output is None:
        raise UsageError(f"{form} 格式请用 --output 给出要写入的文件。")
    pieces = documents[0]
    files.check_output(output, pieces)
    from analyzer import analyze

    source, name = files.source_of(pieces)
    with page_progress() as progress:
        report = analyze(source, name=name, password=password, progress=progress)
    sources = [source] if isinstance(source, bytes) else [piece.read_bytes() for piece in pieces]
    return report, sources, output
