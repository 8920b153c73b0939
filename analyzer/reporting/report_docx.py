"""Report → a Word document to be forwarded: everything but the whole text."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from docx.document import Document as WordDocument

from analyzer.model import INCOMPLETE, Finding, Report
from analyzer.reporting import law_words, report_parts, summary, words
from analyzer.reporting.printing import DISCLAIMER
from analyzer.reporting.report_parts import Arrangement, Entry, LevelGroup, RuleGroup
from analyzer.reporting.side_docx import add_contradictions, add_disclosures, add_requests, add_unseen
from analyzer.reporting.side_words import lender_line, position, terms, where
from analyzer.reporting.word import (
    Line,
    add_heading,
    add_marked,
    add_paragraph,
    add_row,
    add_table,
    new_document,
    to_bytes,
)
from analyzer.reviews import Reviews
from analyzer.sides import Side
from clause_patterns.library import Library

_COLORS: Final = {
    "critical": "B00D36", "high": "A84800", "medium": "7A6200", "low": "1F6399", summary.PROTECTIVE: "0F6E3D",
}  # fmt: skip
_HEAD, _QUOTE, _GROUNDS, _BULLET = "Quote Place", "Quote Block", "Cell Place", "List Bullet"


def report_docx(
    report: Report,
    side: Side,
    library: Library,
    reviews: Reviews | None = None,
    *,
    at: datetime | None = None,
) -> bytes:
    """Return ``report`` as the bytes of a Word document, with the reader's ``reviews`` in it.

    ``side`` is the set of documents that ``report`` alone makes, or one it belongs to; ``at`` is when the
    report is made, now where None. The same arguments give the same bytes.
    """
    arrangement = report_parts.arranged(report, reviews)
    document = new_document(f"{report.document.name}：条款报告", DISCLAIMER)
    table = add_table(document, (), (3, 14))
    for label, value in report_parts.facts(report.document, at or datetime.now().astimezone()):
        add_row(table, [[("strong", label)], [("text", value)]])
    if side.lender:
        add_row(table, [[("strong", "放款方")], [("text", lender_line(side, library))]])
    _add_summary(document, report, arrangement, library, reviews)
    _add_to_ask(document, arrangement)
    _add_limits(document, report, side)
    add_heading(document, "需要留意的写法")
    if not arrangement.risks:
        add_paragraph(document, summary.nothing_found(report))
    for level in arrangement.risks:
        _add_level(document, level, library, side.lender_kind)
    if arrangement.aside:
        add_heading(document, report_parts.aside_title(report.findings, library))
    for level in arrangement.aside:
        _add_level(document, level, library, side.lender_kind)
    if arrangement.protective.rules:
        add_heading(document, "保护您的写法")
        _add_level(document, arrangement.protective, library, side.lender_kind)
    _add_dismissed(document, arrangement)
    _add_matrix(document, side, library)
    add_contradictions(document, side)
    add_unseen(document, side, library)
    add_disclosures(document, side, library)
    add_requests(document, side, library)
    _add_law(document, arrangement, library, side.lender_kind)
    return to_bytes(document)


def _add_summary(
    document: WordDocument,
    report: Report,
    arrangement: Arrangement,
    library: Library,
    reviews: Reviews | None,
) -> None:
    entries = {entry.index: entry for entry in arrangement.entries()}
    top = [entries[index] for index in summary.top_three(report, library, reviews)]
    add_heading(document, "最要紧的三件事" if len(top) == 3 else "最要紧的")
    for number, entry in enumerate(top, 1):
        said, there = summary.headline(entry.finding, library), words.place(entry.finding)
        add_paragraph(document, f"{number}. {_level(entry.level)} {said}（{there}，见第 {entry.number} 处）")
    if not top:
        add_paragraph(document, summary.nothing_found(report))
    counts = summary.counts(report, reviews).items()
    add_paragraph(
        document, "，".join(f"{summary.LEVEL_WORDS[level]} {number} 处" for level, number in counts)
    )


def _add_to_ask(document: WordDocument, arrangement: Arrangement) -> None:
    to_ask = arrangement.to_ask()
    if to_ask:
        add_heading(document, "您要问的")
    for number, entry in enumerate(to_ask, 1):
        reason = f"：{entry.review.reason}" if entry.review and entry.review.reason else ""
        there = f"{words.place(entry.finding)}，见第 {entry.number} 处"
        add_paragraph(document, f"{number}. {entry.finding.title}（{there}）{reason}")


def _add_limits(document: WordDocument, report: Report, side: Side) -> None:
    others = [one for one in report.document.notices if one.code not in INCOMPLETE]
    for title, sentences in (
        ("没法判断的", summary.unjudged(report, side)),
        ("怎样读的", [summary.notice_text(notice) for notice in others]),
    ):
        if sentences:
            add_heading(document, title)
        for sentence in sentences:
            add_paragraph(document, sentence, _BULLET)


def _add_level(document: WordDocument, level: LevelGroup, library: Library, lender: str) -> None:
    title = f"{_level(level.level)} {len(level.entries)} 处"
    add_heading(document, title, level=2, color=_COLORS.get(level.level, ""))
    for group in level.rules:
        category = words.category(library, group.first.category)
        add_heading(document, f"{_level(level.level)} {group.first.title}（{category}）", level=3)
        for entry in group.entries:
            _add_entry(document, entry)
        _add_meaning(document, group, library, lender)


def _add_entry(document: WordDocument, entry: Entry, title: str = "") -> None:
    finding = entry.finding
    review = f"【{report_parts.review_words(entry.review)}】" if entry.review else ""
    add_paragraph(document, f"第 {entry.number} 处：{title}{words.place(finding)}{review}", _HEAD)
    lead_in = [(f"{words.lead_in(finding.context)} … ", False)] if finding.context else []
    add_marked(document, [*lead_in, *report_parts.quote_parts(finding)], _QUOTE)
    add_paragraph(document, _grounds(finding), _GROUNDS)


def _grounds(finding: Finding) -> str:
    why = f"。依据的词：{finding.why}" if finding.why else ""
    return f"{report_parts.certainty(finding)}{why}"


def _add_meaning(document: WordDocument, group: RuleGroup, library: Library, lender: str) -> None:
    rule = group.first
    if group.explained:
        add_paragraph(document, f"含义和做法见上面的“{rule.title}”。")
        return
    verified, others = law_words.provisions(library, rule.law, lender)
    rows: tuple[tuple[str, list[str]], ...] = (
        ("为什么要紧", [rule.explain]),
        ("怎么办", [f"· {advice}" for advice in rule.advice]),
        ("可以要求改成", [rule.rewrite]),
        ("法律规定", [law_words.citations(verified, library, lender)]),
        ("参考", [law_words.citations(others, library, lender)]),
    )
    table = add_table(document, (), (2.6, 14.4))
    for label, texts in rows:
        lines: list[Line] = [("text", text) for text in texts if text]
        if lines:
            add_row(table, [[("strong", label)], lines])


def _add_dismissed(document: WordDocument, arrangement: Arrangement) -> None:
    if arrangement.dismissed:
        add_heading(document, "您排除的")
        add_paragraph(document, "这些没有计入上面的数目。")
    for entry in arrangement.dismissed:
        _add_entry(document, entry, title=f"{_level(entry.level)} {entry.finding.title}，")


def _add_matrix(document: WordDocument, side: Side, library: Library) -> None:
    if not side.matrix:
        return
    add_heading(document, "谁拿到什么")
    add_paragraph(document, "提供方指放款人和平台自己。")
    headers = ("信息", "谁拿到", "怎么写的", "条件和范围", "在哪里")
    table = add_table(document, headers, (2.6, 2.8, 3.2, 4, 4.4))
    for data, cells in report_parts.by_data(side, library).items():
        for number, cell in enumerate(cells):
            passages = cell.allows + cell.forbids
            more = f"（共 {len(passages)} 处）" if len(passages) > 1 else ""
            texts = (
                library.concepts[cell.recipient].title,
                position(cell, library),
                "、".join(terms(cell, library)),
                f"{where(passages[0], side)}{more}" if passages else "",
            )
            row: list[list[Line]] = [[("strong", "" if number else data)]]
            row += [[("text", text)] for text in texts]
            add_row(table, row)


def _add_law(document: WordDocument, arrangement: Arrangement, library: Library, lender: str) -> None:
    verified, others = law_words.provisions(library, report_parts.cited(arrangement), lender)
    if verified or others:
        add_heading(document, "有关法条的原文")
    for label, found in (("法律规定", verified), ("参考", others)):
        if found:
            add_heading(document, label, level=2)
        for provision in found:
            about = law_words.about(provision, library, lender)
            add_marked(document, [(law_words.citation(provision), True), (f"（{about}）", False)], _HEAD)
            add_marked(document, [(provision.text, False)], "Cell")
            if provision.note:
                add_paragraph(document, provision.note, _GROUNDS)


def _level(level: str) -> str:
    return f"[{summary.LEVEL_WORDS[level]}]"
