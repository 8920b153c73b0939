"""Cells of a log of calls, as people write them → days, hours, yes and no; or one sentence why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, time
from typing import Final

from analyzer.calls import PHONE

_DAY: Final = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*[日号]?")
_NO_YEAR: Final = re.compile(r"\d{1,2}\s*[-/.月]\s*\d{1,2}(?!\s*[-/.年\d])")
_WEEKDAY: Final = re.compile(r"^\s*\(?(星期|周|礼拜)[一二三四五六日天]\)?")
_HOUR: Final = re.compile(
    r"(?P<part>\D{0,3}?)\s*(?P<hour>\d{1,2})\s*"
    r"(?::\s*(?P<minute>\d{1,2})(?:\s*:\s*(?P<second>\d{1,2}))?"
    r"|[点时](?:\s*(?P<minutes>\d{1,2})\s*分?(?:\s*(?P<seconds>\d{1,2})\s*秒)?|(?P<half>半)|整)?)"
    r"\s*(?P<english>[AaPp][Mm])?"
)
# Parts of the day: the hours that are meant as they stand, and those after noon. Any other hour is unclear:
# 晚上12点 may be the night before or after.
_PARTS: Final[Mapping[str, tuple[range, range]]] = {
    "": (range(24), range(0)),
    "凌晨": (range(6), range(0)),
    "清晨": (range(4, 9), range(0)),
    "早上": (range(4, 12), range(0)),
    "早晨": (range(4, 12), range(0)),
    "上午": (range(5, 12), range(0)),
    "中午": (range(11, 15), range(1, 3)),
    "下午": (range(12, 20), range(1, 8)),
    "傍晚": (range(16, 21), range(4, 9)),
    "晚上": (range(17, 24), range(5, 12)),
    "晚": (range(17, 24), range(5, 12)),
    "夜里": (range(19, 24), range(7, 12)),
    "深夜": (range(21, 24), range(9, 12)),
    "半夜": (range(22, 24), range(10, 12)),
    "am": (range(12), range(0)),
    "pm": (range(12, 24), range(1, 12)),
}
_YES: Final = frozenset(
    {"是", "接", "接通", "接了", "接听", "已接", "已接通", "已接听", "有", "y", "yes", "1", "√"}
)
_NO: Final = frozenset(
    {"否", "未接", "未接通", "未接听", "没接", "没接通", "拒接", "无", "没有", "n", "no", "0", "×"}
)
_WAYS: Final[Mapping[str, str]] = {
    "": PHONE, "来电": PHONE, "通话": PHONE, "打电话": PHONE, "手机": PHONE, "座机": PHONE, "彩信": "短信",
    "外访": "上门", "来访": "上门",
}  # fmt: skip
_SCIENTIFIC: Final = re.compile(r"\d(\.\d+)?[eE]\+?\d+")


def day_and_rest(cell: str) -> tuple[date, str]:
    """Return the day that ``cell`` begins with, and what follows it; raises ``ValueError`` in Chinese."""
    text = _plain(cell)
    if not text:
        raise ValueError("没有写日期")
    found = _DAY.match(text)
    if not found:
        if _NO_YEAR.match(text):
            raise ValueError(f"日期“{cell}”没有写年份，请写成 2026-11-03 这样")
        raise ValueError(f"看不懂日期“{cell}”，请写成 2026-11-03 这样")
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        raise ValueError(f"没有“{cell}”这一天") from None
    return day, _WEEKDAY.sub("", text[found.end() :]).strip(" T,，")


def hour(cell: str) -> time | None:
    """Return the hour in ``cell``, None where it is empty; raises ``ValueError`` in Chinese."""
    text = _plain(cell)
    if not text:
        return None
    found = _HOUR.fullmatch(text)
    part = (found["english"] or found["part"]).lower() if found else "?"
    if not found or part not in _PARTS or (found["english"] and found["part"]):
        raise ValueError(f"看不懂时间“{cell}”，请写成 21:58 这样")
    number = int(found["hour"])
    if part in ("am", "pm") and number == 12:
        number = 0 if part == "am" else 12
    as_it_stands, after_noon = _PARTS[part]
    if number < 24 and number not in as_it_stands and number not in after_noon:
        raise ValueError(f"时间“{cell}”说不清是几点，请写成 21:58 这样")
    minute = 30 if found["half"] else int(found["minute"] or found["minutes"] or 0)
    try:
        return time(
            number + 12 if number in after_noon and number not in as_it_stands else number,
            minute,
            int(found["second"] or found["seconds"] or 0),
        )
    except ValueError:
        raise ValueError(f"没有“{cell}”这个时间") from None


def answered(cell: str) -> bool | None:
    """Return whether a call was answered, None where ``cell`` is empty; raises ``ValueError`` in Chinese."""
    text = _plain(cell).lower()
    if text in _YES:
        return True
    if text in _NO:
        return False
    if text:
        raise ValueError(f"看不懂是否接通“{cell}”，请写“是”或者“否”")
    return None


def way(cell: str) -> str:
    """Return how somebody was contacted: the usual word for it, else ``cell`` as it is; empty is 电话."""
    return _WAYS.get(cell, cell)


def number(cell: str) -> str:
    """Return a caller's number as it is written; raises ``ValueError`` where a table has rounded it."""
    if _SCIENTIFIC.fullmatch(_plain(cell)):
        raise ValueError(f"号码“{cell}”被表格软件改成了科学计数法，请把这一列设成文本，重新填写")
    return cell


def same_number(written: str) -> str:
    """Return the digits of a number without the code of the country, by which it is recognised."""
    digits = re.sub(r"[\s\-()]", "", _plain(written))
    return re.sub(r"^(\+|00)86", "", digits)


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()
