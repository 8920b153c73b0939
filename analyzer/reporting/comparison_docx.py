"""Comparison → a Word document to be forwarded: everything with its place and its words."""

from __future__ import annotations

from docx.document import Document as WordDocument

from analyzer.model import SEVERITIES
from analyzer.reporting import side_parts as parts
from analyzer.reporting import words
from analyzer.reporting.printing import DISCLAIMER
from analyzer.reporting.side_docx import (
    NOTHING,
    add_contradictions,
    add_disclosures,
    add_requests,
    add_unseen,
    passage_lines,
    quoted,
)
from analyzer.reporting.side_words import CHANGES, place, said
from analyzer.reporting.word import (
    Line,
    add_heading,
    add_paragraph,
    add_row,
    add_table,
    new_document,
    to_bytes,
)
from analyzer.sides import Change, Comparison, Passage, Side, Standing, VersionPair
from clause_patterns import Library


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
        add_contradictions(document, side)
        add_unseen(document, side, library)
        add_disclosures(document, side, library)
        add_requests(document, side, library)
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
        lines += passage_lines(passages, side, seen, label if both else "")
    return lines


def _add_promises(document: WordDocument, comparison: Comparison) -> None:
    rows = [row for group in parts.promises(comparison) for row in group]
    if not rows:
        return
    add_heading(document, "保护您的承诺")
    a, b = comparison.a, comparison.b
    table = add_table(document, ("承诺", a.name, b.name), (3.4, 6.8, 6.8))
    for row in rows:
        in_a, in_b = passage_lines(row.a.forbids, a), passage_lines(row.b.forbids, b)
        add_row(table, [[("strong", row.title)], in_a or NOTHING, in_b or NOTHING])


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
        return NOTHING
    return [("place", place(passage, alone=True)), ("quote", quoted(passage))]
