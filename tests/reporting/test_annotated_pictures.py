"""Pictures as a PDF with marks: each on a page of its size, as sharp as it was, and nothing else of it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest
from PIL import Image
from pypdfium2 import raw

from analyzer import read
from analyzer.errors import DamagedFileError, LimitError
from analyzer.isolation.limits import Limits
from analyzer.model import Document, Report
from analyzer.reporting.annotated_pdf import annotated_pdf
from clause_patterns.library import Library
from tests.reading.making import HEIGHT, WIDTH, pdf
from tests.reporting.making_pages import saved, shots
from tests.reporting.pdf_notes import Marked, check_paint, notes

WORDS = "读取甲方的手机通讯录"
SOURCE = pdf(["第一条 甲方借款用于进货。"], [f"第二条 乙方可以{WORDS}。"])


def pages() -> list[Image.Image]:
    return shots(SOURCE)


def recognised() -> Document:
    """Return what recognition would make of the pictures of ``SOURCE``."""
    return replace(read(SOURCE), format="image")


def images(data: bytes) -> Iterator[Image.Image]:
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            (found,) = page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
            yield found.get_bitmap().to_pil().convert("RGB")


def sizes(data: bytes) -> list[tuple[int, int]]:
    with pypdfium2.PdfDocument(data) as document:
        return [(round(width), round(height)) for width, height in (page.get_size() for page in document)]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_pictures_become_pages_with_marks(marked: Marked, library: Library, kind: str) -> None:
    """Two pictures are two pages of their size on paper, and the finding is marked where it stands."""
    report = marked(recognised(), WORDS)
    annotated = annotated_pdf(report, [saved(page, kind) for page in pages()], library)
    assert sizes(annotated) == [(WIDTH, HEIGHT)] * 2
    (note,) = notes(annotated)
    (region,) = report.findings[0].regions
    assert (note.page, note.kind) == (2, raw.FPDF_ANNOT_HIGHLIGHT)
    corners = (region.x0, region.top), (region.x1, region.top), (region.x0, region.bottom), (
        region.x1, region.bottom,
    )  # fmt: skip
    assert [value for point in note.shown[0] for value in point] == pytest.approx(
        [value for point in corners for value in point], abs=0.05
    )
    check_paint(annotated, [region], page=2)


def test_the_pages_of_one_file_are_pages(marked: Marked, library: Library) -> None:
    """A fax of two pages in one TIFF is marked on its second page."""
    first, second = pages()
    fax = saved(first, "TIFF", save_all=True, append_images=[second])
    annotated = annotated_pdf(marked(recognised(), WORDS), [fax], library)
    assert sizes(annotated) == [(WIDTH, HEIGHT)] * 2
    assert [note.page for note in notes(annotated)] == [2]


def test_a_screenshot_stays_sharp(library: Library) -> None:
    """Every pixel of a screenshot is as it was."""
    shot = pages()[1]
    annotated = annotated_pdf(Report(recognised()), [saved(shot, "PNG")], library)
    assert [image.tobytes() for image in images(annotated)] == [shot.tobytes()]


def test_a_long_screenshot_is_one_long_page(library: Library) -> None:
    """A screenshot of a whole contract is not cut, and fits the longest page a PDF may have."""
    shot = Image.new("RGB", (400, 70_000), "white")
    shot.paste(pages()[1].crop((0, 0, 400, 400)), (0, 69_000))
    annotated = annotated_pdf(Report(recognised()), [saved(shot, "PNG")], library)
    assert sizes(annotated) == [(round(400 * 14_400 / 70_000), 14_400)]
    assert [image.tobytes() for image in images(annotated)] == [shot.tobytes()]


def test_a_photo_does_not_become_huge(library: Library) -> None:
    """A photo that was a few hundred kilobytes as JPEG is not many times that, and looks as it did."""
    grain = random.Random(4)
    noise = Image.frombytes("RGB", (800, 600), grain.randbytes(800 * 600 * 3))
    photo = Image.blend(Image.linear_gradient("L").resize((800, 600)).convert("RGB"), noise, 0.1)
    source = saved(photo, "JPEG", quality=85)
    annotated = annotated_pdf(Report(recognised()), [source], library)
    assert len(annotated) < 2 * len(source)
    (shown,) = images(annotated)
    assert shown.resize((8, 6), Image.Resampling.BOX).getpixel((4, 5)) == pytest.approx(
        photo.resize((8, 6), Image.Resampling.BOX).getpixel((4, 5)), abs=3
    )


def test_only_the_picture_is_handed_on(library: Library) -> None:
    """A photo is upright, and what the phone wrote beside it (model, place) is not in the copy."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned clockwise
    exif[0x0110] = "Geheim-9"
    source = saved(pages()[0].rotate(90, expand=True), "JPEG", exif=exif)
    assert b"Geheim-9" in source
    annotated = annotated_pdf(Report(recognised()), [source], library)
    assert sizes(annotated) == [(WIDTH, HEIGHT)]
    assert b"Geheim-9" not in annotated


def test_the_same_pictures_give_the_same_bytes(marked: Marked, library: Library) -> None:
    """Who gets the file twice can compare the sums."""
    report, sources = marked(recognised(), WORDS), [saved(page, "PNG") for page in pages()]
    assert annotated_pdf(report, sources, library) == annotated_pdf(report, sources, library)


def test_a_copy_that_would_be_too_large_is_told(library: Library) -> None:
    """Limits hold for what is written as for what is read."""
    with pytest.raises(LimitError, match="太大"):
        annotated_pdf(
            Report(recognised()), [saved(pages()[1], "PNG")], library, limits=Limits(file_bytes=1000)
        )


def test_a_broken_picture_is_told(library: Library) -> None:
    """A picture that is cut off gives one sentence."""
    cut = saved(pages()[0], "PNG")[:2000]
    with pytest.raises(DamagedFileError, match="图片已损坏"):
        annotated_pdf(Report(recognised()), [cut], library)
