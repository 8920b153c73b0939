"""Bars as a picture that is saved, sent on and printed."""

from __future__ import annotations

import pytest
from lxml import etree

from analyzer.reporting.bars_svg import NARROW, WIDE, Bar, bars_svg
from clause_patterns import load_library

LIBRARY = load_library()
SVG = "{http://www.w3.org/2000/svg}"
BARS = (
    Bar("读取或上传您的通讯录", 0.5, "120 份（50%）", "critical"),
    Bar(
        "一条名称特别长的规则，长到无论如何也不能在一行里放下，所以一定要折成几行才看得完整",
        1.0,
        "240 份（100%）",
    ),
    Bar("谁也没有写的", 0.0, "0 份（0%）", "low"),
)


def drawn(bars: tuple[Bar, ...] = BARS, *, title: str = "标题", width: int = WIDE) -> etree._Element:
    return etree.fromstring(bars_svg(bars, LIBRARY, title=title, note="说明在这里", width=width).encode())


def lengths(svg: etree._Element) -> list[float]:
    """Return how long each bar is, of the whole length there is for it."""
    rects = [float(each.get("width", "")) for each in svg.iter(f"{SVG}rect") if each.get("height") != "100%"]
    return [bar / whole for whole, bar in zip(rects[::2], rects[1::2], strict=True)]


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_bars_are_as_long_as_their_shares(width: int) -> None:
    """Twice the share is twice the length; nothing is no bar."""
    assert lengths(drawn(width=width)) == pytest.approx([0.5, 1.0, 0.0], abs=0.01)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_all_words_stand_in_the_picture(width: int) -> None:
    """Title, labels in full, figures and note are there, and none below or beside the picture."""
    svg = drawn(width=width)
    words = "".join("".join(map(str, each.itertext())) for each in svg.iter(f"{SVG}text"))
    for bar in BARS:
        assert bar.label in words
        assert bar.words in words
    assert "说明在这里" in words
    height = float(svg.get("height", ""))
    for each in [*svg.iter(f"{SVG}text"), *svg.iter(f"{SVG}tspan")]:
        if each.get("y"):
            assert 0 < float(each.get("y", "")) <= height
            assert 0 <= float(each.get("x", "")) < width


def test_words_cannot_become_markup() -> None:
    """What is drawn is set as text, whatever it is, and the picture stays whole."""
    svg = drawn((Bar("<script>alert(1)</script>\x00&", 0.3, '"><image href="x"/>'),), title="<b>")
    assert {etree.QName(each).localname for each in svg.iter()} <= {"svg", "title", "rect", "text", "tspan"}
