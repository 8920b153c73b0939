"""Several screenshots of one document: order, overlaps, what stands still."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from picturing import PHONE, drawn, encoded, font_path, high_enough, wrapped

from analyzer.errors import UnreadableError
from analyzer.reading import read
from analyzer.reading.layout.assembling import PageLines
from analyzer.reading.layout.condensing import ranges
from analyzer.reading.layout.glyphs import Glyph, Line
from analyzer.reading.ocr.screenshots import joined
from analyzer.reading.ocr.tiles import HIGHEST, tiles

CLAUSES = [
    "第一条 借款人同意贷款人读取其手机通讯",
    "录和通话记录，用于贷后管理。",
    "第二条 借款人逾期的，贷款人可以委托第",
    "三方机构催收，并告知其单位。",
    "第三条 未经单独同意，不得向合作机构提",
    "供身份证号码、银行账号。",
    "第四条 年利率为百分之十二，分十二期归还。",
    "第五条 本授权不可撤销。",
    "第六条 争议由出借人所在地法院管辖。",
    "第七条 本合同自签署之日起生效。",
]


def page(number: int, lines: list[str], bars: tuple[str, ...] = ()) -> PageLines:
    """Return a screenshot (500 × 1000 points) with ``lines`` from 150 points down and ``bars`` on top."""

    def line(text: str, top: float) -> Line:
        return Line([Glyph(char, 20 + 20 * at, top, 40 + 20 * at, top + 20) for at, char in enumerate(text)])

    drawn_bars = [line(text, 10 + 40 * row) for row, text in enumerate(bars)]
    return PageLines(
        number, 500, 1000, drawn_bars + [line(text, 150 + 30 * row) for row, text in enumerate(lines)]
    )


def texts(pages: list[PageLines]) -> list[str]:
    return [line.text for each in pages for line in each.lines]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_any_order_is_put_right(order: tuple[int, ...]) -> None:
    """However the pictures were chosen, the clauses come out once and in order."""
    shots = [CLAUSES[0:5], CLAUSES[3:8], CLAUSES[6:10]]
    pages = [page(number, shots[which]) for number, which in enumerate(order, 1)]
    ordered, notices = joined(pages)
    assert texts(ordered) == CLAUSES
    assert [each.number for each in ordered] == [order.index(which) + 1 for which in range(3)]
    assert ("pictures-ordered" in {notice.code for notice in notices}) == (order != (0, 1, 2))
    assert "2 处重叠" in next(notice.message for notice in notices if notice.code == "pictures-joined")


def test_pictures_without_overlap_keep_their_order() -> None:
    """Photos of pages one after another are left as they were given."""
    ordered, notices = joined([page(1, CLAUSES[5:]), page(2, CLAUSES[:5])])
    assert texts(ordered) == CLAUSES[5:] + CLAUSES[:5] and notices == []


def test_a_gap_is_named() -> None:
    """Where two pictures do not meet although others do, something may be missing."""
    ordered, notices = joined([page(1, CLAUSES[0:3]), page(2, CLAUSES[2:6]), page(3, CLAUSES[8:10])])
    assert texts(ordered) == CLAUSES[0:6] + CLAUSES[8:10]
    assert "第 3 张接不上第 2 张" in next(one.message for one in notices if one.code == "pictures-gap")


def test_bars_of_the_phone_leave_the_text() -> None:
    """The clock, the title and the button that stand still are named, not read as clauses."""
    shots = [
        page(1, CLAUSES[0:4], ("9:41", "小满借款合同")),
        page(2, CLAUSES[3:7], ("9:42", "小满借款合同")),
        page(3, CLAUSES[6:10], ("9:42", "小满借款合同")),
    ]
    ordered, notices = joined(shots)
    assert texts(ordered) == CLAUSES
    assert "“小满借款合同”" in next(one.message for one in notices if one.code == "furniture")


def test_a_line_cut_by_the_edge_is_taken_from_the_other_picture() -> None:
    """The half line at the seam, misread in one picture, stands whole in the next."""
    ordered, _ = joined([page(1, [*CLAUSES[0:4], "笫二"]), page(2, ["夂", *CLAUSES[2:7]])])
    assert texts(ordered) == CLAUSES[0:7]


def test_the_same_picture_twice_is_read_once() -> None:
    """A picture chosen twice adds nothing."""
    ordered, _ = joined([page(1, CLAUSES[:5]), page(2, CLAUSES[:5])])
    assert texts(ordered) == CLAUSES[:5]


def test_clauses_that_look_alike_are_not_an_overlap() -> None:
    """Short lines that occur anywhere do not make two pictures neighbours."""
    one, other = [*CLAUSES[0:3], "甲方：", "乙方："], ["甲方：", "乙方：", *CLAUSES[5:8]]
    ordered, _ = joined([page(1, one), page(2, other)])
    assert texts(ordered) == one + other


@given(st.lists(st.integers(1, 400), unique=True, min_size=1).map(sorted))
def test_page_numbers_are_written_short(numbers: list[int]) -> None:
    """``1、3–5`` names exactly the pages it stands for."""
    named: list[int] = []
    for run in ranges(numbers).split("、"):
        first, _, last = run.partition("–")
        named += range(int(first), int(last or first) + 1)
    assert named == numbers


def test_a_long_picture_is_cut_between_its_lines() -> None:
    """No line of writing is cut through, and the pieces are the whole picture."""
    pixels = np.full((9000, 300, 3), 255, np.uint8)
    lines = range(20, 8960, 67)
    for top in lines:
        pixels[top : top + 42, 20:280:4] = 0
    pieces = list(tiles(pixels))
    assert len(pieces) > 3 and all(piece.shape[0] <= HIGHEST for _, piece in pieces)
    assert np.array_equal(np.concatenate([piece for _, piece in pieces]), pixels)
    assert not any(line < cut < line + 42 for cut, _ in pieces for line in lines)


def test_only_pictures_make_one_document() -> None:
    """A text among the pictures is named."""
    with pytest.raises(UnreadableError, match="只有图片"):
        read([encoded(drawn(["条款"], 42, (200, 100))), "第一条 按期还款".encode()])


@pytest.mark.skipif(font_path() is None, reason="no Chinese font to draw with")
def test_screenshots_of_a_scrolled_page_become_one_text() -> None:
    """Real pictures in the wrong order: one text, each line once, every clause on its picture."""
    text = "\n".join(CLAUSES[::2]) + "\n第八条 借款人应当妥善保管账号和密码，不得转借他人使用。"
    lines = list(wrapped(text, 42, PHONE[0] - 120))
    long = drawn(lines, 42, (PHONE[0], high_enough(lines, 42)))
    upper = long.crop((0, 0, PHONE[0], 60 + 67 * 5 - 10))
    lower = long.crop((0, 60 + 67 * 2 - 10, PHONE[0], long.height))
    document = read([encoded(lower), encoded(upper)])
    assert document.text.replace("\n", "").replace(" ", "") == "".join(lines).replace(" ", "")
    assert [one.number for one in document.pages] == [2, 1]
    assert document.page_at(document.text.index("第八条")) == 1
    assert document.regions(0, 3)[0].page == 2
