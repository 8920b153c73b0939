"""What every written form of a paper shows in the same way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from analyzer.papers import Paper, Paragraph

NOTES_TITLE: Final = "给您的提示（不要寄出）"
_OF_A_LIST: Final = {"item", "detail", "quote"}


def letter_paragraphs(paper: Paper) -> Iterator[tuple[Paragraph, str]]:
    """Yield the paragraphs that are sent, points of a list with their number: ``1.``; none where it is alone.

    A list goes on through what is said and quoted on its points.
    """
    sent = (paragraph for paragraph in paper.paragraphs if paragraph.kind != "note")
    for in_list, group in groupby(sent, key=lambda paragraph: paragraph.kind in _OF_A_LIST):
        together = list(group)
        many = in_list and sum(paragraph.kind == "item" for paragraph in together) > 1
        number = 0
        for paragraph in together:
            number += paragraph.kind == "item"
            yield paragraph, f"{number}." if many and paragraph.kind == "item" else ""


def notes(paper: Paper) -> list[str]:
    """Return the remarks for the borrower, which are not sent."""
    return [paragraph.text for paragraph in paper.paragraphs if paragraph.kind == "note"]
