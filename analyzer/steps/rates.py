"""What a loan costs a year: the internal rate of return of what was received and what is paid back."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

import pyxirr

from analyzer.errors import UsageError

Every = Literal["month", "two-weeks", "week", "day"]
# Instalments a year.
PERIODS: Final[dict[Every, int]] = {"month": 12, "two-weeks": 26, "week": 52, "day": 365}
MOST_PAYMENTS: Final = 1000
_MOST_YUAN: Final = 1e12


@dataclass(frozen=True, slots=True)
class Payment:
    """What is paid at one time, in yuan; ``when`` is a date, or the number of periods after the loan."""

    when: date | int
    amount: float


@dataclass(frozen=True, slots=True)
class Rate:
    """What a loan costs, with everything it was reckoned from.

    ``period`` is the internal rate of return of one period (None where payments have dates), ``nominal``
    that times the periods of a year, ``effective`` the rate of a year with compound interest: .24 is 24 %.
    ``received`` is what reached the borrower at the beginning, ``paid`` the sum of ``payments``, in yuan.
    """

    received: float
    payments: tuple[Payment, ...]
    effective: float
    period: float | None = None
    nominal: float | None = None
    every: Every | None = None

    @property
    def paid(self) -> float:
        """Return the sum of the payments, in yuan."""
        return math.fsum(payment.amount for payment in self.payments)

    @property
    def cost(self) -> float:
        """Return what is paid beyond what was received, in yuan."""
        return self.paid - self.received


def rate_of_instalments(
    received: float, instalments: Sequence[float], *, fee: float = 0.0, upfront: float = 0.0,
    every: Every = "month",
) -> Rate:  # fmt: skip
    """Return the rate of a loan paid back in ``instalments``, one each period, the first after one period.

    ``fee`` is paid beside each instalment (guarantee, service), ``upfront`` once at the beginning, beside
    what was already kept back from ``received``. Raises ``UsageError`` where no rate can be reckoned.
    """
    payments = [Payment(number, amount + fee) for number, amount in enumerate(instalments, 1)]
    if upfront:
        payments.insert(0, Payment(0, upfront))
    _check(received, payments)
    flows = [received - upfront] + [-amount - fee for amount in instalments]
    period = _solved(pyxirr.irr(flows) if _turns(flows) else None)
    yearly = PERIODS[every]
    return Rate(
        received, tuple(payments), _finite((1 + period) ** yearly - 1), period, period * yearly, every
    )


def rate_of_dates(received: float, on: date, payments: Sequence[Payment]) -> Rate:
    """Return the rate of a loan received ``on`` a day and paid back on others, a year having 365 days.

    Raises ``UsageError`` where no rate can be reckoned.
    """
    _check(received, payments)
    dates = [on]
    for payment in payments:
        if not isinstance(payment.when, date) or payment.when < on:
            raise UsageError("每一笔还款都要有日期，而且不能早于收到借款的那天。")
        dates.append(payment.when)
    if all(each == on for each in dates):
        raise UsageError("还款日期和收到借款的日期是同一天，算不出年化。")
    flows = [received] + [-payment.amount for payment in payments]
    effective = _solved(pyxirr.xirr(dates, flows) if _turns(flows) else None)
    return Rate(received, tuple(payments), effective)


def _check(received: float, payments: Sequence[Payment]) -> None:
    amounts = [received, *(payment.amount for payment in payments)]
    if not all(math.isfinite(amount) and 0 <= amount <= _MOST_YUAN for amount in amounts):
        raise UsageError("金额要写成 0 以上的数字，单位是元。")
    if received <= 0:
        raise UsageError("请填实际到账的金额：扣掉各种费用以后，真正进到您账户里的钱。")
    if not payments or sum(amounts[1:]) <= 0:
        raise UsageError("请填还款：每期还多少，一共几期。")
    if len(payments) > MOST_PAYMENTS:
        raise UsageError(f"最多算 {MOST_PAYMENTS} 笔还款。")


def _turns(flows: Sequence[float]) -> bool:
    """Return whether money first comes and then goes: otherwise there is no rate."""
    return flows[0] > 0 and any(flow < 0 for flow in flows)


def _solved(rate: float | None) -> float:
    if rate is None or not math.isfinite(rate) or rate <= -1:
        raise UsageError("按这些数字算不出年化：请核对到账金额和还款，一开始付的费用不能多过到账的钱。")
    return _finite(rate)


def _finite(rate: float) -> float:
    if not rate < 1e6:
        raise UsageError("按这些数字算出的年化大得没有意义，请核对到账金额、还款和间隔。")
    return rate
