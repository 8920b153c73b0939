"""The tables and charts of a survey, in words: what page, report and CSV show is made here, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from analyzer.reporting import survey_words as say
from analyzer.reporting.bars_svg import Bar
from analyzer.reporting.literal import one_line
from analyzer.surveys import Columns, Count, Cross, Failure, Filters, Kind, RuleCount
from clause_patterns.library import Library

MOST_BARS: Final = 15


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, smaller words below them, and the places it leads to; ``share`` shades it."""

    words: str
    below: str = ""
    filters: Filters | None = None
    share: float | None = None
    count: Count | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its title, smaller words below, its cells; ``level`` marks it, ``id`` says what of."""

    title: str
    cells: tuple[Cell, ...]
    below: str = ""
    level: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under one heading."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it is called, what heads its rows and its columns, and its rows by parts.

    ``below`` are smaller words below the heads of the columns.
    """

    title: str
    corner: str
    heads: tuple[str, ...]
    parts: tuple[Part, ...]
    below: tuple[str, ...] = ()

    def lines(self) -> Iterator[Line]:
        """Yield all rows."""
        for part in self.parts:
            yield from part.lines

    def sliced(self, columns: slice) -> Table:
        """Return the table of some of the columns, without the rows that are empty there."""
        parts = (
            Part(part.title, tuple(replace(line, cells=line.cells[columns]) for line in part.lines))
            for part in self.parts
        )
        filled = (
            Part(part.title, tuple(line for line in part.lines if any(cell.words for cell in line.cells)))
            for part in parts
        )
        return Table(
            self.title, self.corner, self.heads[columns], tuple(part for part in filled if part.lines)
        )


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars with their title and what they count."""

    title: str
    bars: tuple[Bar, ...]
    note: str


def rules_table(rules: Sequence[RuleCount], filters: Filters, library: Library) -> Table:
    """Return the table of the rules: documents, places, places by level."""

    def line(one: RuleCount) -> Line:
        leads = replace(filters, rules=(one.rule,))
        return Line(
            one_line(one.title),
            (
                Cell(
                    f"{one.documents:,}",
                    say.percent(one.share),
                    leads,
                    one.share,
                    Count(one.documents, one.share, one.places),
                ),
                Cell(f"{one.places:,}"),
                Cell(say.levels(one)),
            ),
            say.category(one.category, library),
            one.level,
            one.rule,
        )

    return Table(
        "各条条款",
        "条款",
        ("文件", "处", "各级别的处数"),
        tuple(
            Part(title, tuple(line(one) for one in rules if one.group == group))
            for group, title in say.GROUPS.items()
            if any(one.group == group for one in rules)
        ),
    )


def cross_table(cross: Cross, rules: Sequence[RuleCount], filters: Filters, library: Library) -> Table:
    """Return ``cross`` as a table; ``rules`` are those of the same choice.

    Of documents side by side the cells count places, else documents.
    """
    known = {one.rule: one for one in rules}
    heads = tuple(say.column(cross.by, name, library) for name in cross.columns)
    below = () if cross.by == "document" else tuple(f"{cross.read[name]:,} 份" for name in cross.columns)

    def line(row: str) -> Line:
        cells = tuple(_cell(cross, row, name, filters) for name in cross.columns)
        if cross.of == "category":
            aside = row in library.categories and library.categories[row].aside
            return Line(say.category(row, library), cells, "另列" if aside else "", id=row)
        one = known[row]
        return Line(one_line(one.title), cells, say.category(one.category, library), one.level, row)

    of = "条款" if cross.of == "rule" else "类别"
    if cross.of == "category":
        parts: tuple[Part, ...] = (Part("", tuple(map(line, cross.rows))),) if cross.rows else ()
    else:
        parts = tuple(
            Part(title, tuple(line(row) for row in cross.rows if known[row].group == group))
            for group, title in say.GROUPS.items()
            if any(known[row].group == group for row in cross.rows)
        )
    return Table(f"{of} × {say.BY[cross.by]}", of, heads, parts, below)


def narrowed(filters: Filters, cross: Cross, row: str, name: str) -> Filters:
    """Return ``filters`` for one cell of ``cross``."""
    of = replace(filters, rules=(row,)) if cross.of == "rule" else replace(filters, categories=(row,))
    match cross.by:
        case "lender":
            return replace(of, lenders=(name,))
        case "kind":
            return replace(of, kinds=(name,))
        case _:
            return replace(of, document=name)


def _cell(cross: Cross, row: str, name: str, filters: Filters) -> Cell:
    found = cross.cells.get((row, name))
    if found is None:
        return Cell("", count=Count(0, 0.0, 0))
    leads = narrowed(filters, cross, row, name)
    if cross.by == "document":
        return Cell(f"{found.places:,} 处", "", leads, None, found)
    return Cell(f"{found.documents:,}", say.percent(found.share), leads, found.share, found)


def rules_chart(rules: Sequence[RuleCount], filters: Filters, library: Library) -> Chart:
    """Return the most frequent rules to mind as bars, by the share of documents that hold them."""
    risks = [one for one in rules if one.group == "risk"]
    bars = tuple(
        Bar(one_line(one.title), one.share, say.documents(one.documents, one.share), one.level)
        for one in risks[:MOST_BARS]
    )
    more = f"只画最常见的 {MOST_BARS} 条，一共 {len(risks)} 条。" if len(risks) > MOST_BARS else ""
    return Chart(
        "要留意的写法各在多少文件里",
        bars,
        f"长短是占读成的文件的比例；颜色是这一条里最重的级别。{more}{_only(filters, library)}",
    )


def kinds_chart(kinds: Sequence[Kind], by: Columns, filters: Filters, library: Library) -> Chart:
    """Return for each kind the share of its documents that hold something grave, as bars."""
    bars = tuple(
        Bar(
            say.column(by, one.id, library),
            one.grave / one.read,
            f"{one.grave:,}/{one.read:,} 份（{say.percent(one.grave / one.read)}）",
            "high",
        )
        for one in kinds
    )
    return Chart(
        f"各类{'机构' if by == 'lender' else '文件'}里有“严重”或“高”的写法的文件",
        bars,
        f"长短是占这一类读成的文件的比例{say.without_asides(filters)}。{_only(filters, library)}",
    )


def _only(filters: Filters, library: Library) -> str:
    """Return what is looked at alone: a picture that is saved must say it."""
    chosen = "；".join(f"{label} {value}" for label, value in say.chosen(filters, library))
    return f"只看：{chosen}。" if chosen else ""


def failures_table(failures: Sequence[Failure], most: int | None = None) -> Table:
    """Return why documents could not be read, and which: up to ``most`` of each reason, all where None."""
    return Table(
        "没读成的文件",
        "文件",
        ("原因",),
        tuple(
            Part(
                f"{one_line(one.problem)}（{len(one.documents):,} 份）",
                tuple(Line(one_line(name), (Cell(one_line(one.problem)),)) for name in one.documents[:most]),
            )
            for one in failures
        ),
    )
