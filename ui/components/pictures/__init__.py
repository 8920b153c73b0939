"""The feed of page pictures: draws nothing; the reading component asks it for pages by events in the browser.

The pictures travel apart from the text, a few at a time, because together they would be too large.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st

_mount = st.components.v2.component(
    "loan_clause_pictures", js=(Path(__file__).parent / "pictures.js").read_text(encoding="utf-8")
)


class PicturesView(TypedDict):
    """Pictures by page number, as data URLs; ``problem`` says why one that was wanted is missing."""

    id: str
    pictures: dict[int, str]
    problem: str


def pictures(view: PicturesView | None, on_wanted: Callable[[Mapping[str, Any]], None]) -> None:
    """Hand ``view`` to the reading component; ``on_wanted`` gets ``{"id": …, "numbers": […]}`` from it."""
    _mount(
        key="pictures", data=view, on_wanted_change=lambda: on_wanted(st.session_state["pictures"]["wanted"])
    )
