from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from analyzer import examine
from analyzer.model import Document, Finding, Notice, Quote, Report, Slot
from analyzer.reporting.literal import visible
from analyzer.reporting.terminal import console_for, print_document, print_report, print_rule, print_rules
from analyzer.sides import Side
from clause_patterns import load_library
from clause_patterns.library import Library

RAW_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def shown(report: Report, library: Library, width: int = 100) -> str:
    target = io.StringIO()
    print_report(report, Side("", (report,)), library, console_for(target, file_width=width))
    return target.getvalue()


def test_report_says_what_a_borrower_needs(report: Report, library: Library) -> None:
    """Name, size, notice, place, quote, lead-in, reason, meaning, advice and law can all be read."""
    text = shown(report, library)
    for words in (
        "合同.pdf", "PDF · 1 页", "第 1 页：右下角的印章没有读出文字。", "严重 1", "第八条（一） · 第 1 页",
        "为评估信用，乙方有权： … 「读取甲方手机中的通讯录，用于逾期后联系」", "依据的词：「通讯录」",
        "为什么要紧：对方可以看到您手机里所有人的电话。", "· 在手机设置里关掉通讯录权限。",
        "可以要求改成：乙方不读取甲方的通讯录。",
    ):  # fmt: skip
        assert words in text


def test_unverified_provisions_are_only_for_reference(report: Report, library: Library) -> None:
    """What was not checked against its source never stands under 法律规定; without any law it is 参考."""
    lines = [line.strip() for line in shown(report, library).splitlines()]
    more = "；另有 1 条，全文见 loanclause rules contact-list-collection"
    assert f"法律规定：《必要信息规定》第五条{more}" in lines
    finding = replace(report.findings[0], law=("GUIDE-1",))
    assert "参考：《行业指南》第五条" in shown(replace(report, findings=(finding,)), library)


def test_few_provisions_are_cited(report: Report, library: Library) -> None:
    """A finding cites three provisions, the first its rule names, and says how to see the others."""
    names = [f"NPI-{number}" for number in range(1, 6)]
    law = {name: library.law["NPI-5"].model_copy(update={"id": name, "article": name}) for name in names}
    finding = replace(report.findings[0], law=tuple(names))
    text = shown(replace(report, findings=(finding,)), replace(library, law=law))
    assert "法律规定：《必要信息规定》NPI-1、NPI-2、NPI-3；另有 2 条" in text


def test_decisive_words_are_told_once(
    report: Report, library: Library, make_finding: Callable[..., Finding]
) -> None:
    """The words that decided are told in reading order, without those that lie inside others."""
    places = [make_finding(words) for words in ("逾期后联系", "通讯录", "手机中的通讯录", "读取")]
    slots = tuple(Slot("data", "any", Quote(one.start, one.end, one.quote)) for one in places)
    text = shown(replace(report, findings=(replace(report.findings[0], slots=slots),)), library)
    assert "依据的词：「读取」「手机中的通讯录」「逾期后联系」\n" in text


def test_worst_come_first_and_promises_last(report: Report, library: Library) -> None:
    """The order is: the worst things, the findings by severity, what protects the borrower."""
    text = shown(report, library)
    assert text.index("最要紧的") < text.index("━━ 严重（1）") < text.index("━━ 保护您的写法（1）")


def test_top_names_three_different_rules(
    report: Report, library: Library, make_finding: Callable[..., Finding]
) -> None:
    """The three worst are of different rules, worst first, whatever the order in the document."""
    rules = (
        ("low", "甲"),
        ("high", "乙"),
        ("high", "乙"),
        ("critical", "丙"),
        ("medium", "丁"),
        ("info", "戊"),
    )
    findings = tuple(make_finding(rule=name, title=name, severity=level) for level, name in rules)
    head = shown(replace(report, findings=findings), library).split("━━")[0]
    assert re.findall(r"\d\. \[(.+?)\] (.)", head) == [("严重", "丙"), ("高", "乙"), ("中", "丁")]


def test_explanation_stands_once_per_rule(
    report: Report, library: Library, make_finding: Callable[..., Finding]
) -> None:
    """Two places of one rule share its explanation; both places are named."""
    findings = (make_finding(clause="第二条"), make_finding(clause="第七条"))
    text = shown(replace(report, findings=findings), library)
    assert text.count("为什么要紧") == 1
    assert "第二条 · 第 1 页" in text
    assert "第七条 · 第 1 页" in text


def test_a_rule_of_two_severities_is_explained_once(
    report: Report, library: Library, make_finding: Callable[..., Finding]
) -> None:
    """Under a lower severity a rule refers to its explanation above."""
    findings = (make_finding(clause="第二条", severity="low"), make_finding(clause="第七条"))
    text = shown(replace(report, findings=findings), library)
    assert text.count("为什么要紧") == 1
    assert text.index("为什么要紧") < text.index("━━ 低（1）") < text.index("含义和做法同上文这一条。")


def test_mere_information_takes_one_line(
    report: Report, library: Library, make_finding: Callable[..., Finding]
) -> None:
    """What is only for information is named with the beginning of its words and its place."""
    text = "贷款人按规定报送信息" * 9
    findings = (make_finding(text, text=text, severity="info"),)
    lines = shown(Report(Document("a", "text", text), findings=findings), library, 120).splitlines()
    assert f"  · 「{text[:40]}…」（第八条（一） · 第 1 页）" in lines


def test_nothing_found_is_said(report: Report, library: Library) -> None:
    """A report without risks says so, and that this is no proof of safety."""
    assert "没有找到不等于没有风险" in shown(replace(report, findings=()), library)


def examined(text: str, width: int = 100) -> str:
    """Return what is printed about ``text``, read by the real engine."""
    side = examine(text)
    target = io.StringIO()
    print_report(side.reports[0], side, load_library(), console_for(target, file_width=width))
    return target.getvalue()


CONTRACT = """第一条 平台会将借款人的位置信息提供给第三方机构。
第二条 平台承诺不会向任何第三方提供借款人的位置信息。
第三条 借款人已阅读并同意《平台服务协议》。
第四条 平台收集借款人的实时位置和相册，并收集借款人的手机号码。
第五条 欢迎参考《还款小贴士》。
"""


def test_what_no_single_clause_shows_stands_between_findings_and_promises() -> None:
    """Contradiction, document not given, receivers not told, data not necessary: each with its place."""
    text = examined(CONTRACT)
    across = re.sub(r"\s+", "", text[text.index("━━ 说法不一的地方（1）") : text.index("━━ 保护您的写法")])
    for words in (
        "[互相矛盾]", "承诺：第二条「第二条平台承诺不会", "允许：第一条「第一条平台会将",
        "有约束力、但没有给出的文件（1）《平台服务协议》写明您同意或者签署了它。", "（第三条）",
        "却没有说全（1处）", "《个人信息保护法》第二十三条", "只写明了：交出去哪些信息（第一条）",
        "还要了这些（2）", "·位置（第四条）：", "·相册（第四条）：", "您有权拒绝", "清单以内的：手机号码",
    ):  # fmt: skip
        assert words in across
    assert "还款小贴士" not in across
    assert text.index("━━ 高") < text.index("━━ 说法不一的地方")


def test_a_document_that_is_clear_gets_no_empty_headings() -> None:
    """Nothing is said of contradictions, documents or data where there are none."""
    text = examined("第一条 借款人应按时还款。\n")
    assert "━━" not in text


def test_long_lists_of_data_are_cut_and_the_rest_is_named() -> None:
    """At most twelve kinds of data get a note; the others are named in one line, none is lost."""
    asked = (
        "通讯录、通话记录、短信、实时位置、相册、已安装的应用列表、剪贴板、设备信息、人脸信息、"
        "工作单位、收入、学历、婚姻状况、家庭住址、电子邮箱"
    )
    text = re.sub(r"\s+", "", examined(f"第一条 平台收集借款人的{asked}。\n"))
    (count,) = re.findall("还要了这些（(\\d+)）", text)
    noted, rest = text.split("还要了这些")[1].split(f"另有{int(count) - 12}项：")
    assert noted.count("（第一条）") == 12
    assert "电子邮箱" in rest
    assert "电子邮箱" not in noted


def test_what_lies_across_clauses_fits_the_terminal_too() -> None:
    """No line is wider than the terminal and none ends in blanks."""
    for line in examined(CONTRACT, 37).splitlines():
        assert cell_len(line) <= 37
        assert line == line.rstrip()


def test_document_cannot_drive_the_terminal(library: Library, make_finding: Callable[..., Finding]) -> None:
    """Escape sequences and bidi controls of name, notice, quote and clause are shown, not sent."""
    evil = "\x1b]0;标题\x07\x1b[2J\u202e\x9b31m红"
    finding = make_finding(evil, text=evil, clause=evil, why=evil)
    document = Document(evil, "text", evil, notices=(Notice("encoding", evil),))
    text = shown(Report(document, findings=(finding,)), library)
    assert not RAW_CONTROL.search(text)
    assert r"\x1b]0;标题\x07\x1b[2J\u202e\x9b31m红" in text


def test_markup_of_the_document_is_literal(report: Report, library: Library) -> None:
    """Words that look like rich markup or emoji codes are printed as they are."""
    words = "[bold red]见附件[/] :smile: [link=http://example.com]这里[/link]"
    document = replace(report.document, name=words)
    assert words in shown(replace(report, document=document), library)


@pytest.mark.parametrize("width", [20, 37, 80])
def test_lines_fit_the_terminal(report: Report, library: Library, width: int) -> None:
    """No line is wider than the terminal and none ends in blanks."""
    for line in shown(report, library, width).splitlines():
        assert cell_len(line) <= width
        assert line == line.rstrip()


def test_colours_only_where_asked(report: Report, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    """A terminal gets colours, unless NO_COLOR is set; a pipe gets none."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")

    def coloured(**settings: bool) -> bool:
        target = io.StringIO()
        console = Console(file=target, **settings)  # type: ignore[arg-type]
        print_report(report, Side("", (report,)), library, console)
        return "\x1b[1;31m" in target.getvalue()

    assert coloured(force_terminal=True)
    assert not coloured()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not coloured(force_terminal=True)


def test_text_is_printed_page_by_page(report: Report) -> None:
    """The text appears whole, unwrapped, under its page number, with line ends of any kind."""
    document = replace(report.document, text="甲" * 120 + "\r\n乙\t丙", pages=report.document.pages)
    document = replace(document, pages=(replace(document.pages[0], end=len(document.text)),))
    target = io.StringIO()
    print_document(document, console_for(target, file_width=40))
    assert "—— 第 1 页 ——\n" + "甲" * 120 + "\n乙\t丙\n" in target.getvalue()


def test_rules_are_listed_and_told(library: Library) -> None:
    """The list names each rule under its category; one rule shows the law's words and its examples."""
    target = io.StringIO()
    print_rules(library, console_for(target, file_width=80))
    print_rule(library.rules["contact-list-collection"], library, console_for(target, file_width=80))
    text = target.getvalue()
    assert "通讯录与通信记录（contacts）\n  [严重] contact-list-collection 读取通讯录\n" in text
    about = "    （某部门；2021-05-01 起施行，in force）\n"
    law = f"  法律规定：\n    《必要信息规定》第五条\n{about}      必要信息规定的原文。\n"
    assert f"{law}  参考：\n    《行业指南》第五条\n{about}" in text
    assert "· 戊" in text


def test_visible_keeps_ordinary_text() -> None:
    """Chinese text, tabs and line feeds are left alone."""
    assert visible("第一条\t您好，\n世界🙂 a") == "第一条\t您好，\n世界🙂 a"
