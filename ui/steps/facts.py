"""The form of a paper: the facts that only the borrower knows; what is left empty becomes a blank."""

from __future__ import annotations

from datetime import date

import streamlit as st

from clause_patterns.steps import Fact, PaperTemplate
from ui.steps.typed import key


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
    name = key(f"fact-{fact.id}")
    hint = known or fact.hint
    if fact.kind == "choice":
        name = key(f"fact-{template.id}-{fact.id}")
        return (
            st.selectbox(
                fact.label, fact.choices, index=None, key=name, placeholder="请选择", persist_state="session"
            )
            or ""
        )
    if fact.kind == "date":
        if fact.id != "date":
            name = key(f"fact-{template.id}-{fact.id}")
        day = st.date_input(fact.label, value=None, key=name, format="YYYY-MM-DD", persist_state="session")
        return day.isoformat() if isinstance(day, date) else ""
    if fact.kind == "lines":
        name = key(f"fact-{template.id}-{fact.id}")
        return st.text_area(fact.label, key=name, placeholder=hint, persist_state="session") or ""
    return st.text_input(fact.label, key=name, placeholder=hint, persist_state="session") or ""
