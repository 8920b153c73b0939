"""PDF forms: what was filled in is read where it is seen."""

from __future__ import annotations

import re

import pytest
from making import codes, raw_pdf
from making_pdf import form_pdf, page_objects, words

from analyzer.reading import read

BESIDE = b"/Rect [100 385 200 405]"
LABEL = b"BT /F1 12 Tf 50 390 Td (Name:) Tj ET"


def _options(*pairs: tuple[str, str]) -> bytes:
    return b"/Opt [%s]" % b" ".join(b"[%s %s]" % (words(code), words(shown)) for code, shown in pairs)


@pytest.mark.parametrize(
    ("field", "shown"),
    [
        (b"/FT /Tx /V " + words("王小二"), "王小二"),
        (b"/FT /Ch /Ff 131072 /V (b) " + _options(("a", "等额本息"), ("b", "先息后本")), "先息后本"),
        (b"/FT /Ch /Ff 393216 /V " + words("另行约定") + _options(("a", "等额本息")), "另行约定"),
        (b"/FT /Ch /V " + words("乙") + b"/Opt [%s %s]" % (words("甲"), words("乙")), "乙"),
        (
            b"/FT /Ch /Ff 2097152 /I [0 2] /V [%s %s] /Opt [%s %s %s]"
            % tuple(map(words, ("甲", "丙", "甲", "乙", "丙"))),
            "甲、丙",
        ),
    ],
    ids=["text", "combo with codes", "combo typed in", "list", "list of several"],
)
def test_values_stand_beside_their_labels(field: bytes, shown: str) -> None:
    """A field's value is read as it is shown, not as it is stored, and the reader is told."""
    document = read(form_pdf([field + BESIDE], LABEL))
    assert document.text == f"Name: {shown}"
    assert codes(document) == {"form-fields"}


@pytest.mark.parametrize("flags", [0, 49152], ids=["check boxes", "radio buttons"])
def test_what_is_ticked_is_told_from_what_is_not(flags: int) -> None:
    """Check boxes and radio buttons are read as boxes with a tick or without one."""
    box = b"/FT /Btn /Ff %d /V /%s /AS /%s /Rect [%d 385 %d 397] /AP <</N <</Yes 4 0 R /Off 4 0 R>>>>"
    boxes = [box % (flags, state, state, x, x + 12) for x, state in ((100, b"Yes"), (130, b"Off"))]
    assert re.fullmatch("Name: ☑ ?☐", read(form_pdf(boxes, LABEL)).text)


def test_lines_of_a_field_are_lines() -> None:
    """What was typed on two lines is read on two lines."""
    field = b"/FT /Tx /Ff 4096 /V " + words("第一行\n第二行") + b"/Rect [100 365 200 405]"
    assert read(form_pdf([field], LABEL)).text == "Name: 第一行\n第二行"


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_values_follow_the_direction_of_the_page(rotation: int) -> None:
    """On a page shown turned the value still stands behind its label, with a box on the page as shown."""
    field = b"/FT /Tx /V " + words("王小二") + BESIDE
    document = read(form_pdf([field], LABEL, b"/Rotate %d" % rotation))
    assert document.text == "Name: 王小二"
    (page,) = document.pages
    start = document.text.index("王")
    for region in document.regions(start, start + 3):
        assert 0 <= region.x0 < region.x1 <= page.width and 0 <= region.top < region.bottom <= page.height


def test_a_landscape_form_on_a_turned_page() -> None:
    """Where the words stand upright as shown, so does the value."""
    content = b"BT /F1 12 Tf 0 1 -1 0 100 50 Tm (Name:) Tj ET"
    field = b"/FT /Tx /V " + words("王小二") + b"/Rect [85 100 105 200]"
    assert read(form_pdf([field], content, b"/Rotate 90")).text == "Name: 王小二"


def test_hidden_fields_and_buttons_say_nothing() -> None:
    """What is not shown is not part of the contract."""
    hidden = [b"/FT /Tx /F %d /V %s %s" % (flag, words("王小二"), BESIDE) for flag in (2, 32)]
    button = b"/FT /Btn /Ff 65536 /V (x) " + BESIDE
    document = read(form_pdf([*hidden, button], LABEL))
    assert document.text == "Name:"
    assert codes(document) == set()


def test_typed_notes_are_text_and_comments_are_not() -> None:
    """A free text annotation is on the paper; a sticky note is not."""
    note = b"<</Type /Annot /Subtype /%s /Contents %s /Rect [100 385 250 405] /P 3 0 R>>"
    objects = page_objects(LABEL, b"/Annots [10 0 R 11 0 R]")
    objects |= {10: note % (b"FreeText", words("另附清单")), 11: note % (b"Text", words("批注"))}
    assert read(raw_pdf(objects)).text == "Name: 另附清单"


def test_a_dynamic_form_is_not_passed_off_as_its_place_holder() -> None:
    """An XFA form shows one page that asks to wait; the reader learns that the contract was not read."""
    wait = b"BT /F1 12 Tf 50 390 Td (Please wait...) Tj ET"
    dynamic = read(form_pdf([], wait, catalog=b"/XFA 4 0 R>> /NeedsRendering true /Own <<"))
    assert codes(dynamic) == {"page-unreadable"}
    assert "XFA" in dynamic.notices[0].message and "打印" in dynamic.notices[0].message
    static = read(form_pdf([b"/FT /Tx /V (Li) " + BESIDE], LABEL, catalog=b"/XFA 4 0 R"))
    assert codes(static) == {"form-fields"} and static.text == "Name: Li"
