"""The outline: numbered clauses, and the sentence parts with the lead-in each stands under.

Parts are what ``cutting`` makes of the text. Offsets are in the normalised text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from analyzer.language.cutting import cut
from analyzer.model import Clause

_NUMERALS = "一二三四五六七八九十百〇零"
_MARKERS = {
    "chapter": rf"第[{_NUMERALS}\d]+[章编]",
    "section": rf"第[{_NUMERALS}\d]+[节部]分?",
    # 「第五条1.2款所述的违约事件」 refers to an article and begins none.
    "article": rf"第[{_NUMERALS}\d]+条(?!第|[\d.]+款|所述|所列|项下|约定的|规定的|之)[.、:：]?",
    "han": rf"[{_NUMERALS}]{{1,4}}[、.．]",
    "(han)": rf"（[{_NUMERALS}]{{1,4}}）",
    "1.1.1.1": r"\d{1,2}(?:\.\d{1,2}){3}(?!\d)[.、]?",
    "1.1.1": r"\d{1,2}(?:\.\d{1,2}){2}(?!\d)[.、]?",
    "1.1": r"\d{1,2}\.\d{1,2}(?![\d%元万])[.、]?",
    "1": r"\d{1,2}\s?[.、](?!\d)",
    "1)": r"\d{1,2}[)）]",
    "(1)": r"（\d{1,2}）",
    "circled": r"[①-⑳]",
    "a": r"[a-zA-Z](?:[、)）]|[.](?![0-9a-z]))|（[a-zA-Z]）",  # but not in 「w.58.com」
    "bullet": r"[●•·■◆▪○※★√◇➢►]\s?|[-–—*]\s(?=\S)",
}
_KINDS = tuple(_MARKERS)
_MARKER = re.compile("|".join(f"({pattern})" for pattern in _MARKERS.values()))
_ON_FRESH_LINES = ("a", "bullet")  # elsewhere they are words and dashes
# The customary order of numbering, outermost first; equal ranks nest in either order.
_RANK = {
    "chapter": 0, "section": 1, "article": 2, "han": 3, "(han)": 4, "1": 5, "1.1": 6, "1.1.1": 7,
    "1.1.1.1": 8, "1)": 9, "(1)": 9, "circled": 10, "a": 11, "bullet": 12,
}  # fmt: skip
_DIGITS, _CIRCLED, _LETTER = re.compile(r"\d+"), re.compile(r"[①-⑳]"), re.compile(r"[a-zA-Z]")
_PREFIX = re.compile(r"[#>*\s【]*")
_TITLE = re.compile(
    r"[^，。；：、]{0,28}(?:协议|合同|授权书|授权函|声明|政策|条款|承诺书|须知|委托书|告知书|确认书|清单|说明)(?:书)?(?:（[^）]{0,20}）)?》?"
)
_LEAD = re.compile(r"(?:如下|以下|下列|下述|之一|除外)[^，。；]{0,8}$")
_FIELD = re.compile(
    r"(?:户名|账号|帐号|开户行|银行|证件号码?|证号|姓名|名称|电话|手机号?|地址|住址|日期|签字|签名|签章|盖章|代表人|编号"
    r"|邮箱|传真|[甲乙丙丁戊]方)(?:（[^）]*）)?：$"
)  # a line of a form, not a lead-in
_RUNS_ON = re.compile(r"(?:包括|包含|如下|以下|下列)[^。；：]{0,10}：")  # the first item follows at once
_ENDS_LIST = "。！？"
_LIST_KINDS = ("1)", "(1)", "circled", "a", "bullet", "1")
_LEAD_REACH = 2  # levels of the outline that a lead-in governs


@dataclass(slots=True)
class Part:
    """A sentence part, the clause it stands in, and the index of the part that leads in to it."""

    start: int
    end: int
    clause: int | None = None
    lead: int | None = None
    contract: int = 0
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """Clauses in reading order (ranges in the normalised text) and parts."""

    clauses: tuple[Clause, ...]
    parts: tuple[Part, ...]


@dataclass(slots=True)
class _Open:
    kind: str
    number: int
    index: int
    level: int


@dataclass(slots=True)
class _Lead:
    """A part that leads in to the items of a clause, and the kind of number these items have."""

    part: int
    items: str | None = None


@dataclass(slots=True)
class _Builder:
    text: str
    clauses: list[Clause] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    leads: dict[int | None, _Lead] = field(default_factory=dict)
    contract: int = 0
    loose_lead: int | None = None
    running_lead: int | None = None  # 「获取以下信息：身份信息；财务信息；……」

    def build(self) -> Outline:
        for (first, *others), fresh_line in cut(self.text):
            self._add(*first, fresh_line)
            for start, end in others:
                self.parts.append(replace(self.parts[-1], start=start, end=end, heading=False))
            self._lead_in(len(self.parts) - 1)
        self._close_to(0, len(self.text))
        return Outline(tuple(self.clauses), tuple(self.parts))

    def _add(self, start: int, end: int, fresh_line: bool) -> None:
        words = self.text[start:end]
        marker, before = _marker(words, fresh_line), self._before(start)
        if fresh_line and marker is None:
            if self.parts and before != "：" and _is_title(words):
                self._close_to(0, start)
                self.contract += 1
                self.loose_lead = None
            self._leave_list(start)
        if marker is not None:
            self._open(*marker, start, end)
        elif fresh_line and self.loose_lead is not None and self._list_is_over(start):
            self.loose_lead = None
        part = Part(start, end, self.stack[-1].index if self.stack else None, contract=self.contract)
        if marker is not None or before != "；":
            self.running_lead = None
        part.lead = self._lead_of(marker is not None)
        part.heading = fresh_line and _is_heading(self.text, start, end)
        self.parts.append(part)

    def _lead_in(self, index: int) -> None:
        """Remember the part ``index``, just added, where others may follow that it leads in to."""
        part = self.parts[index]
        words = self.text[part.start : part.end]
        if self.running_lead is None and words.endswith("；") and _RUNS_ON.search(words):
            self.running_lead = index
        if words.rstrip().endswith(("：", ":")) and not _FIELD.search(words):
            self.leads[part.clause] = _Lead(index)
            if self.text[part.end : part.end + 1] in ("\n", ""):
                self.loose_lead = index
        elif part.heading and _LEAD.search(words) and len(words) < 24:
            self.leads[part.clause] = _Lead(index)

    def _open(self, kind: str, number: int, printed: str, start: int, end: int) -> None:
        after_colon = bool(self.parts) and self._before(start) in ("：", ":")
        depth = self._depth(kind, number, after_colon)
        self._close_to(depth, start)
        parent = self.stack[-1].index if self.stack else None
        lead = self.leads.get(parent)
        if lead is not None:
            lead.items = lead.items or kind
            if _RANK[kind] < _RANK[lead.items]:
                del self.leads[parent]
        label = _path(self.clauses[parent].label if parent is not None else "", printed.strip("、.．:： "))
        if kind in ("1.1", "1.1.1", "1.1.1.1"):
            label = _dotted_label(self.clauses, self.stack, printed.strip("、. "))
        heading = self.text[start + len(printed) : end].strip() if _is_heading(self.text, start, end) else ""
        self.clauses.append(
            Clause(printed.strip(), heading, start, len(self.text), len(self.stack), label, parent)
        )
        self.stack.append(_Open(kind, number, len(self.clauses) - 1, len(self.stack)))
        self.loose_lead = None

    def _depth(self, kind: str, number: int, after_colon: bool) -> int:
        """Return how many open clauses stay open: the new one becomes the child of the last of them."""
        same = [depth for depth, open_ in enumerate(self.stack) if open_.kind == kind]
        follows = [depth for depth in same if self.stack[depth].number + 1 == number]
        if kind == "bullet" and same:
            return same[-1]
        if follows:
            return follows[-1]
        if number == 1 and after_colon and same:
            return len(self.stack)
        if same:
            return same[-1]
        depth = len(self.stack)
        while depth and not after_colon and _RANK[self.stack[depth - 1].kind] > _RANK[kind]:
            depth -= 1
        return depth

    def _end_before(self, offset: int) -> int:
        """Return where the words before ``offset`` end, blanks left out."""
        while offset and self.text[offset - 1].isspace():
            offset -= 1
        return offset

    def _before(self, offset: int) -> str:
        """Return the last character before ``offset`` that is no blank, "" at the beginning."""
        end = self._end_before(offset)
        return self.text[end - 1 : end] if end else ""

    def _leave_list(self, start: int) -> None:
        """Close the list items above a new paragraph: an item that ended in a full stop has no second one."""
        while self.stack and self.stack[-1].kind in _LIST_KINDS and self._before(start) in _ENDS_LIST:
            parent = self.clauses[self.stack[-1].index].parent
            if parent not in self.leads:
                break
            self._close_to(len(self.stack) - 1, start)
            del self.leads[parent]

    def _close_to(self, depth: int, end: int) -> None:
        while len(self.stack) > depth:
            index = self.stack.pop().index
            clause = self.clauses[index]
            last = self._end_before(end) if end < len(self.text) else end
            self.clauses[index] = clause.at(clause.start, last)
            self.leads.pop(index, None)

    def _lead_of(self, numbered: bool) -> int | None:
        """Return the lead-in of the part being added: an unnumbered list's, or the nearest ancestor's."""
        if self.running_lead is not None:
            return self.running_lead
        if self.loose_lead is not None and not numbered:
            return self.loose_lead
        clause = self.stack[-1].index if self.stack else None
        for _ in range(_LEAD_REACH):
            if clause is None:
                break
            clause = self.clauses[clause].parent
            if clause in self.leads:
                return self.leads[clause].part
        return None

    def _list_is_over(self, start: int) -> bool:
        assert self.loose_lead is not None
        previous = self._before(start)
        items = len(self.parts) - self.loose_lead - 1
        return (items > 0 and previous in _ENDS_LIST) or items > 60


def outline(text: str) -> Outline:
    """Return the clauses and the sentence parts of ``text`` (normalised)."""
    return _Builder(text).build()


def _marker(words: str, fresh_line: bool) -> tuple[str, int, str] | None:
    """Return (kind, number, as printed) of the list marker at the start of ``words``."""
    prefix = _PREFIX.match(words)
    skipped = prefix.end() if prefix and fresh_line else 0
    match = _MARKER.match(words, skipped)
    if match is None or match.lastindex is None:
        return None
    kind = _KINDS[match.lastindex - 1]
    if kind in _ON_FRESH_LINES and not fresh_line:
        return None
    return kind, _number(match[0]), words[: match.end()]


def _number(printed: str) -> int:
    digits = _DIGITS.findall(printed)
    if digits:
        return int(digits[-1])
    circled = _CIRCLED.search(printed)
    if circled:
        return ord(circled[0]) - ord("①") + 1
    letter = _LETTER.search(printed)
    if letter:
        return ord(letter[0].lower()) - ord("a") + 1
    total = 0
    for char in printed:
        if char in "一二三四五六七八九":
            total += "一二三四五六七八九".index(char) + 1
        elif char == "十":
            total = max(total, 1) * 10
    return total


def _path(parent: str, number: str) -> str:
    """Return the label of a clause: 第八条（二）, but 一、1 where the numbers would run together."""
    runs_together = parent[-1:] in _NUMERALS or number[0] in _NUMERALS
    return f"{parent}、{number}" if parent and runs_together and number[0] not in "（(" else parent + number


def _dotted_label(clauses: list[Clause], stack: list[_Open], printed: str) -> str:
    for open_ in stack:
        if open_.kind in ("article", "han", "chapter"):
            return _path(clauses[open_.index].label, printed)
    return printed


def _is_title(words: str) -> bool:
    stripped = words.strip("# 《》*\u3000\t")
    return 2 < len(stripped) <= 32 and _TITLE.fullmatch(stripped) is not None


def _is_heading(text: str, start: int, end: int) -> bool:
    """Return whether the part is a whole line, short, and not a sentence."""
    whole_line = text[end : end + 1] in ("\n", "")
    return whole_line and end - start <= 40 and text[end - 1] not in "。；，,;"
