"""What a loan costs → lines of text, with everything it was reckoned from."""

from __future__ import annotations

from typing import Final

from analyzer.rates import PERIODS, Every, Rate
from clause_patterns.library import Library

EVERY_WORDS: Final[dict[Every, str]] = {
    "month": "一个月",
    "two-weeks": "两周",
    "week": "一周",
    "day": "一天",
}


def rate_lines(rate: Rate, library: Library) -> list[str]:
    """Return the rates of ``rate``, what is paid beyond what was received, and how they were reckoned."""
    return [
        library.say("rate-effective", rate=f"{rate.effective:.2%}"),
        library.say("rate-nominal", rate=f"{rate.nominal:.2%}"),
        library.say("rate-cost", cost=f"{rate.cost:,.2f}"),
        inputs(rate, library),
        *payment_lines(rate, library),
        library.say("rate-note"),
    ]


def inputs(rate: Rate, library: Library) -> str:
    """Return what ``rate`` was reckoned from, and how."""
    return library.say(
        "rate-inputs",
        received=f"{rate.received:,.2f}",
        count=str(len(rate.payments)),
        paid=f"{rate.paid:,.2f}",
        every=EVERY_WORDS[rate.every],
        periods=str(PERIODS[rate.every]),
        period=f"{rate.period:.4%}",
    )


def payment_lines(rate: Rate, library: Library) -> list[str]:
    """Return each payment with its period."""
    return [
        library.say("rate-payment", number=str(each.when), amount=f"{each.amount:,.2f}")
        if each.when
        else library.say("rate-upfront", amount=f"{each.amount:,.2f}")
        for each in rate.payments
    ]
