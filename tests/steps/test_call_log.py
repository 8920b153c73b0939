"""A log of calls as people keep it in Excel or WPS: read without loss, written without harm."""

from __future__ import annotations

import csv
import io
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.calls import Call, CallLog
from analyzer.errors import LimitError, UnreadableError
from analyzer.steps.call_log import read_calls, template, write_calls
from clause_patterns import load_library

HEADS = "日期,时间,来电号码,谁打来,打给谁,与您的关系,方式,是否接通,说了什么,凭证"


def log(*rows: str, heads: str = HEADS) -> CallLog:
    return read_calls("\r\n".join([heads, *rows]).encode())


def one(row: str, heads: str = HEADS) -> Call:
    """Return the only call in a log with this row."""
    found = log(row, heads=heads)
    assert not found.aside
    (call,) = found.calls
    return call


def problem(row: str, heads: str = HEADS) -> str:
    """Return why this row is put aside."""
    found = log(row, heads=heads)
    assert not found.calls
    (aside,) = found.aside
    return aside.problem


def test_a_row_is_read_as_it_stands() -> None:
    """Every column comes back where it belongs."""
    call = one("2026-11-03,21:58,95555123,自称法务,王某,母亲,电话,是,说我欠钱,录音一")
    assert call == Call(
        date(2026, 11, 3), time(21, 58), "95555123", "自称法务", "王某", "母亲", "电话", True, "说我欠钱",
        "录音一",
    )  # fmt: skip
    assert call.to_other


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_encodings_and_delimiters_of_excel_and_wps(codec: str, delimiter: str) -> None:
    """However the table was saved, its rows are the same."""
    text = f"{HEADS}\r\n2026/11/3,8:05,138,张三,,,电话,否,,\r\n".replace(",", delimiter)
    (call,) = read_calls(text.encode(codec)).calls
    assert (call.day, call.time, call.number, call.answered) == (date(2026, 11, 3), time(8, 5), "138", False)


@pytest.mark.parametrize(
    "written",
    ["2026-11-03", "2026/11/3", "2026年11月3日", "2026.11.03", "２０２６－１１－０３", "2026-11-3（星期二）"],
)
def test_ways_to_write_a_day(written: str) -> None:
    """Days as people and tables write them."""
    assert one(f"{written},,,,,,,,,").day == date(2026, 11, 3)


@pytest.mark.parametrize(
    ("written", "hour"),
    [
        ("8:05", time(8, 5)), ("08:05:33", time(8, 5, 33)), ("下午3点05", time(15, 5)), ("下午3点", time(15)),
        ("晚上10点", time(22)), ("晚上10点半", time(22, 30)), ("凌晨2:10", time(2, 10)),
        ("中午12点20分", time(12, 20)), ("中午1点", time(13)), ("21：58", time(21, 58)), ("0:00", time(0)),
        ("上午9时", time(9)), ("9:30 PM", time(21, 30)), ("12:05 am", time(0, 5)),
        ("下午15:30", time(15, 30)),
        ("23点59分58秒", time(23, 59, 58)),
    ],
)  # fmt: skip
def test_ways_to_write_an_hour(written: str, hour: time) -> None:
    """Hours as people and tables write them."""
    assert one(f"2026-11-03,{written},,,,,,,,").time == hour


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("11月3日,9:00", "没有写年份"),
        ("11/3,9:00", "没有写年份"),
        ("昨天,9:00", "看不懂日期"),
        ("3/11/2026,9:00", "看不懂日期"),
        ("2026-02-30,9:00", "没有“2026-02-30”这一天"),
        (",9:00", "看不懂日期"),
        ("2026-11-03,晚上12点", "说不清"),
        ("2026-11-03,晚上2点", "说不清"),
        ("2026-11-03,25:00", "没有“25:00”这个时间"),
        ("2026-11-03,9:61", "没有“9:61”这个时间"),
        ("2026-11-03,傍晚", "看不懂时间"),
        ("2026-11-03,9:00,1.38E+11", "科学计数法"),
        ("2026-11-03 8:00,9:00", "两个时间"),
        ("2026-11-03,9:00,,,,,,也许", "看不懂是否接通"),
    ],
)
def test_a_row_that_is_unclear_is_put_aside_with_the_reason(row: str, why: str) -> None:
    """Nothing is guessed: who wrote the row reads what to write instead."""
    assert why in problem(row)


def test_what_is_put_aside_is_told_by_its_line() -> None:
    """The line is the one that an editor shows, empty lines and cells with line ends counted."""
    found = log('2026-11-03,9:00,,,,,,,"甲\n乙",', "", "合计,2", "2026-11-04,,,,,,,,,")
    assert [call.day.day for call in found.calls] == [3, 4]
    assert [(row.line, row.cells) for row in found.aside] == [(5, (("日期", "合计"), ("时间", "2")))]


def test_day_and_hour_may_stand_in_one_column() -> None:
    """Exports of phones have both in one cell, under the one head or the other."""
    for heads in ("日期时间,对方号码", "通话时间,号码", "日期,号码"):
        call = one("2026-11-03 21:58:00,138", heads=heads)
        assert (call.day, call.time, call.number) == (date(2026, 11, 3), time(21, 58), "138")


def test_heads_are_matched_leniently() -> None:
    """Other names, several names, blanks, brackets and another order of the columns."""
    heads = (
        "来电号码/对方号码, 日期 （必填）,自称,被联系人,与您的关系:,"
        "方式(电话/短信/上门/微信),说了什么/内容,凭证/录音"
    )
    call = one("138,2026-11-03,法务,王某,同事,短信,催款,截图一", heads=heads)
    assert call == Call(
        date(2026, 11, 3), None, "138", "法务", "王某", "同事", "短信", None, "催款", "截图一"
    )


def test_unknown_columns_are_kept() -> None:
    """A column of the user's own, two of one name, and cells beyond the heads come back as they were."""
    found = log("2026-11-03,急,重要,2026-11-04,多出来的", heads="日期,备注,备注,日期")
    (call,) = found.calls
    assert call.day == date(2026, 11, 3)
    assert {cell for _, cell in call.more} == {"急", "重要", "2026-11-04", "多出来的"}
    assert read_calls(write_calls(found)) == found


@pytest.mark.parametrize("answered", ["是", "已接通", "1", "√", "YES"])
def test_answered(answered: str) -> None:
    """Yes is yes, however it is ticked; no is no; nothing is not known."""
    assert one(f"2026-11-03,,,,,,,{answered},,").answered is True
    assert one("2026-11-03,,,,,,,未接,,").answered is False
    assert one("2026-11-03,,,,,,,,,").answered is None


@pytest.mark.parametrize("called", ["", "本人", "我自己", "借款人"])
def test_who_was_called(called: str) -> None:
    """Nothing, or a word for oneself, is the borrower; anything else is somebody else."""
    assert not one(f"2026-11-03,,,,{called},,,,,").to_other
    assert one(f"2026-11-03,,,,{called},母亲,,,,").to_other


def test_the_empty_log_can_be_filled_in() -> None:
    """The template reads as an empty log; a row under its heads is read, and the remark above is no row."""
    empty = template(load_library())
    assert read_calls(empty) == CallLog(())
    filled = empty + b"2026-11-03,21:58,,,,,,,,\r\n"
    assert [call.time for call in read_calls(filled).calls] == [time(21, 58)]
    assert not read_calls(filled).aside


FORMULAS = ["=HYPERLINK(1)", "+8613800000000", "-1", "@SUM(A1)", "＝1", "'=1", "''+1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_taken_for_a_formula(formula: str) -> None:
    """A table shows the words; read again, they are as they were, in a row that was put aside too."""
    quoted = formula if formula.startswith("'") else f"'{formula}"
    known = log(f"2026-11-03,,,{quoted},,,,,,", f"哪天,,,{quoted},,,,,,", heads=f"{HEADS},{formula}")
    written = write_calls(known)
    for row in csv.reader(io.StringIO(written.decode("utf-8-sig"))):
        assert not any(cell.startswith(tuple("=+-@＝＋－＠\t\r")) for cell in row)
    assert read_calls(written) == known


def test_a_written_log_opens_in_excel() -> None:
    """It begins with the mark by which Excel knows UTF-8."""
    assert write_calls(log("2026-11-03,,,,,,,,,")).startswith(b"\xef\xbb\xbf")


CELL = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@given(st.lists(st.lists(CELL, max_size=12), max_size=6))
def test_any_cells_are_kept(rows: list[list[str]]) -> None:
    """Whatever stands in the cells, nothing is lost: written and read again, the log is the same."""
    target = io.StringIO()
    csv.writer(target).writerows(
        [HEADS.split(","), *([f"2026-11-{1 + at:02}", *row] for at, row in enumerate(rows))]
    )
    known = read_calls(target.getvalue().encode())
    assert len(known.calls) + len(known.aside) == len(rows)
    assert read_calls(write_calls(known)) == known


@given(st.binary(max_size=300) | CELL.map(lambda text: f"{HEADS}\n{text}".encode()))
def test_any_bytes_are_a_log_or_are_refused(data: bytes) -> None:
    """Bytes that are no table get a sentence, never anything else."""
    try:
        known = read_calls(data)
    except UnreadableError as error:
        assert str(error)
    else:
        assert read_calls(write_calls(known)) == known


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "没有表头\n2026-11-03".encode(),
        b"PK\x03\x04" + bytes(range(256)),
        f"{HEADS}\n2026-11-03,\"没有结束的引号".encode(),
        b"\xff" * 100,
    ],
)  # fmt: skip
def test_what_is_no_log_is_told(data: bytes) -> None:
    """An empty file, no heads, a workbook, an open quote: one sentence with what to do."""
    with pytest.raises(UnreadableError, match="通话记录"):
        read_calls(data)


def test_a_log_that_is_too_large_is_told() -> None:
    """Fifty thousand rows, or as many bytes, are refused with what to do."""
    with pytest.raises(LimitError, match="分成几个文件"):
        log(*(["2026-11-03,21:58,,,,,,,,"] * 50_000))
    with pytest.raises(LimitError, match="分成几个文件"):
        read_calls(b"," * (9 * 1024 * 1024))
