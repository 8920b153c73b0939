"""Two sides: which is worse, in what, and why, decided by what they say and not by what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer import UsageError, analyze, compare, examine
from analyzer.sides import Comparison, Row

READS = "第五条 贷款人有权读取并上传借款人的手机通讯录。"
PROMISES = "第二条 我们不会读取、上传您的通讯录。"
SAYS_NOTHING = "第一条 借款期限为十二个月，到期一次还本付息。"
SHARES = "贷款人可将借款人的个人信息提供给合作机构。"


def row(comparison: Comparison, topic: str) -> Row:
    """Return the row on ``topic``."""
    return next(each for each in comparison.rows if each.topic == topic)


@pytest.mark.parametrize(
    ("a", "b", "positions", "worse"),
    [
        (READS, PROMISES, ("allows", "forbids"), "a"),
        (PROMISES, READS, ("forbids", "allows"), "b"),
        (READS, SAYS_NOTHING, ("allows", "silent"), "a"),
        (READS, READS, ("allows", "allows"), "same"),
        (READS + PROMISES, READS, ("both", "allows"), "b"),
    ],
)
def test_what_one_allows_the_other_may_forbid(a: str, b: str, positions: tuple[str, str], worse: str) -> None:
    """A allows, B forbids, says nothing or does both: the row says so and which is worse."""
    found = row(compare(a, b), "contact-list-collection")
    assert (found.a.position, found.b.position) == positions
    assert found.worse == worse


def test_the_sentence_names_the_worse_side_and_both_quotes_stand_in_their_texts() -> None:
    """The verdict can be checked against the two places it rests on."""
    comparison = compare(READS, PROMISES, name_a="快贷", name_b="稳贷")
    found = row(comparison, "contact-list-collection")
    assert found.why.startswith("快贷更不利")
    assert "稳贷承诺不做" in found.why
    for text, passage in ((READS, found.a.allows[0]), (PROMISES, found.b.forbids[0])):
        assert text[passage.quote.start : passage.quote.end] == passage.quote.text
    assert (found.a.allows[0].clause, found.b.forbids[0].clause) == ("第五条", "第二条")


COSTS = "服务费由平台在放款时从借款本金中扣除。"
SOME_RISK = "平台的授权长期有效，借款人授权平台长期使用其个人信息。"


def test_costs_do_not_decide_which_side_is_worse() -> None:
    """A high fee on one side does not outweigh a lesser risk for data on the other, and stands after it."""
    comparison = compare(COSTS, SOME_RISK)
    assert row(comparison, "undisclosed-fees-upfront-deduction").worse == "a"
    assert comparison.worse == "b"
    assert comparison.rows[-1].topic == "undisclosed-fees-upfront-deduction"


def test_a_fee_before_the_loan_decides_which_side_is_worse() -> None:
    """The mark of a sham lender counts as what it is."""
    comparison = compare("放款前，借款人须缴纳保证金。", SOME_RISK)
    assert comparison.worse == "a"
    assert comparison.rows[0].topic == "advance-fee"


def test_asking_first_is_better_than_silence_and_less_than_a_promise() -> None:
    """未经您单独同意不会提供 is better than providing or saying nothing, and no promise never to."""
    asks = "未经您单独同意，我们不会向合作机构提供您的个人信息。"
    found = row(compare(SHARES, asks), "share-with-partners-affiliates")
    assert (found.a.position, found.b.position) == ("allows", "asks")
    assert found.worse == "a"
    never = compare(asks + SHARES, "我们不会向任何第三方提供您的个人信息。")
    assert row(never, "share-with-partners-affiliates").a.position == "allows"


def test_among_two_permissions_the_terms_decide() -> None:
    """Without notice is worse, being confined to default is better; the sentence names it."""
    plain = "贷款人可将本合同项下的债权转让给第三方，但应当通知借款人。"
    silent = "贷款人可将本合同项下的债权转让给第三方，无需通知借款人。"
    comparison = compare(silent, plain)
    assert row(comparison, "debt-assignment-no-notice").worse == "a"
    always = "贷款人可委托第三方机构催收。"
    late = "借款人逾期后，贷款人可委托第三方机构催收。"
    found = row(compare(always, late), "collection-outsourcing-data")
    assert found.worse == "a"
    assert "逾期" in found.why


def test_a_word_about_default_is_no_condition_by_itself() -> None:
    """逾期 in 逾期信息 does not confine a permission to the time of default."""
    a = "贷款人可将借款人的逾期信息提供给合作机构。"
    found = row(compare(a, SHARES), "share-with-partners-affiliates")
    assert not found.a.conditions


def test_what_is_said_for_information_makes_nobody_worse() -> None:
    """A lawful credit query on one side only is no point against it."""
    query = "借款人授权贷款人为审批本次贷款向金融信用信息基础数据库查询其信用报告。"
    assert row(compare(query, SAYS_NOTHING), "credit-reporting").worse == "same"


def test_promises_are_compared_too() -> None:
    """A promise that only one side makes is a point against the other."""
    found = row(compare(SAYS_NOTHING, PROMISES), "protective-contacts")
    assert (found.worse, found.category) == ("a", "protective")


def test_a_side_is_several_documents_and_titles_do_not_matter(tmp_path: Path) -> None:
    """The promise in the policy and the permission in the letter meet, whatever the files are called."""
    (tmp_path / "某某授权书.txt").write_text(READS, encoding="utf-8")
    (tmp_path / "另一份.txt").write_text(PROMISES, encoding="utf-8")
    comparison = compare(tmp_path, [SAYS_NOTHING, SHARES])
    assert len(comparison.a.reports) == 2
    assert row(comparison, "contact-list-collection").a.position == "both"
    assert [one.kind for one in comparison.a.contradictions] == ["contradiction"]


def test_the_matrix_says_who_gets_what_on_each_side() -> None:
    """A permission for all information covers each kind, a promise about third parties covers partners."""
    given = "贷款人可将借款人的借款信息提供给合作机构。"
    promise = "我们不会向任何第三方提供您的个人信息。"
    comparison = compare(given, promise)
    cell = next(each for each in comparison.matrix if each.topic == "loan-info partner")
    assert (cell.a.position, cell.b.position, cell.worse) == ("allows", "forbids", "a")


def test_the_paragraph_is_made_from_rows() -> None:
    """It names the side on which the gravest difference lies, and what it is; without one it says so."""
    comparison = compare(READS, SAYS_NOTHING, name_a="快贷", name_b="稳贷")
    assert comparison.worse == "a"
    assert "快贷" in comparison.summary
    assert row(comparison, "contact-list-collection").title in comparison.summary
    assert compare(READS, READS).worse == "same"


def test_no_side_is_called_worse_where_both_are_at_the_gravest() -> None:
    """Each has something critical of its own: the paragraph does not pretend to know."""
    exposes = "借款人逾期的，贷款人有权在媒体上公布其姓名、照片和欠款金额。"
    calls = "借款人逾期的，贷款人有权联系其亲属、同事催收。"
    assert compare(exposes, calls).worse == "unclear"


def test_what_was_not_given_is_said_before_anyone_relies_on_it() -> None:
    """A document that binds and is missing, and much less text on one side, are told."""
    terms = "您已阅读并同意《个人信息共享授权书》，该授权书构成本协议不可分割的一部分。"
    comparison = compare(terms, READS + SAYS_NOTHING * 30, name_a="快贷", name_b="稳贷")
    assert any("快贷" in note and "个人信息共享授权书" in note for note in comparison.notes)
    assert any("稳贷给出的文字" in note for note in comparison.notes)


def test_sides_and_reports_can_be_given_as_they_are() -> None:
    """Who has analysed already need not do it again."""
    side = examine([analyze(READS)], name="快贷")
    assert compare(side, analyze(PROMISES)).a is side


def test_nothing_to_compare_is_one_sentence(tmp_path: Path) -> None:
    """An empty folder or list is a mistake of the call."""
    for empty in (tmp_path, []):
        with pytest.raises(UsageError, match="没有可以比较的文件"):
            compare(READS, empty)
