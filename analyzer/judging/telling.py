"""Which elements of PIPL article 23 the words around a giving of data tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from analyzer.judging.surroundings import Annex, Stretch, named_annexes, surroundings
from analyzer.model import Quote, Report, Statement
from analyzer.sides import ELEMENTS, Element
from clause_patterns import Library

# Consent is a condition of this giving only where it stands in its own words or in its lead-in.
_ATTACHED: frozenset[Element] = frozenset({"separate-consent"})
_UNDONE = re.compile(
    r"(?:未经|未征得|未取得|无需|无须|毋须|不再|不必|不需|没有|不另)[^。；！？\n]{0,8}$|(?:不会|不得|不包括|不含)[^。；！？，\n]{0,20}$|除(?!了)[^。；！？，\n]{0,20}$"
)
_OWN = re.compile(r"(?:我们|我行|我司|本行|本公司|客服|您可以?)[^。；！？\n]{0,16}$")
_OWN_NAME = re.compile(
    r"[（(，“]{0,2}(?:以下|下称|简称|我们|我行|本公司)|[及与和]其?(?:关联|子公司|旗下|附属)"
)
# 向某某公司查询: a source, no recipient.
_ASKS = re.compile(r"(?:向|从|自|通过)[^。；！？，\n]{0,22}$")
_ASKED = re.compile(r"[^。；！？，\n]{0,40}(?:收集|获取|查询|采集|调取|核实)")
_BEFORE = 24  # characters that may take back what follows
_BESIDE = 300  # characters between a name and the contact that belongs to it


class Telling:
    """The words of the library that tell an element, ready to be looked for in a set of documents."""

    def __init__(self, reports: Sequence[Report], library: Library, annexes: Sequence[Annex]) -> None:
        self._reports, self._annexes = reports, annexes
        self._concepts = {element: frozenset(library.telling[element].concepts) for element in ELEMENTS}
        self._patterns = {
            element: [re.compile(pattern) for pattern in library.telling[element].patterns]
            for element in ELEMENTS
        }
        self._annex_tells: dict[Stretch, dict[Element, Quote]] = {}

    def told(self, source: int, statement: Statement) -> dict[Element, Quote]:
        """Return the words that tell each element with ``statement``, of the document ``source``."""
        report = self._reports[source]
        stretches = surroundings(source, report, statement)
        found = self._in_stretches(stretches, attached=2 if statement.context else 1)
        for element in ELEMENTS:
            quote = self._in_slots(element, source, statement)
            if quote and element not in found:
                found[element] = quote
        for annex, words in named_annexes(report, stretches, self._annexes):
            for element, quote in self._in_annex(annex.stretch).items():
                found.setdefault(element, quote if annex.stretch.source == source else words)
        return found

    def _in_slots(self, element: Element, source: int, statement: Statement) -> Quote | None:
        """Return the first slot that tells ``element`` and is no part of the name of a kind of recipient."""
        report = self._reports[source]
        named = [slot.quote for slot in statement.slots if slot.name == "recipients"]
        for slot in statement.slots:
            start, end = slot.quote.start, slot.quote.end
            inside = any(quote.start < end and start < quote.end for quote in named)
            tells = slot.value in self._concepts[element] and (slot.name == "recipients" or not inside)
            before = report.document.text[max(0, start - _BEFORE) : start]
            own = element == "name" and _is_no_recipient(report, before, start, end)
            if tells and not own and not _UNDONE.search(before):
                return slot.quote
        return None

    def _in_annex(self, stretch: Stretch) -> dict[Element, Quote]:
        if stretch not in self._annex_tells:
            self._annex_tells[stretch] = self._in_stretches([stretch], attached=0)
        return self._annex_tells[stretch]

    def _in_stretches(self, stretches: Sequence[Stretch], attached: int) -> dict[Element, Quote]:
        found: dict[Element, Quote] = {}
        for element in ELEMENTS:
            near = stretches[:attached] if element in _ATTACHED else stretches
            quotes = (quote for stretch in near for quote in self._matches(element, stretch))
            if element == "contact":
                name = found.get("name")
                quotes = (quote for quote in quotes if name and _beside(name, quote))
            first = next(quotes, None)
            if first:
                found[element] = first
        return found

    def _matches(self, element: Element, stretch: Stretch) -> Iterator[Quote]:
        report = self._reports[stretch.source]
        text = report.document.text
        for pattern in self._patterns[element]:
            for match in pattern.finditer(text, stretch.start, stretch.end):
                before = text[max(0, match.start() - _BEFORE) : match.start()]
                own = (element == "contact" and _OWN.search(before)) or (
                    element == "name" and _is_no_recipient(report, before, *match.span())
                )
                if not own and not _UNDONE.search(before):
                    yield Quote(match.start(), match.end(), match.group())


def _beside(name: Quote, contact: Quote) -> bool:
    return -_BESIDE < contact.start - name.end < _BESIDE


def _is_no_recipient(report: Report, before: str, start: int, end: int) -> bool:
    """Return whether a name is the lender's own, or that of somebody who is asked for data."""
    asked = _ASKS.search(before) and _ASKED.match(report.document.text, end)
    return bool(asked) or _is_own_name(report, start, end)


def _is_own_name(report: Report, start: int, end: int) -> bool:
    """Return whether a name is the lender's own: defined as 我们, or a party of the contract."""
    text = report.document.text
    if _OWN_NAME.match(text, end):
        return True
    own = [name for name, role in report.parties.items() if role in ("provider", "servicer")]
    return any(len(name) > 2 and name in text[start:end] for name in own)
