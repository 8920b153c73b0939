"""What the slots of a statement or finding amount to."""

from __future__ import annotations

import re

from analyzer.model import Finding, Quote, Statement

# Conditions that leave the borrower a say or confine what is done; the others only say when.
PROTECTIVE_CONDITIONS = frozenset(
    {"separate-consent", "with-consent", "user-picked", "voluntary", "on-use", "law-required"}
)

# 逾期 is a condition where the sentence says when (逾期后, 如发生违约), not in 逾期信息 or 用于逾期催收.
_BEFORE = re.compile(r"(?:如|若|一旦|倘若?|只要|发生|出现|未)[^，。；]{0,10}$")
_AFTER = re.compile(
    r"[^，。；]{0,8}?(?:时|后|期间|情形|情况|[超满达]|[一二三四五六七八九十\d]+[日天])|[^，。；]{0,14}的，"
)


def conditions_of(finding: Finding) -> tuple[str, ...]:
    """Return the conditions under which something is allowed, each once."""
    return tuple(
        dict.fromkeys(
            slot.value
            for slot in finding.slots
            if slot.name == "conditions" and (slot.value != "overdue" or _says_when(finding, slot.quote))
        )
    )


def _says_when(finding: Finding, word: Quote) -> bool:
    for start, text in ((finding.start, finding.quote), *_context(finding)):
        at = word.start - start
        if 0 <= at < len(text):
            after = at + len(word.text)
            return bool(_BEFORE.search(text[:at]) or _AFTER.match(text, after))
    return False


def _context(finding: Finding) -> list[tuple[int, str]]:
    return [(finding.context.start, finding.context.text)] if finding.context else []


def innermost(said: Statement | Finding) -> frozenset[str]:
    """Return the data that ``said`` is about: of 您的人脸信息 not all information, but the face."""
    slots = [slot for slot in said.slots if slot.name == "data"]
    return frozenset(
        slot.value
        for slot in slots
        if not any(
            slot.value != other.value
            and slot.quote.start <= other.quote.start
            and other.quote.end <= slot.quote.end
            and len(other.quote.text) < len(slot.quote.text)
            for other in slots
        )
    )


def is_conditional(said: Statement | Finding) -> bool:
    """Return whether what is allowed waits for the borrower's say or is confined to what he asks for."""
    return not PROTECTIVE_CONDITIONS.isdisjoint(said.values("conditions"))


def words_of(said: Statement | Finding, text: str) -> str:
    """Return the sentence with its lead-in, on one line: the words that say how far it reaches."""
    context = said.context.text if said.context else ""
    return (context + text[said.start : said.end]).replace("\n", "")
