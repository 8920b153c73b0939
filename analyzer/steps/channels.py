"""Whom to turn to: the channels of the library that fit a lender and what was found."""

from __future__ import annotations

from collections.abc import Collection

from clause_patterns import Library
from clause_patterns.steps import Channel


def channels(library: Library, lender: str = "", categories: Collection[str] = ()) -> list[Channel]:
    """Return the channels for borrowers of this kind of ``lender`` and these ``categories``, the best first.

    Those made for this kind of lender come before those for any, among them those made for one of the
    categories before those for anything, else in the library's order. An empty ``lender`` is one of unknown
    kind, for whom all are returned; no categories are all.
    """
    fitting = [
        channel
        for channel in library.channels.values()
        if (not lender or not channel.lenders or lender in channel.lenders)
        and (not categories or not channel.concerns or not set(categories).isdisjoint(channel.concerns))
    ]
    return sorted(
        fitting, key=lambda one: (bool(lender) and not one.lenders, bool(categories) and not one.concerns)
    )


def verified(channel: Channel, library: Library) -> bool:
    """Return whether the provision behind ``channel`` was verified; else show its number as not checked."""
    return library.law[channel.law].verified
