"""What no single clause shows → parts of a Word document, for one side or each of two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from docx.document import Document as WordDocument

from analyzer.reporting import side_parts as parts
from analyzer.reporting import words
from analyzer.reporting.side_words import MEETINGS, RECEIVERS_TOLD, element_titles, where
from analyzer.reporting.word import Line, add_heading, add_paragraph, add_row, add_table
from analyzer.sides import Disclosure, Passage, Request, Side
from clause_patterns import Library

NOTHING: Final[list[Line]] = [("text", "—")]


def passage_lines(
    passages: Sequence[Passage], side: Side, seen: set[Passage] | None = None, label: str = ""
) -> list[Line]:
    """Return place and words of the first of ``passages`` and how many there are; not what was ``seen``."""
    if not passages:
        return []
    first = passages[0]
    more = f"（共 {len(passages)} 处）" if len(passages) > 1 else ""
    there = f"{label}{where(first, side)}{more}"
    if seen is not None and first in seen:
        return [("place", f"{there}（原文见上）")]
    if seen is not None:
        seen.add(first)
    return [("place", there), ("quote", quoted(first))]


def quoted(passage: Passage) -> str:
    """Return the words of ``passage`` in marks, after the end of what leads in to them."""
    lead_in = f"{words.lead_in(passage.context)} … " if passage.context else ""
    return f"{lead_in}「{passage.quote.text.strip()}」"


def add_contradictions(document: WordDocument, side: Side) -> None:
    """Add what one place promises and another lets; nothing where there is none."""
    if not side.contradictions:
        return
    add_heading(document, _titled("说法不一的地方", side))
    table = add_table(document, ("说明", "承诺", "允许"), (3.4, 6.8, 6.8))
    for one in side.contradictions:
        what: list[Line] = [("strong", MEETINGS[one.kind]), ("text", one.why)]
        add_row(table, [what, passage_lines([one.promise], side), passage_lines([one.permission], side)])


def add_unseen(document: WordDocument, side: Side, library: Library) -> None:
    """Add the documents that bind and were not given; nothing where there is none."""
    unseen = parts.unseen(side)
    if not unseen:
        return
    add_heading(document, _titled("您还没看，有约束力、但没有给出的文件", side))
    table = add_table(document, ("文件", "约束力", "哪里提到"), (4.5, 5, 7.5))
    for reference in unseen:
        binding = library.references[reference.binding]
        bound: list[Line] = [("strong", binding.title), ("text", binding.explain)]
        add_row(
            table, [[("strong", f"《{reference.title}》")], bound, passage_lines(reference.passages, side)]
        )


def add_disclosures(document: WordDocument, side: Side, library: Library) -> None:
    """Add what is not told where data are given away; nothing where there is none."""
    disclosures = [one for one in side.disclosures if one.missing]
    if not disclosures:
        return
    add_heading(document, _titled("把您的信息交给别人，却没有说全", side))
    add_paragraph(document, RECEIVERS_TOLD)
    table = add_table(document, ("交出信息的地方", "写明了的", "没有写明的"), (8.4, 5.2, 3.4))
    for one in disclosures:
        told = [element for element in one.told if element not in one.missing]
        add_row(
            table,
            [
                _disclosed(one, side),
                [
                    ("text", f"{element_titles([element], library)}：「{one.told[element].text.strip()}」")
                    for element in told
                ]
                or NOTHING,
                [("text", element_titles([element], library)) for element in one.missing],
            ],
        )


def _disclosed(one: Disclosure, side: Side) -> list[Line]:
    lines = passage_lines([one.passage], side)
    if one.places > 1:
        lines.append(("place", f"同样的地方共 {one.places} 处"))
    if one.open_ended:
        lines.append(("text", f"接收方没有写完：「{one.open_ended.text.strip()}」"))
    return lines


def add_requests(document: WordDocument, side: Side, library: Library) -> None:
    """Add which data are asked for; nothing where there is none."""
    beyond, necessary = parts.beyond_necessary(side), parts.necessary(side)
    if not beyond and not necessary:
        return
    add_heading(document, _titled("要了哪些信息", side))
    table = add_table(document, ("信息", "必要信息清单", "哪里要", "说明"), (2.8, 1.8, 6.6, 5.8))
    seen: set[Passage] = set()
    for request in [*beyond, *necessary]:
        item = library.checklist[request.item]
        listed = "清单以内" if request.necessary else "清单以外"
        asked = passage_lines(request.asked, side, seen)
        add_row(table, [[("strong", item.title)], [("text", listed)], asked, [("text", item.note)]])
    renounced = _titles(parts.renounced(side), library)
    if renounced:
        add_paragraph(document, f"承诺不要的：{renounced}")


def _titles(requests: Iterable[Request], library: Library) -> str:
    return "；".join(library.checklist[request.item].title for request in requests)


def _titled(title: str, side: Side) -> str:
    """Return the title of a part; a side that is alone has no name."""
    return f"{side.name}：{title}" if side.name else title
