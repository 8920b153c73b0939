"""Two versions of one document: aligned clause by clause, with what each change lets or forbids."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from analyzer import compare
from analyzer.sides import Change

OLD = """用户服务协议
第一条 借款
1.1 借款金额以系统审批结果为准，借款期限为十二个月。
1.2 借款人应当按期足额还款，还款方式为等额本息。
第二条 个人信息
2.1 我们收集您的姓名、手机号和银行卡号，用于审核借款申请。
2.2 我们不会读取、上传您的通讯录。
2.3 我们保存您的信息至借款结清之日。
第三条 其他
3.1 本协议自双方确认之日起生效。
"""
NEW = (
    OLD.replace("2.2 我们不会读取、上传您的通讯录。\n", "")
    .replace("2.3 我们保存您的信息至借款结清之日。", "2.3 我们永久保存您的信息，并有权继续使用。")
    .replace("第三条 其他", "2.4 我们有权将您的个人信息提供给合作机构。\n第三条 其他")
)


def changes(old: str, new: str) -> list[Change]:
    """Return the changes between two versions."""
    (pair,) = compare(old, new).versions
    return list(pair.changes)


def test_versions_are_recognised_and_other_documents_are_not() -> None:
    """Most clauses the same: versions of one; a different contract is none."""
    (pair,) = compare(OLD, NEW).versions
    assert 0.5 < pair.similarity < 1
    assert pair.unchanged >= 5
    assert not compare(OLD, "第一条 贷款人有权读取借款人的通讯录。\n第二条 争议由法院管辖。").versions


def test_a_removed_promise_a_reworded_and_a_new_clause_are_told_apart() -> None:
    """Each change is at its clause, old and new side by side."""
    found = {(one.kind, (one.new or one.old).clause) for one in changes(OLD, NEW)}  # type: ignore[union-attr]
    assert found == {("removed", "第二条2.2"), ("reworded", "第二条2.3"), ("new", "第二条2.4")}


def test_a_change_says_what_it_lets_and_what_it_no_longer_forbids() -> None:
    """The new sharing clause lets something, the removed promise forbids no more."""
    by_kind = {one.kind: one for one in changes(OLD, NEW)}
    assert "把您的信息交给关联公司、合作方" in by_kind["new"].lets
    assert any("通讯录" in title for title in by_kind["removed"].forbids_no_more)
    assert by_kind["reworded"].lets


def test_punctuation_numbers_and_places_are_no_change() -> None:
    """Renumbered, moved and repunctuated clauses are the same clauses."""
    respelt = OLD.replace("，", ",").replace("2.1", "2.01")
    assert changes(OLD, respelt) == []
    lines = OLD.splitlines()
    moved = "\n".join([*lines[:2], lines[3], lines[2], *lines[4:]])
    assert all(one.kind == "reworded" or not one.lets for one in changes(OLD, moved))


@settings(deadline=None)
@given(st.permutations(OLD.splitlines()))
def test_every_clause_is_accounted_for(lines: list[str]) -> None:
    """Whatever the order, each clause of either version is unchanged or in exactly one change."""
    new = "\n".join(lines)
    for pair in compare(OLD, new).versions:
        places = [one.new.quote.start for one in pair.changes if one.new]
        assert len(places) == len(set(places))
        for one in pair.changes:
            for text, passage in ((OLD, one.old), (new, one.new)):
                if passage:
                    assert text[passage.quote.start : passage.quote.end] == passage.quote.text
