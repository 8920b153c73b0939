"""``loanclause calls``: a log of calls, counted and written in a format; or an empty log to fill in."""

# ruff: noqa: PLC0415 - heavy modules are imported when they are needed

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from analyzer import files
from analyzer.errors import UsageError
from analyzer.speaking import one_of, say

FORMATS: Final = ("text", "json", "csv")


def count_calls(log: Path | None, lender: str, form: str, output: Path | None) -> None:
    """Write what the log comes to, or the log itself put in order as "csv".

    Raises ``UsageError`` where the call is wrong, ``UnreadableError`` or ``OSError`` where the log cannot be
    read.
    """
    from analyzer.reporting.calls import calls_to_dict, print_calls
    from analyzer.reporting.json import dumps
    from analyzer.steps.call_log import read_calls, write_calls
    from analyzer.steps.call_summary import limit_lines, lines, summary

    one_of(form, FORMATS, "格式")
    if log is None:
        raise UsageError("请给出通话记录的 CSV 文件；要一张空表，请加 --template。")
    library = files.library()
    if lender:
        one_of(lender, library.lender_kinds, "机构种类")
    target = files.target_for(output, [log])
    data = files.source_of([log])[0]
    known = read_calls(data if isinstance(data, bytes) else log.read_bytes())
    counted = summary(known, library, lender=lender)
    days = lines(counted, library)
    limits = [limit_lines(limit, library) for limit in counted.limits]
    if form == "csv":
        print(write_calls(known).decode(), end="", file=target)
    elif form == "json":
        print(dumps(calls_to_dict(known, counted, days)), file=target)
    else:
        print_calls(known, counted, days, limits, library, files.console(target))
    files.write_text(output, target)
    if known.aside and form != "text":
        say(f"有 {len(known.aside)} 行看不懂，没有计入；用 text 格式可以看到是哪几行。")


def write_template(log: Path | None, output: Path | None) -> None:
    """Write an empty log to ``output``, never over a file; raises ``UsageError`` where the call is wrong."""
    from analyzer.steps.call_log import template

    if log is not None:
        raise UsageError("--template 写出一张空表，不读记录；请去掉文件名。")
    if output is None:
        raise UsageError("空表请用 --output 给出要写入的文件，如 --output 通话记录.csv。")
    files.check_output(output, [])
    if output.exists():
        raise UsageError(f"{output} 已经有了，没有写在它上面；请换一个文件名。")
    output.write_bytes(template(files.library()))
    print(f"已写出 {output}。", file=sys.stderr)
