"""Comparison → a terminal, by rich, in the manner of the report on one document."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from analyzer.model import SEVERITIES
from analyzer.reporting import side_parts as parts
from analyzer.reporting import words
from analyzer.reporting.literal import one_line
from analyzer.reporting.printing import (
    DISCLAIMER,
    print_heading,
    print_item,
    print_text,
    severity_mark,
    short_quote,
)
from analyzer.reporting.side_text import print_passage, print_side
from analyzer.reporting.side_words import CHANGES, place, said, where
from analyzer.sides import Change, Comparison, Passage, Side, Standing, VersionPair
from clause_patterns import Library

_MATRIX_KEY = "冒号前是谁，冒号后是拿到的信息；提供方指放款人和平台自己。"


def print_comparison(comparison: Comparison, library: Library, console: Console) -> None:
    """Print ``comparison``: the whole first, then topic by topic, then each side alone, then versions."""
    _print_head(comparison, console)
    _print_differences(comparison, library, console)
    _print_alike(comparison, console)
    _print_promises(comparison, console)
    _print_matrix(comparison, library, console)
    for side in (comparison.a, comparison.b):
        print_side(side, library, console)
    for pair in comparison.versions:
        _print_versions(pair, console)
    console.print()
    print_text(console, DISCLAIMER, style="dim")


def _print_head(comparison: Comparison, console: Console) -> None:
    for side in (comparison.a, comparison.b):
        print_text(console, one_line(side.name), style="bold")
        for report in side.reports:
            size = (words.size(report.document), "dim")
            print_text(console, Text.assemble(one_line(report.document.name), "  ", size), indent=2)
    console.print()
    print_text(console, one_line(comparison.summary), style="bold")
    for note in comparison.notes:
        print_text(console, Text.assemble(("注意 ", "yellow"), one_line(note)))


def _print_differences(comparison: Comparison, library: Library, console: Console) -> None:
    rows = parts.differences(comparison)
    if rows:
        print_heading(console, f"有差别的（{len(rows)}）")
    seen: dict[str, set[Passage]] = {"a": set(), "b": set()}
    for row in rows:
        console.print()
        mark = severity_mark(row.severity)
        print_text(console, Text.assemble(mark, " ", (row.title, "bold")))
        print_text(console, one_line(row.why), indent=2)
        _print_standing(comparison.a, row.a, seen["a"], library, console)
        _print_standing(comparison.b, row.b, seen["b"], library, console)


def _print_standing(
    side: Side, standing: Standing, seen: set[Passage], library: Library, console: Console
) -> None:
    print_item(console, one_line(side.name), said(standing, library))
    both = standing.position == "both"
    for label, passages in (("允许：", standing.allows), ("承诺：", standing.forbids)):
        if passages:
            more = f"（共 {len(passages)} 处，先看这一处）" if len(passages) > 1 else ""
            there = f"{label if both else ''}{where(passages[0], side)}{more}"
            print_passage(there, passages[0], seen, console)


def _print_alike(comparison: Comparison, console: Console) -> None:
    rows, informing = parts.alike(comparison), parts.informing(comparison)
    if rows or informing:
        print_heading(console, f"其余各项（{len(rows) + len(informing)}）")
    for level in SEVERITIES:
        titles = "；".join(row.title for row in rows if row.severity == level)
        print_item(console, f"两边都允许，没有差别（{words.SEVERITY_WORDS[level]}）", titles)
    print_item(console, "只作说明，不比较好坏", "；".join(row.title for row in informing))


def _print_promises(comparison: Comparison, console: Console) -> None:
    only_a, only_b, both = parts.promises(comparison)
    if only_a or only_b or both:
        count = len(only_a) + len(only_b) + len(both)
        print_heading(console, f"保护您的承诺（{count}）", style="bold green")
    _print_promises_of(comparison.a, [(row.title, row.a) for row in only_a], console)
    _print_promises_of(comparison.b, [(row.title, row.b) for row in only_b], console)
    print_item(console, "两边都有", "；".join(row.title for row in both))


def _print_promises_of(side: Side, promises: Iterable[tuple[str, Standing]], console: Console) -> None:
    for number, (title, standing) in enumerate(promises):
        if number == 0:
            print_text(console, f"只有{one_line(side.name)}有：", indent=2, style="bold")
        first = standing.forbids[0]
        there = (f"（{where(first, side)}）", "dim")
        text = Text.assemble((f"✓ {title}", "green"), there, short_quote(first.quote.text))
        print_text(console, text, indent=4)


def _print_matrix(comparison: Comparison, library: Library, console: Console) -> None:
    groups = parts.differing_cells(comparison, library)
    if groups:
        same = parts.same_cells(comparison)
        rest = f"；另有 {same} 项两边一样" if same else ""
        print_heading(console, f"谁拿到什么：有差别的 {len(comparison.matrix) - same} 项{rest}")
        print_text(console, _MATRIX_KEY, indent=2, style="dim")
    for why, recipients in groups.items():
        print_text(console, one_line(why), indent=2)
        for recipient, data in recipients.items():
            print_item(console, recipient, "、".join(data), indent=4)


def _print_versions(pair: VersionPair, console: Console) -> None:
    names = f"{one_line(pair.old)} → {one_line(pair.new)}"
    print_heading(console, f"同一份文件的两个版本：{names}（{pair.similarity:.0%} 相同）")
    telling = parts.telling(pair)
    for change in telling:
        _print_change(change, console)
    rest = len(pair.changes) - len(telling)
    print_text(
        console,
        f"另有 {rest} 处改动没有改变这里检查的事；{pair.unchanged} 处一字未改。",
        indent=2,
        style="dim",
    )


def _print_change(change: Change, console: Console) -> None:
    effects = ("；".join(parts.effects(change)), "bold")
    print_text(console, Text.assemble(f"[{CHANGES[change.kind]}] ", effects), indent=2)
    at = parts.first_difference(change)
    for label, passage in (("原来", change.old), ("现在", change.new)):
        if passage is not None:
            text = f"{label}：{place(passage, alone=True)}{short_quote(passage.quote.text, at)}"
            print_text(console, text, indent=4)
