"""下一步: what the borrower can do with what was found, before and after signing."""

from collections.abc import Callable

import streamlit as st

from ui import session
from ui.choosing import choose_document
from ui.session import Opened
from ui.steps.before import draw_changes, draw_permissions
from ui.steps.calls import call_lines, draw_calls
from ui.steps.channels import draw_channels
from ui.steps.costs import draw_costs
from ui.steps.evidence import draw_evidence
from ui.steps.lender import choose_lender
from ui.steps.letters import draw_letters
from ui.steps.typed import key

# In pixels: some fifty Han characters, after which the eye loses the next line.
READING_WIDTH = 880
TABS = ("改条款", "手机权限", "写信", "证据", "通话记录", "算成本", "找谁投诉")
INTRODUCTION = (
    "签字前：改条款、关权限、算成本。签字后：写信、留证据、投诉。"
    "文件只在这台电脑上分析，您填的内容也不保存、不发往别处。这些帮您把事实和条款整理清楚，不是法律意见。"
)


def page() -> None:
    """Draw the page."""
    session.collect()
    with st.container(width=READING_WIDTH):
        st.subheader("下一步", anchor=False)
        st.markdown(f":small[{INTRODUCTION}]")
        chosen = choose_document()
        entry = session.documents()[chosen] if chosen else None
        _draw(entry, choose_lender(entry))


def _draw(entry: Opened | None, lender: str) -> None:
    tabs = st.tabs(TABS, key=key("tab"), on_change="rerun")
    panels: tuple[Callable[[], None], ...] = (
        lambda: draw_changes(entry, lender),
        lambda: draw_permissions(entry),
        lambda: draw_letters(entry, lender, call_lines(lender)),
        lambda: draw_evidence(entry),
        lambda: draw_calls(lender),
        draw_costs,
        lambda: draw_channels(entry, lender),
    )
    for tab, draw in zip(tabs, panels, strict=True):
        if tab.open:
            with tab:
                draw()
