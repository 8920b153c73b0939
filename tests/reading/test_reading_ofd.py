"""OFD: text, pages and boxes of the national format for invoices and contracts."""

from __future__ import annotations

import math

import pytest
from making import archive, codes
from making_ofd import (
    HEIGHT,
    POINTS,
    SIZE,
    WIDTH,
    document,
    entry,
    ofd,
    part,
    picture,
    text_object,
    words,
)

from analyzer.errors import DamagedFileError, LimitError, NoTextError, PasswordError
from analyzer.model import Document, Region
from analyzer.reading import Limits, read


def region_of(read_document: Document, phrase: str) -> Region:
    start = read_document.text.index(phrase)
    (region,) = read_document.regions(start, start + len(phrase))
    return region


def test_text_pages_and_lines() -> None:
    """Pages and lines come out as they stand on paper, in points."""
    result = read(
        ofd(
            words(20, 60, "第一条 平台可以读取通讯录") + words(20, 70, "用于贷后联系。"),
            words(20, 60, "第二条 双方"),
        ),
        name="合同.ofd",
    )
    assert result.text == "第一条 平台可以读取通讯录\n用于贷后联系。\n第二条 双方"
    assert (result.format, len(result.pages), result.notices) == ("ofd", 2, ())
    assert (result.pages[0].width, result.pages[0].height) == pytest.approx((WIDTH * POINTS, HEIGHT * POINTS))
    assert result.page_at(result.text.index("双方")) == 2
    assert len(result.boxes) == 4 * len(result.text)


def test_regions_lie_where_the_words_were_drawn() -> None:
    """A phrase's rectangle is around its characters, measured from the top left in points."""
    result = read(ofd(words(30, 80, "甲方应当按期还款")))
    region = region_of(result, "按期")
    assert region.x0 == pytest.approx((30 + 4 * SIZE) * POINTS, abs=0.01)
    assert region.x1 == pytest.approx((30 + 6 * SIZE) * POINTS, abs=0.01)
    assert region.top < (80 + SIZE / 2) * POINTS < region.bottom < (80 + 1.5 * SIZE) * POINTS


def test_a_page_has_its_own_paper() -> None:
    """A page may have a size and a corner of its own; what lies beside the paper is not read."""
    content = f"<ofd:Layer>{words(30, 60, '横页')}{words(30, 20, '页外')}</ofd:Layer>"
    area = "<ofd:Area><ofd:PhysicalBox>10 40 100 50</ofd:PhysicalBox></ofd:Area>"
    own = part("Page", f"{area}<ofd:Content>{content}</ofd:Content>")
    result = read(ofd("", parts={"Pages/Page_0/Content.xml": own}))
    assert result.text == "横页"
    assert (result.pages[0].width, result.pages[0].height) == pytest.approx((100 * POINTS, 50 * POINTS))
    assert region_of(result, "横").x0 == pytest.approx(20 * POINTS, abs=0.01)


@pytest.mark.parametrize(
    ("text", "deltas", "expected"),
    [
        ("按月付息", "4 4 4", "按月付息"),
        ("按月付息", "g 3 4", "按月付息"),
        ("按月付息", "4 g 2 4.0", "按月付息"),
        ("按月付息", "4 12 4", "按月 付息"),  # a gap is seen as a blank
        ("按月付息", "", "按月付息"),  # no steps at all: side by side
        ("按月付息", "4", "按月付息"),  # too few of them
        ("按月付息", "g 99999999 4", "按月付息"),
        ("按月付息", "g x nan", "按月付息"),
        ("loan agreement", "g 13 2", "loan agreement"),
    ],
)
def test_steps_between_characters(text: str, deltas: str, expected: str) -> None:
    """Characters are placed by their steps, also in the notation for repeats, and mistakes lose none."""
    result = read(ofd(words(20, 60, text, deltas)))
    assert sorted(result.text) == sorted(expected)
    if "nan" not in deltas:
        assert result.text == expected


def test_several_pieces_in_one_object() -> None:
    """A text object holds several lines, the second where it says or where the first began."""
    pieces = (
        '<ofd:TextCode X="0" Y="4" DeltaX="4 4">第一行</ofd:TextCode>'
        '<ofd:TextCode Y="10" DeltaX="4 4">第二行</ofd:TextCode>'
    )
    assert read(ofd(text_object(20, 60, pieces))).text == "第一行\n第二行"


def test_a_matrix_moves_and_scales() -> None:
    """A text object with a matrix stands where the matrix puts it."""
    result = read(ofd(words(10, 50, "放大", CTM="2 0 0 2 5 1")))
    region = region_of(result, "放")
    assert region.x0 == pytest.approx(15 * POINTS, abs=0.01)
    assert region.x1 - region.x0 == pytest.approx(2 * SIZE * POINTS, abs=0.01)
    assert region.bottom == pytest.approx((51 + 2 * SIZE * 1.12) * POINTS, abs=0.01)


def test_turned_text_is_read_in_its_own_direction() -> None:
    """Lines laid sideways keep their order, and slanted ones are set apart as a watermark."""
    sideways = "".join(
        words(x, 60, line, CTM="0 1 -1 0 0 0") for x, line in ((100, "第一行在右"), (92, "第二行在左"))
    )
    assert read(ofd(sideways)).text == "第一行在右\n第二行在左"
    slanted = words(60, 120, "仅供查阅", CTM="0.7 0.7 -0.7 0.7 0 0")
    result = read(ofd(words(20, 60, "正文条款") + slanted))
    assert result.text == "正文条款"
    assert codes(result) == {"watermark"}


def test_vertical_writing_is_one_line() -> None:
    """Characters set under one another are words, not a line each."""
    column = '<ofd:TextCode X="0" Y="4" DeltaY="g 3 4">借款用途</ofd:TextCode>'
    assert read(ofd(text_object(20, 60, column))).text == "借款用途"


def test_templates_are_part_of_every_page() -> None:
    """What is printed on the form stands beside what was filled in."""
    form = words(20, 60, "借款人：") + words(20, 70, "金额：")
    result = read(ofd(words(38, 60, "王小二") + words(32, 70, "五千元"), template=form))
    assert result.text == "借款人：王小二\n金额：五千元"


def test_composites_and_blocks_are_opened() -> None:
    """Text in blocks and in shared drawings is read where these stand, and a drawing of itself ends."""
    unit = (
        f'<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="5"><ofd:Content>{words(0, 0, "共用条款")}'
        '<ofd:CompositeObject Boundary="0 8 50 6" ResourceID="5"/></ofd:Content>'
        "</ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    result = read(
        ofd(
            f"<ofd:PageBlock><ofd:PageBlock>{words(20, 60, '块中条款')}</ofd:PageBlock></ofd:PageBlock>"
            '<ofd:CompositeObject Boundary="20 100 50 6" ResourceID="5"/>',
            common="<ofd:PublicRes>Res.xml</ofd:PublicRes>",
            parts={"Res.xml": part("Res", unit)},
        )
    )
    assert result.text.startswith("块中条款\n共用条款\n共用条款")
    assert region_of(result, "块中条款").bottom < result.regions(5, 9)[0].top
    assert result.text.count("共用条款") < 10


def test_annotations_are_read() -> None:
    """What was typed onto the page is text where it stands."""
    listed = '<ofd:Page PageID="1"><ofd:FileLoc>Page_0.xml</ofd:FileLoc></ofd:Page>'
    typed = f'<ofd:Appearance Boundary="38 60 50 6">{words(0, 0, "李小三")}</ofd:Appearance>'
    gone = f'<ofd:Annot Visible="false">{typed.replace("李小三", "不显示")}</ofd:Annot>'
    annotations = f"<ofd:Annot>{typed}</ofd:Annot>{gone}"
    result = read(
        ofd(
            words(20, 60, "签名人："),
            parts={
                "Annots/Annotations.xml": part("Annotations", listed),
                "Annots/Page_0.xml": part("PageAnnot", annotations),
            },
        )
    )
    assert result.text == "签名人：李小三"


def test_several_documents_in_one_file() -> None:
    """An archive of two documents is read as one, pages counted through."""
    files = {
        "OFD.xml": entry("Doc_0/Document.xml", "/Doc_1/Document.xml"),
        **document("Doc_0", [words(20, 60, "主合同")]),
        **document("Doc_1", [words(20, 60, "附件")]),
    }
    result = read(archive(files))
    assert result.text == "主合同\n附件"
    assert [page.number for page in result.pages] == [1, 2]


def test_page_marks_leave_the_text() -> None:
    """Numbers of pages go as they do in a PDF."""
    pages = [words(20, 60, f"条款{sign}") + words(100, 285, f"{n} / 3") for n, sign in enumerate("甲乙丙", 1)]
    result = read(ofd(*pages))
    assert result.text == "条款甲\n条款乙\n条款丙"
    assert codes(result) == {"furniture"}


def test_pages_that_could_not_be_read_are_named() -> None:
    """The reader learns which page is a picture, garbled or missing."""
    files = {
        "OFD.xml": entry("Doc_0/Document.xml"),
        **document(
            "Doc_0",
            [
                words(20, 60, "第一条"),
                picture(0, 0, WIDTH, HEIGHT),
                words(20, 285, "第 3 张") + picture(0, 0, WIDTH, HEIGHT - 30),
                words(20, 60, "\ue001\ue002\ue003\ue004"),
                words(20, 60, "丢失"),
            ],
        ),
    }
    del files["Doc_0/Pages/Page_4/Content.xml"]
    result = read(archive(files))
    assert [notice.page for notice in result.notices if notice.code == "page-unreadable"] == [2, 3, 4, 5]
    assert "\ue001" not in result.text and len(result.pages) == 5


def test_hidden_text_stays_out_and_is_reported() -> None:
    """What the document does not show is not read."""
    result = read(ofd(words(20, 60, "看得见") + words(20, 70, "看不见", Visible="false")))
    assert result.text == "看得见"
    assert codes(result) == {"hidden-text"}


def test_a_scan_asks_for_text() -> None:
    """An OFD of pictures is not an empty report."""
    with pytest.raises(NoTextError, match="OFD 没有文字层"):
        read(ofd(picture(0, 0, WIDTH, HEIGHT)))


def test_limits_and_protection() -> None:
    """Too many pages, encryption and document types are refused by name."""
    with pytest.raises(LimitError, match="OFD 有 3 页"):
        read(ofd("", "", ""), limits=Limits(pages=2))
    with pytest.raises(PasswordError, match="加密"):
        read(ofd("", parts={"../Encryptions.xml": "<e/>"}))
    with pytest.raises(DamagedFileError, match=r"OFD 文件.*文档类型声明"):
        read(ofd("", parts={"Attachs/a.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x/>'}))


@pytest.mark.parametrize(
    "files",
    [
        {"OFD.xml": "<OFD/>"},
        {"OFD.xml": "<OFD"},
        {"OFD.xml": entry("Doc_0/Document.xml")},
        {"OFD.xml": entry("../../etc/passwd")},
    ],
)
def test_broken_files_are_refused(files: dict[str, str]) -> None:
    """Files without pages say that they are damaged, and what to do."""
    with pytest.raises(DamagedFileError, match=r"OFD 文件已损坏.*OFD 阅读器"):
        read(archive(files))


def test_every_character_has_a_box_on_its_page() -> None:
    """A quote can be marked wherever it stands."""
    result = read(ofd(words(20, 60, "第一条 双方"), words(20, 60, "第二条"), template=words(20, 40, "合同")))
    for page in result.pages:
        for offset in range(page.start, page.end):
            x0, top, x1, bottom = result.boxes[4 * offset : 4 * offset + 4]
            if result.text[offset] not in "\n ":
                assert not math.isnan(x0) and 0 <= x0 < x1 <= page.width and 0 <= top < bottom <= page.height
