"""The tables and charts of a survey: every cell with something in it is a button, every chart can be saved.

Words reach the browser as JSON and are set as text; only the charts are markup, which is ours.
"""

from pathlib import Path

import streamlit as st

from ui.viewing.survey import CountsView

_HERE = Path(__file__).parent
_READER = _HERE.parent / "reader"
# What the reading component has for small nodes, pictures and levels serves here too.
_SCRIPTS = (_READER / "nodes.js", _READER / "saving.js", _HERE / "counts.js")
_STYLES = (_READER / "base.css", _HERE / "counts.css")


def _assets(paths: tuple[Path, ...]) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


_mount = st.components.v2.component(
    "loan_clause_counts",
    html='<div class="reader counts" lang="zh-CN"></div>',
    css=_assets(_STYLES),
    js=_assets(_SCRIPTS),
)


def counts(view: CountsView) -> tuple[int, int] | None:
    """Draw ``view`` and return row and column of the cell that was just chosen, else None."""
    told = _mount(key="counts", data=view, on_cell_change=lambda: None).cell
    if not told or told.get("id") != view["id"]:
        return None
    return int(told["row"]), int(told["column"])
