"""The law in a report: what is cited, how, and what is said of each provision."""

from __future__ import annotations

import io

import docx
import pytest
from lxml import html

from analyzer import analyze, examine
from analyzer.model import Report
from analyzer.reporting import law_words
from analyzer.reporting.annotated_pdf import _note
from analyzer.reporting.report_csv import report_csv
from analyzer.reporting.report_docx import report_docx
from analyzer.reporting.report_html import report_html
from analyzer.reporting.terminal import console_for, print_report, print_rule
from analyzer.sides import with_lender
from clause_patterns import load_library
from clause_patterns.library import Library
from clause_patterns.schema import FormerNumber, Provision


def provision(library: Library, law: str, article: str) -> Provision:
    return library.law["NPI-5"].model_copy(update={"law": law, "article": article})


def test_articles_of_one_law_stand_together(library: Library) -> None:
    """Each law is named once, with its articles; one without articles only by name."""
    cited = [("甲法", "第一条"), ("乙办法", "第二条"), ("甲法", "第三条"), ("丙通知", "-")]
    assert law_words.citations((provision(library, *one) for one in cited), library) == (
        "《甲法》第一条、第三条；《乙办法》第二条；《丙通知》"
    )


def test_the_name_of_the_state_goes_without_saying(library: Library) -> None:
    """A law of the republic is cited by its short name, as people call it."""
    assert (
        law_words.citations([provision(library, "中华人民共和国某法", "第一条")], library) == "《某法》第一条"
    )


def test_marks_are_not_nested(library: Library) -> None:
    """A title that quotes another title gets no second pair of marks around it."""
    assert law_words.citations([provision(library, "关于适用《甲法》的解释", "第九条")], library) == (
        "关于适用《甲法》的解释第九条"
    )


def test_who_is_bound_is_said_until_the_lender_is_known(library: Library) -> None:
    """A provision for banks says that it is for them; where the lender is a bank that goes without saying."""
    bound = provision(library, "甲办法", "第一条").model_copy(
        update={"lenders": ("bank", "consumer-finance")}
    )
    assert law_words.citations([bound], library) == "《甲办法》第一条（只适用于银行、消费金融公司）"
    assert law_words.citations([bound], library, "bank") == "《甲办法》第一条"


def test_a_provision_says_where_it_comes_from(library: Library) -> None:
    """Issuer, date, status, and the number it had before its law was renumbered, until when."""
    one = provision(library, "甲法", "第三条").model_copy(
        update={
            "issuer": "某机关",
            "effective_from": "2026-01-01",
            "status": "现行有效",
            "former": (FormerNumber(article="第一条", until="2026-01-01"),),
        }
    )
    assert law_words.about(one, library) == (
        "某机关；2026-01-01 起施行，现行有效；原第一条，2026-01-01 起改为现在的条号"
    )


@pytest.fixture(scope="module")
def outsourced() -> Report:
    """A clause for which the law differs with the lender."""
    return analyze("第一条 贷款人有权委托第三方催收，并将借款人全部资料（含联系人信息）提供给该第三方。")


def written(report: Report, lender: str) -> dict[str, str]:
    """Return ``report`` in every format that cites law, as text."""
    library, side = load_library(), with_lender(examine(report), lender)
    page = io.StringIO()
    print_report(report, side, library, console_for(page, file_width=200))
    document = docx.Document(io.BytesIO(report_docx(report, side, library)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return {
        "html": html.document_fromstring(report_html(report, side, library)).text_content(),
        "docx": "\n".join([*(one.text for one in document.paragraphs), *cells]),
        "csv": report_csv(report, library, lender=side.lender_kind),
        "note": _note(report.findings[0], "", library, side.lender_kind),
        "terminal": page.getvalue(),
    }


def test_law_for_other_lenders_is_left_out(outsourced: Report) -> None:
    """Who borrows from a small-loan company is not sent to the rules for banks, in any format."""
    for form, text in written(outsourced, "micro-lender").items():
        assert "互联网贷款管理暂行办法" not in text, form
        assert "只适用于" not in text, form
    assert "小额贷款公司" in written(outsourced, "micro-lender")["html"]


def test_law_for_some_lenders_is_marked_where_the_lender_is_not_known(outsourced: Report) -> None:
    """Where nobody knows who lends, rules for banks are shown, and said to be for banks."""
    for form, text in written(outsourced, "").items():
        if form != "terminal":  # which cites three provisions, and names where to find the others
            assert "互联网贷款管理暂行办法" in text, form
            assert "只适用于银行、消费金融公司" in text, form


def test_a_rule_in_a_terminal_says_all_of_its_law() -> None:
    """``loanclause rules RULE`` shows words, issuer, date, status and old number of each provision."""
    library, page = load_library(), io.StringIO()
    print_rule(library.rules["contact-list-collection"], library, console_for(page, file_width=100))
    shown = "".join(page.getvalue().split())
    for name in library.rules["contact-list-collection"].law:
        one = library.law[name]
        for each in (one.issuer, one.status, one.text):
            assert "".join(each.split()) in shown, name
    assert "原第四十一条，2026-01-01起" in shown


def test_a_report_shows_whose_law_it_is(outsourced: Report) -> None:
    """Below the findings each provision stands with issuer, date and status, on paper and in Word."""
    library = load_library()
    for form in ("html", "docx"):
        shown = written(outsourced, "")[form]
        for name in outsourced.findings[0].law:
            one = library.law[name]
            assert f"（{law_words.about(one, library)}）" in shown, (form, name)
            assert one.issuer in shown
