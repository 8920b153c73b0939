"""``loanclause compare``: two sets of files, read one by one, compared, written in a format."""

# ruff: noqa: PLC0415 - heavy modules are imported when they are needed

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from analyzer import files
from analyzer.errors import LoanClauseError, UsageError
from analyzer.speaking import one_of, page_progress, say, sentence_for

if TYPE_CHECKING:
    from analyzer.model import Report
    from analyzer.sides import Comparison

FORMATS = ("text", "json", "html", "docx")


def compare_files(
    a: Sequence[Path], b: Sequence[Path], names: tuple[str, str], form: str, output: Path | None
) -> int:
    """Write the comparison of ``a`` and ``b`` and return the exit status: 2 where a file was unreadable.

    Raises ``UsageError`` where the call is wrong or a side has nothing that could be read.
    """
    one_of(form, FORMATS, "格式")
    if form == "docx" and output is None:
        raise UsageError("docx 格式请用 --output 给出要写入的文件。")
    if output:
        files.check_output(output, [file for path in (*a, *b) for file in files.opened(path)])
    files.library()  # a mistake in it is told once, not for every file
    from analyzer import compare, examine

    sides = []
    failed = False
    for name, paths in zip(names, (a, b), strict=True):
        reports, problems = _read(paths)
        failed = failed or problems
        if not reports:
            raise UsageError(f"{name} 没有读到任何文件，无法比较。")
        sides.append(examine(reports, name=name))
    _write(compare(*sides), form, output)
    return 2 if failed else 0


def _read(paths: Sequence[Path]) -> tuple[list[Report], bool]:
    """Return the reports on the files, folders opened, and whether any could not be read."""
    from analyzer import analyze

    reports, failed = [], False
    for path in (file for given in paths for file in files.opened(given)):
        try:
            source, name = files.source_of([path])
            with page_progress() as progress:
                reports.append(analyze(source, name=name, progress=progress))
        except (LoanClauseError, OSError) as error:
            say(sentence_for(error, path))
            failed = True
    return reports, failed


def _write(comparison: Comparison, form: str, output: Path | None) -> None:
    library = files.library()
    target = files.target_for(output, ())
    if form == "docx" and output:
        from analyzer.reporting.comparison_docx import comparison_docx

        output.write_bytes(comparison_docx(comparison, library))
    elif form == "html":
        from analyzer.reporting.comparison_html import comparison_html

        print(comparison_html(comparison, library), file=target)
    elif form == "json":
        from analyzer.reporting.json import dumps
        from analyzer.reporting.sides_json import comparison_to_dict

        print(dumps(comparison_to_dict(comparison)), file=target)
    else:
        from analyzer.reporting.comparison_text import print_comparison

        print_comparison(comparison, library, files.console(target))
    files.write_text(output, target)
