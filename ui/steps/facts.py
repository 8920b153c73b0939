"""The form of a paper: the facts that only the borrower knows; what is left empty becomes a blank."""

from __future__ import annotations

import streamlit as st

from clause_patterns.steps import Fact, PaperTemplate
from ui.steps.typed import key

_DAY = "例如 2026-11-30"


def ask_facts(template: PaperTemplate, known: dict[str, str]) -> dict[str, str]:
    """Draw a field for each fact of ``template`` and return what is typed, by the id of the fact.

    ``known`` are facts that need not be typed; they stand in the field as a hint. The same fact of two
    papers is typed once.
    """
    with st.expander("您知道的事实（不知道的留空，信里会留出空白）", expanded=True):
        columns = st.columns(2)
        short = [fact for fact in template.fields if fact.kind != "lines"]
        facts = {}
        for number, fact in enumerate(short):
            with columns[number % 2]:
                facts[fact.id] = _ask(fact, template, known.get(fact.id, ""))
        for fact in template.fields:
            if fact.kind == "lines":
                facts[fact.id] = _ask(fact, template, "")
    return facts


def _ask(fact: Fact, template: PaperTemplate, known: str) -> str:
    # A line is about the borrower or the lender, and the same in every paper; the rest is about one of them.
    name = key(f"fact-{fact.id}" if fact.kind == "line" else f"fact-{template.id}-{fact.id}")
    hint = fact.hint or None
    if fact.kind == "choice":
        given = st.selectbox(
            fact.label,
            fact.choices,
            index=None,
            key=name,
            help=hint,
            placeholder="请选择",
            persist_state="session",
        )
    elif fact.kind == "lines":
        given = st.text_area(fact.label, key=name, help=hint, persist_state="session")
    else:
        placeholder = _DAY if fact.kind == "date" else known
        given = st.text_input(
            fact.label, key=name, help=hint, placeholder=placeholder, persist_state="session"
        )
    return given or ""
