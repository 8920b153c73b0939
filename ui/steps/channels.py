"""Whom to turn to: places to complain to, for this kind of lender and these clauses."""

from __future__ import annotations

import streamlit as st

from analyzer.reporting.law_words import citations
from analyzer.steps.channels import channels, verified
from clause_patterns import load_library
from ui.session import Opened
from ui.words import literal


def draw_channels(entry: Opened | None, lender: str) -> None:
    """Draw the channels in order of fit; numbers that were not verified say so."""
    library = load_library()
    findings = entry.report.findings if entry and entry.report else ()
    st.markdown("先向放款机构投诉，留下记录；不解决的，再向下面的部门反映。投诉书可以在「写信」里写。")
    for each in channels(library, lender, {finding.category for finding in findings}):
        mark = "" if verified(each, library) else f"　:small[{library.say('channel-unverified')}]"
        law = citations([library.law[each.law]], library, lender) if verified(each, library) else ""
        st.markdown(
            f"**{literal(each.title)}**　{literal(each.contact)}{mark}  \n{literal(each.explain)}"
            + (f"  \n:small[依据：{literal(law)}]" if law else "")
        )
