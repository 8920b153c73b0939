"""Scores of an evaluation → a terminal, by rich."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from analyzer.evaluating import Count, Mistake, Scores
from analyzer.model import SEVERITIES, Finding
from analyzer.reporting.literal import one_line
from clause_patterns.library import Library

_KINDS = {"fp": "误报", "fn": "漏报"}


def print_scores(scores: Scores, library: Library, console: Console) -> None:
    """Print precision, recall and F1 per category and over all, as shares from 0 to 1."""
    table = _table(
        f"{len(scores.documents)} 份文档或句子", "类别", "精确率", "召回率", "F1", "找对", "误报", "漏报"
    )
    for name, count in scores.by_category().items():
        category = library.categories.get(name)
        table.add_row(category.title if category else name, *_cells(count))
    table.add_section()
    table.add_row("合计（micro）", *_cells(scores.micro()))
    console.print(table)


def print_rules(scores: Scores, library: Library, console: Console) -> None:
    """Print how often each rule fired, was right, wrong or in doubt, and how often another rule saw it too.

    Rules of categories that are not labelled, or that never fired, are left out.
    """
    table = _table("按规则（一条发现算一次）", "规则", "命中", "找对", "误报", "存疑", "重合", "精确率")
    counts = scores.by_rule()
    for rule in library.rules:
        if rule in counts:
            one = counts[rule]
            numbers = (one.fired, one.right, one.wrong, one.doubtful, one.overlapped)
            table.add_row(rule, *map(str, numbers), _rounded(one.precision))
    console.print(table)


def print_alarms(alarms: Mapping[str, Sequence[Finding]], console: Console) -> None:
    """Print every alarm of documents that should raise none, split by tabs, and how many are how severe."""
    for document, findings in alarms.items():
        print(f"{document}：{len(findings)} 处", file=console.file)
        for one in findings:
            print("", one.severity, one.rule, one_line(one.quote), sep="\t", file=console.file)
    levels = Counter(finding.severity for findings in alarms.values() for finding in findings)
    by_level = "，".join(f"{level} {levels[level]}" for level in SEVERITIES if levels[level]) or "没有"
    print(f"不应有警示的文档 {len(alarms)} 份，其中的警示：{by_level}", file=console.file)


def print_mistakes(mistakes: list[Mistake], console: Console) -> None:
    """Print one line per mistake, split by tabs: kind, category, document and range, words of the unit."""
    for one in mistakes:
        where = f"{one.document}:{one.start}-{one.end}"
        print(_KINDS[one.kind], one.category, where, one_line(one.quote), sep="\t", file=console.file)


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=title, title_justify="left")
    table.add_column(first, no_wrap=True)
    for heading in others:
        table.add_column(heading, justify="right")
    return table


def _cells(count: Count) -> list[str]:
    shares = map(_rounded, (count.precision, count.recall, count.f1))
    return [*shares, str(count.found), str(count.false), str(count.missed)]


def _rounded(share: float | None) -> str:
    return f"{share:.3f}" if share is not None else "—"
