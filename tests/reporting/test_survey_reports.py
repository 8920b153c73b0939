"""A survey as HTML, as CSV and in the terminal."""

from __future__ import annotations

import csv
import io
from datetime import datetime

import pytest
from lxml import html
from rich.console import Console

from analyzer.reporting import survey_words as say
from analyzer.reporting.survey_csv import places_csv, table_csv
from analyzer.reporting.survey_html import places_fragment, survey_html
from analyzer.reporting.survey_parts import cross_table, failures_table, rules_chart, rules_table
from analyzer.reporting.survey_text import print_survey
from analyzer.rows import Row
from analyzer.survey import Survey, open_files
from analyzer.survey.tables import written
from analyzer.surveys import Filters
from clause_patterns import load_library

LIBRARY = load_library()
EVERYTHING = Filters()
AT = datetime(2026, 11, 30, 8, 0)
EVIL = "<script>alert(1)</script>\x1b[31m"
DOCUMENT: Row = {"status": "read", "format": "text", "notices": []}
FINDING: Row = {
    "rule": "contact-list-collection",
    "category": "contacts",
    "severity": "critical",
    "stance": "authorizes",
    "title": "读取或上传您的通讯录",
    "clause": "第八条（二）",
    "page": 3,
    "start": 5,
    "end": 20,
    "quote": "乙方有权读取甲方的通讯录",
    "law": [],
    "aside": False,
}
COST = {
    "rule": "arbitration-only",
    "category": "costs",
    "severity": "medium",
    "title": "只能去仲裁",
    "aside": True,
}
PROMISE = {
    "rule": "promise-no-contacts",
    "category": "protective",
    "stance": "protects",
    "title": "承诺不读通讯录",
}


def surveyed(documents: list[Row], findings: list[Row]) -> Survey:
    rows = {
        "documents": [{**DOCUMENT, **row} for row in documents],
        "findings": [{**FINDING, **row} for row in findings],
    }
    return Survey(
        open_files({f"{name}.parquet": written(name, each) for name, each in rows.items()}, "某次普查")
    )


@pytest.fixture(scope="module")
def survey() -> Survey:
    """Four documents, of which one failed; the names and words of some are hostile."""
    return surveyed(
        [
            {"document": "甲.txt", "lender_kind": "bank", "document_kind": "loan-contract"},
            {"document": EVIL, "lender_kind": None, "document_kind": "privacy-policy"},
            {"document": "=丙.txt", "lender_kind": "bank", "document_kind": "loan-contract"},
            {"document": "坏.pdf", "status": "failed", "problem": "文件已损坏，没有读完整。"},
        ],
        [
            {"document": "甲.txt"},
            {"document": "甲.txt", "clause": "第九条", "severity": "high"},
            {"document": EVIL, "quote": f"=1+1 {EVIL}", "context": EVIL},
            {"document": EVIL, **COST},
            {"document": "=丙.txt", **PROMISE},
        ],
    )


def report(survey: Survey, filters: Filters = EVERYTHING, quotes: int = 5) -> html.HtmlElement:
    return html.document_fromstring(survey_html(survey.overview(filters, quotes=quotes), LIBRARY, at=AT))


def words(page: html.HtmlElement) -> str:
    return " ".join(page.find("body").text_content().split())


def test_the_report_says_how_many_and_where(survey: Survey) -> None:
    """Figures, kinds, quotes with their places, and what failed with its reason stand in the report."""
    said = words(report(survey))
    for each in (
        "共 4 份文件，读成 3 份，1 份没读成。",
        "2 份（67%）有“严重”或“高”的写法（费用与争议另列，不计在内）",
        "不清楚",
        "银行",
        "第八条（二） · 第 3 页",
        "乙方有权读取甲方的通讯录",
        "文件已损坏，没有读完整。（1 份）",
        "坏.pdf",
        "另列：费用与争议",
        "保护借款人的写法",
        "2026-11-30 08:00",
    ):
        assert each in said


def test_the_report_stands_alone_and_runs_nothing(survey: Survey) -> None:
    """No script, nothing from elsewhere, no words of a document taken for markup or control characters."""
    text = survey_html(survey.overview(Filters(), quotes=5), LIBRARY, at=AT)
    page = html.document_fromstring(text)
    assert not page.xpath("//script | //link | //img | //iframe | //*[starts-with(name(@*), 'on')]")
    assert all(link.startswith("#") for link in page.xpath("//@href | //@src"))
    assert all(page.get_element_by_id(link[1:]) is not None for link in page.xpath("//a/@href"))
    assert "alert(1)" in text
    assert "\x1b" not in text


def test_what_is_filtered_is_said_everywhere(survey: Survey) -> None:
    """A report, a terminal and a saved chart of a choice say what was chosen."""
    filters = Filters(lenders=("bank",), levels=("critical",), text="通讯录")
    page = report(survey, filters)
    assert "只看放款机构银行" in words(page)
    assert "第九条" not in words(page)
    chart = rules_chart(survey.by_rule(filters), filters, LIBRARY)
    assert "只看：放款机构 银行；级别 严重；原文里有 通讯录。" in chart.note
    target = io.StringIO()
    print_survey(survey.overview(filters), LIBRARY, Console(file=target, width=80))
    assert "只看级别：严重" in target.getvalue()


def test_the_number_of_quotes_is_said() -> None:
    """Where not every place is quoted, the report says how many are, and of how many."""
    names = [f"{number}.txt" for number in range(9)]
    many = surveyed([{"document": name} for name in names], [{"document": name} for name in names])
    page = report(many, quotes=2)
    assert len(page.xpath("//figure[contains(@class, 'place')]")) == 2
    assert "9 处，摘录 2 处" in words(page)
    assert "最多 2 处" in words(page)
    assert not report(many, quotes=0).xpath("//*[@id='lc-quotes']")


def test_nothing_found() -> None:
    """A report on nothing says so."""
    empty = surveyed([], [])
    assert "共 0 份文件，读成 0 份。" in words(report(empty))
    assert "没有找到符合条件的写法。" in words(report(empty))


def test_places_on_the_page_are_escaped(survey: Survey) -> None:
    """What the dialog shows of a hostile document are words."""
    places = survey.places(Filters())
    page = html.fragment_fromstring(places_fragment(places.shown, LIBRARY, titled=True), create_parent=True)
    assert not page.xpath(".//script")
    assert "alert(1)" in page.text_content()
    assert "读取或上传您的通讯录" in page.text_content()


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_tables_as_csv_hold_numbers(survey: Survey) -> None:
    """Documents, share and places stand in columns of their own, so that they can be reckoned with."""
    rules = survey.by_rule(Filters())
    first, *_ = rows(table_csv(rules_table(rules, Filters(), LIBRARY)))
    assert (first["条款"], first["规则"]) == ("读取或上传您的通讯录", "contact-list-collection")
    assert (first["文件 份"], first["文件 占比"], first["文件 处"]) == ("2", "0.6667", "3")
    cross = cross_table(survey.cross("rule", "lender", Filters()), rules, Filters(), LIBRARY)
    by = {row["条款"]: row for row in rows(table_csv(cross))}
    assert (by["读取或上传您的通讯录"]["银行 份"], by["读取或上传您的通讯录"]["不清楚 份"]) == ("1", "1")
    assert (by["只能去仲裁"]["银行 份"], by["只能去仲裁"]["分组"]) == ("0", "另列：费用与争议")
    assert (
        rows(table_csv(failures_table(survey.failures(Filters()))))[0]["原因"] == "文件已损坏，没有读完整。"
    )


def test_no_cell_is_taken_for_a_formula(survey: Survey) -> None:
    """Names and words of documents that begin like a formula are harmless in a spreadsheet."""
    found = rows(places_csv(survey.places(Filters(), limit=100).shown, LIBRARY))
    assert len(found) == 5
    assert found[4]["文件"] == "'=丙.txt"
    assert found[2]["原文"].startswith("'=1+1")
    assert (found[2]["放款机构"], found[0]["位置"]) == ("不清楚", "第八条（二） · 第 3 页")


@pytest.mark.parametrize(
    ("share", "said"), [(0.0, "0%"), (0.004, "不到 1%"), (0.5, "50%"), (0.996, "99%"), (1.0, "100%")]
)
def test_no_share_is_rounded_to_nothing_or_all(share: float, said: str) -> None:
    """What occurs is never 0 %, and what is missing somewhere never 100 %."""
    assert say.percent(share) == said
