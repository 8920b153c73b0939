"""What is to be written: comparisons of examples and of two short contracts, reports on given words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer import Comparison, Document, compare
from analyzer.model import Finding, Report

EXAMPLES = Path(__file__).parents[2] / "examples"

# What side A says, and side B in an older version of the same contract.
HARSH = """甲贷款合同
第一条 平台有权读取借款人手机中的通讯录，并提供给合作方使用，该授权不可撤销。
第二条 平台收集借款人的实时位置和相册。
第三条 平台承诺不会向任何第三方提供借款人的位置信息。
第四条 平台可以将借款人的位置信息提供给第三方机构。
第五条 借款人已阅读并同意《平台服务协议》。
第六条 借款人应按月归还本金和利息，逾期的按日计收罚息，罚息标准由双方另行商定。
第七条 本合同自双方签字之日起生效，一式两份，双方各执一份，具有同等的效力。
"""
MILD = """甲贷款合同
第一条 未经借款人单独同意，平台不会读取借款人手机中的通讯录。
第二条 平台收集借款人的实时位置和相册。
第六条 借款人应按月归还本金和利息，逾期的按日计收罚息，罚息标准由双方另行商定。
第七条 本合同自双方签字之日起生效，一式两份，双方各执一份，具有同等的效力。
"""


def document(name: str, text: str) -> Document:
    """Return ``text`` as a document called ``name``."""
    return Document(name, "text", text, sha256="ab" * 32)


@pytest.fixture(scope="session")
def comparison() -> Comparison:
    """The harsh contract against its mild version."""
    return compare(document("严.txt", HARSH), document("宽.txt", MILD), name_a="甲家", name_b="乙家")


@pytest.fixture(scope="session")
def comparisons(comparison: Comparison) -> list[Comparison]:
    """That comparison, and two of the examples, one with several documents on a side."""
    harsh, fair = EXAMPLES / "aggressive_loan_contract.txt", EXAMPLES / "fair_loan_contract.txt"
    letter, policy = EXAMPLES / "authorization_letter.txt", EXAMPLES / "moderate_privacy_policy.txt"
    return [comparison, compare(harsh, fair), compare([harsh, letter], [fair, policy])]


@pytest.fixture
def marked(make_finding: Callable[..., Finding]) -> Callable[..., Report]:
    """A function that makes the report on ``document`` that finds the given words in it."""

    def make(document: Document, *words: str, **fields: object) -> Report:
        found = [make_finding(each, document.text, clause="第二条", **fields) for each in words]
        placed = (
            replace(one, regions=document.regions(one.start, one.end), page=document.page_at(one.start))
            for one in found
        )
        return Report(document, findings=tuple(placed))

    return make
