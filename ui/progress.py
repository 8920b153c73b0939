"""What is under way: how far each is, and a button to cancel it; the page is drawn anew when one is done."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import streamlit as st

from ui.jobs import QUEUE, Job
from ui.shelf import Shelf
from ui.words import literal

# Between two looks: longer where many wait, so that looking does not keep the server from working.
_SECONDS = 0.5
_SECONDS_A_JOB = 0.1


class UnderWay(NamedTuple):
    """A job as the visitor knows it; ``key`` is unlike that of any other on the page."""

    key: str
    name: str
    job: Job[Any]


def coming(shelf: Shelf, *, key: str = "") -> list[UnderWay]:
    """Return what is being read and analysed for ``shelf``."""
    return [
        UnderWay(f"{key}{document}", each.entry.name, each.job) for document, each in shelf.coming().items()
    ]


def draw_progress(under_way: Sequence[UnderWay]) -> None:
    """Draw what is under way; it looks again by itself, and leaves the rest of the page alone meanwhile."""
    with st.container():  # there or empty, what stands below keeps its place
        if under_way:
            seconds = max(_SECONDS, _SECONDS_A_JOB * len(QUEUE))
            st.fragment(_draw, run_every=seconds)(under_way)


def _draw(under_way: Sequence[UnderWay]) -> None:
    if any(each.job.done() for each in under_way):
        st.rerun()
    for each in under_way:
        state = QUEUE.state(each.job)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.progress(state.share, text=f"{literal(each.name)}：{state.words}", width="stretch")
            if st.button("取消", key=f"cancel-{each.key}", help=f"停下：{literal(each.name)}"):
                each.job.cancel()
                st.rerun()
