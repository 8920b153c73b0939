"""The task of the child process: a document and marks → a PDF with an annotation for each mark."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name, Pdf
from pikepdf.sanitize import Sanitizer

from analyzer import pdfs
from analyzer.errors import DamagedFileError, LimitError
from analyzer.isolation import worker
from analyzer.isolation.limits import Limits
from analyzer.isolation.worker import Tell
from analyzer.pictures import files_in
from analyzer.reporting.highlights import Mark, View, annotate

_BROKEN = "这个 PDF 的结构已损坏，无法在上面写标注；请用原来的软件另存一份后再试。"
_TOO_LARGE = "带标注的 PDF 太大，已停止；请拆分文件或缩小图片后再试。"
# What qpdf, or what is found in a file that it has repaired, may raise.
_UNUSABLE = (pikepdf.exceptions.PikepdfError, pypdfium2.PdfiumError, ValueError, TypeError)
_A4 = (595.0, 842.0)  # points
_DISARMED = Sanitizer().remove_javascript().remove_attachments().remove_multimedia().remove_collection()


def answer(data: bytes, request: dict[str, Any], limits: Limits, tell: Tell) -> tuple[dict[str, Any], bytes]:
    """Return an empty header and the annotated PDF, never encrypted, the same for the same request.

    ``request`` holds the ``format``, ``marks`` (see ``Mark``), and a ``password`` for "pdf" or, for "image",
    the ``sizes`` in bytes of the files that ``data`` is made of. Raises ``UnreadableError``.
    """
    origin = hashlib.sha256(data).hexdigest()[:12]
    marks = [
        Mark(**mark, name=f"loanclause-{origin}-{number}") for number, mark in enumerate(request["marks"], 1)
    ]
    if request["format"] == "image":
        annotated = _pictures(data, request["sizes"], marks, limits, tell)
    else:
        annotated = _document(data, request["password"], marks)
    if len(annotated) > 2 * limits.file_bytes:  # the parent takes no more
        raise LimitError(_TOO_LARGE)
    return {}, annotated


def _pictures(data: bytes, sizes: Sequence[int], marks: Sequence[Mark], limits: Limits, tell: Tell) -> bytes:
    from analyzer.reporting.picture_pages import picture_pages  # noqa: PLC0415 - a PDF does not need it

    worker.cap(limits.ocr_memory_mb)
    pdf, views = picture_pages(files_in(data, sizes), limits, tell)
    with pdf:
        return _written(pdf, dict(enumerate(views, 1)), marks)


def _document(data: bytes, password: str | None, marks: Sequence[Mark]) -> bytes:
    """Return the PDF in ``data`` with ``marks``; where qpdf cannot work on it, on PDFium's copy of it.

    A damaged PDF qpdf may open all the same, but without pages, or fonts, that PDFium finds: so what is
    written must say what was read.
    """
    with pdfs.opened(data, password) as document:
        views = {number: _view(document, number) for number in {mark.page for mark in marks}}
        texts = list(_texts(document))
        ways: tuple[Callable[[], Pdf], ...] = (
            lambda: pikepdf.open(io.BytesIO(data), password=password or ""),
            lambda: _copied(document),
        )
        for way in ways:
            with suppress(*_UNUSABLE), way() as pdf:
                if len(pdf.pages) == len(texts):
                    _disarm(pdf)
                    annotated = _written(pdf, views, marks)
                    with pypdfium2.PdfDocument(annotated) as written:
                        if list(_texts(written)) == texts:
                            return annotated
    raise DamagedFileError(_BROKEN)


def _texts(document: pypdfium2.PdfDocument) -> Iterator[str]:
    """Yield the text of each page, nothing for one that cannot be read."""
    for index in range(len(document)):
        try:
            page = document[index]
            yield page.get_textpage().get_text_range()
            page.close()
        except pypdfium2.PdfiumError:
            yield ""


def _copied(document: pypdfium2.PdfDocument) -> Pdf:
    """Return the pages of ``document`` in a new PDF, an empty page where one cannot be read."""
    target = io.BytesIO()
    with pypdfium2.PdfDocument.new() as copy:
        for index in range(len(document)):
            try:
                document[index].close()  # a failed import would leave a page behind
                copy.import_pages(document, [index])
            except pypdfium2.PdfiumError:
                copy.new_page(*_A4).close()
        copy.save(target)
    pdf = pikepdf.open(target)
    for entry in (Name.ID, Name.Info):  # chance and the hour
        if entry in pdf.trailer:
            del pdf.trailer[entry]
    return pdf


def _view(document: pypdfium2.PdfDocument, number: int) -> View:
    page = document[number - 1]
    try:
        return View(page.get_bbox(), page.get_rotation())
    finally:
        page.close()


def _disarm(pdf: Pdf) -> None:
    """Drop what would act by itself when the copy is opened, and the files packed into it."""
    _DISARMED.apply(pdf)
    for holder in (pdf.Root, *(page.obj for page in pdf.pages)):
        for key in (Name.OpenAction, Name.AA, Name.Perms):
            if key in holder:
                del holder[key]
    form = pdf.Root.get(Name.AcroForm)
    if isinstance(form, Dictionary) and Name.XFA in form:
        del form[Name.XFA]  # a second form, shown instead of the pages that were read


def _written(pdf: Pdf, views: Mapping[int, View], marks: Iterable[Mark]) -> bytes:
    for page, group in groupby(sorted(marks, key=_page), key=_page):
        annotate(pdf, page, views[page], list(group))
    target = io.BytesIO()
    pdf.save(target, min_version="1.4", deterministic_id=True)
    return target.getvalue()


def _page(mark: Mark) -> int:
    return mark.page
