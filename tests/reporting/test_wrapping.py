from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from analyzer.reporting.wrapping import wrapped


def lines(text: str, width: int) -> list[str]:
    return [line.plain for line in wrapped(Text(text), width)]


def test_chinese_fills_the_line_before_a_latin_word() -> None:
    """A line is filled up to the edge, and a Latin word or a number moves to the next line whole."""
    assert lines("请拨打 12321 举报骚扰", 10) == ["请拨打", "12321 举报", "骚扰"]


def test_marks_stay_with_their_words() -> None:
    """No line begins with a closing mark or ends with an opening one."""
    assert lines("甲乙丙丁，戊己", 8) == ["甲乙丙", "丁，戊己"]
    assert lines("甲乙丙（丁戊）", 8) == ["甲乙丙", "（丁戊）"]


def test_words_wider_than_a_line_are_folded() -> None:
    """A long address does not run over the edge."""
    assert lines("https://example.com", 8) == ["https://", "example.", "com"]


def test_line_ends_of_the_text_are_kept() -> None:
    """Each line of the text begins a new line, empty ones too."""
    assert lines("甲\n\n乙", 8) == ["甲", "", "乙"]


@pytest.mark.parametrize("width", [2, 7, 40])
@given(text=st.text(st.sampled_from("甲乙丙，。（）「」ab1-. \n"), max_size=60))
def test_nothing_is_lost_and_nothing_runs_over(width: int, text: str) -> None:
    """Whatever the text: no line is too wide, and all words are there in their order."""
    shown = lines(text, width)
    assert all(cell_len(line) <= width for line in shown)
    assert "".join(shown).replace(" ", "") == text.replace("\n", "").replace(" ", "")
