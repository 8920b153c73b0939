"""Whom to turn to, by who lends and what was found."""

from __future__ import annotations

import pytest

from analyzer.steps.channels import channels, verified
from clause_patterns import load_library

LIBRARY = load_library()


def ids(lender: str = "", *categories: str) -> list[str]:
    return [channel.id for channel in channels(LIBRARY, lender, categories)]


def test_a_bank_is_complained_of_to_its_regulator_first() -> None:
    """12378 takes up banks and consumer finance companies, and stands first for them."""
    for lender in ("bank", "consumer-finance"):
        assert ids(lender, "third-persons")[0] == "financial-regulator"


def test_a_small_loan_company_has_another_regulator() -> None:
    """12378 does not take up small-loan companies: the local authority does, and 12345 passes on to it."""
    found = ids("micro-lender", "third-persons")
    assert found[0] == "local-finance"
    assert "government-hotline" in found
    assert "financial-regulator" not in found
    assert "central-bank" not in found


def test_a_platform_is_no_bank() -> None:
    """For platforms and private lenders neither regulator of lenders is named."""
    for lender in ("facilitator", "private", "other"):
        assert not {"financial-regulator", "local-finance"} & set(ids(lender))
    assert "bad-apps" in ids("facilitator", "contacts")


def test_where_nobody_knows_who_lends_all_are_there() -> None:
    """A reader who does not know the lender sees every channel."""
    assert set(ids()) == set(LIBRARY.channels)


def test_what_was_found_decides() -> None:
    """Exposure leads to the police, the court and 12377; credit reports to the central bank."""
    assert {"police", "injunction", "online-exposure"} <= set(ids("bank", "exposure"))
    assert "credit-authority" not in ids("bank", "exposure")
    assert "credit-authority" in ids("micro-lender", "credit")
    assert "online-exposure" not in ids("bank", "credit")


@pytest.mark.parametrize("kind", LIBRARY.lender_kinds)
@pytest.mark.parametrize("category", [one for one in LIBRARY.categories if one != "protective"])
def test_nobody_is_left_alone(kind: str, category: str) -> None:
    """Whoever lends and whatever was found, there is somebody to turn to."""
    assert len(ids(kind, category)) >= 2


def test_numbers_are_not_said_to_be_checked() -> None:
    """All hotlines are known second-hand; courts, police and regulators rest on verified law."""
    for channel in LIBRARY.channels.values():
        assert verified(channel, LIBRARY) != channel.law.startswith("HOTLINE-"), channel.id


def test_a_hotline_gives_the_number_of_its_source() -> None:
    """The number a reader is told is the one that the source names."""
    for channel in LIBRARY.channels.values():
        if channel.law.startswith("HOTLINE-"):
            assert channel.law.removeprefix("HOTLINE-") in channel.contact


def test_no_authority_is_sent_lenders_it_does_not_supervise() -> None:
    """A provision that binds only some lenders sends only their borrowers to a channel."""
    for channel in LIBRARY.channels.values():
        bound = LIBRARY.law[channel.law].lenders
        assert not bound or set(channel.lenders) <= set(bound), channel.id
        assert not bound or channel.lenders, channel.id
