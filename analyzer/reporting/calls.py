"""A log of calls, counted → a terminal, by rich, or plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from rich.console import Console

from analyzer.calls import Call, CallLog, CallSummary
from analyzer.reporting import law_words
from analyzer.reporting.literal import one_line
from analyzer.reporting.printing import print_heading, print_text
from clause_patterns.library import Library

CALLS_SCHEMA: Final = "loan-clause-calls/1"
_SELF: Final = "本人"
_LISTED: Final = 20  # numbers, persons, rows put aside
_NOT_A_VERDICT: Final = "以上只是次数。是不是催收、有没有违反规定，要看当时说了什么、合同怎样约定。"


def print_calls(  # noqa: PLR0913, PLR0917 - the log, what it comes to in figures and in words, and where to
    log: CallLog,
    counted: CallSummary,
    days: Sequence[str],
    limits: Sequence[Sequence[str]],
    library: Library,
    console: Console,
) -> None:
    """Print ``log`` counted: ``days`` are its lines by day, ``limits`` those beside each limit."""
    print_text(console, f"共 {len(log.calls)} 次联系，{len(counted.days)} 天。", style="bold")
    if days:
        print_heading(console, "每天")
        for line in days:
            print_text(console, one_line(line), indent=2)
    _print_counts(console, "对方的号码", counted.numbers.items())
    _print_counts(console, "联系了谁", [(to or _SELF, count) for to, count in counted.persons.items()])
    if log.calls:
        print_heading(console, "与规定对照")
        for limit, said in zip(counted.limits, limits, strict=True):
            _print_limit(console, limit.rule.title, limit.rule.law, said, library)
        print_text(console, _NOT_A_VERDICT)
    if log.aside:
        print_heading(console, f"看不懂、没有计入的 {len(log.aside)} 行")
        for row in log.aside[:_LISTED]:
            print_text(console, f"第 {row.line} 行：{one_line(row.problem)}", indent=2)
        _print_more(console, len(log.aside))


def calls_to_dict(log: CallLog, counted: CallSummary, days: Sequence[str]) -> dict[str, Any]:
    """Return ``log`` and what it comes to as plain data; days and hours as ISO 8601 writes them."""
    return {
        "schema": CALLS_SCHEMA,
        "calls": [_call(call) for call in log.calls],
        "aside": [{"line": row.line, "problem": row.problem, "cells": dict(row.cells)} for row in log.aside],
        "days": [
            {"day": day.isoformat(), "count": len(calls), "line": line}
            for (day, calls), line in zip(counted.days.items(), days, strict=True)
        ],
        "numbers": dict(counted.numbers),
        "persons": {to or _SELF: count for to, count in counted.persons.items()},
        "limits": [
            {
                "rule": limit.rule.id,
                "title": limit.rule.title,
                "law": limit.rule.law,
                "calls": len(limit.calls),
                "days": [day.isoformat() for day in limit.days],
                "unknown": limit.unknown,
            }
            for limit in counted.limits
        ],
    }


def _call(call: Call) -> dict[str, Any]:
    return asdict(call) | {
        "day": call.day.isoformat(),
        "time": call.time.isoformat() if call.time else None,
        "more": dict(call.more),
    }


def _print_counts(console: Console, title: str, counts: Any) -> None:
    known = list(counts)
    if known:
        print_heading(console, title)
        for name, count in known[:_LISTED]:
            print_text(console, f"{one_line(name)}：{count} 次", indent=2)
        _print_more(console, len(known))


def _print_more(console: Console, count: int) -> None:
    if count > _LISTED:
        print_text(console, f"另有 {count - _LISTED} 个没有列出", indent=2)


def _print_limit(console: Console, title: str, law: str, said: Sequence[str], library: Library) -> None:
    verified, others = law_words.provisions(library, [law])
    label, cited = ("法律规定", verified) if verified else ("参考", others)
    print_text(console, title, indent=2, style="bold")
    for line in said:
        print_text(console, one_line(line), indent=4)
    in_force = "；".join(provision.status for provision in cited)
    print_text(
        console, f"{label}：{law_words.citations(cited, library)}（{in_force}）", indent=4, style="dim"
    )
