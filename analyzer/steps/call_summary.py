"""``CallLog`` → how many contacts there were: by day, number, person, and beside the limits. No verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from analyzer.calls import PHONE, SELF, Call, CallLog, CallSummary, LimitCount
from analyzer.steps.call_cells import same_number
from clause_patterns.library import Library
from clause_patterns.steps import CallRule

_WEEKDAYS: Final = "一二三四五六日"
_TIMES: Final = 12  # hours that are listed of one day


def summary(log: CallLog, library: Library, *, lender: str = "") -> CallSummary:
    """Return what ``log`` comes to; ``lender`` is the kind that lent, empty where it is not known.

    Of a lender that is not known, all limits are held against the log.
    """
    calls = sorted(log.calls, key=_moment)
    days = {day: tuple(group) for day, group in groupby(calls, key=lambda call: call.day)}
    rules = library.call_rules.values()
    return CallSummary(
        days=days,
        numbers=dict(_numbers(calls).most_common()),
        persons=dict(Counter(map(person, calls)).most_common()),
        limits=tuple(_held(rule, calls) for rule in rules if library.applicable([rule.law], lender)),
    )


def lines(counted: CallSummary, library: Library) -> tuple[str, ...]:
    """Return a short line for each day: how many contacts, how, with whom, at what hours."""
    return tuple(_line(day, calls, library) for day, calls in counted.days.items())


def limit_lines(limit: LimitCount, library: Library) -> tuple[str, ...]:
    """Return what was counted beside one limit, then what could not be, and what to know of it."""
    count = len(limit.days) if limit.rule.per_day else len(limit.calls)
    found = [limit.rule.counted.format(count=count)]
    if limit.days:
        found.append(library.say("calls-days", days="、".join(map(day_words, limit.days))))
    if limit.unknown:
        found.append(library.say("calls-unknown", count=str(limit.unknown)))
    return (*found, limit.rule.explain)


def person(call: Call) -> str:
    """Return who was contacted, in the borrower's words: ``我的母亲``; empty for the borrower."""
    if not call.to_other:
        return ""
    if call.relation in SELF:
        return call.called
    relation = call.relation if call.relation.startswith("我") else f"我的{call.relation}"
    return relation if call.called in (*SELF, call.relation) else f"{relation}{call.called}"


def day_words(day: date) -> str:
    """Return ``day`` with its day of the week."""
    return f"{day.isoformat()}（星期{_WEEKDAYS[day.weekday()]}）"


def _moment(call: Call) -> tuple[date, bool, str]:
    return call.day, call.time is None, call.time.isoformat() if call.time else ""


def _numbers(calls: Iterable[Call]) -> Counter[str]:
    """Return the calls by number, each number as it is first written."""
    written: dict[str, str] = {}
    return Counter(written.setdefault(same_number(call.number), call.number) for call in calls if call.number)


def _held(rule: CallRule, calls: Sequence[Call]) -> LimitCount:
    meant = [call for call in calls if _is_meant(rule, call)]
    if rule.per_day:
        sure = [call for call in meant if rule.answered == "any" or call.answered is (rule.answered == "yes")]
        counted = Counter(call.day for call in sure)
        over = [call for call in sure if counted[call.day] > rule.per_day]
        unknown = 0 if rule.answered == "any" else sum(call.answered is None for call in meant)
    elif rule.start is not None and rule.end is not None:
        over = [call for call in meant if call.time and not rule.start <= call.time.hour < rule.end]
        unknown = sum(call.time is None for call in meant)
    else:
        over, unknown = meant, 0
    return LimitCount(rule, tuple(over), tuple(dict.fromkeys(call.day for call in over)), unknown)


def _is_meant(rule: CallRule, call: Call) -> bool:
    right_person = rule.to == "anyone" or (rule.to == "others") == call.to_other
    return right_person and (not rule.ways or call.way in rule.ways)


def _line(day: date, calls: Sequence[Call], library: Library) -> str:
    times = [call.time.isoformat("minutes") for call in calls if call.time]
    listed = "、".join(times[:_TIMES]) + (library.say("calls-and-more") if len(times) > _TIMES else "")
    parts = "，".join(_parts(calls, library))
    return library.say("calls-day", day=day_words(day), parts=parts, times=f"；{listed}" if times else "")


def _parts(calls: Sequence[Call], library: Library) -> Iterator[str]:
    yield library.say("calls-count", count=str(len(calls)))
    for way, count in Counter(call.way for call in calls).items():
        if way != PHONE:
            yield _share(count, calls, library) + library.say("calls-way", way=way)
    for to, count in Counter(filter(None, map(person, calls))).items():
        phoned = all(call.way == PHONE for call in calls if person(call) == to)
        wording = "calls-phoned" if phoned else "calls-reached"
        yield _share(count, calls, library) + library.say(wording, person=to)


def _share(count: int, calls: Sequence[Call], library: Library) -> str:
    return library.say("calls-all") if count == len(calls) else library.say("calls-some", count=str(count))
