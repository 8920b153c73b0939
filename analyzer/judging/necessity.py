"""Which kinds of data on the checklist for online lending a set of documents asks for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from analyzer.judging.passages import passage_at, passage_of
from analyzer.judging.surroundings import line_of
from analyzer.model import Report, Slot, Statement
from analyzer.sides import Passage, Request
from clause_patterns import Library
from clause_patterns.overview import ChecklistItem

_ASKING = frozenset({"collect", "query", "use", "require-contacts", "supply-contacts"})
_GIVING = frozenset({"provide", "disclose", "publish", "push-application", "report-credit"})
_PROMISING = frozenset({"collect", "query", "use", "require-contacts"})
_KEEPING = re.compile(r"保存|存储|储存|留存|存档")  # how long data is kept is no promise not to ask for it
_LIST_ITEM = re.compile(r"[ \t　]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]|[①-⑳•·●▪■◆\-*])")
_ITEMS = 30  # items of one list at most

# The borrower must hand something over: where the lender only waits for it, there is no statement.
_REQUIRED = re.compile(
    r"(?:(?:您|借款人|用户|申请人|客户)(?:本人)?(?:(?:还)?需要?|须|应当?|必须|同意)|请您?|要求(?:您|用户|借款人))"
    r"(?:向[^。；！？，\n]{1,8})?(?:如实|真实|完整|准确|及时|自行|手动|主动|进一步)*"
    r"(?:提供|提交|填写|填报|上传|输入|出示)(?!的|商|者|方|书面|反馈|意见|投诉)[^。；！？\n]{2,120}"
)
_OWN_RIGHT = re.compile(r"注销|行使|查阅|更正|投诉|异议|删除|举报|撤回")  # proof of identity for a right
_TAKES = "(?:收集|读取|获取|采集|上传|调取|访问|查询|索取|申请|抓取)(?!其[他它])"
_NOT = (
    r"(?:不|无需|无须|未|没有)(?!同意|授权|允许|开启|希望|愿|限于|影响|仅|能|便|断|定|可|提供|经|受|按|满)"
    rf"[^。；！？，\n]{{0,10}}?{_TAKES}"
)
_DENIED = re.compile(rf"{_NOT}[^。；！？\n]{{0,60}}$")  # 不会收集您的……
_DENIED_AFTER = re.compile(rf"[^。；！？\n]{{0,30}}?[，、我均都]{_NOT}")  # 通讯录我们不会读取
_DENYING = re.compile(_NOT)
_IF_REFUSED = re.compile(r"拒绝|关闭|取消|不(?:同意|授权|使用|开启|提供)")  # what follows is no promise
_DEFINES = re.compile(r"一旦(?:被)?(?:非法)?泄[露漏]|敏感(?:个人)?信息[^。；！？\n]{0,6}是指")
_TAKEN_HERE = re.compile(  # 我们会收集您的手机号码，但不会……: the part of a promise that asks
    rf"(?<!不)(?:会|将|需要?|可能|仅|只|要求)[^。；！？，\n不]{{0,10}}{_TAKES}[^。；！？，\n不]{{0,60}}$"
)

# Where data may be asked for or promised not to be, the data read there, and whether words there count.
Test = Callable[[Passage, int, int], bool]
Place = tuple[Passage, Sequence[Slot], Test]


def requests(reports: Sequence[Report], library: Library) -> tuple[Request, ...]:
    """Return every item of the checklist in file order, with the places that ask for it or promise not to."""
    asked = [place for source, report in enumerate(reports) for place in _asking(source, report)]
    promised = [place for source, report in enumerate(reports) for place in _promising(source, report)]
    return tuple(
        Request(
            item=item.id,
            necessary=item.necessary,
            asked=_naming(item, asked),
            promised=_naming(item, promised),
        )
        for item in library.checklist.values()
    )


def _naming(item: ChecklistItem, places: Iterable[Place]) -> tuple[Passage, ...]:
    """Return the places that name ``item`` in words that count, each once, in reading order."""
    words = re.compile("|".join([*map(re.escape, item.terms), *item.patterns]) or r"(?!)")
    found = [
        passage
        for passage, data, counts in places
        if any(counts(passage, start, end) for start, end in _named(item, words, passage, data))
    ]
    kept: list[Passage] = []
    for passage in sorted(found, key=lambda found: (found.source, found.quote.start, -found.quote.end)):
        last = kept[-1] if kept else None
        if not last or passage.source != last.source or passage.quote.start >= last.quote.end:
            kept.append(passage)
    return tuple(kept)


def _named(
    item: ChecklistItem, words: re.Pattern[str], passage: Passage, data: Iterable[Slot]
) -> Iterator[tuple[int, int]]:
    """Yield where ``passage`` names ``item``, counted from its start; words of its lead-in are before it."""
    for slot in data:
        if slot.value in item.concepts:
            yield slot.quote.start - passage.quote.start, slot.quote.end - passage.quote.start
    for match in words.finditer(passage.quote.text):
        yield match.span()


def _is_denied(passage: Passage, start: int, end: int) -> bool:
    text = passage.quote.text
    if start < 0 or end > len(text):
        return bool(_DENYING.search(text))  # named in the lead-in: the words themselves decide
    led = passage.context is not None and bool(_DENYING.search(passage.context.text[-24:]))
    denied = _DENIED.search(text, max(0, start - 80), start) or _DENIED_AFTER.match(text, end)
    return led or denied is not None


def _is_asked(passage: Passage, start: int, end: int) -> bool:
    return not _is_denied(passage, start, end)


def _is_asked_beside(passage: Passage, start: int, end: int) -> bool:
    """Return whether a promise asks for what stands there, before or after what it promises."""
    return _TAKEN_HERE.search(passage.quote.text, 0, max(0, start)) is not None and _is_asked(
        passage, start, end
    )


def _asking(source: int, report: Report) -> Iterator[Place]:
    """Yield the places that ask the borrower for data: statements, lists they lead in, duties to supply."""
    given = {(given.start, given.end) for given in report.statements if given.action in _GIVING}
    for statement in report.statements:
        place = statement.start, statement.end
        only_given = statement.action == "use" and place in given
        asks = statement.stance == "authorizes" and statement.action in _ASKING
        if asks and not only_given and statement.actor != "borrower":
            if _DEFINES.search(report.document.text, *place):
                continue
            yield passage_of(source, report, statement), _data(statement), _is_asked
            for start, end in _list_after(report, statement):
                yield passage_at(source, report, start, end), (), _is_asked
    for passage, data, _ in _promising(source, report):
        yield passage, data, _is_asked_beside
    text = report.document.text
    for duty in _REQUIRED.finditer(text):
        if not _OWN_RIGHT.search(text, max(0, duty.start() - 20), duty.end()):
            yield passage_at(source, report, duty.start(), duty.end()), (), _is_asked


def _data(statement: Statement) -> tuple[Slot, ...]:
    return tuple(slot for slot in statement.slots if slot.name == "data")


def _promising(source: int, report: Report) -> Iterator[Place]:
    for statement in report.statements:
        verbs = "".join(slot.quote.text for slot in statement.slots if slot.name == "action")
        words = report.document.text[statement.start : statement.end]
        promises = statement.stance == "protects" and statement.action in _PROMISING
        if promises and not _KEEPING.search(verbs) and not _IF_REFUSED.search(words):
            yield passage_of(source, report, statement), _data(statement), _is_denied


def _list_after(report: Report, statement: Statement) -> Iterator[tuple[int, int]]:
    """Yield the lines of the list that ``statement`` leads in; without marks a list is one line."""
    text = report.document.text
    end = line_of(text, statement.start, statement.end)[1]
    if not text[statement.start : end].rstrip().endswith(("：", ":")):
        return
    for number in range(_ITEMS):
        start, end = line_of(text, end + 1, end + 1)
        if start >= len(text) or (number and not _LIST_ITEM.match(text, start)):
            return
        yield start, end
