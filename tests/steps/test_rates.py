"""What a loan costs a year, from what was received and what is paid back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analyzer.errors import UsageError
from analyzer.steps.rates import amounts, rate_of_instalments


def test_one_payment_after_a_year() -> None:
    """1,000 received, 1,240 back after twelve months: 24 % a year, compounded."""
    rate = rate_of_instalments(1000, [0] * 11 + [1240])
    assert rate.effective == pytest.approx(0.24)
    assert rate.cost == pytest.approx(240)


def test_equal_instalments_cost_more_than_they_look() -> None:
    """ "10 % a year" of the first sum, paid in twelve parts, is about 18 % nominal, 19.5 % compounded."""
    rate = rate_of_instalments(12000, [1100] * 12)
    assert rate.nominal == pytest.approx(0.1797, abs=1e-4)
    assert rate.effective == pytest.approx(0.1953, abs=1e-4)


def test_what_is_kept_back_makes_it_dearer() -> None:
    """Only what arrived counts: 10,000 by the contract of which 9,000 arrived is a loan of 9,000."""
    promised, arrived = rate_of_instalments(10000, [900] * 12), rate_of_instalments(9000, [900] * 12)
    assert arrived.effective > promised.effective
    assert arrived.period == pytest.approx(0.029229, abs=1e-6)


def test_fees_beside_the_instalments_count() -> None:
    """A guarantee fee each month and a membership at the beginning are as good as instalments."""
    assert rate_of_instalments(9000, [850] * 12, fee=50) == rate_of_instalments(9000, [900] * 12)
    upfront = rate_of_instalments(9000, [900] * 12, upfront=500)
    assert upfront.effective == pytest.approx(rate_of_instalments(8500, [900] * 12).effective)
    assert upfront.paid == 500 + 10800
    assert upfront.cost == 2300


def test_a_week_is_not_a_month() -> None:
    """1,000 back for 700 after a week: 42.9 % a week, some 2,229 % a year before compounding."""
    rate = rate_of_instalments(700, [705], every="week")
    assert rate.period == pytest.approx(5 / 700)
    assert rate.nominal == pytest.approx(52 * 5 / 700)
    assert rate.effective == pytest.approx((705 / 700) ** 52 - 1)


@given(
    received=st.floats(100, 1e6), months=st.integers(1, 60), more=st.floats(0.001, 0.5)
)  # fmt: skip
def test_the_rate_turns_payments_into_what_was_received(received: float, months: int, more: float) -> None:
    """Discounted at the rate found, the payments are worth what was received: that is what an IRR is."""
    rate = rate_of_instalments(received, [received * (1 + more) / months] * months)
    worth = sum(
        payment.amount / (1 + rate.period) ** number for number, payment in enumerate(rate.payments, 1)
    )
    assert worth == pytest.approx(received, rel=1e-6)


@pytest.mark.parametrize(
    ("received", "instalments", "upfront"),
    [(0, [100], 0), (-5, [100], 0), (1000, [], 0), (1000, [0, 0], 0), (1000, [100] * 1001, 0),
     (float("nan"), [100], 0), (1000, [float("inf")], 0), (1000, [-100], 0), (1000, [600, 600], 1000),
     (1e-3, [1e9], 0)],
)  # fmt: skip
def test_what_makes_no_sense_is_said(received: float, instalments: list[float], upfront: float) -> None:
    """One Chinese sentence says what to fill in; no number is made up."""
    with pytest.raises(UsageError, match=r"。$"):
        rate_of_instalments(received, instalments, upfront=upfront)


def test_amounts_as_people_type_them() -> None:
    """Commas of both kinds and blanks cut; anything else is said."""
    assert amounts("1200，1100, 1000 900、800.5") == [1200, 1100, 1000, 900, 800.5]
    assert amounts("  ") == []
    with pytest.raises(UsageError, match="数字"):
        amounts("一千")
