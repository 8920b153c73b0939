"""After signing: letters, filled from the findings and from what the borrower knows."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from analyzer.steps.letters import document_facts, letter
from clause_patterns import load_library
from clause_patterns.steps import LetterTemplate
from ui.session import Opened
from ui.steps.choosing import choose_findings
from ui.steps.facts import ask_facts
from ui.steps.papers import draw_paper
from ui.steps.typed import key
from ui.words import literal


def draw_letters(entry: Opened | None, lender: str, calls: Sequence[str]) -> None:
    """Draw the choice of a letter, its form and the letter; ``calls`` are lines of the log of calls."""
    library = load_library()
    name = st.radio(
        "写哪一封",
        list(library.letters),
        format_func=lambda each: library.letters[each].title,
        key=key("letter"),
        persist_state="session",
    )
    if name is None:
        return
    template = library.letters[name]
    st.markdown(f":small[{literal(template.explain)}]")
    report = entry.report if entry else None
    chosen = _findings(entry, template)
    facts = ask_facts(template, document_facts(report) if report else {})
    draw_paper(letter(template, facts, library, report=report, chosen=chosen, lender=lender, calls=calls))


def _findings(entry: Opened | None, template: LetterTemplate) -> list[int]:
    if not any(block.each == "findings" for block in template.blocks):
        return []
    if entry is None or entry.report is None:
        st.info("打开合同或者隐私政策以后，可以把有关条款写进去；没有也能写。")
        return []
    return choose_findings(entry, template.id, template.rules)
