"""Which findings a letter or a list is about: one checkbox for each rule that found something."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from analyzer.model import Finding
from analyzer.reporting.summary import LEVEL_WORDS, PROTECTIVE, level_of
from ui.session import Opened
from ui.steps.typed import key
from ui.words import literal

_GRAVE = ("critical", "high")
_FEW = 12  # rules; a longer list would push the paper off the screen


def choose_findings(entry: Opened, name: str, rules: Collection[str] = ()) -> list[int]:
    """Draw the choice and return the indices chosen, in the order of the text.

    ``rules`` are those that can be chosen, all where it is empty. What the reader marked 要问 is chosen at
    first, without any mark what is grave; what they dismissed cannot be chosen.
    """
    by_rule = _choices(entry, rules)
    if not by_rule:
        st.info("这份文件里没有可以写进去的条款。")
        return []
    asked = {index for index, review in entry.reviews.items() if review.decision == "to-ask"}
    chosen: list[int] = []
    panel = st.expander("写进去的条款", expanded=len(by_rule) <= _FEW)
    assert entry.report
    for rule, indices in by_rule.items():
        worst = min((entry.report.findings[index] for index in indices), key=_rank)
        wanted = not asked.isdisjoint(indices) if asked else worst.severity in _GRAVE
        if panel.checkbox(
            f"{literal(worst.title)}（{LEVEL_WORDS[level_of(worst)]}，{len(indices)} 处）",
            value=wanted,
            key=key(f"{name}-{entry.key[:12]}-{rule}"),
            persist_state="session",
        ):
            chosen += [index for index in indices if index in asked] or indices
    panel.markdown(f":small[已选 {len(chosen)} 处。要一处一处地选，请在「签前看」里标「要问」或者「排除」。]")
    return sorted(chosen)


def _choices(entry: Opened, rules: Collection[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    assert entry.report
    for index, finding in enumerate(entry.report.findings):
        review = entry.reviews.get(index)
        if level_of(finding) in (PROTECTIVE, "info") or (rules and finding.rule not in rules):
            continue
        if review is None or review.decision != "dismissed":
            found.setdefault(finding.rule, []).append(index)
    findings = entry.report.findings
    return dict(sorted(found.items(), key=lambda pair: min(_rank(findings[index]) for index in pair[1])))


def _rank(finding: Finding) -> int:
    """Return the place of its level, the worst first."""
    return list(LEVEL_WORDS).index(level_of(finding))
