"""What the visitor types on this page: kept when they look at another page, until cleared."""

from __future__ import annotations

import streamlit as st

_PREFIX = "typed-"


def key(name: str) -> str:
    """Return the key of a widget whose value is kept; give it ``persist_state="session"`` as well."""
    return _PREFIX + name


def forget(beginning: str = "") -> None:
    """Drop everything that was typed, or only what has a name with this ``beginning``."""
    for name in [each for each in st.session_state if str(each).startswith(_PREFIX + beginning)]:
        del st.session_state[name]
