"""``loanclause check --format pdf``: one document, written as a PDF with its findings marked."""

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
    documents: Sequence[Sequence[Path]], output: Path | None, password: str | None, library: Library
) -> Report:
    """Write the one document of ``documents`` with its findings marked to ``output``; return its report.

    Raises ``UsageError`` where the call is wrong or the file has no pages, ``UnreadableError`` or ``OSError``
    where it cannot be read.
    """
    if len(documents) != 1:
        raise UsageError("pdf 格式一次只能写一份文件，请逐份运行；同一份文件的几张图片请加 --together。")
    if output is None:
        raise UsageError("pdf 格式请用 --output 给出要写入的文件。")
    pieces = documents[0]
    files.check_output(output, pieces)
    from analyzer import analyze, examine
    from analyzer.reporting.annotated_pdf import annotated_pdf

    source, name = files.source_of(pieces)
    with page_progress() as progress:
        report = analyze(source, name=name, password=password, progress=progress)
    data = [source] if isinstance(source, bytes) else [piece.read_bytes() for piece in pieces]
    lender = examine([report]).lender_kind
    output.write_bytes(annotated_pdf(report, data, library, password=password, lender=lender))
    if password is not None:
        say(f"{output} 不用密码就能打开，请妥善保管。")
    return report
