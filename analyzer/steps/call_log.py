"""A log of calls in a CSV, as Excel or WPS writes it → ``CallLog``, and back."""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, time
from typing import Final

from analyzer.calls import Aside, Call, CallLog
from analyzer.errors import LimitError, UnreadableError
from analyzer.steps import call_cells
from clause_patterns.library import Library

_BYTES: Final = 8 * 1024 * 1024
_ROWS: Final = 20_000  # fifty calls a day for a year
_HEAD_WITHIN: Final = 10  # rows before the heads at most
_BEGINNING: Final = 10_000  # characters in which the heads must stand
_DELIMITERS: Final = ",\t;"
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip

# The columns and their heads as we write them; then what else they are called.
_HEADS: Final[Mapping[str, str]] = {
    "day": "日期", "time": "时间", "number": "来电号码", "caller": "谁打来", "called": "打给谁",
    "relation": "与您的关系", "way": "方式", "answered": "是否接通", "said": "说了什么", "proof": "凭证",
}  # fmt: skip
_OTHER_HEADS: Final[Mapping[str, str]] = {
    "日期时间": "day", "通话日期": "day", "来电日期": "day", "通话时间": "time", "来电时间": "time",
    "对方号码": "number", "号码": "number", "电话号码": "number", "主叫号码": "number", "对方电话": "number",
    "自称": "caller", "对方自称": "caller", "来电人": "caller", "催收人": "caller", "机构": "caller",
    "被联系人": "called", "联系谁": "called", "接电话的人": "called", "对象": "called",
    "关系": "relation", "与我的关系": "relation", "与本人关系": "relation", "与借款人关系": "relation",
    "联系方法": "way", "联系方式": "way", "渠道": "way", "接通": "answered", "接听": "answered",
    "内容": "said", "通话内容": "said", "说的内容": "said", "录音": "proof", "证据": "proof", "截图": "proof",
}  # fmt: skip
_COLUMNS: Final = {**{head: column for column, head in _HEADS.items()}, **_OTHER_HEADS}
_QUOTES: Final = "通话记录从第 {} 行起引号不成对，没有读；请用 Excel 或 WPS 另存一次。"
_REMARK: Final = "说明："  # what a row that we wrote for the reader begins with

# What a table may take for a formula (OWASP, CSV Injection): written after an apostrophe, read without it.
_FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")

_UNREADABLE: Final = (
    "这不是通话记录表：请在 Excel 或 WPS 里把表格另存为 CSV，第一行是表头，至少有“日期”一列。"
)


def read_calls(data: bytes) -> CallLog:
    """Return the log in a CSV: UTF-8, UTF-16 with its mark or GB18030; cut by commas, tabs or semicolons.

    Rows that cannot be understood are kept aside with their line and the reason. Raises ``UnreadableError``
    for what is no such table, ``LimitError`` for one that is too large.
    """
    if len(data) > _BYTES:
        raise LimitError(f"通话记录超过 {_BYTES // 2**20} MB 的上限；请分成几个文件。")
    rows = _rows(_decoded(data))
    for at, (_, cells) in enumerate(rows[:_HEAD_WITHIN]):
        columns = _columns(cells)
        if "day" in columns or "time" in columns:
            before = [row for row in rows[:at] if not row[1][0].startswith(_REMARK)]
            width = max(len(row) for _, row in rows)
            return _log(_heads(cells, columns, width), before, rows[at + 1 :])
    raise UnreadableError(_UNREADABLE)


def write_calls(log: CallLog) -> bytes:
    """Return ``log`` as a CSV for Excel and WPS, what was put aside at its end; it reads as the same log.

    No cell is taken for a formula.
    """
    rows = [dict(_written(call)) for call in log.calls] + [dict(each.cells) for each in log.aside]
    heads = [*_HEADS.values(), *sorted({head for row in rows for head in row} - {*_HEADS.values()})]
    return _csv([heads, *([row.get(head, "") for head in heads] for row in rows)])


def template(library: Library) -> bytes:
    """Return an empty log: the heads, and above them a line that says how to fill it in."""
    return _csv([[_REMARK + library.say("calls-template")], list(_HEADS.values())])


def _decoded(data: bytes) -> str:
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, errors="replace")
    for codec in ("utf-8", "gb18030"):
        try:
            return data.decode(codec)
        except UnicodeDecodeError:
            continue
    raise UnreadableError("看不懂通话记录的编码；请另存为“CSV UTF-8”后再试。")


def _rows(text: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not empty, each with the number of its line."""
    text, delimiter = _cut(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for row in reader:
            cells = [_read(cell) for cell in row]
            if any(cells):
                rows.append((begins, cells))
            if len(rows) > _ROWS + _HEAD_WITHIN:
                raise LimitError(f"通话记录超过 {_ROWS:,} 行的上限；请分成几个文件。")
            begins = reader.line_num + 1
    except csv.Error:
        raise UnreadableError(_QUOTES.format(begins)) from None
    return rows


def _cut(text: str) -> tuple[str, str]:
    """Return the table in ``text``, and by what its cells are cut: by what makes most heads known."""
    lines = text[:_BEGINNING].splitlines()[: _HEAD_WITHIN + 1]
    if lines and re.fullmatch(r"sep=[,;\t]", lines[0]):  # for Excel; the line stays, empty
        return text.removeprefix(lines[0]), lines[0][-1]
    return text, max(
        _DELIMITERS, key=lambda char: max((len(set(_columns(line.split(char)))) for line in lines), default=0)
    )


def _columns(cells: Sequence[str]) -> list[str]:
    """Return what each head stands for, empty where that is not known or there already is such a column."""
    found: list[str] = []
    for cell in cells:
        head = re.sub(r"\(.*?\)|[\s:*\"]", "", unicodedata.normalize("NFKC", cell))
        column = next((_COLUMNS[each] for each in (head, *head.split("/")) if each in _COLUMNS), "")
        found.append(column if column not in found else "")
    return found


def _heads(cells: Sequence[str], columns: Sequence[str], width: int) -> list[str]:
    """Return a head for each of ``width`` columns, no two the same: ours, else as written, else a number."""
    found = [_HEADS.get(column, "") for column in columns] + [""] * (width - len(columns))
    taken = {*_HEADS.values()}
    for at, head in enumerate(found):
        if not head:
            own = cells[at] if at < len(cells) else ""
            name = own if own and not any(_columns([own])) else f"{own} 第 {at + 1} 列".strip()
            while name in taken:
                name += "_"
            found[at] = name
            taken.add(name)
    return found


def _log(
    heads: Sequence[str], before: Sequence[tuple[int, list[str]]], rows: Sequence[tuple[int, list[str]]]
) -> CallLog:
    calls: list[Call] = []
    aside = [Aside(line, "在表头之前", _named(heads, cells)) for line, cells in before]
    for line, cells in rows:
        named = _named(heads, cells)
        try:
            calls.append(_call(dict(named)))
        except ValueError as error:
            aside.append(Aside(line, str(error), named))
    return CallLog(tuple(calls), tuple(aside))


def _named(heads: Sequence[str], cells: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return the cells that are not empty, by their heads and in the order of these."""
    return tuple(sorted((head, cell) for head, cell in zip(heads, cells, strict=False) if cell))


def _call(cells: Mapping[str, str]) -> Call:
    """Return the contact in ``cells``; raises ``ValueError`` in Chinese where one of them is unclear."""
    known = {column: cells.get(head, "") for column, head in _HEADS.items()}
    day, hour = _when(known["day"], known["time"])
    return Call(
        day=day,
        time=hour,
        number=call_cells.number(known["number"]),
        caller=known["caller"],
        called=known["called"],
        relation=known["relation"],
        way=call_cells.way(known["way"]),
        answered=call_cells.answered(known["answered"]),
        said=known["said"],
        proof=known["proof"],
        more=tuple((head, cell) for head, cell in cells.items() if head not in _HEADS.values()),
    )


def _when(day_cell: str, time_cell: str) -> tuple[date, time | None]:
    """Return day and hour, whichever of the two cells they stand in."""
    if not day_cell:
        day_cell, time_cell = time_cell, ""
    day, rest = call_cells.day_and_rest(day_cell)
    if rest and time_cell and call_cells.hour(rest) != call_cells.hour(time_cell):
        raise ValueError(f"“{day_cell}”和“{time_cell}”写了两个时间")
    return day, call_cells.hour(time_cell or rest)


def _written(call: Call) -> Iterator[tuple[str, str]]:
    answered = {True: "是", False: "否", None: ""}[call.answered]
    cells = (
        call.day.isoformat(), _hour(call.time) if call.time else "", call.number, call.caller,
        call.called, call.relation, call.way, answered, call.said, call.proof,
    )  # fmt: skip
    yield from zip(_HEADS.values(), cells, strict=True)
    yield from call.more


def _hour(hour: time) -> str:
    return hour.isoformat("seconds" if hour.second else "minutes")


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target).writerows([[_harmless(cell) for cell in row] for row in rows])
    return target.getvalue().encode("utf-8-sig", errors="replace")


def _harmless(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _read(cell: str) -> str:
    known = cell.strip()
    return known[1:] if known.startswith("'") and _FORMULA.match(known) else known
