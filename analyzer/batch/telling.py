"""What the command line says of a run: how far it is, and what it came to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, TextColumn
from rich.progress import Progress as Bar
from rich.table import Table

from analyzer.batch.running import Outcome, Progress
from analyzer.reporting.summary import LEVEL_WORDS, PROTECTIVE
from analyzer.speaking import say
from clause_patterns import Library

_EVERY: Final = 30.0  # seconds between two lines where there is no terminal
_RULES: Final = 10  # so many are named


@contextmanager
def batch_progress() -> Iterator[Callable[[Progress], None]]:
    """Give what tells how far a run is on standard error: a bar on a terminal, else a line now and then."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[said]}"))
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("检查", total=None, said="正在准备")
        clock = _Clock()
        yield lambda now: bar.update(task, total=now.of, completed=now.done, said=clock.line(now))


class _Lines:
    def __init__(self) -> None:
        self._clock = _Clock()
        self._said = monotonic()

    def __call__(self, now: Progress) -> None:
        if monotonic() - self._said >= _EVERY:
            say(self._clock.line(now))
            self._said = monotonic()


class _Clock:
    """Reckons the rate from the first thing that it hears."""

    def __init__(self) -> None:
        self._began = monotonic()

    def line(self, now: Progress) -> str:
        """Return how far a run is in one line."""
        line = f"{now.done}/{now.of} 份，失败 {now.failed} 份"
        rate = (now.done - now.kept) / max(1e-9, monotonic() - self._began)
        if rate > 0:
            line += f"，每秒 {rate:.1f} 份，还要 {_time((now.of - now.done) / rate)}"
        return line


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    if seconds < 90:
        return f"{seconds:.0f} 秒"
    return f"{minutes} 分钟" if minutes < 90 else f"{minutes // 60} 小时 {minutes % 60} 分钟"


def tell_outcome(outcome: Outcome, output: Path, library: Library, console: Console) -> None:
    """Print what a run came to, and where its results lie; what was done before, on standard error."""
    if outcome.before:
        say(f"{output} 里的结果已经是完整的，文件、条款库和选项都没有变，没有再做一遍。")
    elif outcome.kept:
        say(f"上次停下以前做好的 {outcome.kept} 份没有再做。")
    documents = outcome.summary["documents"]
    table = Table(title="汇总", title_justify="left", show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_row("读了的文件", str(documents["read"]))
    table.add_row("失败的文件（原因在 documents 表里）", str(documents["failed"]))
    table.add_section()
    for severity, count in outcome.summary["severities"].items():
        table.add_row(f"{LEVEL_WORDS[severity]}（处）", str(count))
    table.add_row(f"{LEVEL_WORDS[PROTECTIVE]}（处）", str(outcome.summary["protective"]))
    console.print(table)
    _print_rules(outcome, library, console)
    names = sorted(path.name for path in output.iterdir() if path.suffix in (".parquet", ".csv"))
    console.print(f"结果在 {output}：{'、'.join([*names, 'summary.json'])}", markup=False, soft_wrap=True)


def _print_rules(outcome: Outcome, library: Library, console: Console) -> None:
    rules = list(outcome.summary["rules"].items())[:_RULES]
    if rules:
        table = Table(title="最多的条款", title_justify="left")
        table.add_column("条款")
        table.add_column("文件", justify="right")
        table.add_column("处", justify="right")
        for rule, counts in rules:
            table.add_row(library.rules[rule].title, str(counts["documents"]), str(counts["findings"]))
        console.print(table)
