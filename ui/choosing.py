"""Which of the open documents to look at; the same choice on every page."""

import streamlit as st

from ui import session


def choose_document() -> str | None:
    """Draw the choice where there are several documents; return the key chosen, None without any."""
    documents = session.documents()
    key = session.current()
    if key is None or len(documents) == 1:
        return key
    keys = list(documents)
    chosen = st.selectbox(
        f"文件（共 {len(keys)} 份）",
        keys,
        index=keys.index(key),
        format_func=lambda each: documents[each].name,
        width=480,
    )
    if chosen != key:
        session.choose(chosen)
    return chosen
