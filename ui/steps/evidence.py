"""The evidence report: what the file says and where, so that anybody can check it again."""

from __future__ import annotations

import streamlit as st

from ui.document import draw_export
from ui.exports import EVIDENCE
from ui.session import Opened


def draw_evidence(entry: Opened | None) -> None:
    """Draw the download of the evidence report, and how it is checked."""
    st.markdown(
        "证据报告写明：文件的名称和 SHA-256 校验值、时间、程序版本，"
        "每一处条款的原文、条款号、页码和位置的图，"
        "怎样重新得到同样的结果。对方日后改了条款，这份报告说得清当时写的是什么。"
    )
    if entry is None or entry.report is None:
        st.info("先在「签前看」打开一份文件。")
        return
    draw_export(entry, EVIDENCE, place="evidence")
    st.markdown(
        "**怎样核对**　把报告和原来的文件放在一起，在命令行运行 "
        "`loanclause verify 证据报告.html 原来的文件.pdf`。"
        "它重新计算校验值、重新读一遍文件，逐项说明相同还是不同。"
    )
    st.markdown(
        "**同时留好**\n"
        "- 原来的文件本身，不要另存、不要改名以外的任何改动；\n"
        "- 签约页面的截图或者录屏：勾选框、弹窗、时间；\n"
        "- App 的名称、版本、下载渠道，页面上的公司名称；\n"
        "- 短信、通话录音、来电记录，以及被联系的人手里的记录。"
    )
