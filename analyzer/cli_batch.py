"""``loanclause batch``: many documents into tables; ``cli.py`` takes it in."""

# ruff: noqa: PLC0415 - heavy modules are imported when the command runs

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, BinaryIO

import typer

from analyzer import files
from analyzer.cli_options import Patterns
from analyzer.cli_steps import Lender
from analyzer.errors import UsageError
from analyzer.speaking import Command, one_of, say

_STOPPED = "已停下；做好的部分留着，同样的命令再运行一次，就从这里继续。"
_INTERRUPTED = 130  # as a shell reports what Ctrl+C ended


def register(app: typer.Typer) -> None:
    """Add the command to ``app``."""
    app.command(
        cls=Command,
        help="检查许多文件，把结果写成表格（Parquet 和 CSV）和汇总；停下以后，同样的命令会接着做。",
    )(batch)


def batch(
    output: Annotated[Path, typer.Option(metavar="文件夹", help="结果写进这个文件夹，没有就新建。")],
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="文件", help="文件、文件夹（连同里面的文件夹），或加引号的通配符，例如 '合同/**/*.pdf'。"
        ),
    ] = None,
    listed: Annotated[
        str | None, typer.Option("--list", metavar="清单", help="每行一个路径的文本文件；- 表示标准输入。")
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(min=1, max=1000, metavar="个数", help="用几个进程；不写则每个处理器一个。"),
    ] = None,
    scheduler: Annotated[
        str | None,
        typer.Option(metavar="地址", help="Dask 调度器，例如 tcp://10.0.0.5:8786，由它的工作进程来做。"),
    ] = None,
    shared_disk: Annotated[
        bool,
        typer.Option("--shared-disk", help="各台机器上文件的路径都相同：只发路径，不发文件的内容。"),
    ] = False,
    statements: Annotated[
        bool,
        typer.Option("--statements/--no-statements", show_default=False, help="写不写陈述表，默认写。"),
    ] = True,
    lender: Lender = None,
    patterns: Patterns = None,
) -> None:
    """Analyze many documents and write tables."""
    _check(paths, listed, workers, scheduler, shared_disk=shared_disk)
    library = files.library()
    if lender is not None:
        one_of(lender, library.lender_kinds, "放款机构的类别")
    from analyzer.batch import run
    from analyzer.batch.telling import batch_progress, tell_outcome

    try:
        with _lines(listed) as lines, batch_progress() as tell:
            outcome = run(
                paths or (),
                output,
                listed=lines,
                workers=workers,
                scheduler=scheduler,
                shared_disk=shared_disk,
                statements=statements,
                lender=lender,
                library=library,
                tell=tell,
            )
    except KeyboardInterrupt:
        say(_STOPPED)
        raise typer.Exit(_INTERRUPTED) from None
    tell_outcome(outcome, output, library, files.console(sys.stdout))


def _check(
    paths: list[str] | None,
    listed: str | None,
    workers: int | None,
    scheduler: str | None,
    *,
    shared_disk: bool,
) -> None:
    if not paths and listed is None:
        raise UsageError("请给出要检查的文件、文件夹，或者用 --list 给出清单。")
    if scheduler is not None and workers is not None:
        raise UsageError("--workers 是本机的进程数，不能和 --scheduler 一起用。")
    if scheduler is None and shared_disk:
        raise UsageError("--shared-disk 只和 --scheduler 一起用。")


@contextmanager
def _lines(listed: str | None) -> Iterator[BinaryIO | tuple[bytes, ...]]:
    if listed is None:
        yield ()
    elif listed == "-":
        yield sys.stdin.buffer
    else:
        with Path(listed).open("rb") as lines:
            yield lines
