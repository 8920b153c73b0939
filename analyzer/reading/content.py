"""What a reader finds in a file, before it has a name: the child's answer to the parent."""

from __future__ import annotations

from array import array
from dataclasses import asdict, dataclass, field
from typing import Any

from analyzer.model import Notice, Page


@dataclass(frozen=True, slots=True)
class Content:
    """Text, pages, notices and boxes as in ``Document``."""

    text: str
    pages: tuple[Page, ...] = ()
    notices: tuple[Notice, ...] = ()
    boxes: array[float] = field(default_factory=lambda: array("f"))

    def header(self) -> dict[str, Any]:
        """Return everything but the boxes as JSON values."""
        return {
            "text": self.text,
            "pages": [asdict(page) for page in self.pages],
            "notices": [asdict(notice) for notice in self.notices],
        }

    @classmethod
    def from_answer(cls, header: dict[str, Any], boxes: bytes) -> Content:
        """Return the content that ``header`` and ``boxes`` spell; raise ``ValueError`` if they cannot."""
        numbers = array("f")
        numbers.frombytes(boxes)
        text = header["text"]
        pages = tuple(Page(**page) for page in header["pages"])
        if not isinstance(text, str) or len(numbers) not in (0, 4 * len(text)):
            raise ValueError("boxes do not fit the text")
        if any(not 0 <= page.start <= page.end <= len(text) for page in pages):
            raise ValueError("pages do not fit the text")
        return cls(text, pages, tuple(Notice(**notice) for notice in header["notices"]), numbers)
