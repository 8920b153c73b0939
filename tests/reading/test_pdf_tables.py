"""Row 19: tables. A cell is read whole, row by row, from left to right; what is no table is left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from making import FONT, HEIGHT, Draw, draw_pdf, lines_at
from making_pdf import composite_font, page_pdf, shown
from reportlab.pdfgen.canvas import Canvas

from analyzer import analyze
from analyzer.reading import read

# Cells as wide as ten characters and a margin of 5 points on either side.
LEFT, WIDE, TALL = 50.0, 130.0, 40.0
Rule = Callable[[Canvas, float, float, float, float], None]


def line(canvas: Canvas, x0: float, down0: float, x1: float, down1: float) -> None:
    canvas.line(x0, HEIGHT - down0, x1, HEIGHT - down1)


def thin(canvas: Canvas, x0: float, down0: float, x1: float, down1: float) -> None:
    """A rule as Word draws it: a filled rectangle half a point wide."""
    canvas.rect(x0, HEIGHT - down1, max(0.5, x1 - x0), max(0.5, down1 - down0), stroke=0, fill=1)


def dashed(canvas: Canvas, x0: float, down0: float, x1: float, down1: float) -> None:
    """A rule in pieces."""
    length = max(x1 - x0, down1 - down0)
    for start in range(0, int(length), 6):
        part = min(start + 4, length) / length, start / length
        xs, downs = ([a + share * (b - a) for share in part] for a, b in ((x0, x1), (down0, down1)))
        line(canvas, xs[1], downs[1], xs[0], downs[0])


def grid(canvas: Canvas, columns: int, rows: int, top: float = 150.0, rule: Rule = line) -> None:
    """Rule a table of equal cells."""
    right, bottom = LEFT + columns * WIDE, top + rows * TALL
    for row in range(rows + 1):
        rule(canvas, LEFT, top + row * TALL, right, top + row * TALL)
    for column in range(columns + 1):
        rule(canvas, LEFT + column * WIDE, top, LEFT + column * WIDE, bottom)


def filled(rows: Sequence[Sequence[Sequence[str]]], top: float = 150.0) -> list[tuple[float, float, str]]:
    """Return where the lines of each cell stand, drawn across: first lines first."""
    return [
        (LEFT + 5 + WIDE * column, top + TALL * row + 15 + 14 * number, cell[number])
        for row, cells in enumerate(rows)
        for number in range(max(map(len, cells)))
        for column, cell in enumerate(cells)
        if number < len(cell)
    ]


def ruled(
    rows: Sequence[Sequence[Sequence[str]]],
    around: Sequence[tuple[float, float, str]] = (),
    rule: Rule = line,
) -> Draw:
    """Return what draws a table of equal cells and lines around it."""

    def draw(canvas: Canvas) -> None:
        grid(canvas, max(map(len, rows)), len(rows), rule=rule)
        lines_at(*around, *filled(rows))(canvas)

    return draw


FEES = [
    [["费用名称"], ["收取标准"], ["收取方式"]],
    [["逾期罚息"], ["每日万分之五"], ["随本息扣划"]],
    [["服务费"], ["每期两百元"], ["按月收取"]],
]


@pytest.mark.parametrize("rule", [line, thin, dashed])
def test_a_row_of_short_cells_is_one_line(rule: Rule) -> None:
    """Row 19: however the rules are drawn, a row is a line and tabs stand between its cells."""
    around = [(60.0, 120.0, "第一条 费用如下："), (60.0, 320.0, "第二条 其他费用由乙方承担。")]
    document = read(draw_pdf(ruled(FEES, around, rule)))
    assert document.text.split("\n") == [
        "第一条 费用如下：",
        *("\t".join(cell for (cell,) in row) for row in FEES),
        "第二条 其他费用由乙方承担。",
    ]
    assert len(document.boxes) == 4 * len(document.text)
    (region,) = document.regions(document.text.index("每日"), document.text.index("每日") + 2)
    assert LEFT + WIDE < region.x0 < region.x1 < LEFT + 2 * WIDE


def test_a_cell_of_several_lines_is_not_mixed_with_its_neighbour() -> None:
    """Row 19: lines drawn across the row are read cell by cell."""
    rows = [[["一、身份信息；", "二、设备信息。"], ["用于审核；", "用于风控。"]]]
    assert read(draw_pdf(ruled(rows))).text.split("\n") == [
        "一、身份信息；",
        "二、设备信息。",
        "用于审核；",
        "用于风控。",
    ]


def test_a_sentence_that_the_cell_broke_is_whole_again() -> None:
    """Row 19: a word over the end of a full line of a cell is one word; a short line is left alone."""
    rows = [
        [["通讯录"], ["我们读取您的手机通讯", "录并上传，用于催收"]],
        [["位置"], ["每日读取", "每次登录时读取"]],
    ]
    report = analyze(draw_pdf(ruled(rows)))
    assert report.document.text.split("\n") == [
        "通讯录\t我们读取您的手机通讯录并上传，用于催收",
        "位置",
        "每日读取",
        "每次登录时读取",
    ]
    assert any("通讯录并上传" in finding.quote for finding in report.findings)


def test_items_of_a_cell_stay_items() -> None:
    """Row 19: a full line is not joined with the next item."""
    rows = [[["项目"], ["1、姓名身份证手机号", "2、通讯录"]]]
    assert read(draw_pdf(ruled(rows))).text.split("\n") == ["项目", "1、姓名身份证手机号", "2、通讯录"]


def test_a_cell_over_several_rows_is_read_with_the_first() -> None:
    """Row 19: a merged cell on the left is read once, before the row it begins in."""

    def draw(canvas: Canvas) -> None:
        for down, x in ((150, LEFT), (190, LEFT + WIDE), (230, LEFT)):
            line(canvas, x, down, LEFT + 2 * WIDE, down)
        for column in range(3):
            line(canvas, LEFT + column * WIDE, 150, LEFT + column * WIDE, 230)
        lines_at((190.0, 165.0, "姓名"), (55.0, 195.0, "出借人"), (190.0, 205.0, "住址"))(canvas)

    assert read(draw_pdf(draw)).text == "出借人\t姓名\n住址"


def test_a_number_with_a_digit_a_cell_is_a_number() -> None:
    """Row 19: boxes for the digits of an account do not tear it apart."""
    rows = [[["账号"], ["6"], ["2"]]]
    assert read(draw_pdf(ruled(rows))).text == "账号\t62"


def test_a_table_in_a_cell_stays_in_its_cell() -> None:
    """Row 19: tables used for the layout of a page may hold tables."""

    def draw(canvas: Canvas) -> None:
        for x in (20, 360, 400):
            line(canvas, x, 100, x, 400)
        for down in (100, 400):
            line(canvas, 20, down, 400, down)
        grid(canvas, 2, 2)
        cells = filled([[["期数"], ["金额"]], [["第一期"], ["一千元"]]])
        lines_at((370.0, 120.0, "注"), (60.0, 120.0, "还款计划"), (60.0, 300.0, "以上为准"), *cells)(canvas)

    assert read(draw_pdf(draw)).text.split("\n") == [
        "还款计划",
        "期数\t金额",
        "第一期\t一千元",
        "以上为准",
        "注",
    ]


def _underlines(canvas: Canvas) -> None:
    for down in (152, 172, 192, 212, 232):
        line(canvas, 120, down, 220, down)


def _frame(canvas: Canvas) -> None:
    canvas.rect(20, 20, 380, 555)
    canvas.rect(23, 23, 374, 549)


def _box(canvas: Canvas) -> None:
    canvas.rect(50, 300, 300, 200)


def _stack(canvas: Canvas) -> None:
    grid(canvas, 1, 3)


def _shades(canvas: Canvas) -> None:
    canvas.setFillGray(0.9)
    for x in (60, 120, 180):
        canvas.rect(x, HEIGHT - 155, 60, 15, stroke=0, fill=1)
    canvas.setFillGray(0)


@pytest.mark.parametrize("decoration", [_underlines, _frame, _box, _stack, _shades])
def test_what_is_no_table_changes_nothing(decoration: Draw) -> None:
    """Row 19: underlined blanks, frames, boxes under one another and shaded words are no tables."""
    lines = [
        (60.0, 150.0 + 20 * row, text)
        for row, text in enumerate(["甲方：王小二", "乙方：某某公司", "金额：一万元"])
    ]

    def draw(canvas: Canvas) -> None:
        decoration(canvas)
        canvas.setFont(FONT, 12)
        lines_at(*lines)(canvas)

    assert read(draw_pdf(draw)).text.split("\n") == [text for _, _, text in lines]


def test_a_framed_page_does_not_hide_its_table() -> None:
    """Row 19: a frame around the page is not taken for a cell of the table in it."""

    def draw(canvas: Canvas) -> None:
        _frame(canvas)
        canvas.setFont(FONT, 12)
        ruled(FEES[:2])(canvas)

    assert read(draw_pdf(draw)).text == "费用名称\t收取标准\t收取方式\n逾期罚息\t每日万分之五\t随本息扣划"


def test_headers_drawn_last_do_not_move_a_table() -> None:
    """Row 19: a table stands where it is seen, whatever was drawn before and after."""
    around = [
        (60.0, 300.0, "第二条 其他。"),
        (60.0, 135.0, "第一条 费用如下："),
        (60.0, 40.0, "合同编号甲乙"),
    ]
    lines = read(draw_pdf(ruled(FEES[:2], around))).text.split("\n")
    assert lines[lines.index("第一条 费用如下：") + 1].startswith("费用名称\t")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_tables_on_turned_pages(rotation: int) -> None:
    """Row 19: a table is read as it is shown, on a page that is stored upright and shown turned."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageSize((HEIGHT, HEIGHT))
        canvas.setPageRotation(rotation)
        ruled(FEES)(canvas)

    assert read(draw_pdf(draw)).text == "\n".join("\t".join(cell for (cell,) in row) for row in FEES)


def test_rules_inside_a_form_are_rules() -> None:
    """Row 19: programs draw a whole page as one scaled object; its rules are found at their place."""
    rules = b"".join(
        b"%d 20 m %d 60 l S 10 %d m 90 %d l S " % (x, x, y, y) for x, y in ((10, 20), (50, 40), (90, 60))
    )
    cells = [
        (50.0, 150.0, "甲方甲方"),
        (190.0, 150.0, "乙方乙方"),
        (50.0, 190.0, "金额"),
        (190.0, 190.0, "期限"),
    ]
    codes = [(x, down, text.encode("utf-16-be").hex().encode()) for x, down, text in cells]
    form = b"<</Type /XObject /Subtype /Form /BBox [0 0 100 100] /Length %d>>\nstream\n%s\nendstream"
    data = page_pdf(
        b"q 3 0 0 2 10 345 cm /X Do Q " + shown(*codes),
        resources=b"/XObject <</X 10 0 R>>",
        more={**composite_font("UniGB-UCS2-H", ordering="GB1"), 10: form % (len(rules), rules)},
    )
    assert read(data).text == "甲方甲方\t乙方乙方\n金额\t期限"
