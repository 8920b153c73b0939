"""Who gets what as a picture that is saved, sent on and printed."""

from __future__ import annotations

import pytest
from lxml import etree

from analyzer.reporting.matrix_svg import matrix_svg
from analyzer.sides import Cell, Position
from clause_patterns import load_library

LIBRARY = load_library()
PARTIES = [concept.id for concept in LIBRARY.concepts.values() if concept.kind == "party"]
ANYTHING = list(LIBRARY.concepts)
POSITIONS: tuple[Position, ...] = ("allows", "conditional", "both", "asks", "forbids")
SVG = "{http://www.w3.org/2000/svg}"
CELLS = (
    Cell("contact-list", "provider", "both"),
    Cell("contact-list", "collector", "forbids"),
    Cell("location", "partner", "allows", qualifiers=("irrevocable",)),
    Cell("location", "provider", "conditional", conditions=("separate-consent",)),
    Cell("album", "provider", "conditional", conditions=("separate-consent",)),
    Cell("biometric", "partner", "asks"),
)


def picture(cells: tuple[Cell, ...], title: str = "谁拿到什么") -> etree._Element:
    return etree.fromstring(matrix_svg(cells, LIBRARY, title=title).encode())


def texts(svg: etree._Element) -> list[str]:
    return [" ".join("".join(map(str, each.itertext())).split()) for each in svg.iter(f"{SVG}text")]


def many(recipients: int, data: int) -> tuple[Cell, ...]:
    return tuple(
        Cell(one, other, POSITIONS[(row + column) % 5], qualifiers=("irrevocable",))
        for row, one in enumerate(ANYTHING[:data])
        for column, other in enumerate(PARTIES[:recipients])
    )


def test_names_everyone_and_everything() -> None:
    """Title, data, recipients and what is said of each pair stand in words."""
    found = texts(picture(CELLS))
    for each in ("谁拿到什么", "提供方", "催收机构", "通讯录", "位置", "说法不一", "承诺不做", "须先同意"):
        assert each in found


def test_every_position_has_its_own_shape() -> None:
    """No two positions are told apart by colour alone: their shapes differ."""
    shapes = set()
    for position in POSITIONS:
        group = next(picture((Cell("location", "partner", position),)).iter(f"{SVG}g"))
        shapes.add(
            tuple((each.tag, each.get("d"), each.get("r"), each.get("fill") == "#fff") for each in group)
        )
    assert len(shapes) == len(POSITIONS)


def test_terms_are_notes_below() -> None:
    """The terms of a cell have a number in it and stand in words below; equal terms share a number."""
    found = texts(picture(CELLS))
    assert "允许1" in found
    assert [each for each in found if each.startswith(("1", "2"))] == ["1 不可撤销", "2 单独同意"]
    assert found.count("有条件2") == 2


def test_legend_explains_the_shapes_that_occur() -> None:
    """The legend says in full what stands for short in the cells, and nothing that does not occur."""
    found = texts(picture(CELLS[:1]))
    assert "一处允许、一处又承诺不做" in found
    assert "要先经您同意" not in found


@pytest.mark.parametrize("recipients", [1, 3, 7, 12])
@pytest.mark.parametrize("data", [1, 40])
def test_all_sizes_fit(recipients: int, data: int) -> None:
    """From 1 to 12 recipients the picture is at most 1,200 wide, and everything lies inside it, apart."""
    svg = picture(many(recipients, data))
    width, height = float(svg.get("width", "")), float(svg.get("height", ""))
    assert svg.get("viewBox") == f"0 0 {width:.0f} {height:.0f}"
    assert width <= 1200
    for each in svg.iter(f"{SVG}text", f"{SVG}tspan"):
        if each.get("x"):
            assert 0 < float(each.get("x", "")) < width
            assert 0 < float(each.get("y", "")) < height
    boxes = [
        tuple(float(each.get(key, "")) for key in ("x", "y", "width", "height"))
        for each in svg.iter(f"{SVG}rect")
        if each.get("width") not in ("100%", "12")
    ]
    assert len(boxes) == recipients * data
    assert all(x + wide <= width and y + high <= height for x, y, wide, high in boxes)
    assert all(wide >= 18 + 4 * 13 + 12 for _, _, wide, _ in boxes)  # shape, four characters, note
    assert len({(x, y) for x, y, _, _ in boxes}) == len(boxes)


def test_stands_alone() -> None:
    """The picture holds no script, no reference and no style sheet, and names Chinese fonts."""
    svg = picture(CELLS)
    assert "PingFang SC" in svg.get("font-family", "")
    assert svg.get("role") == "img"
    tags = {etree.QName(each).localname for each in svg.iter()}
    assert tags == {"svg", "title", "rect", "text", "tspan", "path", "g", "circle"}
    names = {name for each in svg.iter() for name in each.attrib}
    assert not [name for name in names if "href" in name or str(name).startswith("on") or name == "style"]


def test_hostile_title_stays_text() -> None:
    """A title is escaped, and what XML cannot hold is left out."""
    title = "<script>alert(1)</script>\x1b\uffff]]>&"
    svg = picture(CELLS, title)
    assert svg.findtext(f"{SVG}title") == "<script>alert(1)</script>]]>&"
    assert not list(svg.iter(f"{SVG}script"))


def test_nothing_found_is_still_a_picture() -> None:
    """Without any cell there is a title and no shape."""
    svg = picture(())
    assert texts(svg)[0] == "谁拿到什么"
    assert not list(svg.iter(f"{SVG}g"))
