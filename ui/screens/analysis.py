"""The first page: open documents, choose one, read it beside its findings."""

from functools import partial

import streamlit as st

from ui import session
from ui.choosing import choose_document
from ui.dialogs import close, draw_dialog, finish
from ui.document import draw_document
from ui.examples import examples
from ui.problems import draw_problem
from ui.progress import coming, draw_progress
from ui.uploads import KINDS, sources, together
from ui.words import literal

INTRODUCTION = (
    "逐条看清借款合同、授权书、隐私政策让别人怎样动用您的通讯录、亲友和个人信息。"
    "文件只在这台电脑上分析，不保存，也不发往别处。结果帮助您读懂条款，不是法律意见。"
)


def page() -> None:
    """Draw the page."""
    session.collect()
    _draw_actions()
    st.markdown(f":small[{INTRODUCTION}]")
    draw_progress(coming(session.shelf()))
    for entry in session.problems():
        draw_problem(entry, partial(session.unlock, entry))
    key = choose_document()
    if key is None and session.shelf().coming():
        return
    if key is None:
        st.info("请打开文件、粘贴文字，或打开一份示例。")
        return
    draw_document(session.documents()[key])


def _draw_actions() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("签前看", anchor=False, width="content")
        draw_dialog("upload", st.button("打开文件", icon=":material/upload_file:"), _upload_dialog)
        draw_dialog("paste", st.button("粘贴文字", icon=":material/content_paste:"), _paste_dialog)
        if examples():
            draw_dialog("example", st.button("打开示例", icon=":material/description:"), _example_dialog)
        if session.shelf() and st.button(
            "清除", icon=":material/delete:", help="从这次会话中删去所有文件和结果"
        ):
            session.clear()
            st.rerun()


@st.dialog("打开文件", on_dismiss=close)
def _upload_dialog() -> None:
    as_one = together()
    files = st.file_uploader(KINDS, accept_multiple_files=True)
    if files:
        session.open_own(sources(files, as_one=as_one))
        finish()


@st.dialog("粘贴文字", width="medium", on_dismiss=close)
def _paste_dialog() -> None:
    with st.form("paste", border=False, enter_to_submit=False):
        text = st.text_area("合同、授权书或隐私政策的文字", height=320)
        submitted = st.form_submit_button("开始分析")
    if submitted and text.strip():
        session.open_own([("粘贴的文字", text)])
        finish()
    elif submitted:
        st.warning("请先粘贴文字。")


@st.dialog("打开示例", on_dismiss=close)
def _example_dialog() -> None:
    st.markdown(":small[这些文件是为演示编写的，不是真实合同。]")
    for example in examples():
        if st.button(literal(example.title), key=f"example-{example.path.name}", width="stretch"):
            session.open_example(example)
            finish()
