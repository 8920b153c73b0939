"""Report → one HTML file for paper, phone and screen, which needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from analyzer.model import INCOMPLETE, Report
from analyzer.reporting import law_words, report_parts, side_words, summary, words
from analyzer.reporting.blocks import blocks_of
from analyzer.reporting.matrix_svg import matrix_svg
from analyzer.reporting.report_parts import Arrangement, Entry
from analyzer.reporting.templating import render
from analyzer.reviews import Reviews
from analyzer.sides import Side
from clause_patterns.library import Library


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some words of a line: the entries that begin with them, and the worst level that covers them."""

    text: str
    begins: tuple[Entry, ...]
    level: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the whole text; ``page`` is the number of the page that begins with it, or None."""

    stretches: tuple[Stretch, ...]
    heading: bool
    page: int | None


def report_html(
    report: Report,
    side: Side,
    library: Library,
    reviews: Reviews | None = None,
    *,
    at: datetime | None = None,
) -> str:
    """Return ``report`` as one HTML file, with the reader's ``reviews`` in it.

    ``side`` is the set of documents that ``report`` alone makes, or one it belongs to; ``at`` is when the
    report is made, now where None. The text may hold any words, controls written out; it runs no script.
    """
    arrangement = report_parts.arranged(report, reviews)
    notices = [notice for notice in report.document.notices if notice.code not in INCOMPLETE]
    entries = {entry.index: entry for entry in arrangement.entries()}
    return render(
        "report.html",
        library,
        report=report,
        side=side,
        sides=(("", side),),
        facts=report_parts.facts(report.document, at or datetime.now().astimezone()),
        top=[entries[index] for index in summary.top_three(report, library, reviews)],
        headline=partial(summary.headline, library=library),
        counts=summary.counts(report, reviews),
        nothing=summary.nothing_found(report),
        aside_title=report_parts.aside_title(report.findings, library),
        unjudged=summary.unjudged(report, side),
        notices=[summary.notice_text(notice) for notice in notices],
        arrangement=arrangement,
        parts=report_parts,
        lender=side_words.lender_line(side, library),
        provisions=partial(law_words.provisions, library, lender=side.lender_kind),
        cited=law_words.provisions(library, report_parts.cited(arrangement), side.lender_kind),
        where=words.place,
        place=partial(side_words.place, alone=len(side.reports) == 1),
        position=partial(side_words.position, library=library),
        terms=partial(side_words.terms, library=library),
        picture=matrix_svg(side.matrix, library, title="谁拿到什么") if side.matrix else "",
        lines=list(_lines(report, arrangement)),
    )


def _lines(report: Report, arrangement: Arrangement) -> Iterator[Line]:
    """Yield the lines of the text; what was dismissed has its place there and is not marked."""
    entries = {entry.index: entry for entry in arrangement.entries()}
    marked = entries.keys() - {entry.index for entry in arrangement.dismissed}
    order = list(summary.LEVEL_WORDS)
    begun: set[int] = set()
    for block in blocks_of(report):
        stretches = []
        for text, covering, _ in block["segments"]:
            levels = [entries[index].level for index in covering if index in marked]
            begins = tuple(entries[index] for index in covering if index not in begun)
            begun.update(covering)
            stretches.append(Stretch(text, begins, min(levels, key=order.index, default="")))
        yield Line(tuple(stretches), block.get("heading", False), block.get("page"))
