"""Findings: for any text, each says exactly where it stands, why, and how bad it is."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analyzer import Document, Finding, Report, analyze
from analyzer.model import SEVERITIES, Quote
from clause_patterns import load_library

LIBRARY = load_library()
EXAMPLES = [
    sentence for rule in LIBRARY.rules.values() for sentence in (*rule.examples.flag, *rule.examples.passing)
]
INVISIBLE = ["\u200b", "\u200d", "\ufeff", "\xad", " ", "\u3000", "\t"]
JUNK = ["\n", "\n\n", " ", "\u3000", "\u200b", "\ufeff", "\x00", "\r\n", "㎡", "⽤", "𠮷", "<b>", "”", "《"]
JUNK += ["。", "；", "，", "：", "（1）", "（二）", "1. ", "2.1", "第八条 ", "① ", "● ", "a) "]
JUNK += ["除外：", "不得", "甲方（借款人）：", "甲方（贷款人）：", "该等信息", "以下信息："]
CALM = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def glued(draw: st.DrawFn) -> str:
    """Text that looks like contracts: the library's examples and junk in any order."""
    pieces = draw(
        st.lists(st.sampled_from(EXAMPLES) | st.sampled_from(JUNK) | st.text(max_size=6), max_size=12)
    )
    return draw(st.sampled_from(["", "\n"])).join(pieces)


@st.composite
def disturbed(draw: st.DrawFn) -> str:
    """A glued text with blanks and invisible characters anywhere, also inside words."""
    text = list(draw(glued()))
    scatter = draw(st.randoms(use_true_random=False))
    for _ in range(draw(st.integers(0, 20))):
        text.insert(scatter.randint(0, len(text)), scatter.choice(INVISIBLE))
    return "".join(text)


def _report(text: str) -> Report:
    """Return the report on ``text``, which may be empty."""
    return analyze(Document("x", "text", text))


def _quotes(finding: Finding) -> list[Quote]:
    context = [finding.context] if finding.context is not None else []
    return [*(slot.quote for slot in finding.slots), *context]


def _check(report: Report) -> None:
    text = report.document.text
    for finding in report.findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.quote == text[finding.start : finding.end]
        assert finding.quote.strip()
        for quote in _quotes(finding):
            assert 0 <= quote.start < quote.end <= len(text)
            assert quote.text == text[quote.start : quote.end]
        assert finding.why.strip()
        assert finding.severity in SEVERITIES
        assert finding.certainty in ("explicit", "implied")
        assert finding.rule in LIBRARY.rules
        assert finding.stance == ("protects" if finding.category == "protective" else "authorizes")
    starts = [finding.start for finding in report.findings]
    assert starts == sorted(starts)
    places = [(finding.rule, finding.start, finding.end) for finding in report.findings]
    assert len(set(places)) == len(places)


@CALM
@given(st.text(max_size=300))
def test_any_text_gives_sound_findings(text: str) -> None:
    """Whatever is read, nothing breaks and every quote is what stands there."""
    _check(_report(text))


@CALM
@given(glued())
def test_contract_like_text_gives_sound_findings(text: str) -> None:
    """Clauses in any order with junk between them: every quote, slot and context is what stands there."""
    _check(_report(text))


@CALM
@given(disturbed())
def test_text_with_hidden_characters_gives_sound_findings(text: str) -> None:
    """Blanks and invisible characters inside words move no quote."""
    _check(_report(text))


@CALM
@given(glued())
def test_the_outline_is_sound(text: str) -> None:
    """Every clause lies in the document, and every finding names a clause that holds it."""
    report = _report(text)
    for clause in report.outline:
        assert 0 <= clause.start < clause.end <= len(report.document.text)
    labels = {clause.label for clause in report.outline} | {""}
    assert {finding.clause for finding in report.findings} <= labels


@pytest.mark.parametrize("hidden", ["\u200b", "\u200d", "\ufeff", "\xad", " ", "\u3000"], ids=ascii)
def test_hidden_characters_hide_no_finding(hidden: str) -> None:
    """A clause whose characters are set apart is found like the clause itself."""
    plain = "我们会读取您的通讯录，用于逾期后催收。"
    apart = hidden.join(plain)
    before, after = analyze(plain).findings, analyze(apart).findings
    assert [(f.rule, f.severity) for f in after] == [(f.rule, f.severity) for f in before] != []
    assert [f.quote.replace(hidden, "") for f in after] == [f.quote for f in before]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u3000\u3000", "\u200b", "\ufeff\n", "\x00"], ids=ascii)
def test_nothing_gives_nothing(text: str) -> None:
    """A document without words has no findings, no statements and no clauses, and is no error."""
    report = _report(text)
    assert (report.findings, report.statements, report.outline) == ((), (), ())
    assert report.worst() is None


def test_the_same_text_gives_the_same_report() -> None:
    """Analysing twice, or after other documents, changes nothing."""
    text = "\n".join(random.Random(7).sample(EXAMPLES, 12))
    first = analyze(text)
    analyze("甲方（出借人）：某公司。甲方可以读取乙方的通讯录。")
    assert analyze(text) == first


def test_findings_stand_in_reading_order_the_worst_first() -> None:
    """Findings come as they are met in the document; at one place the most severe comes first."""
    text = (
        "我们会将您的信息提供给合作机构。\n"
        "借款人逾期的，贷款人有权联系其亲属催收，并将逾期情况告知其同事。\n"
        "我们不会出售您的信息，但会提供给合作方。\n"
    )
    findings = analyze(text).findings
    assert [f.start for f in findings] == sorted(f.start for f in findings)
    for one, other in pairwise(findings):
        if one.start == other.start:
            assert SEVERITIES.index(one.severity) <= SEVERITIES.index(other.severity)
    assert findings[-1].stance == "protects"


def test_one_rule_is_reported_once_at_one_place() -> None:
    """A sentence that says a thing with two verbs is one finding, with the graver reading."""
    text = "我们会读取并上传您的通讯录，用于逾期催收。"
    findings = [f for f in analyze(text).findings if f.rule == "contact-list-collection"]
    assert [f.severity for f in findings] == ["critical"]


def test_why_names_the_words_that_decided() -> None:
    """A reader can check the reasons against the text: who, what, which data, and how it was read."""
    (finding,) = analyze("贷款人有权读取借款人的通讯录。").findings
    for word in ("贷款人", "读取", "通讯录", "有权"):
        assert word in finding.why
    (promise,) = analyze("贷款人不得读取借款人的通讯录。").findings
    assert "不得" in promise.why


def test_the_quote_is_the_sentence_and_not_its_neighbours() -> None:
    """A finding quotes the sentence part that says it."""
    text = "本合同一式两份。贷款人有权读取借款人的通讯录；借款人应当按期还款。"
    (finding,) = analyze(text).findings
    assert finding.quote == "贷款人有权读取借款人的通讯录；"


def test_in_a_long_wrapped_sentence_the_quote_is_the_lines_that_say_it() -> None:
    """Of a sentence over many printed lines, those are quoted that hold the verb and the data."""
    before, after = (
        "为了使本平台的服务能够顺利进行并满足各项管理的需要，",
        "，并按照国家有关的标准妥善地加以管理和维护",
    )
    sentence = f"{before * 3}贷款人有权读取借款人的通讯录{after * 4}。"
    text = "\n".join(sentence[at : at + 30] for at in range(0, len(sentence), 30))
    (finding,) = [f for f in analyze(text).findings if f.rule == "contact-list-collection"]
    assert "读取" in finding.quote.replace("\n", "")
    assert "通讯录" in finding.quote.replace("\n", "")
    assert len(finding.quote) <= 2 * 31


def test_a_quote_ends_where_the_rest_of_the_line_says_something_else() -> None:
    """Of the last printed line only the first words are quoted where most of it is about other things."""
    text = (
        "第十条 借款人逾期后拒绝沟通的，平台有权将上述信息向用人单位、亲属及其朋\n"
        "友披露，并且可以把尚未偿还的全部借款的本金和利息宣布为立即到期，\n"
        "借款人应当在三日内一次还清。"
    )
    (finding,) = [f for f in analyze(text).findings if f.rule == "debt-disclosure-to-third-persons"]
    assert finding.quote.endswith("朋\n友披露，")


def test_a_finding_carries_what_its_rule_tells() -> None:
    """Title, explanation, advice, wording and law are the rule's own."""
    (finding,) = analyze("贷款人有权读取借款人的通讯录。").findings
    rule = LIBRARY.rules[finding.rule]
    assert (finding.title, finding.category, finding.severity) == (rule.title, rule.category, rule.severity)
    assert (finding.explain, finding.advice, finding.rewrite, finding.law) == (
        rule.explain,
        rule.advice,
        rule.rewrite,
        rule.law,
    )


def test_costs_are_aside_unless_critical() -> None:
    """Of fees and disputes only the fee before the loan counts among the main risks."""
    report = analyze("本协议的最终解释权归平台所有。\n放款前，借款人须缴纳保证金。\n平台读取借款人的通讯录。")
    assert {finding.rule: finding.aside for finding in report.findings} == {
        "final-interpretation": True,
        "advance-fee": False,
        "contact-list-collection": False,
    }


def test_promises_are_not_counted_as_risks() -> None:
    """The count by severity leaves promises out: a document of promises has no worst finding."""
    report = analyze("我们不会读取您的通讯录。我们不会将您的信息提供给任何第三方。")
    assert {finding.stance for finding in report.findings} == {"protects"}
    assert set(report.counts().values()) == {0}
    assert report.worst() is None
    assert analyze("我们会读取您的通讯录，用于催收。").worst() == "critical"
