"""The task of the child process: one file → its content. Which reader reads which format."""

from __future__ import annotations

from typing import Any

from analyzer.errors import LimitError, NoTextError
from analyzer.isolation.limits import Limits
from analyzer.isolation.worker import Tell
from analyzer.reading.content import Content

_NOTHING = "文件里没有可读的文字（可能只有图片或页码）；请换成文字版文件，或把文字粘贴进来。"

# Each reader is imported when it is needed: starting up is most of the cost of a short document.
# ruff: noqa: PLC0415


def answer(data: bytes, request: dict[str, Any], limits: Limits, tell: Tell) -> tuple[dict[str, Any], bytes]:
    """Return the content of ``data`` as JSON and its boxes as float32.

    ``request`` names the ``format``; it holds the ``password`` of a PDF and the ``sizes`` in bytes of the
    files that pictures come in. Raises ``UnreadableError``.
    """
    content = _parse(data, request, limits, tell)
    if not content.text.strip():  # page marks only, say
        raise NoTextError(_NOTHING)
    if len(content.text) > limits.characters:
        raise LimitError(f"文件里的文字超过 {limits.characters} 字的上限；请拆分后再试。")
    return content.header(), content.boxes.tobytes()


def _parse(data: bytes, request: dict[str, Any], limits: Limits, tell: Tell) -> Content:
    kind = request["format"]
    if kind == "pdf":
        from analyzer.reading.pdf import document as pdf

        return pdf.parse(data, request["password"], limits, tell)
    if kind == "image":
        from analyzer.reading.ocr import image

        return image.parse(data, request["sizes"], limits, tell)
    if kind == "docx":
        from analyzer.reading.word import docx

        return docx.parse(data, limits)
    if kind == "ofd":
        from analyzer.reading.ofd import document as ofd

        return ofd.parse(data, limits)
    if kind == "rtf":
        from analyzer.reading.word import rtf

        return rtf.parse(data)
    if kind == "doc":
        from analyzer.reading.word import doc

        return doc.parse(data)
    if kind == "odt":
        from analyzer.reading.word import odt

        return odt.parse(data, limits)
    if kind == "mht":
        from analyzer.reading.web import mht

        return mht.parse(data)
    from analyzer.reading.web import html

    return html.parse(data)
