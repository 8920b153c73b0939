"""A log of calls, counted: lines for a letter, and figures beside the limits, without a verdict."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest

from analyzer.calls import Call, CallLog, LimitCount
from analyzer.steps.call_summary import limit_lines, lines, summary
from clause_patterns import load_library
from clause_patterns.library import Library

DAY = date(2026, 11, 3)


@pytest.fixture(scope="module")
def library() -> Library:
    return load_library()


@pytest.fixture
def limit(library: Library) -> Callable[..., LimitCount]:
    """A function that holds one limit against some calls."""

    def held(rule: str, *calls: Call, lender: str = "") -> LimitCount:
        counted = summary(CallLog(calls), library, lender=lender)
        (found,) = [limit for limit in counted.limits if limit.rule.id == rule]
        return found

    return held


def at(hour: int, minute: int = 0, **fields: object) -> Call:
    return Call(DAY, time(hour, minute), **fields)  # type: ignore[arg-type]


def test_a_line_for_each_day(library: Library) -> None:
    """The day with its day of the week, how many, with whom, when; days in order, whatever the file's."""
    calls = (
        Call(DAY + timedelta(1), None, way="短信"),
        at(22, 31),
        at(21, 58),
        at(22, 10, relation="母亲"),
        Call(DAY + timedelta(2), time(9), relation="同事", way="微信"),
        Call(DAY + timedelta(2), time(8)),
    )
    assert lines(summary(CallLog(calls), library), library) == (
        "2026-11-03（星期二）：3 次，其中 1 次打给我的母亲；21:58、22:10、22:31",
        "2026-11-04（星期三）：1 次，都是短信",
        "2026-11-05（星期四）：2 次，其中 1 次是微信，其中 1 次联系我的同事；08:00、09:00",
    )


def test_a_day_of_fifty_calls_stays_a_short_line(library: Library) -> None:
    """The hours are not all listed, and it says so."""
    calls = tuple(at(9, minute) for minute in range(50))
    (line,) = lines(summary(CallLog(calls), library), library)
    assert "50 次" in line
    assert line.endswith("等")
    assert len(line) < 120


def test_one_number_written_differently_is_one_number(library: Library) -> None:
    """With the code of the country, with blanks or strokes, it is the same caller."""
    calls = tuple(
        at(9, number=number) for number in ("13800000001", "+86 138-0000-0001", "8613800000002", "")
    )
    assert summary(CallLog(calls), library).numbers == {"13800000001": 2, "8613800000002": 1}


def test_who_was_called_is_counted(library: Library) -> None:
    """The borrower, and each other person as the log calls them."""
    calls = (
        at(9),
        at(9),
        at(9, called="王某", relation="母亲"),
        at(9, relation="我的同事"),
        at(9, called="单位"),
    )
    persons = summary(CallLog(calls), library).persons
    assert persons == {"": 2, "我的母亲王某": 1, "我的同事": 1, "单位": 1}


@pytest.mark.parametrize(
    ("hour", "minute", "outside"),
    [(7, 59, True), (8, 0, False), (12, 0, False), (21, 59, False), (22, 0, True), (0, 0, True)],
)
def test_hours_begin_and_end_to_the_minute(
    limit: Callable[..., LimitCount], hour: int, minute: int, outside: bool
) -> None:
    """From 22:00 on and before 8:00 is outside; 8:00 and 21:59 are not."""
    assert bool(limit("standard-hours", at(hour, minute)).calls) is outside


def test_a_call_without_its_hour_is_not_counted_but_told(
    limit: Callable[..., LimitCount], library: Library
) -> None:
    """What was not noted is not held against anybody, and how much that is stands beside the figure."""
    found = limit("standard-hours", at(23), Call(DAY))
    assert (len(found.calls), found.unknown) == (1, 1)
    said = limit_lines(found, library)
    assert said[0].endswith("1 次")
    assert any("另有 1 次没有写明" in line for line in said)


@pytest.mark.parametrize(("count", "over"), [(3, 0), (4, 1)])
def test_answered_calls_a_day(limit: Callable[..., LimitCount], count: int, over: int) -> None:
    """Three answered calls are within the limit, four are not; others, and what is no call, do not count."""
    answered = [at(9, minute, answered=True) for minute in range(count)]
    others = [
        *(at(10, minute, answered=False) for minute in range(5)),
        *(at(11, minute, answered=True, way="短信") for minute in range(5)),
        *(at(12, minute, answered=True, relation="母亲") for minute in range(5)),
        *(at(13, minute) for minute in range(5)),
    ]
    found = limit("standard-answered", *answered, *others)
    assert len(found.days) == over
    assert len(found.calls) == over * count
    assert found.unknown == 5


@pytest.mark.parametrize(("count", "over"), [(6, 0), (7, 1)])
def test_unanswered_calls_a_day(limit: Callable[..., LimitCount], count: int, over: int) -> None:
    """Six tries that were not answered are within the limit, seven are not; each day counts for itself."""
    tries = [at(9, minute, answered=False) for minute in range(count)]
    next_day = [Call(DAY + timedelta(1), time(9, minute), answered=False) for minute in range(6)]
    assert limit("association-unanswered", *tries, *next_day).days == (DAY,) * over


def test_others_are_counted_under_the_law_of_the_lender(library: Library) -> None:
    """Which law speaks of others depends on who lent; the Civil Code speaks to everybody."""
    log = CallLog((at(9, relation="母亲"), at(10)))

    def laws(lender: str) -> set[str]:
        limits = summary(log, library, lender=lender).limits
        others = [limit for limit in limits if limit.rule.to == "others"]
        assert all(len(limit.calls) == 1 for limit in others)
        return {limit.rule.law for limit in others}

    assert laws("consumer-finance") == {"CFC-56", "INTLOAN-56", "CC-1033"}
    assert laws("bank") == {"INTLOAN-56", "CC-1033"}
    assert laws("micro-lender") == {"MLC-37", "CC-1033"}
    assert laws("private") == {"CC-1033"}
    assert laws("") == {"CFC-56", "INTLOAN-56", "MLC-37", "CC-1033"}


def test_figures_only(library: Library) -> None:
    """Nothing that is said of a log judges anybody."""
    calls = tuple(at(23, minute, answered=True, relation="母亲") for minute in range(9))
    counted = summary(CallLog(calls), library)
    said = [
        *lines(counted, library),
        *(line for limit in counted.limits for line in limit_lines(limit, library)),
    ]
    assert said
    for word in ("违法", "违规", "无效", "非法"):
        assert not any(word in line for line in said)


def test_limits_whose_law_was_not_checked_are_for_reference(library: Library) -> None:
    """Hours and figures stand in standards that nobody checked word for word: none is called law."""
    for rule in library.call_rules.values():
        assert library.law[rule.law].verified is (rule.to == "others")
