"""The written report on paper."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser

from analyzer import analyze
from analyzer.model import Quote
from analyzer.reporting.report_html import report_html
from analyzer.sides import Disclosure, Passage, Side
from clause_patterns import load_library

pytestmark = pytest.mark.browser

EXAMPLE = Path(__file__).parents[2] / "examples" / "aggressive_loan_contract.txt"


def test_prints_on_a4_with_page_numbers(browser: Browser, tmp_path: Path) -> None:
    """On paper every page is A4 and numbered, folded parts are printed, and nothing runs off the page."""
    report = analyze(EXAMPLE)
    given = [Passage(0, "合同", Quote(0, 8, f"第{number}句只在这里。")) for number in range(5)]
    side = Side("", (report,), disclosures=tuple(Disclosure(one, ("partner",), {}) for one in given))
    file = tmp_path / "报告.html"
    file.write_text(report_html(report, side, load_library()), encoding="utf-8")
    shown = browser.new_page()
    shown.goto(file.as_uri())
    printed = shown.pdf(prefer_css_page_size=True)
    shown.close()
    with pypdfium2.PdfDocument(io.BytesIO(printed)) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
        for number, page in enumerate(document, 1):
            assert [round(length) for length in page.get_size()] == [595, 842]
            assert f"第 {number} 页，共 {len(document)} 页" in texts[number - 1]
            text = page.get_textpage()
            boxes = [text.get_charbox(at) for at in range(text.count_chars())]
            assert all(left >= 36 and right <= 559 for left, _, right, _ in boxes if right > left)
    assert all(one.quote.text in "".join(texts) for one in given)
