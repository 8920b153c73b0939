"""The reading component: the text and the pictures of a document beside its findings, in one element.

Everything from a document reaches the browser as JSON and is set as text, never as HTML. Choosing, filtering
and scrolling happen in the browser, so that no click costs a rerun; only what the reader decides about a
finding is sent back.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import streamlit as st

from ui.viewing import ReaderView

_HERE = Path(__file__).parent
# One module: what a file uses stands in those before it. Classes of reader.js must be known to events.js.
_SCRIPTS = ("nodes", "state", "summary", "filters", "text", "pages", "details", "list", "card", "saving",
            "matrix", "layout", "reader", "events")  # fmt: skip
_STYLES = ("base", "summary", "panes", "list", "matrix", "narrow")


def _assets(names: tuple[str, ...], suffix: str) -> str:
    return "\n".join((_HERE / f"{name}{suffix}").read_text(encoding="utf-8") for name in names)


_mount = st.components.v2.component(
    "loan_clause_reader",
    html=(_HERE / "reader.html").read_text(encoding="utf-8"),
    css=_assets(_STYLES, ".css"),
    js=_assets(_SCRIPTS, ".js"),
)


def reader(view: ReaderView, on_reviews: Callable[[Mapping[str, Any]], None]) -> None:
    """Draw ``view``; a rerun with the same ``view["id"]`` leaves the element and its scroll as they are.

    ``on_reviews`` gets ``{"id": …, "reviews": {index: {"decision", "reason"}}}`` from the browser whenever
    the reader decides something.
    """
    _mount(
        key="reader", data=view, on_reviews_change=lambda: on_reviews(st.session_state["reader"]["reviews"])
    )
