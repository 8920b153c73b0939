"""One document that was read: its text, pictures of its pages, its findings, and what can be taken away."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

import analyzer
from clause_patterns import load_library
from ui.components.reader import reader
from ui.session import Opened
from ui.viewing import reader_view


def draw_document(entry: Opened) -> None:
    """Draw ``entry``, which has a report."""
    assert entry.report
    view = reader_view(entry.report, analyzer.examine([entry.report]), load_library(), key=entry.key)
    reader(view, _keep_reviews)


def _keep_reviews(told: Mapping[str, Any]) -> None:
    st.session_state["reviews"] = told
