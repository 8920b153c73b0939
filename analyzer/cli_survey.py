"""The command that looks at the results of ``loanclause batch`` together; ``cli.py`` takes it in."""

# ruff: noqa: PLC0415 - imports inside commands, as in ``cli.py``

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from analyzer import files
from analyzer.speaking import Command, one_of, say

Several = list[str] | None


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command(cls=Command, help="普查：一个文件夹的结果里，哪些条款在多少文件里，按放款机构和文件种类。")(
        survey
    )


def survey(
    folder: Annotated[Path, typer.Argument(metavar="文件夹", help="loanclause batch 写入结果的文件夹。")],
    output: Annotated[
        Path | None, typer.Option(metavar="路径", help="写成一个网页文件；不写则在屏幕上显示摘要。")
    ] = None,
    lender: Annotated[
        Several,
        typer.Option(metavar="类别", help="只看这类放款机构的文件，可以写多次；unclear 是不清楚的。"),
    ] = None,
    kind: Annotated[
        Several,
        typer.Option(metavar="种类", help="只看这种文件，可以写多次：loan-contract、privacy-policy 等。"),
    ] = None,
    category: Annotated[
        Several, typer.Option(metavar="类别", help="只看这一类条款，可以写多次：contacts、sharing 等。")
    ] = None,
    severity: Annotated[
        Several,
        typer.Option(
            metavar="级别",
            help="只看这一级，可以写多次：critical、high、medium、low、info，或 protective（保护）。",
        ),
    ] = None,
    stance: Annotated[
        str, typer.Option(metavar="写法", help="authorizes（允许、要求）、protects（承诺不做）或 mentions。")
    ] = "",
    text: Annotated[str, typer.Option(metavar="文字", help="只看原文里有这些字的。")] = "",
    name: Annotated[str, typer.Option(metavar="文字", help="只看文件名里有这些字的文件。")] = "",
    quotes: Annotated[
        int, typer.Option(min=0, max=100, metavar="几处", help="网页里每条最多摘录几处原文。")
    ] = 5,
) -> None:
    """Write the survey of a folder of results."""
    from analyzer.survey import Survey, open_folder
    from analyzer.surveys import LEVELS, STANCES, UNCLEAR, Filters

    library = files.library()
    filters = Filters(
        lenders=_among(lender, [*library.lender_kinds, UNCLEAR], "放款机构的类别"),
        kinds=_among(kind, [*library.document_kinds, UNCLEAR], "文件种类"),
        categories=_among(category, library.categories, "条款的类别"),
        levels=_among(severity, LEVELS, "级别"),
        stance=one_of(stance, STANCES, "写法") if stance else "",
        text=text,
        name=name,
    )
    if output:
        files.check_output(output, [])
    opened = Survey(open_folder(folder))
    if output is None:
        from analyzer.reporting.survey_text import print_survey

        print_survey(opened.overview(filters), library, files.console(sys.stdout))
        return
    from analyzer.reporting.survey_html import survey_html

    written = survey_html(opened.overview(filters, quotes=quotes), library)
    output.write_text(written, encoding="utf-8", errors="backslashreplace", newline="")
    say(f"已写入 {output}")


def _among(given: Iterable[str] | None, known: Iterable[str], what: str) -> tuple[str, ...]:
    names = list(known)
    return tuple(dict.fromkeys(one_of(each, names, what) for each in given or ()))
