"""What a loan costs a year: the figures to fill in, and the rate they come to."""

from __future__ import annotations

from typing import Final

import streamlit as st

from analyzer import UsageError
from analyzer.rates import Rate
from analyzer.reporting.rate_text import EVERY_WORDS, inputs, payment_lines
from analyzer.steps.rates import amounts, rate_of_instalments
from clause_patterns import load_library
from ui.steps.typed import key
from ui.words import literal

_INTRODUCTION: Final = (
    "把利息、担保费、服务费、会员费都算进去，看一年到底要付多少。"
    "按内部收益率（IRR）计算：让每次还的钱，折算回来正好等于您实际拿到的钱。"
)


def draw_costs() -> None:
    """Draw the form and, once it is filled in, the rate with everything it was reckoned from."""
    st.markdown(_INTRODUCTION)
    left, right = st.columns(2)
    with left:
        received = _amount("实际到账（元）", "received", "扣掉各种费用以后，真正进到您账户里的钱")
        upfront = _amount("放款时另付（元）", "upfront", "放款那天另外交的会员费、保险费等；没有就不填")
        every = st.selectbox(
            "隔多久还一次",
            list(EVERY_WORDS),
            format_func=EVERY_WORDS.__getitem__,
            key=key("every"),
            persist_state="session",
        )
    with right:
        instalment = _amount(
            "每期还款（元）", "instalment", "每期还的本金和利息合计；各期不同的，在下面逐期填"
        )
        fee = _amount("每期另付（元）", "fee", "跟着每期还款另外收的担保费、服务费；没有就不填")
        times = st.number_input("期数", 1, 1000, value=12, step=1, key=key("times"), persist_state="session")
    each = st.text_input(
        "各期不同的还款（元）",
        key=key("each"),
        persist_state="session",
        placeholder="各期金额，用逗号或空格分开，例如：1200 1100 1000",
    )
    if not received or not (instalment or each.strip()):
        st.info("填好实际到账和还款，这里就会算出年化。")
        return
    try:
        instalments = amounts(each) if each.strip() else [instalment or 0.0] * int(times)
        rate = rate_of_instalments(received, instalments, fee=fee or 0.0, upfront=upfront or 0.0, every=every)
    except UsageError as error:
        st.error(literal(str(error)))
        return
    _draw_rate(rate)


def _amount(label: str, name: str, hint: str) -> float | None:
    return st.number_input(
        label, min_value=0.0, value=None, step=100.0, format="%.2f", help=hint, key=key(name),
        persist_state="session",
    )  # fmt: skip


def _draw_rate(rate: Rate) -> None:
    library = load_library()
    left, middle, right = st.columns(3)
    left.metric("年化（复利）", f"{rate.effective:.2%}", help="按内部收益率折成一年，利滚利")
    middle.metric("年化（单利）", f"{rate.nominal:.2%}", help="每期的内部收益率乘以一年的期数")
    right.metric("一共多付（元）", f"{rate.cost:,.2f}")
    st.markdown(literal(inputs(rate, library)))
    with st.expander("每一笔"):
        st.markdown("\n".join(f"- {literal(line)}" for line in payment_lines(rate, library)))
    st.markdown(f":small[{literal(library.say('rate-note'))}]")
