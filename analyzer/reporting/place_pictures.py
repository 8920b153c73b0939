"""Regions of a document → pictures of the places where they lie, for who wants to see it on the original."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Final

from analyzer.isolation.limits import Limits
from analyzer.isolation.parent import damaged, run
from analyzer.model import Document, Region
from analyzer.reporting.annotated_pdf import FORMATS
from analyzer.reporting.page_pictures import parted

_WIDTH: Final = 1100  # pixels: on A4 about 150 to the inch, where the smallest print stays legible
_MOST: Final = 17_000_000  # bytes of all pictures: 23 MB once they stand in an HTML
_MARGIN: Final = (20.0, 36.0)  # points above and below, at least and at most: a line or two
_SHARE: Final = 0.5  # of the height of a page that is shown at most


@dataclass(frozen=True, slots=True)
class Place:
    """A strip of a page, in points, and what is boxed in on it; ``whole`` where all of that is on it."""

    page: int
    box: tuple[float, float, float, float]
    marks: tuple[Region, ...]
    whole: bool = True


def place_of(document: Document, regions: Sequence[Region]) -> Place | None:
    """Return the strip around those of ``regions`` on the first page that has any, None without a picture."""
    if not regions or document.format not in FORMATS:
        return None
    number = regions[0].page
    page = next(page for page in document.pages if page.number == number)
    marks = tuple(region for region in regions if region.page == number)
    least, most = _MARGIN
    margin = min(most, max(least, 2 * (marks[0].bottom - marks[0].top)))
    top = max(0.0, min(mark.top for mark in marks) - margin)
    bottom = min(page.height, max(mark.bottom for mark in marks) + margin)
    shown = min(bottom, top + _SHARE * page.height)
    whole = shown == bottom and len(marks) == len(regions)
    return Place(number, (0.0, top, page.width, shown), marks, whole)


def place_pictures(
    document: Document,
    sources: Sequence[bytes],
    places: Collection[Place],
    *,
    password: str | None = None,
) -> dict[Place, bytes]:
    """Return pictures of ``places`` as WebP, at most 17 MB in all: what matters most must come first.

    For ``sources`` and what is raised see ``page_pictures``.
    """
    wanted = list(dict.fromkeys(places))
    if not wanted:
        return {}
    numbers = sorted({place.page for place in wanted})
    request: dict[str, Any] = {
        "format": document.format,
        "password": password,
        "sizes": [len(source) for source in sources],
        "numbers": numbers,
        "width": _WIDTH,
        "most": _MOST,
        "widths": {page.number: page.width for page in document.pages},
        "places": [
            {
                "number": number,
                "page": place.page,
                "box": place.box,
                "marks": [(mark.x0, mark.top, mark.x1, mark.bottom) for mark in place.marks],
            }
            for number, place in enumerate(wanted)
        ],
    }
    header, files = run("crop", request, b"".join(sources), Limits.from_environment())
    try:
        pictures = parted(header["pages"], files, range(len(wanted)))
    except (ValueError, TypeError, KeyError):
        raise damaged() from None
    return {wanted[number]: picture for number, picture in pictures.items()}
