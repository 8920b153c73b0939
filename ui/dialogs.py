"""Dialogs: one that is open stays open, with what was typed in it, when the page behind it is drawn anew."""

from collections.abc import Callable

import streamlit as st

_OPEN = "dialog"


def draw_dialog(key: str, asked: bool, draw: Callable[[], None]) -> None:
    """Draw the dialog ``key`` if it is ``asked`` for, and until it is dismissed or closed.

    ``draw`` must be decorated with ``st.dialog(…, on_dismiss=close)``. Documents that arrive run the page
    again, and a dialog that this run does not draw is gone.
    """
    if asked:
        st.session_state[_OPEN] = key
    if st.session_state.get(_OPEN) == key:
        draw()


def close() -> None:
    """Let the open dialog be gone at the next run."""
    st.session_state.pop(_OPEN, None)


def finish() -> None:
    """Close the dialog and draw the page anew."""
    close()
    st.rerun()
