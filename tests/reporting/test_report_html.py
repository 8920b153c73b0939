"""The written report on one document as a borrower reads, prints and forwards it."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from analyzer import analyze, examine
from analyzer.model import Document, Finding, Notice, Quote, Report
from analyzer.reporting.report_html import report_html
from analyzer.reviews import Review, Reviews
from analyzer.sides import Lender, Passage, Side, with_lender
from clause_patterns import load_library
from clause_patterns.library import Library

EXAMPLE = Path(__file__).parents[2] / "examples" / "aggressive_loan_contract.txt"
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>&amp;\"'"
AT = datetime(2026, 3, 4, 5, 6)


@pytest.fixture(scope="module")
def real() -> Report:
    return analyze(EXAMPLE)


@pytest.fixture(scope="module")
def page(real: Report) -> HtmlElement:
    return html.document_fromstring(report_html(real, examine(real), load_library(), at=AT))


def written(report: Report, library: Library, reviews: Reviews | None = None) -> HtmlElement:
    return html.document_fromstring(report_html(report, Side("", (report,)), library, reviews, at=AT))


def words(node: HtmlElement) -> str:
    return " ".join(node.text_content().split())


def section(page: HtmlElement, name: str) -> HtmlElement:
    """The section whose heading has the id ``name``."""
    return page.get_element_by_id(name).getparent()


def entry(page: HtmlElement, index: int) -> HtmlElement:
    return page.get_element_by_id(f"lc-finding-{index}")


def test_says_who_seems_to_lend_and_where(report: Report, library: Library) -> None:
    """Kind, name, place and grounds stand among the facts, and that it is a guess; nothing where unknown."""
    passage = Passage(0, "合同.pdf", Quote(0, 4, "青禾小贷"), clause="第一条")
    lender = Lender("micro-lender", "青禾小贷", passage, "文中把它写作“贷款人”。")
    side = Side("", (report,), lender=lender)
    guessed = html.document_fromstring(report_html(report, side, library, at=AT))
    assert words(guessed.get_element_by_id("lc-lender")) == (
        "可能是小额贷款公司（青禾小贷，见第一条）：文中把它写作“贷款人”。这是从文字猜的，请核对。"
    )
    chosen = html.document_fromstring(report_html(report, with_lender(side, "bank"), library, at=AT))
    assert words(chosen.get_element_by_id("lc-lender")) == "银行，您选的。"
    assert not written(report, library).xpath("//*[@id='lc-lender']")


def test_says_which_document_and_when(report: Report, library: Library) -> None:
    """Name, kind, size, sum and hour stand at the top, so that a printed report can be told from another."""
    facts = words(written(report, library).find_class("facts")[0])
    for each in ("合同.pdf", "PDF · 1 页 · 76 字", "0" * 64, "2026-03-04 05:06", "签前看"):
        assert each in facts


def test_worst_first_with_place_and_link(real: Report, page: HtmlElement) -> None:
    """The three most important things come first, each with its place and a link to its entry."""
    lines = page.find_class("result")[0].findall(".//li")
    assert len(lines) == 3
    for line in lines:
        target = page.get_element_by_id(line.find("a").get("href").removeprefix("#"))
        assert words(line.find_class("quiet")[0]).strip("（）") in words(target)
        assert words(line).startswith("严重")


def test_counts_say_the_level_in_words(real: Report, page: HtmlElement) -> None:
    """Every level that occurs is counted with its word."""
    counts = words(page.find_class("counts")[0])
    known = real.counts()
    for level, word in (("critical", "严重"), ("high", "高"), ("medium", "中"), ("low", "低")):
        assert f"{word} {known[level]} 处" in counts  # type: ignore[index]


def test_says_what_could_not_be_judged(report: Report, library: Library) -> None:
    """What was not read, and what else is known of the reading, is told before the findings."""
    heard = replace(report.document, notices=(*report.document.notices, Notice("ocr", "由图片识别而来。", 1)))
    head = words(written(replace(report, document=heard), library).find(".//header"))
    assert "没法判断的 第 1 页：右下角的印章没有读出文字。" in head
    assert "怎样读的 第 1 页：由图片识别而来。" in head


def test_an_entry_says_all(report: Report, library: Library) -> None:
    """Clause, page, lead-in, quote with the decided words, certainty; meaning, advice, wording and law."""
    page = written(report, library)
    one = entry(page, 0)
    assert "第八条（一） · 第 1 页" in words(one)
    assert "为评估信用，乙方有权： … 读取甲方手机中的通讯录" in words(one)
    assert [words(each) for each in one.find_class("decided")] == ["通讯录"]
    assert "字面写明" in words(one)
    rule = words(one.getparent())
    for each in ("对方可以看到您手机里", "在手机设置里关掉", "乙方不读取甲方的通讯录。"):
        assert each in rule
    assert "法律规定《必要信息规定》第五条 参考《行业指南》第五条" in rule


def test_law_stands_once_with_its_date_and_status(report: Report, library: Library) -> None:
    """The words of what is cited, since when it holds and what it is; what is not verified is 参考 only."""
    law = words(section(written(report, library), "lc-law"))
    assert (
        "法律规定 《必要信息规定》第五条 （某部门；2021-05-01 起施行，in force） 必要信息规定的原文。" in law
    )
    assert law.index("必要信息规定的原文") < law.index("参考") < law.index("行业指南的原文")


def test_a_rule_is_explained_once(real: Report, page: HtmlElement) -> None:
    """However many places and levels a rule has, its meaning and each provision stand once."""
    explained = [words(each) for each in page.find_class("meaning")]
    assert len(explained) == len(set(explained)) == len({finding.rule for finding in real.findings})
    cited = page.xpath("//*[starts-with(@id, 'lc-law-')]/@id")
    assert len(cited) == len(set(cited)) > 10


def test_worst_level_first(page: HtmlElement) -> None:
    """The levels follow one another from the worst; what protects comes last."""
    levels = [words(each).split()[0] for each in page.find_class("level")]
    assert levels == sorted(levels, key=["严重", "高", "中", "低", "提示", "保护"].index)
    assert len(levels) > 2


def test_promises_are_labelled(report: Report, library: Library) -> None:
    """What protects is set apart, and called so in words."""
    protective = section(written(report, library), "lc-protective")
    assert "保护 提供前须单独同意" in words(protective)
    assert protective.xpath(".//blockquote/@data-level") == ["protective"]


def test_what_the_reader_wants_to_ask_is_near_the_top(real: Report) -> None:
    """The list of questions stands in the head, with reasons and links; without questions there is none."""
    reviews = {4: Review("to-ask", "到底给哪几家？"), 6: Review("to-ask")}
    page = html.document_fromstring(report_html(real, examine(real), load_library(), reviews))
    asked = page.find_class("to-ask")[0]
    assert asked.getparent().tag == "header"
    assert {link.get("href") for link in asked.iter("a")} == {"#lc-finding-4", "#lc-finding-6"}
    assert "到底给哪几家？" in words(asked)
    assert "要问：到底给哪几家？" in words(entry(page, 4))


def test_confirmed_is_said_at_its_place(report: Report, library: Library) -> None:
    """What the reader confirmed has a mark in words and the reason."""
    page = written(report, library, {0: Review("confirmed", "客服也这样说")})
    assert "已确认：客服也这样说" in words(entry(page, 0))
    assert not page.find_class("to-ask")


def test_dismissed_is_set_apart_and_not_counted(report: Report, library: Library) -> None:
    """What the reader dismissed stands at the end with the reason, in no count, and unmarked in the text."""
    page = written(report, library, {0: Review("dismissed", "我没有装这个软件")})
    out = words(section(page, "lc-dismissed"))
    assert "读取通讯录" in out
    assert "已排除：我没有装这个软件" in out
    assert "严重" not in words(page.find(".//header"))
    assert "没有找到需要特别当心的条款" in words(page.find(".//header"))
    assert [words(each) for each in page.iter("mark")] == [report.findings[1].quote]


def test_whole_text_is_there_with_every_place(real: Report, page: HtmlElement) -> None:
    """All the words of the document follow, and each finding's place links to where it begins in them."""
    text = deepcopy(page.find_class("whole-text")[0])
    numbers = text.find_class("number")
    assert len(numbers) == len(real.findings)
    for index in range(len(real.findings)):
        assert f"#lc-at-{index}" in entry(page, index).xpath(".//a/@href")
    for number in numbers:
        number.drop_tree()
    lines = [each.text_content() for each in text.findall("p")]
    assert lines == [line.rstrip("\r\n") for line in real.document.text.splitlines(keepends=True)]


def test_pages_are_told_in_the_text(report: Report, library: Library) -> None:
    """Of several pages each begins with its number."""
    page = report.document.pages[0]
    half = 40
    pages = (replace(page, end=half), replace(page, number=2, start=half))
    shown = written(replace(report, document=replace(report.document, pages=pages)), library)
    assert [words(each) for each in shown.find_class("page")] == ["第 1 页", "第 2 页"]


def test_who_gets_what_as_picture_and_table(real: Report, page: HtmlElement) -> None:
    """Each cell of the matrix stands in the table with its place; the picture has a title."""
    part = section(page, "lc-matrix")
    side = examine(real)
    assert part.find_class("picture")[0].findtext("svg/title") == "谁拿到什么"
    rows = [row for row in part.findall(".//tbody/tr") if row.get("class") != "group"]
    assert len(rows) == len(side.matrix)
    assert "合作方、第三方" in words(part)


def test_links_lead_somewhere(page: HtmlElement) -> None:
    """No id stands twice, and every link leads to a place in the file."""
    ids, links = page.xpath("//@id"), page.xpath("//@href")
    assert len(ids) == len(set(ids))
    assert len(links) > 100
    assert {link.removeprefix("#") for link in links} <= set(ids)


def test_file_needs_nothing_else(real: Report, page: HtmlElement) -> None:
    """The file is Chinese, runs no script and loads nothing."""
    text = report_html(real, examine(real), load_library())
    assert page.get("lang") == "zh-CN"
    assert not page.xpath("//script | //link | //img | //iframe | //object | //@src | //@style")
    assert all(link.startswith("#") for link in page.xpath("//@href"))
    assert "url(" not in text
    assert "@import" not in text
    assert text.lstrip().startswith("<!doctype html>")


def test_hostile_text_stays_text(make_finding: Callable[..., Finding], library: Library) -> None:
    """Nothing that a document or a reader writes becomes markup, wherever it is shown."""
    document = Document(ATTACK, "text", f"{ATTACK}\n{ATTACK}", notices=(Notice("x", ATTACK),))
    bad = make_finding(
        ATTACK, document.text, title=ATTACK, clause=ATTACK, why=ATTACK, explain=ATTACK, advice=(ATTACK,),
        rewrite=ATTACK, rule=ATTACK, category=ATTACK, context=Quote(0, len(ATTACK), ATTACK),
    )  # fmt: skip
    report = Report(document, findings=(bad, bad, bad))
    reviews = {0: Review("to-ask", ATTACK), 1: Review("dismissed", ATTACK)}
    text = report_html(report, Side("", (report,)), library, reviews)
    assert "<script" not in text
    assert "<img" not in text
    assert html.document_fromstring(text).text_content().count("alert(1)") > 15


def test_control_characters_are_written_out(make_finding: Callable[..., Finding], library: Library) -> None:
    """What would reorder or hide words is shown as what it is."""
    words_ = "可以\u202e读取\x1b[2J"
    report = Report(Document("合同\u2066.txt", "text", words_), findings=(make_finding(words_, words_),))
    text = report_html(report, Side("", (report,)), library)
    assert "可以\\u202e读取\\x1b[2J" in text
    assert not re.search("[\x1b\u202a-\u202e\u2066-\u2069]", text)


def test_nothing_found_is_no_promise(library: Library) -> None:
    """Without findings the report says that this does not mean that there is no risk."""
    page = written(Report(Document("空.txt", "text", "今天天气很好。")), library)
    assert "没有找到不等于没有风险" in words(page.find_class("result")[0])
    assert not page.xpath("//*[@id='lc-law']")


def test_ends_with_what_it_is_not(report: Report, library: Library) -> None:
    """The last line, and it alone, says that this is no legal advice; nothing is called illegal or void."""
    body = words(written(report, library).find("body"))
    assert body.endswith("以上根据文字得出，不是法律意见。")
    assert body.count("法律意见") == 1
    assert not re.search("违法|无效", body)
