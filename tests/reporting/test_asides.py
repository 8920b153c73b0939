"""Fees and disputes in every written format: a section of their own between the risks and the promises."""

from __future__ import annotations

import io
import json

import docx
import pytest
from jsonschema import Draft202012Validator

from analyzer import analyze, examine
from analyzer.model import Report
from analyzer.reporting.json import SCHEMA_FILE, report_to_dict
from analyzer.reporting.report_csv import report_csv
from analyzer.reporting.report_docx import report_docx
from analyzer.reporting.report_html import report_html
from analyzer.reporting.terminal import console_for, print_report
from clause_patterns import load_library

TEXT = """一、平台的最终解释权归平台所有。
二、平台读取借款人的通讯录。
三、服务费由平台在放款时从借款本金中扣除。
四、平台不会向任何第三方提供借款人的个人信息。
"""


@pytest.fixture(scope="module")
def costly() -> Report:
    return analyze(TEXT, name="合同.txt")


def written(report: Report) -> dict[str, str]:
    """Return ``report`` as HTML, as the words of the Word document, and as the terminal shows it."""
    library, side = load_library(), examine([report])
    target = io.StringIO()
    print_report(report, side, library, console_for(target, file_width=100))
    paragraphs = docx.Document(io.BytesIO(report_docx(report, side, library))).paragraphs
    return {
        "html": report_html(report, side, library),
        "docx": "\n".join(paragraph.text for paragraph in paragraphs),
        "terminal": target.getvalue(),
    }


@pytest.mark.parametrize("form", ["html", "docx", "terminal"])
def test_costs_stand_between_risks_and_promises(costly: Report, form: str) -> None:
    """A reader finds the fees under their own heading, after the risks and before what protects."""
    heading = {
        "html": '<h2 id="lc-aside">费用与争议',
        "docx": "\n费用与争议\n",
        "terminal": "━━ 费用与争议（2）",
    }
    text = written(costly)[form]
    at = text.index(heading[form])
    places = [text.index("读取或上传您的通讯录"), at]
    for later in (
        "放款时先扣钱，或者另外收费",
        "最终解释权归对方",
        "保护您的写法",
        "承诺不把您的信息给别的公司",
    ):
        places.append(text.index(later, at))
    assert places == sorted(places)


@pytest.mark.parametrize("form", ["html", "docx", "terminal"])
def test_without_costs_there_is_no_such_heading(form: str) -> None:
    """A document that says nothing of fees gets no empty section."""
    assert "费用与争议" not in written(analyze("平台读取借款人的通讯录。"))[form]


def test_tables_and_json_hold_them_all(costly: Report) -> None:
    """Who works on with the findings misses none; JSON marks what its summary does not count."""
    library, side = load_library(), examine([costly])
    assert "最终解释权归对方" in report_csv(costly, library)
    data = report_to_dict(costly, side)
    Draft202012Validator(json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))).validate(data)
    marked = {finding["rule"] for finding in data["findings"] if finding.get("aside")}
    assert marked == {"final-interpretation", "undisclosed-fees-upfront-deduction"}
    assert all("aside" not in finding for finding in data["findings"] if finding["rule"] not in marked)
    assert "costs" not in data["summary"]["by_category"]
    assert data["summary"]["counts"]["high"] + data["summary"]["counts"]["critical"] == 1
