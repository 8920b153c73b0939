"""What must hold however broken a file is: of the document that is read, or of the sentence instead."""

from __future__ import annotations

import math
import re

from analyzer.errors import UnreadableError
from analyzer.model import Document

_HAN = re.compile(r"[\u4e00-\u9fff]")
_TRACE = re.compile(r"Traceback|Error\b|0x[0-9a-f]{6}|/analyzer/|\.py\b")


def check_document(document: Document) -> None:
    """Assert that offsets, boxes and notices of ``document`` make sense."""
    text, boxes = document.text, document.boxes
    assert text.strip(), "an empty document"
    assert not re.search("[\ud800-\udfff]", text), "half a character"
    assert len(boxes) in (0, 4 * len(text)), "boxes do not fit the text"
    end = 0
    for page in document.pages:
        assert end <= page.start <= page.end <= len(text), "pages do not ascend within the text"
        assert all(map(math.isfinite, (page.width, page.height))), "a page without a size"
        end = page.end
    for start in range(0, len(boxes), 4):
        box = boxes[start : start + 4]
        assert all(map(math.isfinite, box)) or all(map(math.isnan, box)), f"half a box: {box}"
    for notice in document.notices:
        check_sentence(notice.message)


def check_error(error: UnreadableError) -> None:
    """Assert that ``error`` says what is wrong, on one line."""
    check_sentence(str(error))


def check_sentence(message: str) -> None:
    """Assert that ``message`` is plain Chinese that ends where it should."""
    assert message.endswith("。"), f"no sentence: {message!r}"
    assert len(message.splitlines()) == 1, f"several lines: {message!r}"
    assert _HAN.search(message) and not _TRACE.search(message), f"not for the reader: {message!r}"
