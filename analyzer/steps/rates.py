"""What a loan costs a year: the internal rate of return of what was received and what is paid back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import pyxirr

from analyzer.errors import UsageError
from analyzer.rates import PERIODS, Every, Payment, Rate

MOST_PAYMENTS: Final = 1000
_MOST_YUAN: Final = 1e12
_MOST_RATE: Final = 1e6  # of a year; beyond, a figure is a slip of the pen


def rate_of_instalments(
    received: float,
    instalments: Sequence[float],
    *,
    fee: float = 0.0,
    upfront: float = 0.0,
    every: Every = "month",
) -> Rate:
    """Return the rate of a loan paid back in ``instalments``, one each period, the first after one period.

    ``fee`` is paid beside each instalment (guarantee, service), ``upfront`` once at the beginning, beside
    what was already kept back from ``received``. Raises ``UsageError`` where no rate can be reckoned.
    """
    payments = [Payment(number, amount + fee) for number, amount in enumerate(instalments, 1)]
    if upfront:
        payments.insert(0, Payment(0, upfront))
    _check(received, payments)
    flows = [received - upfront] + [-amount - fee for amount in instalments]
    period = pyxirr.irr(flows) if flows[0] > 0 and min(flows) < 0 else None
    if period is None or not math.isfinite(period) or period <= -1:
        raise UsageError("按这些数字算不出年化：请核对到账金额和还款，一开始付的费用不能多过到账的钱。")
    if (1 + period) > (1 + _MOST_RATE) ** (1 / PERIODS[every]):
        raise UsageError("按这些数字算出的年化大得没有意义，请核对到账金额、还款和间隔。")
    return Rate(received, tuple(payments), every, period)


def amounts(text: str) -> list[float]:
    """Return the numbers in ``text``, cut by commas or blanks; raises ``UsageError`` for anything else."""
    parts = text.replace("，", " ").replace(",", " ").replace("、", " ").split()
    try:
        return [float(part) for part in parts]
    except ValueError:
        raise UsageError("还款要写成数字，各期不同的用逗号或空格分开，例如：1200 1100 1000。") from None


def _check(received: float, payments: Sequence[Payment]) -> None:
    given = [received, *(payment.amount for payment in payments)]
    if not all(math.isfinite(amount) and 0 <= amount <= _MOST_YUAN for amount in given):
        raise UsageError("金额要写成 0 以上的数字，单位是元。")
    if received <= 0:
        raise UsageError("请填实际到账的金额：扣掉各种费用以后，真正进到您账户里的钱。")
    if sum(given[1:]) <= 0:
        raise UsageError("请填还款：每期还多少，一共几期。")
    if len(payments) > MOST_PAYMENTS:
        raise UsageError(f"最多算 {MOST_PAYMENTS} 笔还款。")
