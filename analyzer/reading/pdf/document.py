"""PDF → text with boxes: two engines, one page model. Runs in the child process."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from itertools import chain
from typing import NamedTuple

import pypdfium2

from analyzer import pdfs
from analyzer.errors import DamagedFileError, LimitError, NoTextError
from analyzer.isolation.limits import Limits
from analyzer.isolation.worker import Tell
from analyzer.model import Notice
from analyzer.reading.content import Content
from analyzer.reading.layout.arranging import arrange
from analyzer.reading.layout.assembling import PageLines, assembled, watermarks
from analyzer.reading.layout.condensing import condensed
from analyzer.reading.layout.furniture import remove_furniture
from analyzer.reading.layout.glyphs import Line, Sheet, is_bad
from analyzer.reading.layout.tables import find_tables
from analyzer.reading.pdf import pdfium
from analyzer.reading.pdf.fields import filled_in, main_turn, real_form_is_missing
from analyzer.reading.pdf.opinions import best_sheet
from analyzer.reading.pdf.plumber import Plumber
from analyzer.reading.pdf.rulings import rulings
from analyzer.reading.pdf.scrambled import looks_scrambled

# Share of bad characters from which the reader is told, and from which nobody is believed.
_DOUBTFUL, _USELESS = 0.02, 0.3
# A page with fewer characters whose larger part is a picture is a scan with a page mark.
_FEW = 30
_NO_TEXT = {
    "scan": "这个 PDF 没有文字层，可能是扫描件或照片{}；请换成文字版 PDF、DOCX，或把文字粘贴进来。",
    "garbled": "这个 PDF 的文字编码残缺，读出来的是乱码{}；请用原来的软件另存一份，或把文字粘贴进来。",
}
_NO_SENSE = "的文字编码残缺，读出来的是乱码，未采用。"
# Its code counts the document as read in part.
_XFA = Notice(
    "page-unreadable",
    "这个 PDF 是 XFA 动态表单，读到的只是占位页，内容没有读到；请用 Adobe Reader 打印成新的 PDF 后再试。",
)
_WITHOUT_OCR = "，这里没有安装识别图片文字的组件（pip install 'loan-clause-analyzer[ocr]'）"
_WITH_OCR = "，从页面图片里也没有识别出文字"


class PageRead(NamedTuple):
    """One page as read: its size, lines, and what the reader must know.

    ``doubt`` says why its text layer cannot be trusted as it is: there is none (scan), it makes no sense
    (garbled), or it has holes (partial).
    """

    width: float
    height: float
    lines: list[Line]
    notices: list[Notice]
    watermarks: tuple[str, ...] = ()
    doubt: str = ""


def parse(data: bytes, password: str | None, limits: Limits, tell: Tell) -> Content:
    """Return the text of a PDF, one box a character, one ``Page`` a page.

    Raises ``PasswordError``, ``DamagedFileError``, ``LimitError`` (too many pages) or ``NoTextError``.
    """
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    with pdfs.opened(data, password) as document, closing(Plumber(data, password)) as plumber:
        if not len(document):
            raise DamagedFileError("PDF 里没有页面，文件可能已损坏；请重新下载后再试。")
        if len(document) > limits.pages:
            raise LimitError(f"这个 PDF 有 {len(document)} 页，超过 {limits.pages} 页的上限；请拆分后再试。")
        with suppress(pypdfium2.PdfiumError):  # a broken form is no reason not to read the page
            document.init_forms()
        count = len(document)
        pages = []
        for number in range(1, count + 1):
            pages.append(_read_page(document, number, plumber))
            tell(number, count)
        xfa = [_XFA] if real_form_is_missing(document) else []
        if _is_scrambled(pages):
            pages = [_refused(page, number) if page.lines else page for number, page in enumerate(pages, 1)]
        doubts = {number: page.doubt for number, page in enumerate(pages, 1) if page.doubt}
        seen = _recognised(document, doubts, pages, limits, tell) if doubts else []
    if not any(page.lines for page in pages) or _is_scrambled(pages):
        raise NoTextError(_no_text(doubts.values(), tried=bool(seen)))
    kept, furniture = remove_furniture(
        [PageLines(number, page.width, page.height, page.lines) for number, page in enumerate(pages, 1)]
    )
    notices = [
        *_truncated(data),
        *xfa,
        *seen,
        *furniture,
        *watermarks(chain.from_iterable(page.watermarks for page in pages)),
        *condensed(chain.from_iterable(page.notices for page in pages)),
    ]
    return assembled(kept, notices)


def _recognised(
    document: pypdfium2.PdfDocument,
    doubts: dict[int, str],
    pages: list[PageRead],
    limits: Limits,
    tell: Tell,
) -> list[Notice]:
    """Put what recognition sees in place of ``pages`` in doubt, and return the notices that say so."""
    from analyzer.reading.ocr import pdf_pages  # noqa: PLC0415 - heavy, and most documents never need it

    known = {number: "".join(line.text for line in pages[number - 1].lines) for number in doubts}
    found = pdf_pages.recognise(document, doubts, known, limits, tell)
    for number in found.tried:
        sheet = found.sheets.get(number)
        if sheet is None and doubts[number] != "partial":
            pages[number - 1] = pages[number - 1]._replace(notices=[])
        elif sheet is not None:
            layout = arrange(sheet)
            pages[number - 1] = PageRead(sheet.width, sheet.height, layout.lines, [], layout.watermarks)
    return found.notices


def _is_scrambled(pages: Iterable[PageRead]) -> bool:
    return looks_scrambled("".join(line.text for page in pages for line in page.lines))


def _no_text(doubts: Iterable[str], *, tried: bool) -> str:
    reason = "garbled" if "garbled" in doubts else "scan"
    return _NO_TEXT[reason].format(_WITH_OCR if tried else _WITHOUT_OCR)


def _read_page(document: pypdfium2.PdfDocument, number: int, plumber: Plumber) -> PageRead:
    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError:
        notice = Notice("page-unreadable", f"第 {number} 页已损坏，未能读取。", number)
        return PageRead(0.0, 0.0, [], [notice])
    try:
        sheet = best_sheet(page, number, plumber)
        bad = sheet.bad_share()
        doubt, notices = _doubt(page, number, sheet, bad)
        sound = [glyph for glyph in sheet.glyphs if not any(map(is_bad, glyph.text))]
        if doubt == "garbled":
            sound = []
        values = filled_in(page, document.formenv, main_turn(sound))
        if values:
            notices.append(Notice("form-fields", f"第 {number} 页的表单填写内容已读入。", number))
        layout = arrange(Sheet(sheet.width, sheet.height, (*sound, *values)), find_tables(rulings(page)))
        return PageRead(sheet.width, sheet.height, layout.lines, notices, layout.watermarks, doubt)
    finally:
        page.close()


def _doubt(page: pypdfium2.PdfPage, number: int, sheet: Sheet, bad: float) -> tuple[str, list[Notice]]:
    """Return why the text layer of the page cannot be trusted, and the notice for that."""
    characters = sum(not glyph.text.isspace() for glyph in sheet.glyphs)
    if bad > _USELESS:
        return "garbled", [_unreadable(number, _NO_SENSE)]
    if bad > _DOUBTFUL:
        return "partial", [_unreadable(number, f"约有 {bad:.0%} 的文字无法识别，已略去。")]
    if not characters and not pdfium.is_blank(page):
        return "scan", [_unreadable(number, "没有文字层（可能是扫描件或图片），未能读取。")]
    if characters < _FEW and pdfium.covered_by_pictures(page) > 0.5:
        return "scan", [_unreadable(number, "主要是图片，图片里的文字未能读取。")]
    return "", []


def _refused(page: PageRead, number: int) -> PageRead:
    return PageRead(page.width, page.height, [], [_unreadable(number, _NO_SENSE)], doubt="garbled")


def _unreadable(number: int, what: str) -> Notice:
    return Notice("page-unreadable", f"第 {number} 页{what}", number)


def _truncated(data: bytes) -> Iterator[Notice]:
    if b"%%EOF" not in data[-4096:]:
        yield Notice("truncated", "PDF 文件不完整（缺少结尾），可能只读到了一部分；请核对原件。")
