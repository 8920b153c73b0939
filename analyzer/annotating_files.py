"""``loanclause check --format pdf``: one file, written as a PDF with its findings marked."""

# ruff: noqa: PLC0415 - heavy modules are imported when they are needed

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer import files
from analyzer.errors import UsageError
from analyzer.speaking import say

if TYPE_CHECKING:
    from analyzer.model import Report
    from clause_patterns.library import Library


def annotate_file(
    paths: Sequence[Path], output: Path | None, password: str | None, library: Library
) -> Report:
    """Write the one file of ``paths`` with its findings marked to ``output``; return the report on it.

    Raises ``UsageError`` where the call is wrong or the file has no pages, ``UnreadableError`` or ``OSError``
    where it cannot be read.
    """
    if len(paths) != 1:
        raise UsageError("pdf 格式一次只能写一份文件，请逐份运行。")
    if output is None:
        raise UsageError("pdf 格式请用 --output 给出要写入的文件。")
    files.check_output(output, paths)
    from analyzer import analyze
    from analyzer.reporting.annotated_pdf import annotated_pdf

    source, name = files.source_of(paths[0])
    report = analyze(source, name=name, password=password)
    data = source.read_bytes() if isinstance(source, Path) else source
    output.write_bytes(annotated_pdf(report, [data], library, password=password))
    if password is not None:
        say(f"{output} 不用密码就能打开，请妥善保管。")
    return report
