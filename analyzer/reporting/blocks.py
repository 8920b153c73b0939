"""The text of a document as lines of segments, each with the findings that lie over it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import pairwise
from typing import NotRequired, TypedDict

from analyzer.model import Report

# A heading longer than this is a paragraph that happens to begin with a number.
HEADING_LENGTH = 40


class BlockView(TypedDict):
    """One line of the document.

    ``segments`` are ``[text, findings, contexts]``: the text between two boundaries, the indices of the
    findings whose quote covers it, and of those whose lead-in covers it. ``page`` is set on the first
    line of a page.
    """

    segments: list[tuple[str, list[int], list[int]]]
    heading: NotRequired[bool]
    page: NotRequired[int]


def blocks_of(report: Report) -> Iterator[BlockView]:
    """Yield the lines of the report's document, cut into segments."""
    document = report.document
    quotes = [(finding.start, finding.end) for finding in report.findings]
    contexts = [
        (finding.context.start, finding.context.end) if finding.context else (0, 0)
        for finding in report.findings
    ]
    pieces = _pieces(document.text, quotes, contexts)
    headings = _heading_offsets(report)
    page_starts = [page.start for page in document.pages]
    for start, segments in pieces:
        block: BlockView = {"segments": segments}
        length = sum(len(segment[0]) for segment in segments)
        first_heading = bisect_left(headings, start)
        if length <= HEADING_LENGTH and first_heading < bisect_left(headings, start + length):
            block["heading"] = True
        first_page = bisect_left(page_starts, start)
        if first_page < bisect_right(page_starts, start + length) and len(page_starts) > 1:
            block["page"] = document.pages[first_page].number
        yield block


def _heading_offsets(report: Report) -> list[int]:
    top = min((clause.level for clause in report.outline), default=0)
    return sorted(clause.start for clause in report.outline if clause.level == top)


def _pieces(
    text: str, quotes: list[tuple[int, int]], contexts: list[tuple[int, int]]
) -> Iterator[tuple[int, list[tuple[str, list[int], list[int]]]]]:
    """Yield every line as its offset and its segments, cut wherever a quote or a lead-in begins or ends."""
    cuts = sorted({offset for span in (*quotes, *contexts) for offset in span})
    open_quotes, open_contexts = _Open(quotes), _Open(contexts)
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\r\n"))
        inner = cuts[bisect_right(cuts, start) : bisect_left(cuts, end)]
        bounds = [start, *inner, end]
        yield (
            start,
            [(text[a:b], open_quotes.at(a), open_contexts.at(a)) for a, b in pairwise(bounds)],
        )
        start += len(line)


class _Open:
    """Which spans cover an offset, for offsets asked in rising order: one sweep over all spans."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self._spans = spans
        self._waiting = sorted(range(len(spans)), key=lambda index: spans[index][0], reverse=True)
        self._open: list[int] = []

    def at(self, offset: int) -> list[int]:
        while self._waiting and self._spans[self._waiting[-1]][0] <= offset:
            self._open.append(self._waiting.pop())
        self._open = [index for index in self._open if offset < self._spans[index][1]]
        return sorted(self._open)
