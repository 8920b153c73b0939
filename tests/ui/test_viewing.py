"""ui.viewing: what the reading component is given."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.model import (
    Clause,
    Document,
    Finding,
    Notice,
    Page,
    Quote,
    Region,
    Report,
    Severity,
    Slot,
    Stance,
)
from analyzer.reviews import Review
from analyzer.sides import Cell, Passage, Side, with_lender
from clause_patterns import load_library
from clause_patterns.schema import Category, Provision
from ui.viewing import ReaderView, reader_view
from ui.viewing.matrix import matrix_view
from ui.viewing.original import page_views

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
        "costs": Category(id="costs", title="费用与争议", short="费用", aside=True),
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


def side(report: Report) -> Side:
    return Side("", (report,))


def view(*findings: Finding, text: str = TEXT, **document: object) -> ReaderView:
    report = Report(
        Document("a.pdf", "pdf", text, **document),  # type: ignore[arg-type]
        outline=(Clause("第一条", "授权", 0, len(text), 0, "第一条"),),
        findings=findings,
    )
    return reader_view(report, side(report), LIBRARY, key="k")


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


def test_counts_leave_protection_out_of_severities() -> None:
    """A protective statement counts as protection, never as a severity."""
    shown = view(finding(), finding("住址", severity="high", stance="protects"))
    assert [(choice["label"], choice["count"]) for choice in shown["levels"]] == [("严重", 1), ("保护", 1)]


def test_law_is_marked_verified_or_not() -> None:
    """Provisions say what and whose they are, since when, whether verified; unknown ones are left out."""
    law = view(finding())["law"]
    assert [(each["id"], each["verified"]) for each in law.values()] == [
        ("CHECKED", True),
        ("UNCHECKED", False),
    ]
    assert law["CHECKED"]["source"] == "《某法》第一条"
    assert law["CHECKED"]["about"] == "某机关；2021-11-01 起施行，现行有效"


def test_law_and_line_follow_the_lender() -> None:
    """The page says who seems to lend, and shows no law that binds only other lenders."""
    bound = {
        "CHECKED": LIBRARY.law["CHECKED"],
        "UNCHECKED": LIBRARY.law["UNCHECKED"].model_copy(update={"lenders": ("bank",)}),
    }
    library = replace(LIBRARY, law=bound)
    report = Report(Document("合同.txt", "text", TEXT), findings=(finding(),))
    side = Side("", (report,))
    unknown = reader_view(report, side, library, key="k")
    assert unknown["lender"] == ""
    assert "只适用于银行" in unknown["law"]["UNCHECKED"]["about"]
    private = reader_view(report, with_lender(side, "private"), library, key="k")
    assert private["lender"] == "没有金融牌照的出借人，您选的。"
    assert list(private["law"]) == ["CHECKED"]


def test_pages_and_notices() -> None:
    """Pages begin where they begin, and a notice names its page."""
    middle = TEXT.index("（2）")
    shown = view(
        pages=(Page(1, 0, middle), Page(2, middle, len(TEXT))),
        notices=(Notice("scan", "这一页是图片。", 2), Notice("slots", "有空白。")),
    )
    assert [block.get("page") for block in shown["blocks"]] == [1, None, None, 2, None]
    assert shown["notices"] == ["第 2 页：这一页是图片。", "有空白。"]
    assert shown["meta"] == f"PDF · 2 页 · {len(TEXT)} 字"


def test_missing_text_is_said_first() -> None:
    """What could not be read stands with what cannot be judged, other notices apart."""
    shown = view(
        notices=(Notice("page-unreadable", "没有文字层。", 2), Notice("furniture", "已略去页码。")),
    )
    assert shown["unjudged"] == ["第 2 页：没有文字层。"]
    assert shown["notices"] == ["已略去页码。"]


def test_outline_tells_where_findings_are() -> None:
    """Each clause shows its number, its heading or how it begins, and its findings by level, each once."""
    first, second = TEXT.index("（1）"), TEXT.index("（2）")
    report = Report(
        Document("a", "text", TEXT),
        outline=(
            Clause("第一条", "授权", 0, len(TEXT), 0, "第一条"),
            Clause("（1）", "", first, second, 1, "第一条（1）", 0),
        ),
        findings=(finding(), finding(severity="high"), finding("卖给别人", stance="protects")),
    )
    outline = reader_view(report, side(report), LIBRARY, key="k")["outline"]
    assert [(entry["number"], entry["heading"], entry["line"], entry["depth"]) for entry in outline] == [
        ("第一条", "授权", 0, 0),
        ("（1）", "手机里存着的联系人清单；", 2, 1),
    ]
    assert [entry["counts"] for entry in outline] == [
        [("protective", "保护", 1)],
        [("critical", "严重", 1), ("high", "高", 1)],
    ]


def test_boxes_are_parts_of_the_page() -> None:
    """A box of a finding lies where its words are printed, measured in parts of the page."""
    document = Document("a.pdf", "pdf", TEXT, pages=(Page(2, 0, len(TEXT), 200.0, 400.0),))
    placed = replace(finding(), regions=(Region(2, 50.0, 100.0, 150.0, 120.0),))
    assert page_views(document, (finding("住址"), placed)) == [
        {"number": 2, "width": 200.0, "height": 400.0, "boxes": [(1, 0.25, 0.25, 0.5, 0.05)]}
    ]
    assert page_views(replace(document, format="docx"), (placed,)) == []


def test_cells_of_the_matrix_lead_to_their_findings() -> None:
    """A cell says in words what the document says there, and knows the findings that say it."""
    found = (finding("住址"), finding())
    quote = Quote(found[1].start, found[1].end, found[1].quote)
    cell = Cell("contact-list", "collector", "allows", qualifiers=("full",), allows=(Passage(0, "a", quote),))
    shown = matrix_view([cell], found, LIBRARY, title="谁拿到什么")
    assert (shown["rows"], shown["columns"]) == (["通讯录"], ["催收机构"])
    assert shown["cells"][0]["label"] == "允许"
    assert shown["cells"][0]["findings"] == [1]


def test_reviews_come_back() -> None:
    """What the reader decided before is there when the document is shown again."""
    report = Report(Document("a", "text", TEXT), findings=(finding(),))
    shown = reader_view(report, side(report), LIBRARY, key="k", reviews={0: Review("dismissed", "与我无关")})
    assert shown["reviews"] == {"0": {"decision": "dismissed", "reason": "与我无关"}}


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


def test_costs_have_a_chip_of_their_own_and_count_in_no_other() -> None:
    """The chips by level and the outline speak of the main risks; 费用与争议 can be chosen by itself."""
    main, aside = (
        finding(severity="low"),
        replace(finding(rule="advance-fee", severity="high"), category="costs", aside=True),
    )
    shown = view(main, aside)
    assert [(chip["id"], chip["count"]) for chip in shown["levels"]] == [("low", 1)]
    assert ("费用与争议", 1) in [(chip["label"], chip["count"]) for chip in shown["categories"]]
    assert [one["aside"] for one in shown["findings"]] == [False, True]
    assert shown["ranked"] == [0]
    assert [count for clause in shown["outline"] for count in clause["counts"]] == [("low", "低", 1)]
