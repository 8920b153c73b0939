"""The pages of the original, and where on them each finding stands."""

from __future__ import annotations

from typing import TypedDict

from analyzer.model import Document, Finding, Page, Region
from analyzer.reporting.annotated_pdf import FORMATS

# Finding, left, top, width, height; all but the first in parts of the page, from 0 to 1.
Box = tuple[int, float, float, float, float]


class PageView(TypedDict):
    """One page: its number, its size in points, and the boxes of the findings on it."""

    number: int
    width: float
    height: float
    boxes: list[Box]


def page_views(document: Document, findings: tuple[Finding, ...]) -> list[PageView]:
    """Return the pages that can be shown as pictures, in the order of the text; none of other formats."""
    if document.format not in FORMATS:
        return []
    drawn = [page for page in document.pages if page.width and page.height]
    boxes: dict[int, list[Box]] = {page.number: [] for page in drawn}
    sizes = {page.number: page for page in drawn}
    for index, finding in enumerate(findings):
        for region in finding.regions:
            if region.page in sizes:
                boxes[region.page].append(_box(index, region, sizes[region.page]))
    return [
        {
            "number": page.number,
            "width": round(page.width, 1),
            "height": round(page.height, 1),
            "boxes": boxes[page.number],
        }
        for page in drawn
    ]


def _box(finding: int, region: Region, page: Page) -> Box:
    return (
        finding,
        round(region.x0 / page.width, 4),
        round(region.top / page.height, 4),
        round((region.x1 - region.x0) / page.width, 4),
        round((region.bottom - region.top) / page.height, 4),
    )
