"""ui.view: what the reading component is given."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.model import Clause, Document, Finding, Notice, Page, Quote, Report, Severity, Slot, Stance
from analyzer.reporting.summary import level_of, top_three
from clause_patterns import load_library
from clause_patterns.schema import Category, Provision
from ui.view import ReaderView, reader_view

TEXT = (
    "第一条 授权\n"
    "乙方可以收集下列资料：\n"
    "（1）手机里存着的联系人清单；\n"
    "（2）住址。\n"
    "乙方承诺不把资料卖给别人。\n"
)
LIBRARY = replace(
    load_library(),
    categories={
        "contacts": Category(id="contacts", title="通讯录与通信记录", short="通讯录"),
        "protective": Category(id="protective", title="保护性承诺", short="保护"),
    },
    rules={},
    law={
        name: Provision(
            id=name, law="某法", issuer="某机关", article="第一条", text="条文。",
            effective_from="2021-11-01", status="现行有效", verified=name == "CHECKED",
        )
        for name in ("CHECKED", "UNCHECKED")
    },
)  # fmt: skip


def finding(
    words: str = "手机里存着的联系人清单",
    *,
    text: str = TEXT,
    span: tuple[int, int] | None = None,
    rule: str = "contact-list-collection",
    severity: Severity = "critical",
    stance: Stance = "authorizes",
    context: str = "",
    decided: str = "",
) -> Finding:
    start, end = span or (text.index(words), text.index(words) + len(words))
    slots: tuple[Slot, ...] = ()
    if decided:
        at = text.index(decided)
        slots = (Slot("data", "contact-list", Quote(at, at + len(decided), decided)),)
    lead_in = None
    if context:
        at = text.index(context)
        lead_in = Quote(at, at + len(context), context)
    return Finding(
        rule=rule, category="contacts", severity=severity, stance=stance, title="读取通讯录",
        quote=text[start:end], start=start, end=end, context=lead_in, certainty="explicit",
        clause="第一条（1）", page=2, regions=(), actor="", action="collect", slots=slots, why="词",
        explain="说明", advice=("关权限",), rewrite="", law=("CHECKED", "UNCHECKED", "GONE"),
    )  # fmt: skip


def view(*findings: Finding, text: str = TEXT, **document: object) -> ReaderView:
    report = Report(
        Document("a.pdf", "pdf", text, **document),  # type: ignore[arg-type]
        outline=(Clause("第一条", "授权", 0, len(text), 0, "第一条"),),
        findings=findings,
    )
    return reader_view(report, LIBRARY, key="k")


def covered(shown: ReaderView, index: int, layer: int = 1) -> str:
    return "".join(
        segment[0] for block in shown["blocks"] for segment in block["segments"] if index in segment[layer]
    )


def test_text_is_complete() -> None:
    """Nothing of the document is lost between the marks."""
    shown = view(finding(), finding("联系人清单；"))
    lines = ["".join(segment[0] for segment in block["segments"]) for block in shown["blocks"]]
    assert lines == TEXT.splitlines()


def test_overlap_is_split_at_boundaries() -> None:
    """Where two findings overlap, the shared words carry both and the others one."""
    shown = view(finding("手机里存着的联系人"), finding("联系人清单"))
    segments = [segment for block in shown["blocks"] for segment in block["segments"] if segment[1]]
    assert [(text, ids) for text, ids, _ in segments] == [
        ("手机里存着的", [0]),
        ("联系人", [0, 1]),
        ("清单", [1]),
    ]


def test_finding_over_several_lines() -> None:
    """A quote that runs over a line end is marked on both lines."""
    start = TEXT.index("联系人清单")
    shown = view(finding(span=(start, TEXT.index("住址"))))
    assert covered(shown, 0) == "联系人清单；（2）"


def test_lead_in_is_marked_apart() -> None:
    """The lead-in of a list item is known to the page but is not part of the quote."""
    shown = view(finding(context="乙方可以收集下列资料："))
    assert covered(shown, 0, layer=2) == "乙方可以收集下列资料："
    assert "收集" not in covered(shown, 0)


@given(
    text=st.text(alphabet="甲乙\n\r，😀", max_size=40),
    cuts=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5),
)
def test_every_quote_is_covered_exactly(text: str, cuts: list[tuple[int, int]]) -> None:
    """Whatever overlaps with whatever, the marks of a finding spell its quote, line ends apart."""
    spans = [(min(a, b), max(a, b)) for a, b in cuts if a != b and max(a, b) <= len(text)]
    shown = view(*(finding(text=text, span=span) for span in spans), text=text)
    for index, (start, end) in enumerate(spans):
        marked = covered(shown, index).replace("\r", "")
        assert marked == text[start:end].replace("\n", "").replace("\r", "")


def test_decided_words_of_the_quote() -> None:
    """The words that led to the judgement are told apart inside the quote."""
    shown = view(finding(decided="联系人清单"))
    assert shown["findings"][0]["quote"] == [("手机里存着的", False), ("联系人清单", True)]


@pytest.mark.parametrize(
    ("severity", "stance", "label"),
    [
        ("critical", "authorizes", "通讯录·严重"),
        ("high", "authorizes", "通讯录·高"),
        ("medium", "authorizes", "通讯录·中"),
        ("low", "authorizes", "通讯录·低"),
        ("info", "authorizes", "通讯录·提示"),
        ("info", "protects", "通讯录·保护"),
    ],
)
def test_labels_are_chinese_words(severity: Severity, stance: Stance, label: str) -> None:
    """Every mark says category and severity in words."""
    assert view(finding(severity=severity, stance=stance))["findings"][0]["label"] == label


def test_top_is_worst_first_and_one_per_rule() -> None:
    """The three lines on top are the worst of three different rules, without protection and information."""
    report = Report(
        Document("a", "txt", TEXT),
        findings=(
            finding(rule="a", severity="low"),
            finding(rule="b", severity="critical"),
            finding("住址", rule="b", severity="critical"),
            finding(rule="c", severity="critical", stance="protects"),
            finding(rule="d", severity="info"),
            finding(rule="e", severity="high"),
            finding(rule="f", severity="medium"),
        ),
    )
    assert [report.findings[index].rule for index in top_three(report, LIBRARY)] == ["b", "e", "f"]


def test_top_prefers_what_the_words_say() -> None:
    """Of one rule's equally severe findings the explicit one is shown, even if it comes later in the text."""
    report = Report(
        Document("a", "txt", TEXT),
        findings=(replace(finding(), certainty="implied"), finding("住址")),
    )
    assert top_three(report, LIBRARY) == [1]


def test_top_follows_the_order_of_the_library() -> None:
    """Of equally severe findings the one whose category the library names first stands first."""
    found = (replace(finding(rule="b"), category="other"), finding("住址", rule="a"))
    report = Report(Document("a", "txt", TEXT), findings=found)
    assert top_three(report, LIBRARY) == [1, 0]


def test_nothing_on_top_when_only_protective() -> None:
    """A document that only protects has no line on top."""
    report = Report(Document("a", "txt", TEXT), findings=(finding(stance="protects"),))
    assert top_three(report, LIBRARY) == []
    assert level_of(report.findings[0]) == "protective"


def test_counts_leave_protection_out_of_severities() -> None:
    """A protective statement counts as protection, never as a severity."""
    shown = view(finding(), finding("住址", severity="high", stance="protects"))
    assert [(choice["label"], choice["count"]) for choice in shown["levels"]] == [("严重", 1), ("保护", 1)]


def test_law_is_marked_verified_or_not() -> None:
    """Provisions carry name, article, date and whether they were verified; an unknown one is left out."""
    law = view(finding())["law"]
    assert [(each["id"], each["verified"]) for each in law.values()] == [
        ("CHECKED", True),
        ("UNCHECKED", False),
    ]
    assert law["CHECKED"]["source"] == "《某法》第一条"
    assert law["CHECKED"]["effective"] == "自 2021-11-01 起施行"


def test_pages_and_notices() -> None:
    """Pages begin where they begin, and a notice names its page."""
    middle = TEXT.index("（2）")
    shown = view(
        pages=(Page(1, 0, middle), Page(2, middle, len(TEXT))),
        notices=(Notice("scan", "这一页是图片。", 2), Notice("slots", "有空白。")),
    )
    assert [block.get("page") for block in shown["blocks"]] == [1, None, None, 2, None]
    assert shown["notices"] == ["第 2 页：这一页是图片。", "有空白。"]
    assert not shown["incomplete"]
    assert shown["meta"] == f"PDF · 2 页 · {len(TEXT)} 字"


def test_missing_text_is_not_to_be_missed() -> None:
    """A notice that some of the text could not be read is open at first, others are folded."""
    assert view(notices=(Notice("page-unreadable", "没有文字层。", 2),))["incomplete"]
    assert not view(notices=(Notice("furniture", "已略去页码。"),))["incomplete"]


def test_view_is_json() -> None:
    """The component's data goes through JSON unchanged but for tuples."""
    shown = view(finding(context="乙方可以收集下列资料：", decided="联系人"))
    assert (
        json.loads(json.dumps(shown, ensure_ascii=False))["findings"][0]["context"]
        == "乙方可以收集下列资料："
    )


def test_cost_grows_with_text_not_with_its_square() -> None:
    """There are as many segments as boundaries ask for, however many findings there are."""
    text = "甲方同意乙方收集通讯录。" * 400
    spans = [(at, at + 12) for at in range(0, len(text), 12)]
    shown = view(*(finding(text=text, span=span) for span in spans), text=text)
    segments = [segment for block in shown["blocks"] for segment in block["segments"]]
    assert len(segments) == len(spans)
    assert all(after[1][0] == before[1][0] + 1 for before, after in pairwise(segments))
