"""What Streamlit draws itself, put into Chinese: the page's language and every word of Streamlit's own."""

from pathlib import Path

import streamlit as st

_HERE = Path(__file__).parent
_mount = st.components.v2.component(
    "loan_clause_chrome",
    css=(_HERE / "chrome.css").read_text(encoding="utf-8"),
    js=(_HERE / "chrome.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def chrome() -> None:
    """Apply the language, the words and the styles to the whole page; draws nothing."""
    _mount(key="chrome")
