"""The outline: every printed number is found where it belongs, and lead-ins govern their items."""

from __future__ import annotations

import pytest

from analyzer import Clause, Finding, analyze


def _outline(text: str) -> list[tuple[str, int]]:
    """Return (number as printed, level) of every clause."""
    return [(clause.number.rstrip("、.．:： "), clause.level) for clause in analyze(text).outline]


def _numbers(text: str) -> list[str]:
    return [number for number, _ in _outline(text)]


def _clause(text: str, words: str) -> Clause:
    """Return the innermost clause in which ``words`` stand."""
    report = analyze(text)
    at = text.index(words)
    around = [clause for clause in report.outline if clause.start <= at < clause.end]
    return max(around, key=lambda clause: clause.level)


def _found(text: str, rule: str) -> list[Finding]:
    return [finding for finding in analyze(text).findings if finding.rule == rule]


@pytest.mark.parametrize(
    "numbers",
    [
        ["第一章", "第二章", "第三章"],
        ["第一条", "第二条", "第三条"],
        ["第九条", "第十条", "第十一条", "第十二条"],
        ["第19条", "第20条", "第21条"],
        ["一、", "二、", "三、"],
        ["（一）", "（二）", "（三）"],
        ["1. ", "2. ", "3. "],
        ["1、", "2、", "3、"],
        ["1.1 ", "1.2 ", "1.3 "],
        ["1.1.1 ", "1.1.2 ", "1.1.3 "],
        ["1）", "2）", "3）"],
        ["（1）", "（2）", "（3）"],
        ["①", "②", "③"],
        ["a. ", "b. ", "c. "],
        ["● ", "● ", "● "],
        ["- ", "- ", "- "],
    ],
    ids=lambda numbers: numbers[0].strip(),
)
def test_a_form_of_numbering_is_known(numbers: list[str]) -> None:
    """Clauses numbered in any usual way are found, one beside the other, with their text."""
    lines = [f"{number}贷款人应当为借款人的资料保密。" for number in numbers]
    text = "\n".join(lines)
    outline = analyze(text).outline
    assert [clause.number for clause in outline] == [number.strip() for number in numbers]
    assert {clause.level for clause in outline} == {0}
    assert [text[clause.start : clause.end].strip() for clause in outline] == lines


@pytest.mark.parametrize(
    "line", ["（1) 资料应当保密。", "(1) 资料应当保密。", "1) 资料应当保密。", "(一) 资料应当保密。"]
)
def test_brackets_of_either_width_number_a_clause(line: str) -> None:
    """Half-width, full-width and mixed brackets are the same numbering."""
    assert len(analyze(line).outline) == 1


def test_numberings_nest_as_printed() -> None:
    """Chapters hold articles, articles hold items, items hold their own items."""
    text = (
        "第一章 总则\n第一条 定义\n（一）合同，是指本合同。\n"
        "1. 正文；\n（1）首页；\n①封面；\n②封底。\n2. 附件。\n"
        "（二）日，是指自然日。\n第二条 借款\n第二章 还款\n第三条 期限\n"
    )
    assert _outline(text) == [
        ("第一章", 0),
        ("第一条", 1),
        ("（一）", 2),
        ("1", 3),
        ("（1）", 4),
        ("①", 5),
        ("②", 5),
        ("2", 3),
        ("（二）", 2),
        ("第二条", 1),
        ("第二章", 0),
        ("第三条", 1),
    ]


def test_decimal_numbers_nest_by_their_points() -> None:
    """2.1.3 stands under 2.1, and 2.1 under 2."""
    text = "2. 信息\n2.1 收集\n2.1.1 姓名。\n2.1.2 住址。\n2.2 保存\n3. 其他\n"
    assert _outline(text) == [("2", 0), ("2.1", 1), ("2.1.1", 2), ("2.1.2", 2), ("2.2", 1), ("3", 0)]


def test_a_number_needs_no_blank_after_it() -> None:
    """「2.1.3如果」 is clause 2.1.3, not a figure in a sentence."""
    text = "2.1 收集\n2.1.3如果您同意，贷款人可以读取您的通讯录。\n2.1.4例如用于核验。\n"
    assert _numbers(text) == ["2.1", "2.1.3", "2.1.4"]
    assert _found(text, "contact-list-collection")[0].clause.endswith("2.1.3")


@pytest.mark.parametrize(
    "line",
    ["1.5%的月费率由借款人承担。", "3.5万元以内的借款免收费用。", "2025年1月17日生效。", "12378是投诉热线。"],
)
def test_a_figure_is_no_number(line: str) -> None:
    """A rate, an amount, a date or a telephone number at the start of a line numbers nothing."""
    assert analyze(line).outline == ()


def test_skipped_and_repeated_numbers_are_kept_as_printed() -> None:
    """What the drafter numbered wrongly is shown as it is printed, at the level where it stands."""
    text = "第一条 借款\n第三条 还款\n第三条 违约\n第四条 其他\n"
    assert _outline(text) == [("第一条", 0), ("第三条", 0), ("第三条", 0), ("第四条", 0)]


def test_numbers_that_start_again_belong_to_their_own_heading() -> None:
    """1. under 二 is another clause than 1. under 一."""
    text = (
        "一、资料\n1. 姓名由借款人填写。\n2. 住址由借款人填写。\n"
        "二、期限\n1. 期限为一年。\n2. 期限届满应当还款。\n"
    )
    assert [level for _, level in _outline(text)] == [0, 1, 1, 0, 1, 1]
    first, second = _clause(text, "姓名由"), _clause(text, "期限为")
    assert first.number == second.number
    assert first.label != second.label


def test_a_list_may_use_the_numbers_of_the_item_it_stands_in() -> None:
    """A list that starts at 1 after a colon is a list of its own, even in the form of numbers around it."""
    text = "1、保密由双方承担。\n2、贷款人可以读取：\n1、证件；\n2、通讯录。\n"
    assert _outline(text) == [("1", 0), ("2", 0), ("1", 1), ("2", 1)]


def test_articles_that_start_again_begin_another_contract() -> None:
    """Two contracts in one file: the second 第一条 is a clause of its own, at the same level as the first."""
    text = (
        "个人借款合同\n第一条 借款\n（一）金额。\n第二条 还款\n\n"
        "个人信息授权书\n第一条 授权\n（一）范围。\n第二条 期限\n"
    )
    assert _outline(text) == [
        ("第一条", 0),
        ("（一）", 1),
        ("第二条", 0),
        ("第一条", 0),
        ("（一）", 1),
        ("第二条", 0),
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("第八条 信息\n（一）保密。\n（二）贷款人可以读取借款人的通讯录。\n", "第八条（二）"),
        ("第八条 信息\n一、保密。\n二、贷款人可以读取借款人的通讯录。\n", "第八条、二"),
        ("第八条 信息\n（二）手机：\n①相机；\n③贷款人可以读取借款人的通讯录。\n", "第八条（二）③"),
        ("3. 信息\n3.1 保密。\n3.2 贷款人可以读取借款人的通讯录。\n", "3.2"),
        ("第三条 信息\n3.1 保密。\n3.2 贷款人可以读取借款人的通讯录。\n", "第三条3.2"),
        ("第8条：贷款人可以读取借款人的通讯录。\n", "第8条"),
    ],
)
def test_a_finding_names_the_clause_a_reader_looks_up(text: str, label: str) -> None:
    """The label is the path of printed numbers to the clause: 第八条（二）."""
    assert [finding.clause for finding in _found(text, "contact-list-collection")] == [label]


def test_a_heading_is_the_words_beside_the_number() -> None:
    """A clause whose line is short and no sentence has a heading; a sentence is none."""
    text = "第八条 信息的使用\n第九条 贷款人应当为借款人提供的资料保密，不得向他人透露。\n"
    headings = [clause.heading for clause in analyze(text).outline]
    assert headings == ["信息的使用", ""]


def test_clauses_hold_their_items() -> None:
    """Each clause lies inside its parent, and parents come first."""
    text = "第一条 甲\n（一）乙。\n1. 丙；\n2. 丁。\n（二）戊。\n第二条 己\n（一）庚。\n"
    outline = analyze(text).outline
    for index, clause in enumerate(outline):
        assert 0 <= clause.start < clause.end <= len(text)
        if clause.parent is not None:
            parent = outline[clause.parent]
            assert clause.parent < index
            assert parent.level == clause.level - 1
            assert parent.start <= clause.start < clause.end <= parent.end


# Lead-ins ------------------------------------------------------------------------------------------

LEADS = [
    "为评估信用，贷款人将读取您手机中的下列信息：",
    "您同意贷款人收集以下信息：",
    "贷款人有权获取借款人的：",
]
NUMBERINGS = [
    ("（一）", "（二）", "（三）"),
    ("1. ", "2. ", "3. "),
    ("（1）", "（2）", "（3）"),
    ("1）", "2）", "3）"),
    ("①", "②", "③"),
    ("a. ", "b. ", "c. "),
    ("● ", "● ", "● "),
    ("- ", "- ", "- "),
    ("", "", ""),
]


@pytest.mark.parametrize("marks", NUMBERINGS, ids=lambda marks: marks[0].strip() or "unnumbered")
@pytest.mark.parametrize("lead", LEADS)
def test_a_lead_in_governs_its_items(lead: str, marks: tuple[str, str, str]) -> None:
    """The verb stands before the colon: each bare item is quoted, with the lead-in as its context."""
    items = [f"{marks[0]}身份证件；", f"{marks[1]}通讯录；", f"{marks[2]}短信内容。"]
    text = "\n".join([lead, *items]) + "\n"
    for rule, words in (("contact-list-collection", "通讯录"), ("call-log-sms-collection", "短信内容")):
        (finding,) = _found(text, rule)
        assert words in finding.quote
        assert lead not in finding.quote
        assert finding.context is not None
        assert finding.context.text.strip() == lead


def test_a_lead_in_with_a_number_governs_its_items() -> None:
    """A numbered lead-in hands its verb to the items below it, and the label shows both numbers."""
    text = "第八条 授权\n（一）借款人同意贷款人读取：\n1. 证件；\n2. 通讯录。\n（二）本条长期保存。\n"
    (finding,) = _found(text, "contact-list-collection")
    assert finding.quote.strip().startswith("2. 通讯录")
    assert finding.clause.startswith("第八条（一）")


def test_a_lead_in_ends_with_its_list() -> None:
    """After the list, a new clause stands for itself: its nouns are not what the lead-in lets others take."""
    text = (
        "第一条 贷款人将收集下列信息：\n（一）证件；\n（二）住址。\n"
        "第二条 名词解释\n（一）手机号码，以运营商登记为准。\n（二）通讯录，以手机系统的名称为准。\n"
    )
    assert _found(text, "contact-list-collection") == []


def test_items_on_the_lead_ins_own_line_are_governed_too() -> None:
    """A list set as one paragraph is read like one set in lines."""
    text = "借款人同意贷款人收集以下信息：（1）身份证件；（2）通讯录；（3）短信内容。"
    rules = {finding.rule for finding in analyze(text).findings}
    assert {"contact-list-collection", "call-log-sms-collection"} <= rules
