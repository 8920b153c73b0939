"""Scores of an evaluation → a terminal, by rich."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

from analyzer.evaluating import Count, Mistake, Scores
from analyzer.reporting.literal import one_line
from clause_patterns.schema import Library

_KINDS = {"fp": "误报", "fn": "漏报"}


def print_scores(scores: Scores, library: Library, console: Console) -> None:
    """Print precision, recall and F1 per category and over all, as shares from 0 to 1."""
    table = Table(title=f"{len(scores.documents)} 份文档", title_justify="left")
    table.add_column("类别")
    for heading in ("精确率", "召回率", "F1", "找对", "误报", "漏报"):
        table.add_column(heading, justify="right")
    for name, count in scores.by_category().items():
        category = library.categories.get(name)
        table.add_row(category.title if category else name, *_cells(count))
    table.add_section()
    table.add_row("合计（micro）", *_cells(scores.micro()))
    console.print(table)


def print_mistakes(mistakes: list[Mistake], console: Console) -> None:
    """Print one line per mistake, split by tabs: kind, category, document and range, words of the unit."""
    for one in mistakes:
        where = f"{one.document}:{one.start}-{one.end}"
        print(_KINDS[one.kind], one.category, where, one_line(one.quote), sep="\t", file=console.file)


def _cells(count: Count) -> list[str]:
    shares = [
        f"{share:.3f}" if share is not None else "—" for share in (count.precision, count.recall, count.f1)
    ]
    return [*shares, str(count.found), str(count.false), str(count.missed)]
