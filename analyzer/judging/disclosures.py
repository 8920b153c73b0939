"""Givings of data to other handlers, and which elements of PIPL article 23 are told with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

from analyzer.judging.passages import passage_of
from analyzer.judging.surroundings import annexes, is_labelled, place_of
from analyzer.judging.telling import Telling
from analyzer.model import Quote, Report, Slot, Statement
from analyzer.sides import ELEMENTS, Disclosure, Element
from clause_patterns import Library

_GIVING = frozenset({"provide", "disclose", "embed", "push-application"})

# Who decides for themselves what to do with the data (article 23): not authorities, relatives, the public
# (article 25) or the credit reference system. Collectors and lawyers have a mandate (article 21).
_HANDLERS = frozenset({"partner", "affiliate", "funder", "data-vendor", "insurer-guarantor", "advertiser"})
_HANDLERS |= {"assignee", "service-provider", "named-firm", "anyone"}
# Entrusted processing (article 21) where nobody else receives: somebody other than the borrower entrusts.
_MANDATED = frozenset({"service-provider", "partner"})
_ENTRUSTED = re.compile(r"(?<!您)(?<!本人)(?<!借款人)(?<!用户)委托(?!贷款)|受托|代表我们")
_LEAD_ENTRUSTS = re.compile(r"(?<!您)(?<!用户)委托[^。；！？\n]{0,30}(?:处理|使用)|代表我们")

# 向合作方收集, 从第三方获取: a source, no recipient.
_FROM = re.compile(r"(?:向|从|自|到|通过)[^，。；！？\n提享送露交]{0,60}$")
_TAKEN = re.compile(
    r"(?:(?!提供给|共享给|披露|发送|提交|传输)[^，。；！？\n]){0,50}(?:收集|获取|查询|采集|调取|核实|了解)"
)

_SOMEBODY = re.compile(r"他人|任何|任意|第三|公司|单位|机构|组织|平台")
_NOT_THEM = re.compile(r"(?:以外|之外)的?[^，。；！？\n]{0,6}$")  # 不会与我们以外的任何公司
_DENIED = re.compile(r"(?:不会|不得|不向|不与|绝不)[^。；！？，\n]{0,40}$")
_ACCIDENT = re.compile(r"泄[露漏]|黑客|受到危害")

_RECIPIENT = (
    "(?:第三方|第三人|合作(?:方|机构|伙伴|商|公司|单位|平台)|机构|公司|企业|平台|服务商|供应商|单位|主体"
    "|组织|伙伴)"
)
_OPEN = re.compile(
    rf"(?<![该此这])等[^，。；：、（）提给向将与对\n]{{0,8}}?{_RECIPIENT}"
    rf"|[及或和、]?其[他它][^，。；：、（）\n]{{0,8}}?{_RECIPIENT}"
    rf"|任[何意][^，。；：、（）\n]{{0,6}}?{_RECIPIENT}"
    r"|(?<=公司)等(?=[，。；：、）向提共收\n])"
)
_NOT_LIMITED = re.compile(r"包[括含]但不限于|不限于")


def disclosures(reports: Sequence[Report], library: Library) -> tuple[Disclosure, ...]:
    """Return the givings of data to other handlers in ``reports``, in reading order, repeated ones once."""
    telling = Telling(reports, library, annexes(reports))
    return tuple(
        _disclosure(source, report, group, telling)
        for source, report in enumerate(reports)
        for group in _groups(report)
    )


def _disclosure(source: int, report: Report, group: Sequence[Statement], telling: Telling) -> Disclosure:
    slots = [slot for statement in group for slot in _handler_slots(report, statement)]
    told: dict[int, dict[Element, Quote]] = {}
    for statement in group:
        told.setdefault(place_of(report, statement), {}).update(telling.told(source, statement))
    return Disclosure(
        passage=passage_of(source, report, group[0]),
        recipients=tuple(dict.fromkeys(slot.value for slot in slots)),
        told=_mostly(list(told.values())),
        open_ended=next((words for statement in group for words in _open_words(report, statement)), None),
        places=len(told),
    )


def _mostly(told: Sequence[Mapping[Element, Quote]]) -> dict[Element, Quote]:
    """Return the elements told in at least half of the places: one complete entry excuses no list."""
    return {
        element: next(place[element] for place in told if element in place)
        for element in ELEMENTS
        if 2 * sum(element in place for place in told) >= len(told) > 0
        and any(element in place for place in told)
    }


def _groups(report: Report) -> Iterable[list[Statement]]:
    """Return the givings: of one place, of one clause to the same people, and of lists, together."""
    places: dict[tuple[int, int], list[Statement]] = {}
    for statement in report.statements:
        if _gives(report, statement):
            places.setdefault((statement.start, statement.end), []).append(statement)
    leads = {statement.context.start for held in places.values() for statement in held if statement.context}
    groups: dict[object, list[Statement]] = {}
    for _, statements in sorted(places.items()):
        slots = [slot for statement in statements for slot in _handler_slots(report, statement)]
        recipients = frozenset(slot.value for slot in slots)
        key: object = (
            "list" if _is_entry(report, statements, slots) else (recipients, _whole(statements[0], leads))
        )
        groups.setdefault(key, []).extend(statements)
    return groups.values()


def _is_entry(report: Report, statements: Sequence[Statement], slots: Sequence[Slot]) -> bool:
    """Return whether they are an entry of a list of receivers: SDKs, or blocks 名称：…, 目的：…."""
    if any(statement.action == "embed" for statement in statements):
        return True
    return any("SDK" in slot.quote.text for slot in slots) or is_labelled(report, statements[0])


def _whole(statement: Statement, leads: Set[int]) -> tuple[str, int]:
    """Return what ``statement`` is a part of: a list with its lead-in, a clause, or nothing else."""
    if statement.context and statement.context.start != statement.start:
        return "lead", statement.context.start
    if statement.start in leads:
        return "lead", statement.start
    return ("alone", statement.start) if statement.clause is None else ("clause", statement.clause)


def _gives(report: Report, statement: Statement) -> bool:
    """Return whether ``statement`` gives data to another handler of its own will."""
    if statement.stance != "authorizes" or statement.action not in _GIVING or statement.actor == "borrower":
        return False
    if "anonymous-info" in statement.values("data") or "law-required" in statement.values("conditions"):
        return False
    handlers = {slot.value for slot in _handler_slots(report, statement)}
    words = report.document.text[statement.start : statement.end]
    entrusted = statement.action != "embed" and handlers <= _MANDATED and _ENTRUSTED.search(words)
    aimless = statement.action == "provide" and not statement.values("data")  # a payment order
    lead = statement.context.text if statement.context else ""
    entrusted = entrusted or _LEAD_ENTRUSTS.search(lead)
    return bool(handlers) and not entrusted and not aimless and not _ACCIDENT.search(words)


def _handler_slots(report: Report, statement: Statement) -> Iterator[Slot]:
    """Yield the slots that name another handler; not those read from the verb alone, nor sources of data."""
    text = report.document.text
    verbs = {slot.quote.start for slot in statement.slots if slot.name == "action"}
    for slot in statement.slots:
        if slot.name != "recipients" or slot.value not in _HANDLERS or slot.quote.start in verbs:
            continue
        before = text[max(0, slot.quote.start - 64) : slot.quote.start]
        source = _FROM.search(before) and _TAKEN.match(text, slot.quote.end)
        somebody = slot.value != "anyone" or _SOMEBODY.search(slot.quote.text)
        if somebody and not source and not _NOT_THEM.search(before):
            yield slot


def _open_words(report: Report, statement: Statement) -> Iterator[Quote]:
    """Yield the words that leave the recipients open: those those with or beside a recipient."""
    text = report.document.text
    named = [slot.quote for slot in _handler_slots(report, statement)]
    for quote in named:
        start, end = max(0, quote.start - 12), quote.end + 12
        for match in _OPEN.finditer(text, start, end):
            beside = match.start() < quote.end and quote.start <= match.end()
            if beside and not _DENIED.search(text, max(0, match.start() - 48), match.start()):
                yield Quote(match.start(), match.end(), match.group())
        for match in _NOT_LIMITED.finditer(text, start, end):
            if 0 <= quote.start - match.end() <= 8 or 0 <= match.start() - quote.end <= 2:
                yield Quote(match.start(), match.end(), match.group())
