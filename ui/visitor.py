"""One visitor: what they have open, in memory only, and the end of it when the page is closed."""

from __future__ import annotations

from threading import Timer
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from ui.jobs import QUEUE

# For so long Streamlit lets a browser take up a session again whose connection broke off.
KEPT_SECONDS = 120.0


class Visitor:
    """Whom jobs are for; ``state`` holds whatever the pages keep for them, by name.

    ``clearings`` counts how often they have cleared it.
    """

    def __init__(self) -> None:
        self.state: dict[str, Any] = {}
        self.clearings = 0
        self._forgetting: Timer | None = None

    def leave(self) -> None:
        """Cancel what is under way now, and forget everything unless the visitor comes back in time."""
        QUEUE.leave(self)
        self._forgetting = Timer(KEPT_SECONDS, self.state.clear)
        self._forgetting.daemon = True
        self._forgetting.start()

    def stay(self) -> None:
        """Be here, or back."""
        if self._forgetting:
            self._forgetting.cancel()


def visitor() -> Visitor:
    """Return the visitor of this session."""
    known: Visitor = st.session_state.setdefault("visitor", Visitor())
    if get_script_run_ctx():
        _present(known)
    return known


@st.cache_resource(scope="session", show_spinner=False, on_release=Visitor.leave)
def _present(_visitor: Visitor) -> Visitor:
    """Note that the visitor is here. Streamlit releases it when the browser's connection ends.

    Nothing else of Streamlit tells: it forgets a closed session only when another one is closed later.
    """
    _visitor.stay()
    return _visitor
