"""Report → what the reading component draws: plain lists, dicts, strings and numbers in Chinese."""

from __future__ import annotations

from itertools import accumulate
from typing import TypedDict

from analyzer.model import INCOMPLETE, Report
from analyzer.reporting.blocks import BlockView, blocks_of
from analyzer.reporting.side_words import lender_line
from analyzer.reporting.summary import nothing_found, notice_text, ranked, unjudged
from analyzer.reporting.words import size
from analyzer.reviews import DECISION_WORDS, Reviews
from analyzer.sides import Side
from clause_patterns.library import Library
from ui.viewing.findings import (
    ChoiceView,
    FindingView,
    MeaningView,
    category_choices,
    finding_views,
    level_choices,
)
from ui.viewing.law import LawView, law_views
from ui.viewing.matrix import MatrixView, matrix_view
from ui.viewing.original import PageView, page_views
from ui.viewing.outline import OutlineView, outline_view


class ReviewView(TypedDict):
    """What the reader decided about a finding: ``decision`` is one of ``analyzer.reviews.DECISIONS``."""

    decision: str
    reason: str


class ReaderView(TypedDict):
    """Everything the reading component needs; ``id`` changes exactly when it must be drawn anew.

    ``unjudged`` says what the analysis could not judge; ``notices`` what else was noticed while reading;
    ``ranked`` are the indices of the risks, what matters most first. ``pages`` is empty where there is no
    picture of the original; ``reviews`` are by index of the finding. ``lender`` says who seems to lend, empty
    where that is not known; ``law`` holds only what may bind it.
    """

    id: str
    name: str
    meta: str
    unjudged: list[str]
    notices: list[str]
    ranked: list[int]
    nothing: str
    levels: list[ChoiceView]
    categories: list[ChoiceView]
    decisions: dict[str, str]
    blocks: list[BlockView]
    outline: list[OutlineView]
    findings: list[FindingView]
    meanings: list[MeaningView]
    law: dict[str, LawView]
    lender: str
    pages: list[PageView]
    matrix: MatrixView
    reviews: dict[str, ReviewView]


def reader_view(
    report: Report, side: Side, library: Library, *, key: str, reviews: Reviews | None = None
) -> ReaderView:
    """Return the view data of ``report``; ``key`` identifies the document and its analysis.

    ``side`` is the set of documents that ``report`` alone makes; ``reviews`` what was decided so far.
    """
    document, found = report.document, report.findings
    findings, meanings = finding_views(found, library)
    lines = document.text.splitlines(keepends=True)
    return {
        "id": key,
        "name": document.name,
        "meta": size(document),
        "unjudged": unjudged(report, side),
        "notices": [notice_text(notice) for notice in document.notices if notice.code not in INCOMPLETE],
        "ranked": ranked(report, library),
        "nothing": nothing_found(report),
        "levels": level_choices(found),
        "categories": category_choices(found, library.categories),
        "decisions": {str(decision): word for decision, word in DECISION_WORDS.items()},
        "blocks": list(blocks_of(report)),
        "outline": outline_view(report, [0, *accumulate(map(len, lines))]),
        "findings": findings,
        "meanings": meanings,
        "law": law_views((name for finding in found for name in finding.law), library, side.lender_kind),
        "lender": lender_line(side, library),
        "pages": page_views(document, found),
        "matrix": matrix_view(side.matrix, found, library, title=f"谁拿到什么：{document.name}"),
        "reviews": review_views(reviews or {}),
    }


def review_views(reviews: Reviews) -> dict[str, ReviewView]:
    """Return what the reader decided, by the index of the finding as the browser knows it."""
    return {
        str(index): {"decision": review.decision, "reason": review.reason}
        for index, review in reviews.items()
    }
