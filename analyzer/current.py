"""The analyzer for the packs in use: made at the first need, and kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from analyzer import files

if TYPE_CHECKING:
    from analyzer.pipeline import Analyzer

_kept: list[Analyzer] = []  # the one for the packs that were in use last


def current() -> Analyzer:
    """Return the analyzer for the packs in use; raises ``UsageError`` where one of them has a mistake."""
    library = files.library()
    if not _kept or _kept[0].library is not library:
        from analyzer.pipeline import Analyzer  # noqa: PLC0415 - heavy

        _kept[:] = [_kept[0].with_library(library) if _kept else Analyzer(library)]
    return _kept[0]
