"""The Chinese words for a survey, the same on the page, in the report, in tables and in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from analyzer.reporting import words
from analyzer.reporting.literal import one_line
from analyzer.reporting.summary import LEVEL_WORDS
from analyzer.surveys import UNCLEAR, Columns, Filters, Group, Place, RuleCount, Totals
from clause_patterns.library import Library

BY: Final[dict[Columns, str]] = {"lender": "放款机构", "kind": "文件种类", "document": "文件"}
GROUPS: Final[dict[Group, str]] = {
    "risk": "要留意的写法",
    "aside": "另列：费用与争议",
    "protective": "保护借款人的写法",
}
STANCE_WORDS: Final = {"authorizes": "允许、要求", "protects": "承诺不做", "mentions": "只是提到"}
CAUTION: Final = (
    "这些是程序按规则在文字里找到的写法：会漏，也会误报，级别和机构、文件的种类都是程序判断的，引用之前请核对原文。"
    "没有找到不等于没有。这不是法律意见。"
)
_MANY: Final = 3  # rules named in a sentence


def lender(kind: str, library: Library) -> str:
    """Return the title of a kind of lender."""
    known = library.lender_kinds.get(kind)
    return known.title if known else "不清楚" if kind == UNCLEAR else one_line(kind)


def document_kind(kind: str, library: Library) -> str:
    """Return the title of a kind of document."""
    known = library.document_kinds.get(kind)
    return known.title if known else "不清楚" if kind == UNCLEAR else one_line(kind)


def category(name: str, library: Library) -> str:
    """Return the title of a category."""
    known = library.categories.get(name)
    return known.title if known else one_line(name)


def column(by: Columns, name: str, library: Library) -> str:
    """Return what heads a column."""
    match by:
        case "lender":
            return lender(name, library)
        case "kind":
            return document_kind(name, library)
        case _:
            return one_line(name)


def percent(share: float) -> str:
    """Return a share in whole hundredths; what is there is never 0 %, what is missing never 100 %."""
    if 0 < share < 0.005:
        return "不到 1%"
    return "99%" if 0.995 <= share < 1 else f"{share:.0%}"


def documents(number: int, share: float) -> str:
    """Return a number of documents with their share."""
    return f"{number:,} 份（{percent(share)}）"


def levels(one: RuleCount) -> str:
    """Return the places of a rule by level."""
    return " · ".join(f"{LEVEL_WORDS[level]} {number:,}" for level, number in one.levels.items())


def where(place: Place) -> str:
    """Return clause and page of ``place``; else its offset."""
    parts = [one_line(place.clause)] if place.clause else []
    if place.page is not None:
        parts.append(f"第 {place.page} 页")
    return " · ".join(parts) or f"第 {place.start + 1} 字起"


def headline(totals: Totals, rules: Sequence[RuleCount], filters: Filters) -> list[str]:
    """Return what a reader must know first, a sentence each."""
    failed = f"，{totals.failed:,} 份没读成" if totals.failed else ""
    sentences = [f"共 {totals.documents:,} 份文件，读成 {totals.read:,} 份{failed}。"]
    if not totals.read:
        return sentences
    grave = documents(totals.grave, totals.grave / totals.read) if totals.grave else "没有一份"
    caution = "" if totals.grave else "没有找到不等于没有。"
    sentences.append(f"读成的文件里，{grave}有“严重”或“高”的写法{without_asides(filters)}。{caution}")
    for group, words_ in (("risk", "最常见的"), ("protective", "保护借款人的写法，最常见的")):
        first = [one for one in rules if one.group == group and one.level != "info"][:_MANY]
        if first:
            named = "；".join(
                f"{one_line(one.title)}，{documents(one.documents, one.share)}" for one in first
            )
            sentences.append(f"{words_}：{named}。")
    return sentences


def without_asides(filters: Filters) -> str:
    """Return what must stand beside a number of documents with something grave."""
    return "" if filters.counts_asides else "（费用与争议另列，不计在内）"


def chosen(filters: Filters, library: Library) -> list[tuple[str, str]]:
    """Return what ``filters`` let through, each as its name and its value; empty where everything passes."""
    found = (
        ("放款机构", "、".join(lender(one, library) for one in filters.lenders)),
        ("文件种类", "、".join(document_kind(one, library) for one in filters.kinds)),
        ("文件名里有", one_line(filters.name)),
        ("文件", one_line(filters.document)),
        ("条款", "、".join(rule(one, library) for one in filters.rules)),
        ("类别", "、".join(words.category(library, one) for one in filters.categories)),
        ("级别", "、".join(LEVEL_WORDS.get(one, one) for one in filters.levels)),
        ("写法", STANCE_WORDS.get(filters.stance, filters.stance)),
        ("原文里有", one_line(filters.text)),
    )
    return [(name, value) for name, value in found if value]


def rule(name: str, library: Library) -> str:
    """Return the title of a rule, its id where the library does not know it."""
    known = library.rules.get(name)
    return known.title if known else one_line(name)
