"""Where in an outline a place of the text stands."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from analyzer.model import Clause


def innermost(outline: Sequence[Clause], offset: int) -> int | None:
    """Return the index of the last clause to begin at or before ``offset`` that has not ended there.

    Clauses stand in order; None where no clause holds ``offset``.
    """
    for index in range(bisect_right(outline, offset, key=lambda clause: clause.start) - 1, -1, -1):
        if offset < outline[index].end:
            return index
    return None
