"""Comparison → a Word document to be forwarded: everything with its place and its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docx.document import Document as WordDocument

from analyzer.model import SEVERITIES
from analyzer.reporting import side_parts as parts
from analyzer.reporting import words
from analyzer.reporting.printing import DISCLAIMER
from analyzer.reporting.side_words import (
    CHANGES,
    MEETINGS,
    RECEIVERS_TOLD,
    element_titles,
    place,
    said,
    where,
)
from analyzer.reporting.word import (
    Line,
    add_heading,
    add_paragraph,
    add_row,
    add_table,
    new_document,
    to_bytes,
)
from analyzer.sides import Change, Comparison, Disclosure, Passage, Request, Side, Standing, VersionPair
from clause_patterns import Library

_NOTHING: list[Line] = [("text", "—")]


def comparison_docx(comparison: Comparison, library: Library) -> bytes:
    """Return ``comparison`` as the bytes of a Word document; the same comparison gives the same bytes."""
    title = f"{comparison.a.name}与{comparison.b.name}：贷款文件对比"
    document = new_document(title, DISCLAIMER)
    _add_files(document, comparison)
    _add_summary(document, comparison)
    _add_differences(document, comparison, library)
    _add_promises(document, comparison)
    _add_matrix(document, comparison, library)
    for side in (comparison.a, comparison.b):
        _add_contradictions(document, side)
        _add_unseen(document, side, library)
        _add_disclosures(document, side, library)
        _add_requests(document, side, library)
    for pair in comparison.versions:
        _add_versions(document, pair)
    return to_bytes(document)


def _add_files(document: WordDocument, comparison: Comparison) -> None:
    add_heading(document, "比较的文件")
    table = add_table(document, ("一方", "文件", "SHA-256"), (2, 4.4, 10.6))
    for side in (comparison.a, comparison.b):
        for report in side.reports:
            read = report.document
            name: list[Line] = [("text", read.name), ("place", words.size(read))]
            add_row(table, [[("strong", side.name)], name, [("place", read.sha256)]])


def _add_summary(document: WordDocument, comparison: Comparison) -> None:
    add_heading(document, "总的来说")
    add_paragraph(document, comparison.summary)
    for note in comparison.notes:
        add_paragraph(document, note, style="List Bullet")


def _add_differences(document: WordDocument, comparison: Comparison, library: Library) -> None:
    add_heading(document, "逐项对比")
    a, b = comparison.a, comparison.b
    seen_a: set[Passage] = set()
    seen_b: set[Passage] = set()
    rows = parts.differences(comparison)
    if rows:
        table = add_table(document, ("事项", a.name, b.name, "结论"), (2.6, 5.8, 5.8, 2.8))
    for row in rows:
        level = words.SEVERITY_WORDS[row.severity]
        topic: list[Line] = [("strong", row.title), ("place", f"程度：{level}")]
        in_a, in_b = _standing(a, row.a, seen_a, library), _standing(b, row.b, seen_b, library)
        add_row(table, [topic, in_a, in_b, [("text", row.why)]])
    for level in SEVERITIES:
        titles = "；".join(row.title for row in parts.alike(comparison) if row.severity == level)
        if titles:
            add_paragraph(document, f"两边都允许，没有差别（{words.SEVERITY_WORDS[level]}）：{titles}")
    informing = "；".join(row.title for row in parts.informing(comparison))
    if informing:
        add_paragraph(document, f"只作说明，不比较好坏：{informing}")


def _standing(side: Side, standing: Standing, seen: set[Passage], library: Library) -> list[Line]:
    lines: list[Line] = [("strong", said(standing, library))]
    both = standing.position == "both"
    for label, passages in (("允许：", standing.allows), ("承诺：", standing.forbids)):
        lines += _passages(passages, side, seen, label if both else "")
    return lines


def _passages(
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
    return [("place", there), ("quote", _words(first))]


def _words(passage: Passage) -> str:
    lead_in = f"{words.lead_in(passage.context)} … " if passage.context else ""
    return f"{lead_in}「{passage.quote.text.strip()}」"


def _add_promises(document: WordDocument, comparison: Comparison) -> None:
    rows = [row for group in parts.promises(comparison) for row in group]
    if not rows:
        return
    add_heading(document, "保护您的承诺")
    a, b = comparison.a, comparison.b
    table = add_table(document, ("承诺", a.name, b.name), (3.4, 6.8, 6.8))
    for row in rows:
        in_a, in_b = _passages(row.a.forbids, a), _passages(row.b.forbids, b)
        add_row(table, [[("strong", row.title)], in_a or _NOTHING, in_b or _NOTHING])


def _add_matrix(document: WordDocument, comparison: Comparison, library: Library) -> None:
    groups = parts.differing_cells(comparison, library)
    if not groups:
        return
    add_heading(document, "谁拿到什么")
    same = parts.same_cells(comparison)
    rest = f"，另有 {same} 项两边一样" if same else ""
    shown = f"只列有差别的 {len(comparison.matrix) - same} 项{rest}。"
    add_paragraph(document, f"{shown}提供方指放款人和平台自己。")
    table = add_table(document, ("谁", "拿到的信息", "结论"), (3, 7, 7))
    for why, recipients in groups.items():
        for recipient, data in recipients.items():
            add_row(table, [[("strong", recipient)], [("text", "、".join(data))], [("text", why)]])


def _add_contradictions(document: WordDocument, side: Side) -> None:
    if not side.contradictions:
        return
    add_heading(document, f"{side.name}：说法不一的地方")
    table = add_table(document, ("说明", "承诺", "允许"), (3.4, 6.8, 6.8))
    for one in side.contradictions:
        what: list[Line] = [("strong", MEETINGS[one.kind]), ("text", one.why)]
        add_row(table, [what, _passages([one.promise], side), _passages([one.permission], side)])


def _add_unseen(document: WordDocument, side: Side, library: Library) -> None:
    unseen = parts.unseen(side)
    if not unseen:
        return
    add_heading(document, f"{side.name}：您还没看，有约束力、但没有给出的文件")
    table = add_table(document, ("文件", "约束力", "哪里提到"), (4.5, 5, 7.5))
    for reference in unseen:
        binding = library.references[reference.binding]
        bound: list[Line] = [("strong", binding.title), ("text", binding.explain)]
        add_row(table, [[("strong", f"《{reference.title}》")], bound, _passages(reference.passages, side)])


def _add_disclosures(document: WordDocument, side: Side, library: Library) -> None:
    disclosures = [one for one in side.disclosures if one.missing]
    if not disclosures:
        return
    add_heading(document, f"{side.name}：把您的信息交给别人，却没有说全")
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
                or _NOTHING,
                [("text", element_titles([element], library)) for element in one.missing],
            ],
        )


def _disclosed(one: Disclosure, side: Side) -> list[Line]:
    lines = _passages([one.passage], side)
    if one.places > 1:
        lines.append(("place", f"同样的地方共 {one.places} 处"))
    if one.open_ended:
        lines.append(("text", f"接收方没有写完：「{one.open_ended.text.strip()}」"))
    return lines


def _add_requests(document: WordDocument, side: Side, library: Library) -> None:
    beyond, necessary = parts.beyond_necessary(side), parts.necessary(side)
    if not beyond and not necessary:
        return
    add_heading(document, f"{side.name}：要了哪些信息")
    table = add_table(document, ("信息", "必要信息清单", "哪里要", "说明"), (2.8, 1.8, 6.6, 5.8))
    seen: set[Passage] = set()
    for request in [*beyond, *necessary]:
        item = library.checklist[request.item]
        listed = "清单以内" if request.necessary else "清单以外"
        asked = _passages(request.asked, side, seen)
        add_row(table, [[("strong", item.title)], [("text", listed)], asked, [("text", item.note)]])
    renounced = _titles(parts.renounced(side), library)
    if renounced:
        add_paragraph(document, f"承诺不要的：{renounced}")


def _titles(requests: Iterable[Request], library: Library) -> str:
    return "；".join(library.checklist[request.item].title for request in requests)


def _add_versions(document: WordDocument, pair: VersionPair) -> None:
    add_heading(document, "同一份文件的两个版本")
    add_paragraph(document, f"{pair.old} → {pair.new}（{pair.similarity:.0%} 相同）")
    telling = parts.telling(pair)
    if telling:
        table = add_table(document, ("变化", "原来", "现在"), (3.4, 6.8, 6.8))
    for change in telling:
        add_row(table, [_effects(change), _version(change.old), _version(change.new)])
    rest = len(pair.changes) - len(telling)
    add_paragraph(document, f"另有 {rest} 处改动没有改变这里检查的事；{pair.unchanged} 处一字未改。")


def _effects(change: Change) -> list[Line]:
    return [("strong", CHANGES[change.kind]), *(("text", effect) for effect in parts.effects(change))]


def _version(passage: Passage | None) -> list[Line]:
    if passage is None:
        return _NOTHING
    return [("place", place(passage, alone=True)), ("quote", _words(passage))]
