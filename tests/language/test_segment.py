"""Words are jieba's own, found faster."""

from __future__ import annotations

from itertools import accumulate
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer import Analyzer
from analyzer.language.segment import Segmenter, WordEdges

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))
LETTERS = "我们读取借款人的通讯录手机号aZ09_-+#&.%，。（ \t\r\n鿿𠀀\x00"


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    return Analyzer().stages.segmenter


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_documents(segmenter: Segmenter, path: Path) -> None:
    """A document is cut into the words that jieba finds with the same dictionary."""
    text = path.read_text(encoding="utf-8")
    for words in (text, text[::-1], "".join(text.split())):
        assert segmenter.cut(words) == segmenter.jieba.lcut(words, HMM=False)


@settings(deadline=None)
@given(st.text() | st.text(alphabet=LETTERS))
def test_any_text(segmenter: Segmenter, text: str) -> None:
    """So is any text, whatever characters it holds."""
    assert segmenter.cut(text) == segmenter.jieba.lcut(text, HMM=False)


@settings(deadline=None)
@given(st.text(alphabet=LETTERS.replace("\r", "")))
def test_edges_of_words(segmenter: Segmenter, text: str) -> None:
    """An offset is the edge of a word where jieba's words say so, whichever offsets are asked about first."""
    edges = WordEdges(segmenter, text)
    known = set(accumulate(map(len, segmenter.cut(text)), initial=0))
    assert [offset in edges for offset in range(len(text), -1, -1)] == [
        offset in known for offset in range(len(text), -1, -1)
    ]
