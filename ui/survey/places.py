"""The clauses that a cell of a table leads to, some at a time, in front of the page."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analyzer.errors import LoanClauseError
from analyzer.reporting import survey_words as say
from analyzer.reporting.survey_csv import places_csv
from analyzer.reporting.survey_html import places_fragment
from analyzer.survey import Survey
from analyzer.surveys import Filters
from clause_patterns import load_library
from ui.words import literal

_AT_ONCE = 20
_IN_A_TABLE = 20_000
_PAGE = "survey-page"


def show_places(survey: Survey, filters: Filters) -> None:
    """Open the dialog with the places of ``filters``, at the first of them."""
    st.session_state[_PAGE] = 0
    _dialog(survey, filters)


@st.dialog("条款原文", width="large")
def _dialog(survey: Survey, filters: Filters) -> None:
    library = load_library()
    page: int = st.session_state[_PAGE]
    try:
        places = survey.places(filters, offset=page * _AT_ONCE, limit=_AT_ONCE)
    except LoanClauseError as error:
        st.error(literal(str(error)))
        return
    chosen = "　".join(f"{label}：**{literal(value)}**" for label, value in say.chosen(filters, library))
    last = min(places.offset + _AT_ONCE, places.total)
    st.markdown(chosen)
    st.markdown(
        f"{places.documents:,} 份文件，{places.total:,} 处；下面是第 {places.offset + 1:,} 到 {last:,} 处。"
    )
    st.html(places_fragment(places.shown, library, titled=len(filters.rules) != 1))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("上一页", disabled=page == 0, on_click=_turn, args=(-1,))
        st.button("下一页", disabled=last == places.total, on_click=_turn, args=(1,))
        st.download_button(
            "下载这些条款（CSV）" if places.total <= _IN_A_TABLE else f"下载前 {_IN_A_TABLE:,} 处（CSV）",
            partial(_csv, survey, filters),
            "普查条款.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )


def _turn(by: int) -> None:
    st.session_state[_PAGE] += by


def _csv(survey: Survey, filters: Filters) -> bytes:
    found = survey.places(filters, limit=_IN_A_TABLE)
    return places_csv(found.shown, load_library()).encode("utf-8-sig")
