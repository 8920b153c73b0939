"""The report as a Word document: what a legal-aid worker opens, prints and forwards."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument

from analyzer import analyze, examine
from analyzer.model import Document, Finding, Report
from analyzer.reporting.report_docx import report_docx
from analyzer.reviews import Review, Reviews
from analyzer.sides import Side
from clause_patterns import load_library
from clause_patterns.library import Library

EXAMPLES = Path(__file__).parents[2] / "examples"
AT = datetime(2026, 3, 4, 5, 6)


def opened(report: Report, library: Library, reviews: Reviews | None = None) -> WordDocument:
    return docx.Document(io.BytesIO(report_docx(report, Side("", (report,)), library, reviews, at=AT)))


def text(document: WordDocument) -> str:
    """All words in reading order, a line for each paragraph and row."""
    lines = []
    for block in document.iter_inner_content():
        if hasattr(block, "rows"):
            lines += ["｜".join(cell.text for cell in row.cells) for row in block.rows]
        else:
            lines.append(block.text)
    return "\n".join(lines)


@pytest.fixture(scope="module")
def real() -> str:
    report = analyze(EXAMPLES / "moderate_privacy_policy.txt")
    data = report_docx(report, examine(report), load_library())
    return text(docx.Document(io.BytesIO(data)))


def test_it_says_what_it_is(report: Report, library: Library) -> None:
    """Title, language, the document with its sum, and the hour."""
    document = opened(report, library)
    assert document.core_properties.title == "合同.pdf：条款报告"
    assert document.core_properties.language == "zh-CN"
    facts = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert facts[:4] == [
        ["文件", "合同.pdf"], ["种类和大小", "PDF · 1 页 · 76 字"],
        ["SHA-256", "0" * 64], ["报告时间", "2026-03-04 05:06"],
    ]  # fmt: skip


def test_order_of_the_contents(real: str) -> None:
    """What matters most comes first, the law in full last."""
    titles = [
        "最要紧的三件事", "没法判断的", "需要留意的写法", "保护您的写法", "谁拿到什么", "说法不一的地方",
        "您还没看", "把您的信息交给别人", "要了哪些信息", "有关法条的原文",
    ]  # fmt: skip
    places = [real.index(title) for title in titles]
    assert places == sorted(places)


def test_an_entry_says_all(report: Report, library: Library) -> None:
    """Place, lead-in and quote with the decided words, certainty, meaning, law by kind with its date."""
    document = opened(report, library)
    shown = text(document)
    for each in (
        "第 1 处：第八条（一） · 第 1 页", "为评估信用，乙方有权： … 读取甲方手机中的通讯录", "字面写明",
        "为什么要紧｜对方可以看到您手机里", "怎么办｜· 在手机设置里关掉", "可以要求改成｜乙方不读取",
        "法律规定｜《必要信息规定》第五条", "参考｜《行业指南》第五条",
        "《必要信息规定》第五条（某部门；2021-05-01 起施行，in force）\n必要信息规定的原文。",
    ):  # fmt: skip
        assert each in shown
    quotes = [each for each in document.paragraphs if each.style.name == "Quote Block"]
    marked = [run.text for each in quotes for run in each.runs if run.underline]
    assert marked == ["通讯录"]


def test_promises_are_labelled(report: Report, library: Library) -> None:
    """What protects stands under its own heading and is called so."""
    assert "保护您的写法\n[保护] 1 处\n[保护] 提供前须单独同意" in text(opened(report, library))


def test_reviews_are_in_it(report: Report, library: Library) -> None:
    """Questions stand near the top, marks at their places, what was dismissed apart and in no count."""
    shown = text(opened(report, library, {0: Review("dismissed", "没有装"), 1: Review("to-ask", "问谁？")}))
    assert "您要问的\n1. 提供前须单独同意（第九条 · 第 1 页，见第 1 处）：问谁？" in shown
    assert "【要问：问谁？】" in shown
    assert "保护 1 处" in shown
    assert "严重 1 处" not in shown
    dismissed = shown[shown.index("您排除的") :]
    assert "第 2 处：[严重] 读取通讯录，第八条（一） · 第 1 页【已排除：没有装】" in dismissed


def test_hostile_text_is_harmless(make_finding: Callable[..., Finding], library: Library) -> None:
    """Markup stays words, controls are shown or left out, so that Word opens the document."""
    bad = "<w:p>\x00\x1b\ufffe\u202e"
    report = Report(Document(bad, "text", bad), findings=(make_finding(bad, bad, title=bad, clause=bad),))
    shown = text(opened(report, library, {0: Review("to-ask", bad)}))
    assert shown.count("<w:p>\\u202e") > 5


def test_same_report_same_bytes(report: Report, library: Library) -> None:
    """Two copies made for the same hour are equal, so that they can be compared."""
    side = Side("", (report,))
    assert report_docx(report, side, library, at=AT) == report_docx(report, side, library, at=AT)


def test_footer_says_what_it_is_not(report: Report, library: Library) -> None:
    """That this is no legal advice is said on every page, in its foot, and nowhere else."""
    document = opened(report, library)
    assert "不是法律意见" in document.sections[0].footer.paragraphs[0].text
    assert "法律意见" not in text(document)
