"""The example documents: what a borrower who runs them must see, and must not see."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import docx
import pypdfium2
import pytest
import yaml
from docx.table import Table

from analyzer import Finding, Report, analyze

EXAMPLES = Path(__file__).parent.parent / "examples"
EXPECTED = yaml.safe_load((Path(__file__).parent / "examples_expected.yaml").read_text(encoding="utf-8"))
AGGRESSIVE = "aggressive_loan_contract.txt"
LOW = {"low", "info"}

# The plainest clauses of the aggressive contract: (rule, distinctive phrase of the quote).
MUST = [
    ("contact-list-collection", "读取甲方手机里存储的通讯录"),
    ("contact-list-collection", "手机通讯录中全部人员的姓名和号码"),
    ("call-log-sms-collection", "近六个月的通话记录及短信内容"),
    ("carrier-data-authorization", "下载甲方的通话详单和账单"),
    ("device-data-overreach", "实时地理位置、相册和已安装的应用列表"),
    ("emergency-contact-collection", "甲方应填写不少于三名紧急联系人"),
    ("emergency-contact-debt-use", "联系甲方填写的紧急联系人"),
    ("third-party-collection-contact", "致电甲方的亲属、同事和工作单位"),
    ("debt-disclosure-to-third-persons", "经由其他可能认识甲方的人"),
    ("consent-on-behalf-of-others", "甲方保证已就提供上述人员的信息取得其本人同意"),
    ("share-with-partners-affiliates", "合作机构及合作机构的其他合作方"),
    ("share-with-data-vendors", "加工成评分产品后向自己的客户输出"),
    ("share-for-marketing", "向其推介贷款、保险、理财产品"),
    ("credit-institution-platform-push", "同时推送给平台上的多家资金方"),
    ("collection-outsourcing-data", "委托催收公司、律师事务所代为追索"),
    ("public-exposure", "公布甲方的姓名、照片、身份证号码和欠款金额"),
    ("non-credit-blacklist", "丙方有权将甲方列入行业失信名单"),
    ("credit-query-overbroad", "查询的事由和次数由丙方自行决定"),
    ("adverse-report-no-notice", "丙方可将其不良信息报送征信机构"),
    ("irrevocable-consent", "甲方不可撤销地授权乙方、丙方及合作机构"),
    ("blanket-consent", "以任何方式收集、使用和对外提供甲方的一切信息"),
    ("indefinite-consent", "前款授权自甲方注册之日起长期有效"),
    ("withdrawal-penalty", "甲方撤回本条任何一项授权的"),
    ("privacy-waiver", "上述措施不构成对甲方隐私权、名誉权的侵害"),
    ("leak-liability-exemption", "合作机构保管不善等任何原因导致甲方信息泄露的"),
    ("rights-obstruction", "甲方不得就丙方及其受托方的催收行为"),
    ("post-termination-retention", "丙方仍可继续保存并使用甲方信息"),
    ("bundled-consent", "丙方将不予提供借款服务"),
    ("unilateral-change", "丙方可以随时修改平台规则和本合同条款"),
    ("debt-assignment-no-notice", "全部或者部分转让给任何第三人"),
]


@cache
def report_of(name: str) -> Report:
    return analyze(EXAMPLES / name)


def findings_at(report: Report, phrase: str) -> list[Finding]:
    """Return the findings, protective ones left out, whose quote overlaps the phrase."""
    start = report.document.text.index(phrase)
    end = start + len(phrase)
    return [f for f in report.findings if f.stance != "protects" and f.start < end and start < f.end]


def shown(findings: list[Finding]) -> list[str]:
    return [f"{finding.rule} ({finding.severity}): {finding.quote}" for finding in findings]


@pytest.mark.parametrize(("rule", "phrase"), MUST)
def test_the_plainest_clauses_are_found(rule: str, phrase: str) -> None:
    """In the aggressive contract no clause that says its purpose outright is missed."""
    found = findings_at(report_of(AGGRESSIVE), phrase)
    assert rule in {finding.rule for finding in found}, shown(found)


@pytest.mark.parametrize("name", EXPECTED)
def test_most_of_what_a_careful_reader_finds_is_found(name: str) -> None:
    """Four of five places that a careful reader marks in an example are reported under a fitting rule."""
    rows = EXPECTED[name]["findings"]
    report = report_of(name)
    missed = [
        row["phrase"]
        for row in rows
        if not {finding.rule for finding in findings_at(report, row["phrase"])} & set(row["rules"])
    ]
    assert len(missed) <= len(rows) / 5, missed


@pytest.mark.parametrize(
    ("name", "phrase"), [(name, phrase) for name, table in EXPECTED.items() for phrase in table["clear"]]
)
def test_harmless_clauses_between_bad_ones_stay_clear(name: str, phrase: str) -> None:
    """An ordinary clause is not reported above low because its neighbours are bad."""
    assert not shown([f for f in findings_at(report_of(name), phrase) if f.severity not in LOW])


def test_the_fair_contract_raises_nothing_above_low() -> None:
    """A contract that respects the borrower is not made to look dangerous."""
    report = report_of("fair_loan_contract.txt")
    assert not shown([f for f in report.findings if f.stance != "protects" and f.severity not in LOW])


def test_the_fair_contract_shows_its_promises() -> None:
    """The promises a borrower can rely on are shown as such."""
    report = report_of("fair_loan_contract.txt")
    promises = [finding.quote for finding in report.findings if finding.stance == "protects"]
    for phrase in ("不读取借款人的通讯录", "未经借款人单独同意", "不得联系与债务无关的第三人"):
        assert any(phrase in quote for quote in promises), (phrase, promises)


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_the_format_makes_no_difference(suffix: str) -> None:
    """The same contract as PDF or Word file gives the same rules as its text."""
    rules = {finding.rule for finding in report_of(AGGRESSIVE).findings}
    assert {finding.rule for finding in report_of(AGGRESSIVE.replace(".txt", suffix)).findings} == rules


@pytest.mark.parametrize("name", EXPECTED)
def test_every_expected_phrase_stands_once_in_its_document(name: str) -> None:
    """The table of expectations speaks of the documents as they are."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    phrases = [row["phrase"] for row in EXPECTED[name]["findings"]] + EXPECTED[name]["clear"]
    if name == AGGRESSIVE:
        phrases += [phrase for _, phrase in MUST]
    assert {phrase: text.count(phrase) for phrase in phrases if text.count(phrase) != 1} == {}


def test_pdf_and_word_versions_are_up_to_date() -> None:
    """Whoever compares the PDF or Word file with the TXT finds every line of it in both, in order."""
    lines = [squeezed(line) for line in (EXAMPLES / AGGRESSIVE).read_text(encoding="utf-8").splitlines()]
    for text in (squeezed(pdf_text()), squeezed(docx_text())):
        at = 0
        for line in lines:
            assert line in text[at:], line
            at = text.index(line, at) + len(line)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def pdf_text() -> str:
    """Return the PDF's text without the running header and page marks, which may cut a sentence."""
    with pypdfium2.PdfDocument(EXAMPLES / "aggressive_loan_contract.pdf") as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return re.sub(r"云帆示例网络科技有限公司\s借款及居间服务合同|第\d+页 共\d+页", "", "\n".join(pages))


def docx_text() -> str:
    document = docx.Document(str(EXAMPLES / "aggressive_loan_contract.docx"))
    parts: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            parts += [cell.text for row in block.rows for cell in row.cells]
        else:
            parts.append(block.text)
    return "\n".join(parts)
