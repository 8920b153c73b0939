"""Before signing: what to ask the lender to change, and which permissions to refuse on the phone."""

from __future__ import annotations

import streamlit as st

from analyzer.steps.changes import changes
from analyzer.steps.letters import document_facts
from analyzer.steps.permissions import SYSTEMS, System, checklist
from clause_patterns import load_library
from ui.session import Opened
from ui.steps.choosing import choose_findings
from ui.steps.facts import ask_facts
from ui.steps.papers import draw_paper
from ui.steps.typed import key


def draw_changes(entry: Opened | None, lender: str) -> None:
    """Draw the list of changes to ask for, made of the findings that the reader chooses."""
    st.markdown(
        "签字之前，把不能接受的条款逐条列出来，请对方改。原文和建议的写法都在里面，可以直接发给对方。"
    )
    if entry is None or entry.report is None:
        st.info("先在「签前看」打开一份文件。")
        return
    chosen = choose_findings(entry, "changes")
    if not chosen:
        return
    library = load_library()
    facts = ask_facts(library.papers["changes"], document_facts(entry.report))
    draw_paper(changes(entry.report, chosen, library, lender=lender, reviews=entry.reviews, facts=facts))


def draw_permissions(entry: Opened | None) -> None:
    """Draw where to refuse what an app asks for, for the system of the reader's phone."""
    st.markdown("不给权限，App 就拿不到。先看看您的手机上在哪里关，关了还能用什么。")
    system: System = (
        st.segmented_control(
            "手机系统",
            list(SYSTEMS),
            default="android",
            required=True,
            format_func=SYSTEMS.__getitem__,
            key=key("system"),
            persist_state="session",
        )
        or "android"
    )
    rules = {finding.rule for finding in entry.report.findings} if entry and entry.report else set()
    draw_paper(checklist(load_library(), system, rules))
