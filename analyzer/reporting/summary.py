"""What of a report a reader must see first: the three worst, how many of each kind, what cannot be judged."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from analyzer.model import INCOMPLETE, SEVERITIES, Finding, Notice, Report
from analyzer.reporting import side_parts
from analyzer.reporting.literal import one_line
from analyzer.reporting.words import SEVERITY_WORDS
from analyzer.reviews import Reviews
from analyzer.sides import Side
from clause_patterns.library import Library

PROTECTIVE: Final = "protective"
# Worst first; protection last, because it is not a risk.
LEVEL_WORDS: Final[dict[str, str]] = {
    **{str(name): word for name, word in SEVERITY_WORDS.items()},
    PROTECTIVE: "保护",
}
NOTHING_FOUND: Final = "没有找到需要特别当心的条款。没有找到不等于没有风险，签字前仍请通读全文。"
ONLY_ASIDE: Final = (
    "没有找到别的需要特别当心的条款，另外列出的几处请看后面。没有找到不等于没有风险，签字前仍请通读全文。"
)
_TOP = 3
_NAMED = 6  # documents named where more are missing


def level_of(finding: Finding) -> str:
    """Return the severity of ``finding``, ``PROTECTIVE`` where it protects the borrower."""
    return PROTECTIVE if finding.stance == "protects" else finding.severity


def counts(report: Report, reviews: Reviews | None = None) -> dict[str, int]:
    """Return how many findings there are of each level that occurs, worst first.

    What was dismissed, and what is aside, is left out.
    """
    out = _out(reviews)
    levels = [
        level_of(finding)
        for index, finding in enumerate(report.findings)
        if index not in out and not finding.aside
    ]
    return {level: levels.count(level) for level in LEVEL_WORDS if level in levels}


def top_three(report: Report, library: Library, reviews: Reviews | None = None) -> list[int]:
    """Return the indices of at most three findings that matter most, each of another rule.

    Dismissed findings are not among them.
    """
    out = _out(reviews)
    first_of_rule: dict[str, int] = {}
    for index in ranked(report, library):
        if index not in out:
            first_of_rule.setdefault(report.findings[index].rule, index)
    return list(first_of_rule.values())[:_TOP]


def ranked(report: Report, library: Library) -> list[int]:
    """Return the indices of the findings that are risks, what matters most first.

    Worst severity first, then what a category kept aside holds of it (a fee before the loan), then in the
    order of the library's categories (what touches other people stands first there) and of the rules in
    them; of one rule the explicit and earliest. What protects, only informs or is aside is left out.
    """
    kept_aside = {category.id for category in library.categories.values() if category.aside}
    order = {name: at for names in (library.categories, library.rules) for at, name in enumerate(names)}

    def rank(index: int) -> tuple[int, bool, int, int, bool, int]:
        finding = report.findings[index]
        return (
            SEVERITIES.index(finding.severity),
            finding.category not in kept_aside,
            order.get(finding.category, len(order)),
            order.get(finding.rule, len(order)),
            finding.certainty == "implied",
            finding.start,
        )

    risky = (
        index
        for index, finding in enumerate(report.findings)
        if level_of(finding) not in (PROTECTIVE, "info") and not finding.aside
    )
    return sorted(risky, key=rank)


def nothing_found(report: Report) -> str:
    """Return what stands where nothing can stand at the top of ``report``."""
    return ONLY_ASIDE if any(finding.aside for finding in report.findings) else NOTHING_FOUND


def headline(finding: Finding, library: Library) -> str:
    """Return what ``finding`` means for the borrower, in one short plain sentence without its place."""
    rule = library.rules.get(finding.rule)
    return (rule.headline if rule else "") or finding.title


def unjudged(report: Report, side: Side) -> list[str]:
    """Return what this report cannot judge, a sentence each: what was not read, what was not given.

    ``side`` is the set of documents that ``report`` alone makes, or one it belongs to.
    """
    sentences = [notice_text(notice) for notice in report.document.notices if notice.code in INCOMPLETE]
    missing = [f"《{one_line(reference.title)}》" for reference in side_parts.unseen(side)]
    if missing:
        more = f"等 {len(missing)} 份" if len(missing) > _NAMED else ""
        named = "".join(missing[:_NAMED]) + more
        sentences.append(f"文中说有约束力、但没有给出的文件：{named}，里面写了什么没法判断。")
    return sentences


def notice_text(notice: Notice) -> str:
    """Return ``notice`` with its page."""
    if notice.page is None or notice.message.startswith("第"):
        return notice.message
    return f"第 {notice.page} 页：{notice.message}"


def dismissed(report: Report, reviews: Reviews | None) -> Sequence[int]:
    """Return the indices of the findings that the reader dismissed, in reading order."""
    return sorted(index for index in _out(reviews) if index < len(report.findings))


def _out(reviews: Reviews | None) -> Collection[int]:
    return {index for index, review in (reviews or {}).items() if review.decision == "dismissed"}
