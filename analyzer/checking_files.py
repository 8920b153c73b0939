"""``loanclause check``: files, each analyzed by itself, and a report on each written in a format."""

# ruff: noqa: PLC0415 - heavy modules are imported when they are needed

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, TextIO

from analyzer import files
from analyzer.errors import LoanClauseError, UsageError
from analyzer.speaking import one_of, page_progress, say, sentence_for

if TYPE_CHECKING:
    from analyzer.model import Report
    from analyzer.sides import Side
    from clause_patterns.library import Library

FORMATS: Final = ("text", "html", "csv", "json", "jsonl", "docx", "pdf", "evidence")
_ONE_ONLY: Final = ("html", "csv", "docx")


def check_files(  # noqa: PLR0913 - as many as the command has options
    documents: Sequence[Sequence[Path]],
    form: str,
    output: Path | None,
    *,
    fail_on: str | None,
    password: str | None,
    lender: str | None = None,
) -> int:
    """Write a report on each of ``documents`` and return the exit status.

    ``lender`` is the kind of lender that the reader says it is, None to go by what the documents say.

    The status is 1 where there is a finding of ``fail_on`` or worse, 2 where a file was unreadable. Raises
    ``UsageError`` where the call is wrong.
    """
    from analyzer.model import SEVERITIES

    _check_form(form, documents, output)
    failing = SEVERITIES[: SEVERITIES.index(one_of(fail_on, SEVERITIES, "级别")) + 1] if fail_on else ()
    library = files.library()
    if lender is not None:
        one_of(lender, library.lender_kinds, "放款机构的类别")
    if form in ("pdf", "evidence"):
        from analyzer.annotating_files import annotate_file, evidence_file

        report = (
            annotate_file(documents, output, password, library, lender)
            if form == "pdf"
            else evidence_file(documents, output, password, library)
        )
        return 1 if report.worst() in failing else 0

    def check(pieces: Sequence[Path], target: TextIO) -> int:
        report = _analyze(pieces, password)
        side = side_of(report, lender)
        if form == "docx" and output:
            from analyzer.reporting.report_docx import report_docx

            output.write_bytes(report_docx(report, side, library))
        else:
            _write_report(report, side, form, library, target)
        return 1 if report.worst() in failing else 0

    return _each(documents, output, check)


def explain_files(documents: Sequence[Sequence[Path]], output: Path | None, password: str | None) -> int:
    """Write how each of ``documents`` was read and return the exit status, 2 where a file was unreadable."""
    library = files.library()

    def explain(pieces: Sequence[Path], target: TextIO) -> int:
        _write_explanation(pieces, password, library, target)
        return 0

    return _each(documents, output, explain)


def _each(
    documents: Sequence[Sequence[Path]], output: Path | None, work: Callable[[Sequence[Path], TextIO], int]
) -> int:
    """Do ``work`` for each document and return the highest status; an unreadable file stops no others."""
    target = files.target_for(output, [piece for pieces in documents for piece in pieces])
    statuses = {0}
    for number, pieces in enumerate(documents, 1):
        if len(documents) > 1:
            say(f"[{number}/{len(documents)}] {pieces[0]}")
        try:
            statuses.add(work(pieces, target))
        except BrokenPipeError:  # nobody reads on: no matter of this document
            raise
        except (LoanClauseError, OSError) as error:
            say(sentence_for(error, pieces[0]))
            statuses.add(2)
    files.write_text(output, target)
    return max(statuses)


def _check_form(form: str, documents: Sequence[object], output: Path | None) -> None:
    one_of(form, FORMATS, "格式")
    if form == "json" and len(documents) > 1:
        raise UsageError("json 格式一次只能写一份报告，多个文件请改用 --format jsonl。")
    if form in _ONE_ONLY and len(documents) > 1:
        raise UsageError(f"{form} 格式一次只能写一份报告，请逐份运行；同一份文件的几张图片请加 --together。")
    if form == "docx" and output is None:
        raise UsageError("docx 格式请用 --output 给出要写入的文件。")


def _analyze(pieces: Sequence[Path], password: str | None) -> Report:
    source, name = files.source_of(pieces)
    from analyzer import analyze

    with page_progress() as progress:
        return analyze(source, name=name, password=password, progress=progress)


def _write_explanation(
    pieces: Sequence[Path], password: str | None, library: Library, target: TextIO
) -> None:
    source, name = files.source_of(pieces)
    from analyzer import Analyzer
    from analyzer.reporting.explanations import print_explanation

    analyzer = Analyzer(library)
    document = analyzer.read(source, name=name, password=password)
    print_explanation(document, analyzer.explain(document), library, files.console(target))


def side_of(report: Report, lender: str | None) -> Side:
    """Return the set that ``report`` alone makes; ``lender`` stands for the guess where it is given."""
    from analyzer import examine
    from analyzer.sides import with_lender

    side = examine([report])
    return side if lender is None else with_lender(side, lender)


def _write_report(report: Report, side: Side, form: str, library: Library, target: TextIO) -> None:
    if form == "text":
        from analyzer.reporting.terminal import print_report

        print_report(report, side, library, files.console(target))
    elif form == "html":
        from analyzer.reporting.report_html import report_html

        print(report_html(report, side, library), file=target)
    elif form == "csv":
        from analyzer.reporting.report_csv import BOM, report_csv

        print(BOM + report_csv(report, library, lender=side.lender_kind), end="", file=target)
    else:
        from analyzer.reporting.json import dumps, report_to_dict

        print(dumps(report_to_dict(report, side), indent=2 if form == "json" else None), file=target)


def check_patterns(folder: Path, form: str = "text") -> int:
    """Write what is to be said about the pack in ``folder`` and return the exit status.

    The status is 1 where an example fails, 2 where the pack is unusable. Raises ``UsageError`` where the
    library under it has a mistake.
    """
    one_of(form, ("text", "json"), "格式")
    if not folder.is_dir():
        raise UsageError(f"找不到文件夹 {folder}，请检查路径。")
    from analyzer.checking_patterns import check_pack
    from analyzer.reporting.json import dumps
    from analyzer.reporting.pack_check import check_to_dict, print_check
    from clause_patterns import PatternError

    try:
        with page_progress("正在试例句 {done}/{of}", every=500) as progress:
            check = check_pack(folder, progress=progress)
    except PatternError as error:
        raise UsageError(f"规则有误：{error}") from None
    if form == "json":
        print(dumps(check_to_dict(check)))
    else:
        print_check(check, files.console(sys.stdout))
    return check.status
