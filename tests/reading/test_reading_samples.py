"""Real documents, where they are at hand: the same words as in the texts taken from them by hand."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from analyzer.reading import read

SHARED = Path(__file__).resolve().parents[3] / "shared"
SAMPLES = sorted((SHARED / "samples").glob("*")) if SHARED.is_dir() else []


def words(text: str) -> Counter[str]:
    # Blanks to fill in are written differently there: ____ for ${name}.
    return Counter(re.sub(r"\$\{\w*\}|[\s_]", "", text))


@pytest.mark.gold
@pytest.mark.skipif(not SAMPLES, reason="the real documents have no licence and are not part of the project")
@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name[:3])
def test_real_documents_are_read_whole(file: Path) -> None:
    """Every sample keeps its words; only page marks may go and automatic numbers come."""
    expected = words((SHARED / "gold" / "documents" / f"{file.stem}.txt").read_text(encoding="utf-8"))
    found = words(read(file).text)
    assert set(expected - found) <= set("0123456789/")
    assert set(found - expected) <= set("0123456789.")
