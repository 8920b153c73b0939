"""Promises and permissions that meet: 485 pairs of our own, told apart as a lawyer would.

``contradictions.tsv``: the set, ``true`` (both cannot be kept), ``exception`` (the promise is narrower, or
has an exception or a condition for it) or ``none``, and two clauses of one lender. The sets 1 to 3 were
learnt from; set 4 is the one with the most wordings that are nobody else's, and was learnt from least.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from analyzer import analyze, examine
from analyzer.sides import Contradiction

PAIRS = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "contradictions.tsv").read_text(encoding="utf-8").splitlines()
]


def found(*texts: str) -> tuple[Contradiction, ...]:
    """Return what is found between documents with these texts."""
    return examine(
        [analyze(text, name=f"文件{number}") for number, text in enumerate(texts, 1)]
    ).contradictions


@cache
def counted(sets: str) -> Counter[tuple[str, bool]]:
    """Return how often a pair of each kind was called a contradiction, in the sets named."""
    return Counter(
        (kind, any(one.kind == "contradiction" for one in found(first, second)))
        for number, kind, first, second in PAIRS
        if number in sets
    )


def test_there_are_enough_pairs_of_each_kind() -> None:
    """The figures mean something: at least 40 true and 40 false pairs in what they are measured on."""
    kinds = Counter(kind for number, kind, _, _ in PAIRS if number in "123")
    assert kinds["true"] >= 40
    assert kinds["none"] + kinds["exception"] >= 40


@pytest.mark.parametrize(("sets", "precision", "recall"), [("123", 0.95, 0.8), ("4", 0.95, 0.45)])
def test_contradictions_are_found_and_nothing_else(sets: str, precision: float, recall: float) -> None:
    """Of what is called a contradiction hardly anything is none, and most that are one are found."""
    counts = counted(sets)
    right = counts["true", True]
    called = right + counts["exception", True] + counts["none", True]
    assert right / called >= precision
    assert right / (right + counts["true", False]) >= recall


def test_a_narrow_ban_beside_a_broad_permission_is_an_exception() -> None:
    """Subsumption is respected: the ban on one kind of data leaves the permission for all others standing."""
    narrow = "我们不会向第三方提供您的人脸信息。"
    broad = "您同意我们将您的个人信息提供给合作机构。"
    assert {one.kind for one in found(narrow, broad)} == {"exception"}
    named = "您同意我们将您的姓名、电话和人脸信息提供给合作机构。"
    assert {one.kind for one in found(narrow, named)} == {"contradiction"}


def test_an_exception_of_the_promise_itself_is_shown_as_one() -> None:
    """除……外 and 未经您同意 leave room for what the other clause does; the law's own exceptions do not."""
    lets = "您同意我们将您的身份信息和借款信息提供给合作机构用于推荐产品。"
    promises = {
        "除向合作机构提供外，我们不会向任何第三方提供您的个人信息。": "exception",
        "未经您同意，我们不会向任何第三方提供您的个人信息。": "exception",
        "除法律法规另有规定外，我们不会向任何第三方提供您的个人信息。": "contradiction",
    }
    for promise, kind in promises.items():
        assert {one.kind for one in found(promise, lets)} == {kind}, promise


def test_both_quotes_stand_at_their_places() -> None:
    """A reader finds both halves in the documents they come from, with their clauses."""
    policy = "第一条 隐私\n1.1 我们不会读取、上传您的通讯录。"
    letter = "第三条 授权\n3.2 借款人授权贷款人读取并上传其手机通讯录，用于贷后管理。"
    (one,) = (each for each in found(policy, letter) if each.kind == "contradiction")
    assert policy[one.promise.quote.start : one.promise.quote.end] == one.promise.quote.text
    assert letter[one.permission.quote.start : one.permission.quote.end] == one.permission.quote.text
    assert (one.promise.document, one.permission.document) == ("文件1", "文件2")
    assert (one.promise.clause, one.permission.clause) == ("第一条1.1", "第三条3.2")
    assert "通讯录" in one.why


def test_a_clause_does_not_contradict_itself() -> None:
    """但合作机构除外 inside a promise is its exception."""
    text = "我们不会向任何第三方提供您的个人信息，但向合作机构提供的除外。"
    assert {one.kind for one in found(text)} <= {"exception"}


def test_what_others_must_not_do_binds_no_lender() -> None:
    """A duty of the borrower or of a recipient is no promise of the lender."""
    lets = "贷款人有权将借款人的个人信息提供给合作机构。"
    assert not found("借款人不得将账户信息提供给任何第三方。", lets)
