"""What of the results to look at: the choices of the visitor, kept until other results are opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from analyzer.reporting import survey_words as say
from analyzer.reporting.summary import LEVEL_WORDS
from analyzer.survey import Survey
from analyzer.surveys import LEVELS, Filters
from clause_patterns import Library
from ui.steps.typed import key


def draw_filters(survey: Survey, library: Library) -> Filters:
    """Draw the choices and return them."""
    with st.expander("筛选", icon=":material/filter_list:"):
        first = st.columns(4)
        with first[0]:
            lenders = _several("放款机构", "lenders", survey.lenders(), lambda one: say.lender(one, library))
        with first[1]:
            kinds = _several("文件种类", "kinds", survey.kinds(), lambda one: say.document_kind(one, library))
        with first[2]:
            categories = _several(
                "条款的类别", "categories", survey.categories(), lambda one: say.category(one, library)
            )
        with first[3]:
            levels = _several("级别", "levels", LEVELS, LEVEL_WORDS.__getitem__)
        second = st.columns(3)
        with second[0]:
            stance = st.selectbox(
                "写法",
                ["", *say.STANCE_WORDS],
                format_func=lambda one: say.STANCE_WORDS.get(one, "全部"),
                key=key("survey-stance"),
                persist_state="session",
            )
        with second[1]:
            text = _typed("原文里有", "text", "例如：通讯录")
        with second[2]:
            name = _typed("文件名里有", "name", "例如：隐私政策")
    return Filters(
        lenders=lenders,
        kinds=kinds,
        categories=categories,
        levels=levels,
        stance=stance or "",
        text=text,
        name=name,
    )


def _several(label: str, name: str, options: Sequence[str], words: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(
        st.multiselect(
            label,
            options,
            format_func=words,
            placeholder="全部",
            select_all=False,
            key=key(f"survey-{name}"),
            persist_state="session",
        )
    )


def _typed(label: str, name: str, example: str) -> str:
    typed = st.text_input(label, placeholder=example, key=key(f"survey-{name}"), persist_state="session")
    return (typed or "").strip()
