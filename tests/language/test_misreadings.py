"""What recognition misreads in key words is understood, and said to be misread; nothing else is touched."""

from __future__ import annotations

from analyzer import analyze
from analyzer.model import Document, Notice

RECOGNISED = (Notice("ocr", "这份文件由图片识别而来。"),)


def recognised(text: str) -> Document:
    """Return ``text`` as it comes from a picture."""
    return Document("合同.png", "png", text, notices=RECOGNISED)


def test_a_misread_word_is_understood_and_named() -> None:
    """征信机掏 counts as 征信机构; the finding quotes what stands there and says what it was read as."""
    text = "贷款人有权将借款人信息提供给征信机掏。"
    (finding,) = analyze(recognised(text)).findings
    assert finding.quote == text[finding.start : finding.end]
    assert "征信机掏" in finding.quote
    assert "「征信机掏」疑为「征信机构」（识别有误），请对照原件" in finding.why
    assert finding.certainty == "implied"
