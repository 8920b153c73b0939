"""What several tests need: a small report and library made by hand, and the labelled documents."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from analyzer.model import Document, Finding, Notice, Page, Quote, Region, Report, Slot
from clause_patterns import load_library
from clause_patterns.library import Library
from clause_patterns.schema import Category, Examples, Provision, Rule, When

LEAD_IN = "为评估信用，乙方有权："
RISK = "读取甲方手机中的通讯录，用于逾期后联系"
PROMISE = "未经甲方单独同意，乙方不把个人信息交给合作方"
TEXT = f"第八条 信息使用\n{LEAD_IN}\n（一）{RISK}；\n第九条 保密\n{PROMISE}。\n"

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")


def pytest_configure() -> None:
    """Keep each worker and what it starts on a processor of its own: recognition would take all of them."""
    if WORKER and hasattr(os, "sched_setaffinity"):
        there = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {there[int(WORKER.removeprefix("gw")) % len(there)]})


def quote_of(words: str, text: str = TEXT) -> Quote:
    """Return where ``words`` stand in ``text``."""
    start = text.index(words)
    return Quote(start, start + len(words), words)


@pytest.fixture(scope="session")
def make_finding() -> Callable[..., Finding]:
    """A function that makes a finding for words of ``text``; every field can be given."""

    def make(words: str = RISK, text: str = TEXT, **fields: object) -> Finding:
        place = quote_of(words, text)
        values: dict[str, object] = {
            "rule": "contact-list-collection",
            "category": "contacts",
            "severity": "critical",
            "stance": "authorizes",
            "title": "读取通讯录",
            "quote": words,
            "start": place.start,
            "end": place.end,
            "context": None,
            "certainty": "explicit",
            "clause": "第八条（一）",
            "page": 1,
            "regions": (Region(1, 72.0, 100.0, 300.0, 112.0),),
            "actor": "party.lender",
            "action": "action.collect",
            "slots": (),
            "why": "「读取」「通讯录」",
            "explain": "对方可以看到您手机里所有人的电话。",
            "advice": ("在手机设置里关掉通讯录权限。",),
            "rewrite": "乙方不读取甲方的通讯录。",
            "law": ("NPI-5", "GUIDE-1"),
        }
        return Finding(**(values | fields))  # type: ignore[arg-type]

    return make


@pytest.fixture
def report(make_finding: Callable[..., Finding]) -> Report:
    """One page with one critical finding, one protective finding and one notice."""
    document = Document(
        name="合同.pdf",
        format="pdf",
        text=TEXT,
        pages=(Page(1, 0, len(TEXT), 595.0, 842.0),),
        sha256="0" * 64,
        notices=(Notice("page-unreadable", "右下角的印章没有读出文字。", 1),),
    )
    risk = make_finding(
        context=quote_of(LEAD_IN), slots=(Slot("data", "data.contact-list", quote_of("通讯录")),)
    )
    promise = make_finding(
        PROMISE, rule="protective-sharing", category="protective", stance="protects", severity="info",
        title="提供前须单独同意", clause="第九条", law=(), rewrite="",
    )  # fmt: skip
    return Report(document, findings=(risk, promise))


@pytest.fixture(scope="session")
def library() -> Library:
    """The shipped library, but one category, one rule, one verified provision and one for reference only."""
    rule = Rule(
        id="contact-list-collection",
        title="读取通讯录",
        category="contacts",
        severity="critical",
        when=(When(),),
        explain="对方可以看到您手机里所有人的电话。",
        advice=("在手机设置里关掉通讯录权限。",),
        law=("NPI-5", "GUIDE-1"),
        lookalikes=("通讯地址",),
        examples=Examples.model_validate({"flag": ["甲", "乙", "丙"], "pass": ["丁", "戊", "己"]}),
    )
    law = {
        name: Provision(
            id=name, law=title, issuer="某部门", article="第五条", text=f"{title}的原文。",
            effective_from="2021-05-01", status="in force", verified=verified,
        )
        for name, title, verified in (("NPI-5", "必要信息规定", True), ("GUIDE-1", "行业指南", False))
    }  # fmt: skip
    category = Category(id="contacts", title="通讯录与通信记录", short="通讯录")
    return replace(load_library(), categories={"contacts": category}, rules={rule.id: rule}, law=law)


@pytest.fixture(scope="session")
def gold_dir() -> Path:
    """The labelled documents beside the repository; without them the test is skipped, but never in CI."""
    folder = Path(__file__).parents[2] / "shared" / "gold"
    if not folder.is_dir() and os.environ.get("CI") != "true":
        pytest.skip("../shared/gold is not there")
    return folder
