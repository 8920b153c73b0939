"""A paper → plain text, to be pasted into a mail or a form."""

from __future__ import annotations

from typing import Final

from analyzer.papers import Paper, ParagraphKind
from analyzer.reporting.literal import one_line
from analyzer.reporting.paper_parts import NOTES_TITLE, letter_paragraphs, notes

_INDENTS: Final[dict[ParagraphKind, int]] = {
    "text": 2,
    "item": 2,
    "detail": 4,
    "quote": 4,
    "law": 2,
    "sign": 16,
}  # Chinese characters
_RULE: Final = "－" * 20


def paper_text(paper: Paper) -> str:
    """Return ``paper`` as text, a line for each paragraph, the remarks for the borrower below a rule."""
    lines = [one_line(paper.title), ""]
    for paragraph, number in letter_paragraphs(paper):
        lines += [""] if paragraph.kind == "heading" else []
        words = one_line(paragraph.text)
        lines.append(f"{'　' * _INDENTS.get(paragraph.kind, 0)}{number}{' ' if number else ''}{words}")
    if notes(paper):
        lines += ["", _RULE, NOTES_TITLE, *(f"· {one_line(note)}" for note in notes(paper))]
    return "\n".join(lines) + "\n"
