"""The commands of what a borrower can do next; ``cli.py`` takes them in.

As there: results go to standard output or ``--output``, and heavy modules are imported when they are needed.
"""

# ruff: noqa: PLC0415 - imports inside commands: see above

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from analyzer import files
from analyzer.cli_options import Patterns
from analyzer.errors import UsageError
from analyzer.speaking import Command, one_of, page_progress

if TYPE_CHECKING:
    from analyzer.model import Report
    from analyzer.papers import Paper
    from clause_patterns.library import Library
    from clause_patterns.steps import Fact

Output = Annotated[Path | None, typer.Option(metavar="路径", help="写入这个文件，不显示在屏幕上。")]
Form = Annotated[str, typer.Option("--format", metavar="格式", help="text，或 docx（须用 --output）。")]
Lender = Annotated[
    str | None,
    typer.Option(
        metavar="类别",
        help="放款的是哪类机构：bank、consumer-finance、micro-lender、facilitator、private；不写则按文件猜。",
    ),
]
Facts = Annotated[
    list[str] | None,
    typer.Option("--fact", metavar="名称=内容", help="您知道的事实，可以写多次；不写的留空白。"),
]
Chosen = Annotated[
    list[str] | None,
    typer.Option("--rule", metavar="规则", help="只写这条规则指出的条款，可以写多次；不写则写高和严重的。"),
]
Password = Annotated[str | None, typer.Option(metavar="密码", help="打开加密文件的密码。")]


def register(app: typer.Typer) -> None:
    """Add the commands to ``app``."""
    app.command(cls=Command, help="签字之前：列出请对方修改的条款，原文和建议的写法。")(changes)
    app.command(cls=Command, help="签字之后：写一封信；不写名称则列出有哪些信、要填什么。")(letter)
    app.command(cls=Command, help="手机上哪些权限可以不给，在哪里关，关了还能用什么。")(permissions)
    app.command(cls=Command, help="按实际到账和还款算年化（内部收益率 IRR）。")(rate)
    app.command(cls=Command, help="数一数通话记录：哪天几次、谁打来、打给谁，与时段和次数的规定对照。")(calls)
    app.command(cls=Command, help="可以向谁投诉、举报。")(channels)


def changes(
    path: Annotated[Path, typer.Argument(metavar="文件", help="要签的文件；- 表示标准输入。")],
    rule: Chosen = None,
    fact: Facts = None,
    lender: Lender = None,
    form: Form = "text",
    output: Output = None,
    password: Password = None,
    patterns: Patterns = None,
) -> None:
    """Write the list of changes to ask for."""
    from analyzer.steps.changes import changes as changes_of

    library = files.library()
    template = library.papers["changes"]
    facts = _facts(fact, template.fields)
    _check_form(form, output)
    report = _report(path, password)
    chosen = _chosen(report, rule, library)
    kind = _lender(lender, report, library)
    _write(changes_of(report, chosen, library, lender=kind, facts=facts), form, output, [path])


def letter(
    name: Annotated[str | None, typer.Argument(metavar="信", help="信的英文名；不写则列出全部。")] = None,
    path: Annotated[
        Path | None, typer.Argument(metavar="文件", help="有关的合同、授权书或者隐私政策，可以不写。")
    ] = None,
    rule: Chosen = None,
    fact: Facts = None,
    lender: Lender = None,
    calls: Annotated[Path | None, typer.Option(metavar="CSV", help="通话记录，按天汇总写进信里。")] = None,
    form: Form = "text",
    output: Output = None,
    password: Password = None,
    patterns: Patterns = None,
) -> None:
    """Write a letter, or the list of letters and their facts."""
    from analyzer.steps.letters import letter as letter_of

    library = files.library()
    if name is None:
        _print_letters(library)
        return
    template = library.letters[one_of(name, library.letters, "信")]
    facts = _facts(fact, template.fields)
    _check_form(form, output)
    report = _report(path, password) if path else None
    kind = _lender(lender, report, library)
    paper = letter_of(
        template,
        facts,
        library,
        report=report,
        chosen=_chosen(report, rule, library) if report else (),
        lender=kind,
        calls=_call_lines(calls, kind, library) if calls else (),
    )
    _write(paper, form, output, [each for each in (path, calls) if each])


def permissions(
    path: Annotated[
        Path | None, typer.Argument(metavar="文件", help="合同或者隐私政策，写到的权限排在前面；可以不写。")
    ] = None,
    system: Annotated[str, typer.Option(metavar="系统", help="android、ios 或 harmonyos。")] = "android",
    form: Form = "text",
    output: Output = None,
    password: Password = None,
    patterns: Patterns = None,
) -> None:
    """Write the checklist of permissions that can be refused."""
    from analyzer.steps.permissions import SYSTEMS, checklist

    known = {str(each): each for each in SYSTEMS}
    which = known[one_of(system, known, "系统")]
    _check_form(form, output)
    rules = {finding.rule for finding in _report(path, password).findings} if path else set()
    _write(checklist(files.library(), which, rules), form, output, [path] if path else [])


def rate(
    received: Annotated[float, typer.Option(metavar="元", help="实际到账的金额。")],
    instalments: Annotated[
        str, typer.Option(metavar="元", help="每期还款；各期不同的用逗号分开：1200,1100,1000。")
    ],
    times: Annotated[int, typer.Option(min=1, max=1000, metavar="期数", help="各期相同时，一共几期。")] = 1,
    fee: Annotated[float, typer.Option(metavar="元", help="每期另付的担保费、服务费。")] = 0.0,
    upfront: Annotated[float, typer.Option(metavar="元", help="放款时另付的费用。")] = 0.0,
    every: Annotated[str, typer.Option(metavar="间隔", help="month、two-weeks、week 或 day。")] = "month",
) -> None:
    """Write what a loan costs a year, with everything it was reckoned from."""
    from analyzer.rates import PERIODS
    from analyzer.reporting.rate_text import rate_lines
    from analyzer.steps.rates import amounts, rate_of_instalments

    known = {str(each): each for each in PERIODS}
    given = amounts(instalments)
    found = rate_of_instalments(
        received,
        given * times if len(given) == 1 else given,
        fee=fee,
        upfront=upfront,
        every=known[one_of(every, known, "间隔")],
    )
    print("\n".join(rate_lines(found, files.library())))


def calls(
    log: Annotated[
        Path | None, typer.Argument(metavar="记录.csv", help="Excel 或 WPS 存成的 CSV；- 表示标准输入。")
    ] = None,
    lender: Annotated[
        str, typer.Option(metavar="机构", help="放款的是哪类机构：bank、consumer-finance、micro-lender 等。")
    ] = "",
    form: Annotated[
        str, typer.Option("--format", metavar="格式", help="text、json，或 csv（整理过的记录）。")
    ] = "text",
    output: Annotated[
        Path | None, typer.Option(metavar="路径", help="写入这个文件，不显示在屏幕上。")
    ] = None,
    template: Annotated[
        bool, typer.Option("--template", help="不读记录，写出一张空表，须用 --output。")
    ] = False,
    patterns: Patterns = None,
) -> None:
    """Count a log of calls, or write an empty one."""
    from analyzer.calling_files import count_calls, write_template

    if template:
        write_template(log, output)
    else:
        count_calls(log, lender, form, output)


def channels(
    path: Annotated[
        Path | None, typer.Argument(metavar="文件", help="有关的文件，用来猜放款机构；可以不写。")
    ] = None,
    lender: Lender = None,
    password: Password = None,
    patterns: Patterns = None,
) -> None:
    """Write where to complain, by lender and by what was found."""
    from analyzer.steps.channels import channels as channels_of
    from analyzer.steps.channels import verified

    library = files.library()
    report = _report(path, password) if path else None
    categories = {finding.category for finding in report.findings} if report else set()
    for each in channels_of(library, _lender(lender, report, library), categories):
        mark = "" if verified(each, library) else library.say("channel-unverified")
        print(f"{each.title}：{each.contact}{mark}\n  {each.explain}")


def _report(path: Path, password: str | None) -> Report:
    from analyzer import analyze

    source, name = files.source_of([path])
    with page_progress() as progress:
        return analyze(source, name=name, password=password, progress=progress)


def _chosen(report: Report, rules: Iterable[str] | None, library: Library) -> list[int]:
    wanted = {one_of(rule, library.rules, "规则") for rule in rules or ()}
    return [
        index
        for index, finding in enumerate(report.findings)
        if (finding.rule in wanted if wanted else finding.severity in ("critical", "high"))
    ]


def _lender(given: str | None, report: Report | None, library: Library) -> str:
    if given is not None:
        return one_of(given, library.lender_kinds, "放款机构的类别")
    if report is None:
        return ""
    from analyzer import examine

    return examine([report]).lender_kind


def _facts(given: Iterable[str] | None, fields: Iterable[Fact]) -> Mapping[str, str]:
    """Return ``名称=内容`` as a mapping; raises ``UsageError`` for a name that the paper does not ask for."""
    known = {fact.id: fact.label for fact in fields}
    facts: dict[str, str] = {}
    for each in given or ():
        name, equals, content = each.partition("=")
        if not equals or name not in known:
            listed = "、".join(f"{key}（{label}）" for key, label in known.items())
            raise UsageError(f"--fact 要写成 名称=内容，名称可以是：{listed}。")
        facts[name] = content.replace("\\n", "\n")
    return facts


def _call_lines(path: Path, lender: str, library: Library) -> tuple[str, ...]:
    from analyzer.steps.call_log import read_calls
    from analyzer.steps.call_summary import lines, summary

    source, _ = files.source_of([path])
    data = source if isinstance(source, bytes) else path.read_bytes()
    return lines(summary(read_calls(data), library, lender=lender), library)


def _print_letters(library: Library) -> None:
    for template in library.letters.values():
        print(f"{template.id}　{template.title}\n  {template.explain}")
        print("  " + "、".join(f"{fact.id}（{fact.label}）" for fact in template.fields))


def _check_form(form: str, output: Path | None) -> None:
    if one_of(form, ("text", "docx"), "格式") == "docx" and output is None:
        raise UsageError("docx 格式请用 --output 给出要写入的文件。")


def _write(paper: Paper, form: str, output: Path | None, inputs: list[Path]) -> None:
    from analyzer.reporting.paper_text import paper_text

    if form == "text":
        target = files.target_for(output, inputs)
        print(paper_text(paper), end="", file=target)
        files.write_text(output, target)
    elif output:
        from analyzer.reporting.paper_docx import paper_docx

        files.check_output(output, inputs)
        output.write_bytes(paper_docx(paper))
