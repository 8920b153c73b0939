"""The Chinese words for sides and comparisons, the same in every written format and on the page."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from analyzer.reporting.literal import one_line
from analyzer.sides import ELEMENTS, Cell, Comparison, Element, Passage, Side, Standing, Winner
from clause_patterns import Library

MEETINGS: Final = {"contradiction": "互相矛盾", "exception": "承诺有例外"}
CHANGES: Final = {"new": "新增", "removed": "删去", "reworded": "改写"}
RECEIVERS_TOLD: Final = (
    "把信息交给别的公司，应当告诉您接收方的名称、联系方式、目的、方式和信息的种类，"
    "并取得您的单独同意（《个人信息保护法》第二十三条）。没写明的，请问清楚；说不清的可能缺乏依据，您有权拒绝。"
)


def place(passage: Passage, *, alone: bool = False) -> str:
    """Return where ``passage`` stands: document unless ``alone``, clause and page, as far as known."""
    parts = [one_line(passage.clause)] if passage.clause else []
    if passage.page is not None:
        parts.append(f"第 {passage.page} 页")
    if not parts:
        parts.append(f"第 {passage.quote.start + 1} 字起")
    return " · ".join(parts if alone else [one_line(passage.document), *parts])


def where(passage: Passage, side: Side) -> str:
    """Return the place of ``passage`` on ``side``; a document that is alone there need not be named."""
    return place(passage, alone=len(side.reports) == 1)


def lender_line(side: Side, library: Library) -> str:
    """Return in a line who seems to lend and how that is known; empty where it is not."""
    lender = side.lender
    if lender is None:
        return ""
    kind = library.lender_kinds.get(lender.kind)
    what = kind.title if kind else library.say("lender-unclear")
    if lender.passage is None:
        return library.say("lender-chosen", kind=what)
    there = where(lender.passage, side)
    place = library.say("lender-named", name=one_line(lender.name), place=there) if lender.name else there
    return library.say("lender-guess", kind=what, place=place, why=lender.why)


def position(standing: Standing | Cell, library: Library) -> str:
    """Return what a side says of a topic, or of who may have what, in a few words."""
    return library.say(f"position-{standing.position}")


def terms(standing: Standing | Cell, library: Library) -> list[str]:
    """Return the conditions and qualifiers of a standing or a cell, in words."""
    return titles([*standing.conditions, *standing.qualifiers], library)


def said(standing: Standing, library: Library) -> str:
    """Return what a side says of a topic: its position, and the terms that narrow or worsen it."""
    parts = [
        f"{label}：{'、'.join(titles(names, library))}"
        for label, names in (("限制", standing.conditions), ("还写着", standing.qualifiers))
        if names
    ]
    return position(standing, library) + (f"（{'；'.join(parts)}）" if parts else "")


def titles(concepts: Iterable[str], library: Library) -> list[str]:
    """Return the titles of ``concepts``."""
    return [library.concepts[concept].title for concept in concepts]


def element_titles(elements: Iterable[Element], library: Library) -> str:
    """Return the titles of elements of PIPL article 23."""
    return "、".join(library.telling[element].title for element in elements)


def not_told(missing: Collection[Element], library: Library) -> str:
    """Return which elements of PIPL article 23 are not told, by what is told where that is shorter."""
    told = [element for element in ELEMENTS if element not in missing]
    if not told:
        return "各项都没有写明"
    few, label = (missing, "没有写明") if len(missing) <= len(told) else (told, "只写明了")
    return f"{label}：{element_titles(few, library)}"


def worse(winner: Winner, comparison: Comparison) -> str:
    """Return which side is worse, in words that say so without colour."""
    match winner:
        case "a":
            return f"{comparison.a.name} 更不利"
        case "b":
            return f"{comparison.b.name} 更不利"
        case "same":
            return "没有差别"
        case _:
            return "各有不利"
