"""A loan contract of our own, what a borrower may fill in, and how to write any paper."""

from __future__ import annotations

from analyzer import Report
from analyzer.papers import Paper
from analyzer.steps.changes import changes
from analyzer.steps.letters import letter
from clause_patterns import load_library
from clause_patterns.steps import Fact, PaperTemplate

LIBRARY = load_library()
TEMPLATES: dict[str, PaperTemplate] = {**LIBRARY.letters, **LIBRARY.papers}
CONTRACT = """个人消费借款合同
甲方（贷款人）：青禾消费金融有限公司
乙方（借款人）：林晓
第八条 信息使用
8.1 为评估信用，甲方有权收集以下信息：
（1）乙方手机通讯录；
（2）乙方的通话记录和短信。
8.2 甲方有权将乙方的个人信息提供给关联公司、合作机构等第三方，用于营销及其他合法用途。
第九条 逾期
9.1 乙方逾期的，甲方有权联系乙方的亲属、朋友、同事及工作单位催收，并告知乙方的逾期情况。
9.2 甲方可以不经乙方同意将债权转让给任何第三人，无需通知乙方。
第十条 承诺
10.1 甲方不会读取乙方手机中的相册。
"""
CALLS = ("2026-11-03 21:40 尾号0001 打给母亲", "2026-11-04 09:10 尾号0001 打到单位")


def filled_in(template: PaperTemplate) -> dict[str, str]:
    """Return something for every fact of ``template``, recognisable by its id."""
    return {fact.id: _something(fact) for fact in template.fields}


def _something(fact: Fact) -> str:
    match fact.kind:
        case "choice":
            return fact.choices[-1]
        case "date":
            return "2026-03-05"
        case "lines":
            return f"甲{fact.id}事\n乙{fact.id}事"
        case _:
            return f"某{fact.id}某"


def write(
    name: str, facts: dict[str, str], report: Report, *, whole: bool = False, lender: str = ""
) -> Paper:
    """Return any paper with these facts; a ``whole`` one has all findings and calls."""
    chosen = range(len(report.findings)) if whole else ()
    if name not in LIBRARY.letters:
        return changes(report, chosen, LIBRARY, facts=facts, lender=lender)
    return letter(
        LIBRARY.letters[name], facts, LIBRARY, report=report if whole else None, chosen=chosen,
        lender=lender, calls=CALLS if whole else (),
    )  # fmt: skip
