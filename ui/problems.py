"""A file that could not be read: its sentence, and where to give the password if it needs one."""

from collections.abc import Callable

import streamlit as st

from ui.shelf import Opened
from ui.words import literal


def draw_problem(entry: Opened, unlock: Callable[[str], None], *, key: str = "") -> None:
    """Draw what is wrong with ``entry``; ``unlock`` gets the password that the reader gives."""
    st.error(f"{literal(entry.name)}：{literal(entry.problem)}")
    if not entry.locked:
        return
    with st.form(f"unlock-{key}{entry.key}", border=False):
        password = st.text_input(f"{literal(entry.name)} 的密码", type="password", width=360)
        if st.form_submit_button("打开") and password:
            unlock(password)
            st.rerun()
