"""Findings as the list shows them, and the chips that choose among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypedDict

from analyzer.model import Finding
from analyzer.reporting.report_parts import quote_parts
from analyzer.reporting.summary import LEVEL_WORDS, PROTECTIVE, headline, level_of
from clause_patterns.library import Library
from clause_patterns.schema import Category


class ChoiceView(TypedDict):
    """One filter chip: what it selects, its label and how many findings it holds."""

    id: str
    label: str
    count: int


class MeaningView(TypedDict):
    """What the findings of one rule share: why it matters, what to do, what to ask for, which law."""

    explain: str
    advice: list[str]
    rewrite: str
    law: list[str]


class FindingView(TypedDict):
    """One entry of the list; ``quote`` is ``[text, decided]`` pieces: decided words led to the judgement.

    ``meaning`` is an index into the meanings; ``clause`` groups the list (empty outside any clause). What is
    ``aside`` stands after the others and is not counted by level.
    """

    level: str
    category: str
    label: str
    title: str
    headline: str
    place: str
    clause: str
    quote: list[tuple[str, bool]]
    context: str
    meaning: int
    why: str
    implied: bool
    aside: bool


def finding_views(
    findings: Sequence[Finding], library: Library
) -> tuple[list[FindingView], list[MeaningView]]:
    """Return the entries of the list, and the meanings they refer to, each once."""
    meanings: dict[tuple[str, tuple[str, ...], str, tuple[str, ...]], int] = {}
    views = []
    for finding in findings:
        shared = (finding.explain, finding.advice, finding.rewrite, finding.law)
        views.append(_finding_view(finding, meanings.setdefault(shared, len(meanings)), library))
    return views, [
        {"explain": explain, "advice": list(advice), "rewrite": rewrite, "law": list(law)}
        for explain, advice, rewrite, law in meanings
    ]


def level_choices(findings: Iterable[Finding]) -> list[ChoiceView]:
    """Return a chip for each level that occurs, the worst first; what is aside has that of its category."""
    levels = [level_of(finding) for finding in findings if not finding.aside]
    return [
        {"id": level, "label": label, "count": levels.count(level)}
        for level, label in LEVEL_WORDS.items()
        if level in levels
    ]


def category_choices(findings: Iterable[Finding], categories: Mapping[str, Category]) -> list[ChoiceView]:
    """Return a chip for each category that occurs, in the library's order; protection is a level."""
    used = [finding.category for finding in findings]
    return [
        {"id": name, "label": category.title if category.aside else category.short, "count": used.count(name)}
        for name, category in categories.items()
        if name in used and name != PROTECTIVE
    ]


def _finding_view(finding: Finding, meaning: int, library: Library) -> FindingView:
    level = level_of(finding)
    short = library.categories[finding.category].short
    place = [finding.clause] if finding.clause else []
    if finding.page is not None:
        place.append(f"第 {finding.page} 页")
    return {
        "level": level,
        "category": finding.category,
        "label": _label(short, level),
        "title": finding.title,
        "headline": headline(finding, library),
        "place": " · ".join(place),
        "clause": finding.clause,
        "quote": quote_parts(finding),
        "context": finding.context.text if finding.context else "",
        "meaning": meaning,
        "why": finding.why,
        "implied": finding.certainty == "implied",
        "aside": finding.aside,
    }


def _label(category: str, level: str) -> str:
    label = LEVEL_WORDS[level]
    return label if label == category else f"{category}·{label}"
