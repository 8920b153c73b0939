"""A letter or list as it will be sent: shown on the page, and as files to take away."""

# ruff: noqa: PLC0415 - what only a download needs is imported when it is asked for

from __future__ import annotations

from functools import partial

import streamlit as st

from analyzer.papers import Paper
from analyzer.reporting.paper_html import paper_fragment
from clause_patterns import load_library
from ui.words import literal

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def draw_paper(paper: Paper) -> None:
    """Draw ``paper`` and its downloads, with what is left blank."""
    with st.container(horizontal=True):
        st.download_button(
            "下载 Word",
            partial(_docx, paper),
            f"{paper.title}.docx",
            _DOCX,
            icon=":material/download:",
            on_click="ignore",
            key=f"docx-{paper.id}",
        )
        st.download_button(
            "下载文字",
            partial(_text, paper),
            f"{paper.title}.txt",
            "text/plain",
            icon=":material/download:",
            on_click="ignore",
            key=f"txt-{paper.id}",
        )
    if paper.blanks:
        st.markdown(f":small[还空着：{literal('、'.join(paper.blanks))}。不知道的可以留空，打印后手写。]")
    st.html(paper_fragment(paper, load_library()))


def _docx(paper: Paper) -> bytes:
    from analyzer.reporting.paper_docx import paper_docx

    return paper_docx(paper)


def _text(paper: Paper) -> str:
    from analyzer.reporting.paper_text import paper_text

    return paper_text(paper)
