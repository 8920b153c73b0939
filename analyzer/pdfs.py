"""PDF files opened with PDFium, or one sentence why not. Child process only: PDFium is not thread-safe."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pypdfium2
from pypdfium2 import raw

from analyzer.errors import DamagedFileError, PasswordError

_WRONG_PASSWORD = "密码不正确；请输入这个 PDF 的打开密码。"
_NEEDS_PASSWORD = "这个 PDF 有打开密码；请输入密码后再试。"
_BROKEN = "PDF 文件已损坏或不完整，无法打开；请重新下载，或用原来的软件另存一份后再试。"
_LOCKED = "这个 PDF 的加密方式不受支持，无法打开；请用原来的软件去掉加密后再试。"


@contextmanager
def opened(data: bytes, password: str | None) -> Iterator[pypdfium2.PdfDocument]:
    """Open a PDF; raise ``PasswordError`` or ``DamagedFileError`` where that is not possible."""
    try:
        document = pypdfium2.PdfDocument(data, password=password)
    except pypdfium2.PdfiumError as error:
        if error.err_code == raw.FPDF_ERR_PASSWORD:
            raise PasswordError(_WRONG_PASSWORD if password else _NEEDS_PASSWORD) from None
        raise DamagedFileError(_LOCKED if error.err_code == raw.FPDF_ERR_SECURITY else _BROKEN) from None
    try:
        yield document
    finally:
        document.close()
