"""The log of calls: read from a file of the borrower's own, added to, counted, and given back as a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from analyzer import LoanClauseError
from analyzer.calls import Call, CallLog, CallSummary
from analyzer.reporting.law_words import citations
from analyzer.steps.call_cells import day_and_rest, hour
from analyzer.steps.call_log import read_calls, template, write_calls
from analyzer.steps.call_summary import limit_lines, lines, person, summary
from clause_patterns import load_library
from ui.dialogs import close, draw_dialog, finish
from ui.visitor import visitor
from ui.words import literal

_WAYS = ("电话", "短信", "微信", "上门")
_ANSWERED = {"": None, "接通了": True, "没接通": False}
_SHOWN = 200  # rows of the table; more are in the file


def call_lines(lender: str) -> tuple[str, ...]:
    """Return a line for each day of the log of this visitor, for a letter."""
    log = _log()
    return lines(summary(log, load_library(), lender=lender), load_library()) if log.calls else ()


def draw_calls(lender: str) -> None:
    """Draw the log: opening and saving it, a form for one more call, what it comes to."""
    st.markdown(
        "谁、什么时候、打给谁、说了什么，一次一行记下来。记录只在这一次会话里，请随时存成自己的文件，下次再打开接着记。"
        "写信时会附上汇总。"
    )
    log = _log()
    with st.container(horizontal=True):
        opening = st.button("打开记录（CSV）", icon=":material/upload_file:")
        draw_dialog("open-calls", opening, _open_dialog)
        draw_dialog("add-call", st.button("记一次", icon=":material/add:"), _add_dialog)
        library = load_library()
        st.download_button(
            "存成文件（CSV）" if log.calls else "下载空表（CSV）",
            write_calls(log) if log.calls else template(library),
            "通话记录.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
        )
    for each in log.aside:
        st.warning(literal(f"第 {each.line} 行没有计入：{each.problem}。"))
    if not log.calls:
        st.info("还没有记录。可以打开 Excel 或 WPS 存的 CSV，也可以在这里一次一次地记。")
        return
    _draw_summary(summary(log, library, lender=lender))
    _draw_table(log)


def _draw_summary(counted: CallSummary) -> None:
    library = load_library()
    st.markdown("**按天**\n\n" + "\n".join(f"- {literal(line)}" for line in lines(counted, library)))
    left, right = st.columns(2)
    left.markdown("**按号码**\n\n" + _counts(counted.numbers, "没有写号码"))
    right.markdown("**按被联系的人**\n\n" + _counts(counted.persons, "您本人"))
    st.markdown("**对照规定**　只数次数，不下结论：要看当时的情况和约定。")
    for limit in counted.limits:
        provision = library.law[limit.rule.law]
        mark = "依据" if provision.verified else "参考"
        first, *more = limit_lines(limit, library)
        st.markdown(
            f"- **{literal(first)}**  \n{literal(limit.rule.title)}。{literal(' '.join(more))}  \n"
            f":small[{mark}：{literal(citations([provision], library))}]"
        )


def _counts(counts: Mapping[str, int], empty: str) -> str:
    return (
        "\n".join(f"- {literal(name or empty)}：{count} 次" for name, count in counts.items()) or f"- {empty}"
    )


def _draw_table(log: CallLog) -> None:
    with st.expander(f"全部记录（{len(log.calls)} 次）"):
        st.table(
            [
                {
                    "日期": call.day.isoformat(),
                    "时间": call.time.isoformat("minutes") if call.time else "",
                    "号码": literal(call.number),
                    "打给": literal(person(call)) or "您本人",
                    "方式": literal(call.way),
                    "说了什么": literal(call.said),
                }
                for call in log.calls[:_SHOWN]
            ]
        )
        if len(log.calls) > _SHOWN:
            st.markdown(f":small[只显示前 {_SHOWN} 次，其余在文件里。]")


@st.dialog("打开通话记录", on_dismiss=close)
def _open_dialog() -> None:
    file = st.file_uploader("CSV 文件（Excel、WPS 都能另存）")
    if file is None:
        return
    try:
        log = read_calls(file.getvalue())
    except LoanClauseError as error:
        st.error(literal(str(error)))
        return
    visitor().state["calls"] = log
    finish()


@st.dialog("记一次", on_dismiss=close)
def _add_dialog() -> None:
    with st.form("call", border=False, enter_to_submit=False):
        left, right = st.columns(2)
        day = left.text_input("日期", value=date.today().isoformat())
        at = right.text_input("时间", placeholder="例如 21:58")
        number = left.text_input("来电号码")
        caller = right.text_input("对方自称")
        called = left.text_input("打给谁", placeholder="打给您本人的不填")
        relation = right.text_input("与您的关系", placeholder="例如 母亲、同事")
        way = left.selectbox("方式", _WAYS)
        answered = right.selectbox("是否接通", list(_ANSWERED), format_func=lambda each: each or "不知道")
        said = st.text_area("说了什么")
        proof = st.text_input("凭证", placeholder="例如 录音文件名、截图")
        submitted = st.form_submit_button("记下")
    if not submitted:
        return
    try:
        call = Call(
            day=day_and_rest(day)[0],
            time=hour(at),
            number=number.strip(),
            caller=caller.strip(),
            called=called.strip(),
            relation=relation.strip(),
            way=way,
            answered=_ANSWERED[answered],
            said=said.strip(),
            proof=proof.strip(),
        )
    except ValueError as error:
        st.warning(f"{literal(str(error))}。")
        return
    log = _log()
    visitor().state["calls"] = CallLog((*log.calls, call), log.aside)
    finish()


def _log() -> CallLog:
    known: CallLog = visitor().state.get("calls", CallLog(()))
    return known
