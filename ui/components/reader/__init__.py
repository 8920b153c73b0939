"""The reading component: the whole text with its marks beside the list of findings, in one element.

Everything from a document reaches the browser as JSON and is set as text, never as HTML. The component
sends nothing back: choosing, filtering and scrolling happen in the browser, so that no click costs a rerun.
"""

from pathlib import Path

import streamlit as st

from ui.view import ReaderView

_HERE = Path(__file__).parent


def _asset(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


_mount = st.components.v2.component(
    "loan_clause_reader",
    html=_asset("reader.html"),
    css=_asset("reader.css"),
    js="".join(map(_asset, ("drawing.js", "filter.js", "reader.js"))),
)


def reader(view: ReaderView) -> None:
    """Draw ``view``; a rerun with the same ``view["id"]`` leaves the element and its scroll as they are."""
    _mount(key="reader", data=view)
