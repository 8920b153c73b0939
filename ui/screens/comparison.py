"""The page that compares two lenders: their documents on two sides, the result below."""

# ruff: noqa: PLC0415 - what only a download needs is imported when it is asked for

from functools import partial

import streamlit as st

from analyzer import LoanClauseError
from analyzer.sides import Comparison
from clause_patterns import load_library
from ui import sides
from ui.dialogs import close, draw_dialog, finish
from ui.examples import example_pair
from ui.problems import draw_problem
from ui.progress import UnderWay, coming, draw_progress
from ui.uploads import KINDS, sources, together
from ui.words import literal

INTRODUCTION = (
    "把两家的合同、授权书、隐私政策分别放进 A 和 B，逐项比较哪边对您更不利。"
    "文件只在这台电脑上分析，不保存，也不发往别处。结果帮助您读懂条款，不是法律意见。"
)
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def page() -> None:
    """Draw the page."""
    sides.collect()
    _draw_actions()
    st.markdown(f":small[{INTRODUCTION}]")
    for column, letter in zip(st.columns(2, border=True), sides.LETTERS, strict=True):
        with column:
            _draw_side(letter)
    result = sides.result()
    if result is None:
        st.info("两边都有能读的文件之后，结果会出现在这里。")
    elif not result.job.done():
        draw_progress([UnderWay("comparison", "比较", result.job)])
    elif result.job.cancelled.is_set():
        st.button("重新比较", on_click=sides.again)
    else:
        _draw_result(result)


def _draw_result(result: sides.Result) -> None:
    try:
        comparison, fragment = result.job.result()
    except LoanClauseError as error:
        st.error(literal(str(error)))
        st.button("重新比较", on_click=sides.again)
        return
    _draw_downloads(comparison)
    st.html(fragment)


def _draw_actions() -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("比较两家", anchor=False, width="content")
        if example_pair() and st.button("用示例看看", icon=":material/description:"):
            sides.open_examples()
            st.rerun()
        if any(chosen.shelf for chosen in sides.sides().values()) and st.button(
            "清除", icon=":material/delete:", help="从这次会话中删去两边的文件和结果"
        ):
            sides.clear()
            st.rerun()


def _draw_side(letter: str) -> None:
    chosen = sides.sides()[letter]
    key = f"name-{letter}"
    st.session_state[key] = chosen.name
    st.text_input(
        f"{letter} 的名称",
        key=key,
        placeholder="例如放款公司或 App 的名字",
        on_change=lambda: sides.rename(letter, st.session_state[key]),
    )
    with st.container(horizontal=True):
        add = st.button("添加文件", icon=":material/upload_file:", key=f"upload-{letter}")
        draw_dialog(f"upload-{letter}", add, partial(_upload_dialog, letter))
        paste = st.button("粘贴文字", icon=":material/content_paste:", key=f"paste-{letter}")
        draw_dialog(f"paste-{letter}", paste, partial(_paste_dialog, letter))
    draw_progress(coming(chosen.shelf, key=f"{letter}-"))
    for document, entry in chosen.shelf.readable().items():
        _draw_document(letter, document, entry.name)
    for entry in chosen.shelf.problems():
        draw_problem(entry, partial(sides.unlock, letter, entry), key=f"{letter}-")
        if st.button("不要这份", key=f"drop-{letter}-{entry.key}"):
            sides.remove(letter, entry.key)
            st.rerun()


def _draw_document(letter: str, key: str, name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(literal(name), width="stretch")
        if st.button(
            "移除", key=f"remove-{letter}-{key}", type="tertiary", help=f"从 {letter} 移除{literal(name)}"
        ):
            sides.remove(letter, key)
            st.rerun()


@st.dialog("添加文件", on_dismiss=close)
def _upload_dialog(letter: str) -> None:
    as_one = together()
    files = st.file_uploader(KINDS, accept_multiple_files=True, key=f"files-{letter}")
    folder = st.file_uploader(
        "或者选一个文件夹，读里面的全部文件", accept_multiple_files="directory", key=f"folder-{letter}"
    )
    if files or folder:
        sides.add_own(letter, sources((*files, *folder), as_one=as_one))
        finish()


@st.dialog("粘贴文字", width="medium", on_dismiss=close)
def _paste_dialog(letter: str) -> None:
    with st.form(f"paste-form-{letter}", border=False, enter_to_submit=False):
        text = st.text_area("合同、授权书或隐私政策的文字", height=320)
        submitted = st.form_submit_button(f"放进 {letter}")
    if submitted and text.strip():
        number = 1 + len(sides.sides()[letter].shelf)
        sides.add_own(letter, [(f"粘贴的文字 {number}", text)])
        finish()
    elif submitted:
        st.warning("请先粘贴文字。")


def _draw_downloads(comparison: Comparison) -> None:
    with st.container(horizontal=True):
        st.download_button(
            "下载网页（可打印）",
            partial(_html, comparison),
            "比较两家.html",
            "text/html",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "下载 Word",
            partial(_docx, comparison),
            "比较两家.docx",
            _DOCX,
            icon=":material/download:",
            on_click="ignore",
        )


def _html(comparison: Comparison) -> str:
    from analyzer.reporting.comparison_html import comparison_html

    return comparison_html(comparison, load_library())


def _docx(comparison: Comparison) -> bytes:
    from analyzer.reporting.comparison_docx import comparison_docx

    return comparison_docx(comparison, load_library())
