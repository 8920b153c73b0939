"""The original beside the text: pictures of pages on which the boxes of words lie on their ink."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageStat
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from analyzer import read
from analyzer.errors import DamagedFileError, LimitError, PasswordError, UsageError
from analyzer.model import Document, Page, Region
from analyzer.reporting import page_pictures as drawing
from analyzer.reporting.page_pictures import MOST, page_pictures
from tests.reading.making import WIDTH, draw_pdf, lines_at, pdf
from tests.reporting.making_pages import LINES, changed, saved, shots, turned

A_LINE = 15.0  # points: from a line of words to the white below or above it
DARK = 128  # a pixel with less is ink


def spaced(*pages: Sequence[str]) -> bytes:
    """Return a PDF whose lines have white between them."""
    rows = [[(60, 150 + 2 * A_LINE * row, line) for row, line in enumerate(page)] for page in pages]
    return draw_pdf(*(lines_at(*page) for page in rows))


TWO_PAGES = spaced(LINES[:2], LINES[2:])


def recognised(data: bytes) -> Document:
    """Return what recognition would make of pictures of the pages of a PDF."""
    return replace(read(data), format="image")


def opened(file: bytes) -> Image.Image:
    return Image.open(io.BytesIO(file), formats=["WEBP"])


def ink(picture: Image.Image, page: Page, region: Region, down: float = 0.0) -> float:
    """Return the share of dark pixels in ``region`` moved ``down`` by so many points."""
    assert picture.width == pytest.approx(picture.height * page.width / page.height, abs=1)
    across, along = picture.width / page.width, picture.height / page.height
    upper, lower = along * (region.top + down), along * (region.bottom + down)
    box = round(across * region.x0), round(upper), round(across * region.x1), round(lower)
    part = picture.convert("L").crop(box)
    return ImageStat.Stat(part.point(lambda value: value < DARK)).mean[0]


def check_boxes(document: Document, pictures: Mapping[int, bytes]) -> None:
    """Check that on each page the box of each line lies on ink, and not when it is moved up or down."""
    sizes = {page.number: page for page in document.pages}
    regions = document.regions(0, len(document.text))
    assert {region.page for region in regions} == set(pictures)
    for region in regions:
        picture, page = opened(pictures[region.page]), sizes[region.page]
        assert ink(picture, page, region) > 0.08
        for aside in (-A_LINE, A_LINE):
            assert ink(picture, page, region, aside) == 0


@pytest.mark.parametrize(
    ("rotation", "boxes"),
    [
        (0, "whole"),
        (90, "whole"),
        (0, "crop box"),
        (270, "crop box"),
        (90, "offset medium"),
        (180, "larger than its medium"),
    ],
)
def test_boxes_lie_on_the_words_of_a_pdf(rotation: int, boxes: str) -> None:
    """However a page is turned and cut, the boxes of words are where the picture shows them."""
    source = turned(rotation, boxes)
    document = read(source)
    check_boxes(document, page_pictures(document, [source], [1]))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_boxes_lie_on_the_words_of_pictures(kind: str) -> None:
    """Of screenshots and photos as well, each in its own file."""
    files = [saved(shot, kind) for shot in shots(TWO_PAGES)]
    document = recognised(TWO_PAGES)
    check_boxes(document, page_pictures(document, files, [1, 2]))


def test_the_pages_of_one_file_are_pages() -> None:
    """Of a fax of two pages in one TIFF followed by a photo, each is shown under its number."""
    source = spaced(LINES[:1], LINES[1:2], LINES[2:])
    first, second, third = shots(source)
    files = [saved(first, "TIFF", save_all=True, append_images=[second]), saved(third, "PNG")]
    document = recognised(source)
    check_boxes(document, page_pictures(document, files, [1, 2, 3]))
    alone = [page_pictures(document, files, [number]) for number in (1, 2, 3)]
    check_boxes(document, {number: file for one in alone for number, file in one.items()})


def test_pictures_are_counted_as_they_were_given() -> None:
    """Where reading put the pictures in order, the boxes still lie on the picture that holds the words."""
    document = recognised(TWO_PAGES)
    first, second = document.pages
    reordered = replace(document, pages=(replace(first, number=2), replace(second, number=1)))
    given = [saved(shot, "PNG") for shot in reversed(shots(TWO_PAGES))]
    check_boxes(reordered, page_pictures(reordered, given, [1, 2]))


def test_what_was_filled_in_is_shown() -> None:
    """The values of a form are on the picture where they are read, though the file does not draw them."""

    def draw(canvas: Canvas) -> None:
        canvas.drawString(60, 400, "Name")
        canvas.acroForm.textfield(value="Wang Xiaoer", x=160, y=396, width=120, height=18, borderWidth=0)

    def undrawn(document: pikepdf.Pdf) -> None:
        del document.pages[0].Annots[0].AP

    source = changed(draw_pdf(draw), undrawn)
    document = read(source)
    start = document.text.index("Wang")
    (region,) = document.regions(start, start + len("Wang"))
    (page,) = document.pages
    assert ink(opened(page_pictures(document, [source], [1])[1]), page, region) > 0.02


def test_only_the_pages_asked_for_are_drawn() -> None:
    """A page alone comes alone, at the width asked for, and asking for none gives none."""
    document = read(TWO_PAGES)
    pictures = page_pictures(document, [TWO_PAGES], [2], width=640)
    assert {number: opened(file).width for number, file in pictures.items()} == {2: 640}
    assert page_pictures(document, [TWO_PAGES], []) == {}


def test_letters_stay_crisp_and_files_small() -> None:
    """A page full of words looks as it was drawn, pixel for pixel, at no more than 150 KB."""
    source = pdf(["".join(LINES)[:26]] * 21)
    file = page_pictures(read(source), [source], [1])[1]
    with pypdfium2.PdfDocument(source) as document:
        drawn = document[0].render(scale=1100 / WIDTH).to_pil().convert("RGB")
    difference = ImageChops.difference(opened(file).convert("L"), drawn.convert("L"))
    assert difference.getextrema()[1] < 40  # of 255 shades
    assert len(file) < 150_000


def test_a_long_screenshot_is_scaled_down() -> None:
    """A screenshot of a whole contract costs at most eight million pixels, and boxes still fit."""
    shot = Image.new("RGB", (1000, 60_000), "white")
    shot.paste("black", (100, 59_000, 500, 59_500))
    page = Page(1, 0, 2, 240.0, 14_400.0)  # the longest there is on paper
    document = Document("截图", "image", "条款", (page,))
    picture = opened(page_pictures(document, [saved(shot, "PNG")], [1])[1])
    assert picture.width * picture.height <= 8_000_000
    assert ink(picture, page, Region(1, 26, 14_162, 118, 14_278)) == 1
    assert ink(picture, page, Region(1, 0, 0, 240, 14_158)) == 0


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 1), (1, 14_400)])
def test_odd_paper_is_scaled_down(size: tuple[int, int]) -> None:
    """A PDF page of any shape fits a picture, however wide a picture is asked for."""

    def draw(canvas: Canvas) -> None:
        canvas.setPageSize(size)
        canvas.rect(0, 0, *size, fill=1)

    document, source = read(TWO_PAGES), draw_pdf(draw)
    width, height = opened(page_pictures(document, [source], [1], width=100_000)[1]).size
    assert width * height <= 1.01 * 8_000_000
    assert max(width, height) <= 16_001


def test_a_picture_is_not_blown_up() -> None:
    """A small picture stays as it is: more pixels would show no more."""
    shot = shots(TWO_PAGES)[0].resize((420, 595))
    assert opened(page_pictures(recognised(TWO_PAGES), [saved(shot, "PNG")], [1])[1]).size == (420, 595)


def test_a_page_that_is_broken_is_left_out() -> None:
    """The others are shown."""
    with pikepdf.open(io.BytesIO(TWO_PAGES)) as opened_pdf:
        number = opened_pdf.pages[0].objgen[0]
    source = TWO_PAGES.replace(b"\n%d 0 obj" % number, b"\n%d 0 xxx" % number)
    document = read(source)
    assert [page.number for page in document.pages] == [1, 2]
    assert list(page_pictures(document, [source], [1, 2])) == [2]


def test_a_protected_document_needs_its_password() -> None:
    """It is shown to who knows the password, and the error is that of reading for who does not."""
    locked = draw_pdf(lines_at((60, 150, LINES[0])), encrypt=StandardEncryption("1234"))
    document = read(locked, password="1234")
    check_boxes(document, page_pictures(document, [locked], [1], password="1234"))
    with pytest.raises(PasswordError, match="密码"):
        page_pictures(document, [locked], [1])


def test_a_broken_file_is_told() -> None:
    """What cannot be opened gives one sentence in Chinese."""
    with pytest.raises(DamagedFileError, match="PDF 文件已损坏"):
        page_pictures(read(TWO_PAGES), [b"%PDF-1.7 nothing"], [1])
    with pytest.raises(DamagedFileError, match="图片已损坏"):
        page_pictures(recognised(TWO_PAGES), [saved(shots(TWO_PAGES)[0], "PNG")[:2000]], [1])


def test_limits_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture larger than allowed is not decoded."""
    monkeypatch.setenv("LOANCLAUSE_PIXELS", "1000")
    with pytest.raises(LimitError, match="像素"):
        page_pictures(recognised(TWO_PAGES), [saved(shots(TWO_PAGES)[0], "PNG")], [1])


def test_so_many_pages_at_a_time() -> None:
    """More pages than are shown at once, or one that is not there, are refused in one sentence."""
    source = pdf(*[LINES[:1]] * (MOST + 1))
    document = read(source)
    with pytest.raises(UsageError, match=f"一次最多看 {MOST} 页"):
        page_pictures(document, [source], range(1, MOST + 2))
    with pytest.raises(UsageError, match="没有第 0 页"):
        page_pictures(document, [source], [0, 1])


@pytest.mark.parametrize("kind", ["text", "docx", "html", "ofd"])
def test_formats_without_pages_are_refused(kind: str) -> None:
    """A text has no original to look at, and the sentence says so."""
    with pytest.raises(UsageError, match="请看文字"):
        page_pictures(Document("合同", kind, "条款"), [b""], [1])


WEBP = saved(Image.new("RGB", (2, 2)), "WEBP")


@pytest.mark.parametrize(
    ("pages", "files"),
    [
        ([[1, len(WEBP)]], WEBP + b"<script>"),
        ([[1, len(WEBP) + 1]], WEBP),
        ([[1, -1]], WEBP),
        ([[1, 8]], b"<script>"),
        ([[9, len(WEBP)]], WEBP),
        ([[1, "all"]], WEBP),
        ([[[1], len(WEBP)]], WEBP),
        ("1", WEBP),
        (None, b""),
    ],
)
def test_a_child_that_talks_nonsense_is_not_believed(
    monkeypatch: pytest.MonkeyPatch, pages: object, files: bytes
) -> None:
    """What is handed to the browser is the pictures asked for and nothing else."""
    monkeypatch.setattr(drawing, "run", lambda *_: ({"pages": pages}, files))
    with pytest.raises(DamagedFileError):
        page_pictures(read(TWO_PAGES), [TWO_PAGES], [1, 2])
