"""What stands around a statement: its lines, its lead-in, its clause, its list, the annex it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from analyzer.model import Quote, Report, Statement

# What stands elsewhere in a longer clause may speak of another giving.
_ONE_CLAUSE = 300
_LIST = 1500  # characters of a list after its lead-in
_BLOCK = 12  # lines of 名称：…/目的：… around one of them
_ANNEX = 20_000
_TITLE_ONLY = 60  # a heading with fewer characters below it stands in a table of contents
_LINE = 250  # characters of one line on either side

_LABELLED = re.compile(
    r"[ \t　·•\-*]{0,6}([^\s：:，。；（(\d]{0,10}(?:名称|主体|公司|提供方|接收方|共享方|开发者|目的|场景"
    r"|用途|功能|信息|种类|类型|字段|权限|方式|链接|网址|官网|政策|协议|电话|邮箱|说明))[：:]"
)
_NAMED_ANNEX = re.compile(
    r"附[件表录][一二三四五六七八九十\d]{1,2}|《([^》\n]{2,40}(?:清单|名单|目录|列表)[^》\n]{0,6})》"
)
_ANNEX_HEADING = re.compile(
    r"^[ \t　#*《【]{0,6}((?:附[件表录][一二三四五六七八九十\d]{1,2})?[^\n。；，《》]{0,40}?)"
    r"[》】*：: \t]{0,4}$",
    re.MULTILINE,
)
_ANNEX_WORDS = re.compile(r"^附[件表录][一二三四五六七八九十\d]|(?:清单|名单|目录|列表)(?:（[^）]{0,10}）)?$")


class Stretch(NamedTuple):
    """A range of the text of one document of the set."""

    source: int
    start: int
    end: int


class Annex(NamedTuple):
    """A list that stands in a document: its heading and its range."""

    title: str
    stretch: Stretch


def annexes(reports: Sequence[Report]) -> tuple[Annex, ...]:
    """Return the annexes and lists that stand in ``reports``, each up to the next one."""
    found: list[Annex] = []
    for source, report in enumerate(reports):
        text = report.document.text
        headings = [
            heading for heading in _ANNEX_HEADING.finditer(text) if _ANNEX_WORDS.search(heading.group(1))
        ]
        ends = [heading.start() for heading in headings[1:]] + [len(text)]
        for heading, end in zip(headings, ends, strict=False):
            if end - heading.end() > _TITLE_ONLY:
                stretch = Stretch(source, heading.end(), min(end, heading.end() + _ANNEX))
                found.append(Annex(heading.group(1), stretch))
        found.append(Annex(report.document.name, Stretch(source, 0, min(len(text), _ANNEX))))
    return tuple(found)


def named_annexes(
    report: Report, stretches: Sequence[Stretch], known: Sequence[Annex]
) -> Iterator[tuple[Annex, Quote]]:
    """Yield the annexes that the words of ``stretches`` name and that stand somewhere, and those words."""
    text = report.document.text
    for stretch in stretches:
        for named in _NAMED_ANNEX.finditer(text, stretch.start, stretch.end):
            title = named.group(1) or named.group()
            for annex in known:
                inside = annex.stretch.source == stretch.source and annex.title == report.document.name
                if title in annex.title and not inside:
                    yield annex, Quote(named.start(), named.end(), named.group())


def surroundings(source: int, report: Report, statement: Statement) -> tuple[Stretch, ...]:
    """Return the ranges that speak of the same thing as ``statement``, nearest first."""
    text = report.document.text
    start, end = line_of(text, statement.start, statement.end)
    ranges = [(statement.start, statement.end)]
    if statement.context:
        ranges.append((statement.context.start, statement.context.end))
    ranges.append((max(start, statement.start - _LINE), min(end, statement.end + _LINE)))
    clause = report.outline[statement.clause] if statement.clause is not None else None
    if clause and clause.end - clause.start <= _ONE_CLAUSE:
        ranges.append((clause.start, clause.end))
    elif text[start:end].rstrip().endswith(("：", ":")):
        ranges.append((end, min(end + _LIST, clause.end if clause else len(text))))
    if is_labelled(report, statement):
        ranges.append(_block(text, start, end))
    return tuple(Stretch(source, *found) for found in ranges)


def line_of(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the whole lines that hold ``start`` to ``end``."""
    after = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, after if after >= 0 else len(text)


def _block(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the run of lines 名称：…, 目的：…, 种类：… around a line, up to where a label comes again."""
    seen = {match.group(1) for match in [_LABELLED.match(text, start)] if match}
    for _ in range(_BLOCK):
        before = text.rfind("\n", 0, max(start - 1, 0)) + 1
        label = _LABELLED.match(text, before)
        if start == 0 or not label or label.group(1) in seen:
            break
        start = before
        seen.add(label.group(1))
    for _ in range(_BLOCK):
        label = _LABELLED.match(text, end + 1)
        if not label or label.group(1) in seen:
            break
        end = line_of(text, end + 1, end + 1)[1]
        seen.add(label.group(1))
    return start, end


def is_labelled(report: Report, statement: Statement) -> bool:
    """Return whether ``statement`` stands in a line such as 使用目的：…."""
    start, _ = line_of(report.document.text, statement.start, statement.end)
    return _LABELLED.match(report.document.text, start) is not None


def place_of(report: Report, statement: Statement) -> int:
    """Return where the entry that holds ``statement`` begins: its block of labelled lines, or itself."""
    if not is_labelled(report, statement):
        return statement.start
    text = report.document.text
    return _block(text, *line_of(text, statement.start, statement.end))[0]
