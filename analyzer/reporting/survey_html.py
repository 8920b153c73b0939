"""Overview of a survey → one HTML file for screen and paper, which needs nothing else and runs no script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from analyzer.reporting import survey_parts, survey_words
from analyzer.reporting.bars_svg import NARROW, WIDE, bars_svg
from analyzer.reporting.survey_parts import Chart, Table
from analyzer.reporting.templating import render
from analyzer.surveys import Overview, Place
from clause_patterns.library import Library

MOST_QUOTES: Final = 5  # of each rule
_MOST_FAILED: Final = 50  # documents named of one reason
_COLUMNS: Final = 8  # documents side by side in one table


def survey_html(overview: Overview, library: Library, *, at: datetime | None = None) -> str:
    """Return ``overview`` as one HTML file; ``at`` is when it is made, now where None.

    Words of documents are escaped, controls written out.
    """
    made = (at or datetime.now().astimezone()).strftime("%Y-%m-%d %H:%M")
    facts = [("结果", overview.name), ("生成时间", made)]
    chosen = survey_words.chosen(overview.filters, library)
    by_document = overview.per_document
    return render(
        "survey.html",
        library,
        overview=overview,
        say=survey_words,
        facts=facts,
        chosen=chosen,
        headline=survey_words.headline(overview.totals, overview.rules, overview.filters),
        caution=survey_words.CAUTION,
        charts={
            name: (chart.title, pictures(chart, library))
            for name, chart in (
                ("rules", survey_parts.rules_chart(overview.rules, overview.filters, library)),
                ("lender", survey_parts.kinds_chart(overview.lenders, "lender", overview.filters, library)),
                ("kind", survey_parts.kinds_chart(overview.kinds, "kind", overview.filters, library)),
            )
        },
        rules=survey_parts.rules_table(overview.rules, overview.filters, library),
        crosses={
            f"{of}-{by}": survey_parts.cross_table(cross, overview.rules, overview.filters, library)
            for (of, by), cross in overview.crosses.items()
        },
        by_document=list(
            _sliced(survey_parts.cross_table(by_document, overview.rules, overview.filters, library))
        )
        if by_document and by_document.rows
        else [],
        quotes=overview.quotes,
        most=max((len(places.shown) for places in overview.quotes.values()), default=0),
        failures=overview.failures,
        most_failed=_MOST_FAILED,
    )


def places_fragment(places: tuple[Place, ...], library: Library, *, titled: bool) -> str:
    """Return ``places`` as HTML for the page; ``titled`` each says its rule."""
    return render("survey_places.html", library, places=places, say=survey_words, titled=titled)


def pictures(chart: Chart, library: Library) -> dict[str, str]:
    """Return ``chart`` for a ``wide`` and for a ``narrow`` page; empty where there is nothing to draw."""
    if not chart.bars:
        return {}
    return {
        name: bars_svg(chart.bars, library, title=chart.title, note=chart.note, width=width, on_page=True)
        for name, width in (("wide", WIDE), ("narrow", NARROW))
    }


def _sliced(table: Table) -> Iterator[Table]:
    """Yield ``table`` in tables of a few columns each, which fit on paper, without their empty rows."""
    for start in range(0, len(table.heads), _COLUMNS):
        part = slice(start, start + _COLUMNS)
        yield table.sliced(part)
