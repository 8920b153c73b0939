"""Names of written files: they say what is in them and can be saved anywhere."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.model import Document
from analyzer.reporting.names import file_name

DAY = date(2026, 11, 29)


def named(name: str, kind: str = "条款报告", suffix: str = ".html") -> str:
    return file_name(Document(name, "text", ""), kind, suffix, on=DAY)


def test_says_document_kind_and_day() -> None:
    """A reader finds the report beside the contract and tells it from an older one."""
    assert named("借款合同.pdf") == "借款合同 条款报告 2026-11-29.html"
    assert named("合同 第2.0版.docx", "标注", ".pdf") == "合同 第2.0版 标注 2026-11-29.pdf"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "_.._etc_passwd"),
        ('C:\\合同<1>|"?*.pdf', "C__合同_1_____"),
        ("CON.txt", "_CON"),
        ("con.合同.txt", "_con.合同"),
        ("LPT1", "_LPT1"),
        ("合同\u202egnp.exe", "合同gnp"),
        ("  .隐藏. ", "隐藏"),
        ("两\n行\t名", "两 行 名"),
        ("", "文件"),
        ("...", "文件"),
        ("\ud800", "文件"),
    ],
)
def test_what_no_system_takes_is_replaced(name: str, expected: str) -> None:
    """Separators, reserved characters, devices, controls and empty names give a name that can be saved."""
    assert named(name) == f"{expected} 条款报告 2026-11-29.html"


def test_long_names_are_cut_between_characters() -> None:
    """A long name keeps what it is and when, and no half of a character."""
    name = named("借款合同" * 50 + ".pdf")
    assert name == "借款合同" * 7 + "借款 条款报告 2026-11-29.html"
    assert 115 <= len(name.encode()) <= 120


@given(st.text(), st.sampled_from(["条款报告", "谁拿到什么", "CON"]))
def test_any_name_can_be_saved(name: str, kind: str) -> None:
    """Whatever a document is called, the name of its report is one that every system takes."""
    result = named(name, kind)
    assert 0 < len(result.encode()) <= 120
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f]', result)
    assert result[0] not in " ." and result[-1] not in " ."
    assert not re.match(r"(?i)(con|prn|aux|nul|(com|lpt)\d)\s*\.", result)
