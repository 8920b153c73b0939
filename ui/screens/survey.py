"""The page that surveys the results of many documents: what stands in how many, and in which."""

# ruff: noqa: PLC0415 - what only a download needs is imported when it is asked for

from functools import partial
from pathlib import PurePath
from typing import Final

import streamlit as st

from analyzer.errors import LoanClauseError
from analyzer.reporting import survey_parts as parts
from analyzer.reporting import survey_words as say
from analyzer.reporting.survey_csv import table_csv
from analyzer.reporting.survey_parts import Chart, Table
from analyzer.survey import Survey
from analyzer.survey.survey import FEW_DOCUMENTS
from analyzer.surveys import Columns, Filters, Rows
from clause_patterns import Library, load_library
from ui import results
from ui.components.counts import counts
from ui.examples import examples
from ui.progress import UnderWay, draw_progress
from ui.steps.typed import key
from ui.survey.filters import draw_filters
from ui.survey.places import show_places
from ui.uploads import take
from ui.viewing.survey import counts_view
from ui.words import literal

INTRODUCTION = (
    "把一批文件分析完之后，在这里看：哪些条款在多少份文件里，按放款机构、文件种类对照，点数字看原文。"
    "文件只在这台电脑上分析，不发往别处。"
)
HOW = (
    "还没有结果时，先在命令行分析一个文件夹：\n\n"
    "`loanclause batch 文件夹 --output 结果`\n\n"
    "再把“结果”这个文件夹的路径填在上面，或者上传其中的 `documents.parquet` 和 `findings.parquet`。"
)
MOST_FAILED: Final = 200
VIEWS: Final = ("条款", "放款机构", "文件种类", "逐份文件", "没读成的")
TOO_MANY: Final = (
    f"一共超过 {FEW_DOCUMENTS} 份，逐份并排看不下。请用「筛选」缩小到 {FEW_DOCUMENTS} 份以内，例如按文件名。"
)
OF: Final[dict[Rows, str]] = {"category": "各类写法", "rule": "逐条"}


def page() -> None:
    """Draw the page."""
    job, survey, problem = None, None, ""
    try:
        job = results.coming()
        survey = results.current()
    except LoanClauseError as error:
        problem = str(error)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("普查", anchor=False, width="content")
        _draw_actions(survey)
    st.markdown(f":small[{INTRODUCTION}]")
    _draw_source()
    draw_progress([UnderWay("survey", "示例文件", job)] if job else [])
    try:
        if survey:
            _draw_survey(survey, load_library())
    except LoanClauseError as error:
        problem = str(error)
    if problem:
        st.error(literal(problem))
    elif survey is None and job is None:
        st.info(HOW)


def _draw_actions(survey: Survey | None) -> None:
    if examples() and st.button("用示例看看", icon=":material/description:"):
        results.begin_example()
        st.rerun()
    if st.button("上传结果", icon=":material/upload_file:"):
        _upload_dialog()
    if survey and st.button("清除", icon=":material/delete:", help="从这次会话中删去打开的结果"):
        results.clear()
        st.rerun()


def _draw_source() -> None:
    """Ask for the folder; what was typed is opened once."""
    with st.form("survey-folder", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        typed = st.text_input(
            "结果文件夹的路径（在这台电脑上）", placeholder="例如：D:\\普查\\结果", width="stretch"
        )
        submitted = st.form_submit_button("打开")
    if submitted and (typed or "").strip():
        try:
            with st.spinner("正在打开…"):
                results.look_into(typed or "")
        except LoanClauseError as error:
            st.error(literal(str(error)))
        else:
            st.rerun()


@st.dialog("上传结果")
def _upload_dialog() -> None:
    files = st.file_uploader(
        "结果文件夹里的 documents.parquet 和 findings.parquet，一起选中",
        type="parquet",
        accept_multiple_files=True,
        key="survey-files",
    )
    if files:
        try:
            results.take({PurePath(str(file.name)).name: take(file) for file in files})
        except LoanClauseError as error:
            st.error(literal(str(error)))
        else:
            st.rerun()


def _draw_survey(survey: Survey, library: Library) -> None:
    filters = draw_filters(survey, library)
    _draw_headline(survey, filters)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        view = st.segmented_control(
            "看什么",
            VIEWS,
            default=VIEWS[0],
            required=True,
            key=key("survey-view"),
            persist_state="session",
            wrap=True,
        )
        of: Rows = "rule"
        if view in VIEWS[1:3]:
            of = (
                st.segmented_control(
                    "分得多细",
                    list(OF),
                    default="category",
                    required=True,
                    format_func=OF.__getitem__,
                    key=key("survey-of"),
                    persist_state="session",
                )
                or "category"
            )
    shown = _shown(survey, filters, view or VIEWS[0], of)
    if shown is None:
        st.info(TOO_MANY)
        return
    table, chart = shown
    if not table.parts:
        st.info("没有符合的。" if view != VIEWS[4] else "全部文件都读成了。")
        return
    _draw_downloads(survey, filters, view or VIEWS[0], of)
    chosen = counts(counts_view(table, chart, library))
    if chosen:
        leads = list(table.lines())[chosen[0]].cells[chosen[1]].filters
        if leads:
            show_places(survey, leads)


def _shown(
    survey: Survey, filters: Filters, view: str, of: Rows, *, most: int | None = MOST_FAILED
) -> tuple[Table, Chart | None] | None:
    """Return table and chart of ``view``; None where there are too many documents to stand side by side.

    Of those that failed for one reason, ``most`` are named.
    """
    library, rules = load_library(), survey.by_rule(filters)
    match view:
        case "条款":
            return parts.rules_table(rules, filters, library), parts.rules_chart(rules, filters, library)
        case "没读成的":
            return parts.failures_table(survey.failures(filters), most), None
        case "逐份文件":
            if survey.totals(filters).read > FEW_DOCUMENTS:
                return None
            cross = survey.cross("rule", "document", filters)
            return parts.cross_table(cross, rules, filters, library), None
    by: Columns = "lender" if view == "放款机构" else "kind"
    kinds = survey.by_lender(filters) if by == "lender" else survey.by_kind(filters)
    table = parts.cross_table(survey.cross(of, by, filters), rules, filters, library)
    return table, parts.kinds_chart(kinds, by, filters, library)


def _draw_headline(survey: Survey, filters: Filters) -> None:
    totals, rules = survey.totals(filters), survey.by_rule(filters)
    first, *rest = say.headline(totals, rules, filters)
    st.markdown(f"**{literal(survey.name)}**：{literal(first)}")
    only = [f"只看{label}：{value}" for label, value in say.chosen(filters, load_library())]
    st.markdown("\n".join(f"- {literal(sentence)}" for sentence in (*only, *rest)))
    st.markdown(f":small[{literal(say.CAUTION)}]")


def _draw_downloads(survey: Survey, filters: Filters, view: str, of: Rows) -> None:
    with st.container(horizontal=True):
        st.download_button(
            "下载这张表（CSV）",
            partial(_csv, survey, filters, view, of),
            f"普查 {view}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            "下载网页报告（可打印）",
            partial(_html, survey, filters),
            "普查.html",
            "text/html",
            icon=":material/download:",
            on_click="ignore",
        )


def _csv(survey: Survey, filters: Filters, view: str, of: Rows) -> bytes:
    shown = _shown(survey, filters, view, of, most=None)
    return table_csv(shown[0]).encode("utf-8-sig") if shown else b""


def _html(survey: Survey, filters: Filters) -> str:
    from analyzer.reporting.survey_html import MOST_QUOTES, survey_html

    return survey_html(survey.overview(filters, quotes=MOST_QUOTES), load_library())
