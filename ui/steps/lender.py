"""Who the lender is: a guess that the reader can change, kept with the document."""

from __future__ import annotations

import streamlit as st

from analyzer.reporting.side_words import lender_line
from clause_patterns import load_library
from ui.session import Opened
from ui.steps.typed import key
from ui.words import literal

_UNKNOWN = "不清楚"


def choose_lender(entry: Opened | None) -> str:
    """Draw the guess and the choice; return the id of the kind, empty where it is not known.

    The choice is kept with the document, for its reports and its law as well.
    """
    library = load_library()
    kinds = library.lender_kinds
    guess = entry.side.lender if entry and entry.side else None
    options = ["", *kinds]
    kind: str = st.selectbox(
        "放款的是哪类机构",
        options,
        index=options.index(guess.kind) if guess else 0,
        format_func=lambda each: kinds[each].title if each else _UNKNOWN,
        key=key(f"lender-{entry.key[:12] if entry else ''}"),
        persist_state="session",
        width=360,
    )
    if entry:
        entry.told["lender"] = kind
    if entry and entry.side and guess and kind == guess.kind:
        st.markdown(f":small[{literal(lender_line(entry.side, library))}]")
    elif kind:
        st.markdown(f":small[{literal(kinds[kind].explain)}]")
    return kind
