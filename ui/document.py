"""One document that was read: its text, pictures of its pages, its findings, and what can be taken away."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from analyzer import LoanClauseError
from analyzer.reporting.page_pictures import page_pictures
from analyzer.reviews import DECISIONS, Review
from clause_patterns import load_library
from ui.components.pictures import PicturesView, pictures
from ui.components.reader import reader
from ui.exports import Export, export, possible
from ui.jobs import QUEUE
from ui.session import Opened
from ui.viewing import ReaderView, reader_view, review_views
from ui.visitor import visitor

_REASON = 200  # characters of a reason that are kept


def draw_document(entry: Opened) -> None:
    """Draw ``entry``, which has a report. What the reader does in here runs only parts of it again."""
    _draw_reader(entry, _view(entry))
    if entry.content:
        _draw_pictures(entry)


def _view(entry: Opened) -> ReaderView:
    """Return what the component draws, made once a document, with the decisions as they are now."""
    assert entry.report
    side = entry.told_side
    assert side
    known: tuple[Opened, ReaderView] | None = visitor().state.get("view")
    key = _reader_id(entry)
    if known is None or known[0] is not entry or known[1]["id"] != key:
        known = (entry, reader_view(entry.report, side, load_library(), key=key))
        visitor().state["view"] = known
    return {**known[1], "reviews": review_views(entry.reviews)}


def _reader_id(entry: Opened) -> str:
    """Return what changes when there is something else to draw: who lends decides which law binds."""
    return f"{visitor().clearings} {entry.key} {entry.told_side.lender_kind if entry.told_side else ''}"


@st.fragment
def _draw_reader(entry: Opened, view: ReaderView) -> None:
    """Draw what can be taken away and the reading component.

    A decision runs this again with the same ``view``, which the browser then does not take anew.
    """
    assert entry.report
    with (
        st.container(key="exports", horizontal=True, horizontal_alignment="right"),
        st.popover("导出", icon=":material/download:"),
    ):
        for each in possible(entry.report.document):
            if each.kind != "pdf" or entry.content:
                draw_export(entry, each)
    reader(view, partial(_keep_reviews, entry))


def draw_export(entry: Opened, kind: Export, *, place: str = "export") -> None:
    """Draw the download of one kind of export; ``place`` tells two of the same kind apart."""
    assert entry.report
    st.download_button(
        kind.label,
        # Made when it is asked for, of what was decided until now.
        partial(_exported, visitor(), entry, kind, dict(entry.reviews)),
        kind.name(entry.report.document),
        kind.mime,
        key=f"{place}-{kind.kind}",
        on_click="ignore",
        width="stretch",
    )


def _exported(owner: object, entry: Opened, kind: Export, reviews: dict[int, Review]) -> bytes:
    """Return the file; this runs in a thread of the server, which waits for a worker."""
    job = QUEUE.submit(
        owner, export, kind.kind, entry.report, entry.told_side, reviews, entry.content, entry.password
    )
    return job.future.result()


def _keep_reviews(entry: Opened, told: Mapping[str, Any] | None) -> None:
    """Keep what the browser says the reader decided; it may say anything, or speak of another document."""
    if not told or told.get("id") != _reader_id(entry) or not entry.report:
        return
    kept = {}
    for name, review in dict(told.get("reviews", {})).items():
        if (
            name.isdecimal()
            and int(name) < len(entry.report.findings)
            and review.get("decision") in DECISIONS
        ):
            kept[int(name)] = Review(review["decision"], str(review.get("reason", ""))[:_REASON])
    entry.reviews.clear()
    entry.reviews.update(kept)


@st.fragment
def _draw_pictures(entry: Opened) -> None:
    """Hand pictures of pages to the reading component, as it asks for them."""
    view: PicturesView | None = visitor().state.get("drawn")
    pictures(view if view and view["id"] == _reader_id(entry) else None, partial(_draw_pages, entry))


def _draw_pages(entry: Opened, wanted: Mapping[str, Any] | None) -> None:
    if not wanted or wanted.get("id") != _reader_id(entry) or not entry.report:
        return
    found: dict[int, bytes] = {}
    problem = ""
    try:
        found = page_pictures(
            entry.report.document, entry.content, wanted["numbers"], password=entry.password
        )
    except LoanClauseError as error:
        problem = str(error)
    sources = {
        number: f"data:image/webp;base64,{base64.b64encode(data).decode()}" for number, data in found.items()
    }
    visitor().state["drawn"] = PicturesView(id=_reader_id(entry), pictures=sources, problem=problem)
