"""The command line: a thin shell over the public API.

Results go to standard output, progress and messages to standard error. Exit status 0: done; 1: a threshold
(``--fail-on``, ``--floor``) was reached; 2: the input or the call is unusable, with one sentence why.
Heavy modules are imported by the commands that need them, so that ``--help`` stays quick.
"""

# ruff: noqa: PLC0415 - imports inside commands: see above

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Annotated

import typer

from analyzer import cli_batch, cli_labels, cli_steps, cli_survey, files
from analyzer.cli_options import Patterns
from analyzer.cli_steps import Lender
from analyzer.errors import UsageError
from analyzer.speaking import Command, Commands, ListCommand, one_of, page_progress, say

app = typer.Typer(
    cls=Commands,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="签前看：逐条读贷款合同、授权书和隐私政策，说明每一条允许别人拿您的通讯录、亲友和信息做什么。"
    "全部在本机完成。",
)
Password = Annotated[str | None, typer.Option(metavar="密码", help="打开加密文件的密码。")]
Together = Annotated[
    bool, typer.Option("--together", help="这些图片是同一份文件：按内容排好先后，重叠处只读一遍。")
]


def main() -> None:
    """Entry point of ``loanclause``."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # Redirected output is UTF-8 everywhere; what a stream cannot show must not stop a report.
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")
    app()


@app.callback(invoke_without_command=True)
def _start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="显示版本号。")] = False,
) -> None:
    if version:
        from importlib.metadata import version as installed_version

        print("loanclause", installed_version("loan-clause-analyzer"))
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command(cls=Command, help="检查文件，说明需要留意的条款。")
def check(
    paths: Annotated[list[Path], typer.Argument(metavar="文件", help="要检查的文件；- 表示标准输入。")],
    form: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="格式",
            help="text、html、csv、json、jsonl（每行一份报告），"
            "或 docx、pdf（原文加标注）、evidence（证据报告），这三种须用 --output。",
        ),
    ] = "text",
    output: Annotated[
        Path | None, typer.Option(metavar="路径", help="写入这个文件，不显示在屏幕上。")
    ] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(
            metavar="级别",
            help="有这一级或更重的条款时以状态 1 结束：critical、high、medium、low、info。",
        ),
    ] = None,
    lender: Lender = None,
    password: Password = None,
    together: Together = False,
    explain: Annotated[
        bool,
        typer.Option(
            "--explain", help="不写报告，逐句说明怎样读：词、起作用的修饰语、陈述、成立和不成立的规则。"
        ),
    ] = False,
    patterns: Patterns = None,
) -> None:
    """Analyze each file and write its report; an unreadable file does not stop the others."""
    from analyzer.checking_files import check_files, explain_files

    documents = files.documents(paths, together=together)
    if not explain:
        raise typer.Exit(
            check_files(documents, form, output, fail_on=fail_on, password=password, lender=lender)
        )
    if form != "text":
        raise UsageError("--explain 只能写成 text 格式，请去掉 --format。")
    raise typer.Exit(explain_files(documents, output, password))


@app.command(cls=ListCommand, help="并排比较两家的文件：谁允许什么、承诺什么，哪一边更不利，为什么。")
def compare(
    a: Annotated[list[Path], typer.Option("--a", metavar="文件", help="第一方的文件或文件夹，可以写多个。")],
    b: Annotated[list[Path], typer.Option("--b", metavar="文件", help="第二方的文件或文件夹，可以写多个。")],
    name_a: Annotated[str, typer.Option(metavar="名称", help="第一方的名称。")] = "A",
    name_b: Annotated[str, typer.Option(metavar="名称", help="第二方的名称。")] = "B",
    form: Annotated[
        str, typer.Option("--format", metavar="格式", help="text、json、html，或 docx（须用 --output）。")
    ] = "text",
    output: Annotated[
        Path | None, typer.Option(metavar="路径", help="写入这个文件，不显示在屏幕上。")
    ] = None,
    patterns: Patterns = None,
) -> None:
    """Compare two sets of documents; an unreadable file does not stop the others."""
    from analyzer.comparing_files import compare_files

    raise typer.Exit(compare_files(a, b, (name_a, name_b), form, output))


@app.command(cls=Command, help="按页显示从文件中读到的文字，以及阅读时的提醒。")
def read(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="文件", help="要读的文件；- 表示标准输入；几个文件要加 --together。"),
    ],
    form: Annotated[str, typer.Option("--format", metavar="格式", help="text 或 json。")] = "text",
    password: Password = None,
    together: Together = False,
) -> None:
    """Write the text of one file, or of one document in several pictures, as it was read."""
    one_of(form, ("text", "json"), "格式")
    from analyzer import read as read_document

    documents = files.documents(paths, together=together)
    if len(documents) > 1:
        raise UsageError("一次只能读一份文件；如果这些图片是同一份文件，请加 --together。")
    source, name = files.source_of(documents[0])
    with page_progress() as progress:
        document = read_document(source, name=name, password=password, progress=progress)
    if form == "json":
        from analyzer.reporting.json import document_to_dict, dumps

        print(dumps(document_to_dict(document)))
    else:
        from analyzer.reporting.terminal import print_document

        print_document(document, files.console(sys.stdout))


@app.command(cls=Command, help="列出条款库的规则，或说明其中一条：含义、做法、法条和例句；或检查自己的规则。")
def rules(
    rule: Annotated[str | None, typer.Argument(metavar="规则", help="规则的英文名；不写则列出全部。")] = None,
    check: Annotated[
        Path | None,
        typer.Option(
            "--check",
            metavar="文件夹",
            help="检查自己的规则：写法、每一条例句、与条款库的冲突；例句不对时以状态 1 结束，写法不对时 2。",
        ),
    ] = None,
    form: Annotated[
        str, typer.Option("--format", metavar="格式", help="与 --check 一起：text 或 json。")
    ] = "text",
    patterns: Patterns = None,
) -> None:
    """Write the list of rules, or one rule in full; or check a pack."""
    if check is not None:
        from analyzer.checking_files import check_patterns

        raise typer.Exit(check_patterns(check, form))
    from analyzer.reporting.terminal import print_rule, print_rules

    library = files.library()
    if rule is None:
        print_rules(library, files.console(sys.stdout))
    else:
        print_rule(library.rules[one_of(rule, library.rules, "规则")], library, files.console(sys.stdout))


@app.command(cls=Command, help="在标注过的文档或句子上计算每一类的精确率、召回率和 F1。")
def evaluate(
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="文件夹或文件", help="含 labels/ 和 documents/ 的文件夹，或每行一句的 TSV 文件。"
        ),
    ],
    only: Annotated[
        list[str] | None, typer.Option(metavar="开头", help="只评名称以此开头的文档，可以写多次。")
    ] = None,
    floor: Annotated[
        float, typer.Option(metavar="数值", help="总 F1 低于这个值（0 到 1）时以状态 1 结束。")
    ] = 0.0,
    mistakes: Annotated[bool, typer.Option("--mistakes", help="逐条列出误报和漏报。")] = False,
    negatives: Annotated[
        bool, typer.Option("--negatives", help="改为列出 manifest.jsonl 标为 NEGATIVE 的文档中的警示。")
    ] = False,
    by_rule: Annotated[
        bool, typer.Option("--by-rule", help="逐条规则列出命中、找对、误报和重合的次数。")
    ] = False,
    patterns: Patterns = None,
) -> None:
    """Write the scores on a folder of labelled documents, or on a file of labelled sentences."""
    from analyzer.evaluating import alarms
    from analyzer.evaluating import evaluate as evaluate_gold
    from analyzer.reporting.scores import print_alarms, print_mistakes, print_rules, print_scores

    console = files.console(sys.stdout)
    if negatives:
        print_alarms(alarms(gold), console)
        return
    scores = evaluate_gold(gold, only=only or ())
    if by_rule:
        print_rules(scores, files.library(), console)
    if mistakes:
        print_mistakes(scores.mistakes(), console)
    print_scores(scores, files.library(), console)
    if (scores.micro().f1 or 0.0) < floor:
        raise typer.Exit(1)


@app.command(cls=Command, help="核对证据报告：文件是不是同一份，引文是不是在所写的位置，报告有没有被改动。")
def verify(
    report: Annotated[Path, typer.Argument(metavar="报告", help="check --format evidence 写出的 HTML。")],
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="文件", help="报告所说的文件；同一份文件的几张图片按原来的先后都写上。"),
    ],
    password: Password = None,
    patterns: Patterns = None,
) -> None:
    """Hold an evidence report against its document."""
    from analyzer.verifying_files import verify_files

    raise typer.Exit(verify_files(report, paths, password))


@app.command("ui", cls=Command, help="在本机打开页面（只绑定 127.0.0.1，不联网）。")
def open_page(
    port: Annotated[int, typer.Option(min=1, max=65535, metavar="端口", help="页面的端口。")] = 8501,
    browser: Annotated[
        bool,
        typer.Option("--browser/--no-browser", show_default=False, help="是否自动打开浏览器，默认打开。"),
    ] = True,
    patterns: Patterns = None,
) -> None:
    """Serve the page until it is closed."""
    files.library()  # a mistake in a pack is told here, not by a page that does not come up
    from analyzer.serving import serve

    serve(port, open_browser=browser, say=say)


for commands in (cli_steps, cli_batch, cli_survey, cli_labels):
    commands.register(app)
