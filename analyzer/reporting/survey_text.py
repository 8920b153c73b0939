"""Overview of a survey → a terminal: the headline, the most frequent rules, kinds, why documents failed."""

from __future__ import annotations

from typing import Final

from rich.console import Console
from rich.text import Text

from analyzer.reporting import survey_words as say
from analyzer.reporting.literal import one_line
from analyzer.reporting.printing import print_heading, print_text, severity_mark
from analyzer.surveys import PROTECTIVE, Columns, Kind, Overview, RuleCount
from clause_patterns.library import Library

_MOST: Final = 12  # rules of one group
_FAILURES: Final = 5  # reasons


def print_survey(overview: Overview, library: Library, console: Console) -> None:
    """Print what ``overview`` says, in short; the report in HTML says it in full."""
    print_text(console, one_line(overview.name), style="bold")
    for label, value in say.chosen(overview.filters, library):
        print_text(console, f"只看{label}：{value}")
    for sentence in say.headline(overview.totals, overview.rules, overview.filters):
        print_text(console, sentence)
    _print_kinds(overview.lenders, "lender", library, console)
    _print_kinds(overview.kinds, "kind", library, console)
    for group, title in say.GROUPS.items():
        _print_rules(title, [one for one in overview.rules if one.group == group], console)
    if overview.failures:
        print_heading(console, f"没读成的（{overview.totals.failed:,} 份）")
    for one in overview.failures[:_FAILURES]:
        print_text(console, f"{len(one.documents):,} 份  {one_line(one.problem)}", indent=2)
    console.print()
    print_text(console, say.CAUTION, style="dim")


def _print_kinds(kinds: tuple[Kind, ...], by: Columns, library: Library, console: Console) -> None:
    if kinds:
        print_heading(console, f"{say.BY[by]}：读成几份，其中有“严重”或“高”的写法的")
    for one in kinds:
        grave = say.documents(one.grave, one.grave / one.read)
        print_text(console, f"{say.column(by, one.id, library)}  {one.read:,} 份，{grave}", indent=2)


def _print_rules(title: str, rules: list[RuleCount], console: Console) -> None:
    if rules:
        print_heading(console, f"{title}（{len(rules)} 条）")
    for one in rules[:_MOST]:
        mark = ("[保护]", "green") if one.level == PROTECTIVE else severity_mark(one.level)  # type: ignore[arg-type]
        figures = (f"  {say.documents(one.documents, one.share)} · {one.places:,} 处", "dim")
        print_text(console, Text.assemble(mark, " ", one_line(one.title), figures), indent=2)
    if len(rules) > _MOST:
        print_text(
            console, f"另有 {len(rules) - _MOST} 条，用 --output 写成网页可以看到。", indent=2, style="dim"
        )
