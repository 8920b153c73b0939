"""PDF → text with boxes: two engines, one page model. Runs in the child process."""

from __future__ import annotations

import logging
import math
import warnings
from array import array
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import chain
from typing import NamedTuple

import pypdfium2

from analyzer.errors import DamagedFileError, LimitError, NoTextError
from analyzer.isolation.limits import Limits
from analyzer.isolation.worker import Tell
from analyzer.model import Notice, Page
from analyzer.reading import pdfium
from analyzer.reading.condensing import condensed
from analyzer.reading.content import Content
from analyzer.reading.fields import filled_in, main_turn, real_form_is_missing
from analyzer.reading.furniture import PageLines, remove_furniture
from analyzer.reading.glyphs import Glyph, Line, Sheet, is_bad
from analyzer.reading.layout import arrange
from analyzer.reading.opinions import best_sheet
from analyzer.reading.plumber import Plumber
from analyzer.reading.rulings import rulings
from analyzer.reading.scrambled import looks_scrambled
from analyzer.reading.tables import find_tables

# Share of bad characters from which the reader is told, and from which nobody is believed.
_DOUBTFUL, _USELESS = 0.02, 0.3
# A page with fewer characters whose larger part is a picture is a scan with a page mark.
_FEW = 30
_SCAN = "这个 PDF 没有文字层，可能是扫描件或照片，目前不能识别；请换成文字版 PDF、DOCX，或把文字粘贴进来。"
_GARBLED = "这个 PDF 的文字编码残缺，读出来的是乱码；请用原来的软件另存一份，或把文字粘贴进来。"
# Its code counts the document as read in part.
_XFA = Notice(
    "page-unreadable",
    "这个 PDF 是 XFA 动态表单，读到的只是占位页，内容没有读到；请用 Adobe Reader 打印成新的 PDF 后再试。",
)


class _PageRead(NamedTuple):
    """One page as read: its size, lines, and what the reader must know."""

    width: float
    height: float
    lines: list[Line]
    notices: list[Notice]
    garbled: bool
    watermarks: tuple[str, ...] = ()


def parse(data: bytes, password: str | None, limits: Limits, tell: Tell) -> Content:
    """Return the text of a PDF, one box a character, one ``Page`` a page.

    Raises ``PasswordError``, ``DamagedFileError``, ``LimitError`` (too many pages) or ``NoTextError``.
    """
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    with pdfium.opened(data, password) as document, closing(Plumber(data, password)) as plumber:
        if not len(document):
            raise DamagedFileError("PDF 里没有页面，文件可能已损坏；请重新下载后再试。")
        if len(document) > limits.pages:
            raise LimitError(f"这个 PDF 有 {len(document)} 页，超过 {limits.pages} 页的上限；请拆分后再试。")
        with suppress(pypdfium2.PdfiumError):  # a broken form is no reason not to read the page
            document.init_forms()
        pages = [_read_page(document, number, plumber) for number in range(1, len(document) + 1)]
        xfa = [_XFA] if real_form_is_missing(document) else []
    if not any(page.lines for page in pages):
        raise NoTextError(_GARBLED if any(page.garbled for page in pages) else _SCAN)
    if looks_scrambled("".join(line.text for page in pages for line in page.lines)):
        raise NoTextError(_GARBLED)
    kept, furniture = remove_furniture(
        [PageLines(number, page.height, page.lines) for number, page in enumerate(pages, 1)]
    )
    notices = [
        *_truncated(data),
        *xfa,
        *furniture,
        *_watermarks(pages),
        *condensed(chain.from_iterable(page.notices for page in pages)),
    ]
    return _assembled(pages, kept, notices)


def _read_page(document: pypdfium2.PdfDocument, number: int, plumber: Plumber) -> _PageRead:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        notice = Notice("page-unreadable", f"第 {number} 页已损坏，未能读取。", number)
        return _PageRead(0.0, 0.0, [], [notice], garbled=False)
    try:
        sheet = best_sheet(page, number, plumber)
        bad = sheet.bad_share()
        notices = list(_page_notices(page, number, sheet, bad))
        garbled = bad > _USELESS
        sound = [] if garbled else [glyph for glyph in sheet.glyphs if not any(map(is_bad, glyph.text))]
        values = filled_in(page, document.formenv, main_turn(sound))
        if values:
            notices.append(Notice("form-fields", f"第 {number} 页的表单填写内容已读入。", number))
        layout = arrange(Sheet(sheet.width, sheet.height, (*sound, *values)), find_tables(rulings(page)))
        return _PageRead(sheet.width, sheet.height, layout.lines, notices, garbled, layout.watermarks)
    finally:
        page.close()


def _page_notices(page: pypdfium2.PdfPage, number: int, sheet: Sheet, bad: float) -> Iterator[Notice]:
    characters = sum(not glyph.text.isspace() for glyph in sheet.glyphs)
    if bad > _USELESS:
        yield Notice("page-unreadable", f"第 {number} 页的文字编码残缺，读出来的是乱码，未采用。", number)
    elif bad > _DOUBTFUL:
        yield Notice("page-unreadable", f"第 {number} 页约有 {bad:.0%} 的文字无法识别，已略去。", number)
    elif not characters and not pdfium.is_blank(page):
        yield Notice("page-unreadable", f"第 {number} 页没有文字层（可能是扫描件或图片），未能读取。", number)
    elif characters < _FEW and pdfium.covered_by_pictures(page) > 0.5:
        yield Notice("page-unreadable", f"第 {number} 页主要是图片，图片里的文字未能读取。", number)


def _truncated(data: bytes) -> Iterator[Notice]:
    if b"%%EOF" not in data[-4096:]:
        yield Notice("truncated", "PDF 文件不完整（缺少结尾），可能只读到了一部分；请核对原件。")


def _watermarks(pages: Iterable[_PageRead]) -> Iterator[Notice]:
    for words in dict.fromkeys(words for page in pages for words in page.watermarks):
        yield Notice("watermark", f"已略去{words}。")


def _assembled(pages: Iterable[_PageRead], kept: Iterable[PageLines], notices: list[Notice]) -> Content:
    texts: list[str] = []
    boxes = array("f")
    found: list[Page] = []
    offset = 0
    for page, lines in zip(pages, kept, strict=True):
        if found:
            texts.append("\n")
            boxes.extend(_NOWHERE)
            offset += 1
        text = _append(lines.lines, boxes)
        texts.append(text)
        found.append(Page(lines.number, offset, offset + len(text), page.width, page.height))
        offset += len(text)
    return Content("".join(texts), tuple(found), tuple(notices), boxes)


_NOWHERE = (math.nan,) * 4


def _append(lines: list[Line], boxes: array[float]) -> str:
    """Return the text of ``lines`` and append its boxes."""
    texts: list[str] = []
    for line in lines:
        if texts:
            boxes.extend(_NOWHERE)
        texts.append(line.text)
        for glyph in line.glyphs:
            boxes.extend(_box(glyph) * len(glyph.text))
    return "\n".join(texts)


def _box(glyph: Glyph) -> tuple[float, ...]:
    return glyph[1:5]
