"""Report → what the reading component draws: plain lists, dicts, strings and numbers in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import TypedDict

from analyzer.model import INCOMPLETE, Finding, Report
from analyzer.reporting.summary import LEVEL_WORDS, PROTECTIVE, level_of, notice_text, top_three
from analyzer.reporting.words import size
from clause_patterns.library import Library
from clause_patterns.schema import Category, Provision
from ui.blocks import BlockView, blocks_of

# What goes without saying is not said beside every article.
IN_FORCE = "现行有效"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


class ChoiceView(TypedDict):
    """One filter chip: what it selects, its label and how many findings it holds."""

    id: str
    label: str
    count: int


class LawView(TypedDict):
    """A provision with the words of the law; ``verified`` ones stand under 法律规定, the others 参考."""

    id: str
    source: str
    effective: str
    status: str
    text: str
    note: str
    verified: bool


class FindingView(TypedDict):
    """One entry of the list; ``quote`` is ``[text, decided]`` pieces: decided words led to the judgement."""

    level: str
    category: str
    label: str
    title: str
    place: str
    quote: list[tuple[str, bool]]
    context: str
    explain: str
    advice: list[str]
    rewrite: str
    why: str
    implied: bool
    law: list[str]


class ReaderView(TypedDict):
    """Everything the reading component needs; ``id`` changes exactly when it must be drawn anew.

    ``incomplete`` is true where a notice says that some of the text could not be read.
    """

    id: str
    name: str
    meta: str
    notices: list[str]
    incomplete: bool
    top: list[int]
    levels: list[ChoiceView]
    categories: list[ChoiceView]
    blocks: list[BlockView]
    findings: list[FindingView]
    law: dict[str, LawView]


def reader_view(report: Report, library: Library, *, key: str) -> ReaderView:
    """Return the view data of ``report``; ``key`` identifies the document and its analysis."""
    findings = report.findings
    return {
        "id": key,
        "name": report.document.name,
        "meta": size(report.document),
        "notices": [notice_text(notice) for notice in report.document.notices],
        "incomplete": any(notice.code in INCOMPLETE for notice in report.document.notices),
        "top": top_three(report, library),
        "levels": _level_choices(findings),
        "categories": _category_choices(findings, library.categories),
        "blocks": list(blocks_of(report)),
        "findings": [_finding_view(finding, library.categories) for finding in findings],
        "law": _law_views((name for finding in findings for name in finding.law), library.law),
    }


def law_view(provision: Provision) -> LawView:
    """Return ``provision`` as shown to people: 《法律名》第几条, the day it took effect, its words."""
    name = provision.law.removeprefix("中华人民共和国")
    source = provision.law if provision.law.startswith("《") else f"《{name}》"
    dated = _DATE.fullmatch(provision.effective_from)
    return {
        "id": provision.id,
        "source": f"{source}{provision.article}",
        "effective": f"自 {provision.effective_from} 起施行" if dated else "",
        "status": "" if provision.status == IN_FORCE else provision.status,
        "text": provision.text,
        "note": provision.note,
        "verified": provision.verified,
    }


def _level_choices(findings: Iterable[Finding]) -> list[ChoiceView]:
    levels = [level_of(finding) for finding in findings]
    return [
        {"id": level, "label": label, "count": levels.count(level)}
        for level, label in LEVEL_WORDS.items()
        if level in levels
    ]


def _category_choices(findings: Iterable[Finding], categories: Mapping[str, Category]) -> list[ChoiceView]:
    used = [finding.category for finding in findings]
    return [
        {"id": name, "label": category.short, "count": used.count(name)}
        for name, category in categories.items()
        if name in used and name != PROTECTIVE  # which is a level of its own
    ]


def _finding_view(finding: Finding, categories: Mapping[str, Category]) -> FindingView:
    level = level_of(finding)
    short = categories[finding.category].short
    place = [finding.clause] if finding.clause else []
    if finding.page is not None:
        place.append(f"第 {finding.page} 页")
    return {
        "level": level,
        "category": finding.category,
        "label": _label(short, level),
        "title": finding.title,
        "place": " · ".join(place),
        "quote": _quote_parts(finding),
        "context": finding.context.text if finding.context else "",
        "explain": finding.explain,
        "advice": list(finding.advice),
        "rewrite": finding.rewrite,
        "why": finding.why,
        "implied": finding.certainty == "implied",
        "law": list(finding.law),
    }


def _label(category: str, level: str) -> str:
    label = LEVEL_WORDS[level]
    return label if label == category else f"{category}·{label}"


def _quote_parts(finding: Finding) -> list[tuple[str, bool]]:
    decided = [
        (slot.quote.start, slot.quote.end)
        for slot in finding.slots
        if finding.start <= slot.quote.start and slot.quote.end <= finding.end
    ]
    cuts = sorted({finding.start, finding.end, *(offset for span in decided for offset in span)})
    return [
        (
            finding.quote[start - finding.start : end - finding.start],
            any(a <= start and end <= b for a, b in decided),
        )
        for start, end in pairwise(cuts)
    ]


def _law_views(names: Iterable[str], law: Mapping[str, Provision]) -> dict[str, LawView]:
    return {name: law_view(law[name]) for name in dict.fromkeys(names) if name in law}
