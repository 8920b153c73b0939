"""The nouns of what a loan costs a year. Frozen, as in ``model.py``."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, Literal

Every = Literal["month", "two-weeks", "week", "day"]
# Instalments a year.
PERIODS: Final[dict[Every, int]] = {"month": 12, "two-weeks": 26, "week": 52, "day": 365}


@dataclass(frozen=True, slots=True)
class Payment:
    """What is paid at one time, in yuan; ``when`` is the number of periods after the loan, 0 with it."""

    when: int
    amount: float


@dataclass(frozen=True, slots=True)
class Rate:
    """What a loan costs, with everything it was reckoned from.

    ``period`` is the internal rate of return of one period, ``nominal`` that times the periods of a year,
    ``effective`` the rate of a year with compound interest: .24 is 24 %. ``received`` is what reached the
    borrower at the beginning, in yuan.
    """

    received: float
    payments: tuple[Payment, ...]
    every: Every
    period: float

    @property
    def nominal(self) -> float:
        """Return the rate of a year without compound interest."""
        return self.period * PERIODS[self.every]

    @property
    def effective(self) -> float:
        """Return the rate of a year with compound interest."""
        return float((1 + self.period) ** PERIODS[self.every] - 1)

    @property
    def paid(self) -> float:
        """Return the sum of the payments, in yuan."""
        return math.fsum(payment.amount for payment in self.payments)

    @property
    def cost(self) -> float:
        """Return what is paid beyond what was received, in yuan."""
        return self.paid - self.received
