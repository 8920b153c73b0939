"""A paper → an HTML fragment, to be read on the page before it is taken away."""

from __future__ import annotations

from analyzer.papers import Paper
from analyzer.reporting.paper_parts import NOTES_TITLE, letter_paragraphs, notes
from analyzer.reporting.templating import render
from clause_patterns.library import Library


def paper_fragment(paper: Paper, library: Library) -> str:
    """Return ``paper`` as HTML with its style, the remarks for the borrower below it; it runs no script."""
    return render(
        "paper_fragment.html",
        library,
        paper=paper,
        parts=list(letter_paragraphs(paper)),
        notes=notes(paper),
        notes_title=NOTES_TITLE,
    )
