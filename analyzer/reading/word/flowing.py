"""Text without pages: what word processors' files have beside the body, and the notices that tell of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from analyzer.errors import NoTextError
from analyzer.model import Notice
from analyzer.reading.content import Content

# Marks that readers set while they collect text with tables, and that ``lines_of`` takes out again.
CELL, ROW, INSIDE = "\x07", "\x1e", "\x0b"  # end of a cell, end of a row, end of a line within a cell
_PAGE_MARK = re.compile(r"[-—第页共of/\s\d]*", re.IGNORECASE)
_EMPTY = "这个 {} 里没有文字（可能只有图片）；请换成文字版文件，或把文字粘贴进来。"


@dataclass(slots=True)
class Flow:
    """The lines of a document by where they stand, and what was passed over."""

    body: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # footnotes and endnotes
    margins: list[str] = field(default_factory=list)  # headers and footers
    hidden: int = 0  # characters set as hidden
    deleted: bool = False  # whether tracked deletions were passed over
    notices: tuple[Notice, ...] = ()  # what else is to be told, first

    def content(self, kind: str) -> Content:
        """Return the text: body, then notes, then headers and footers that are more than page marks.

        Raises ``NoTextError``, which names the format ``kind``, where there is none.
        """
        margins = list(dict.fromkeys(line for line in self.margins if not _PAGE_MARK.fullmatch(line)))
        text = "\n".join([*self.body, *self.notes, *margins])
        if not text.strip():
            raise NoTextError(_EMPTY.format(kind))
        return Content(text, notices=(*self.notices, *self._notices(margins)))

    def _notices(self, margins: Sequence[str]) -> Iterator[Notice]:
        if self.notes:
            yield Notice("footnotes", f"脚注和尾注（{len(self.notes)} 行）附在正文之后。")
        if margins:
            yield Notice("header-footer", f"页眉页脚附在文末：“{'”“'.join(margins)}”。")
        if self.hidden:
            yield Notice("hidden-text", f"已略去文档中设为隐藏的文字约 {self.hidden} 字。")
        if self.deleted:
            yield Notice("tracked-changes", "文档含修订痕迹：已读入插入的文字，略去删除的文字。")


def row_lines(cells: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a row as one line, cells set apart by tabs; or cell after cell where one has several lines."""
    cells = list(cells)
    if all(len(cell) <= 1 for cell in cells):
        line = "\t".join("".join(cell) for cell in cells)
        if line.strip():
            yield line.rstrip()
    else:
        for cell in cells:
            yield from cell


def lines_of(text: str) -> Iterator[str]:
    """Yield the lines of a text with marks of cells and rows that hold anything."""
    for line in text.replace(ROW, ROW + "\n").split("\n"):
        if line.endswith(ROW):
            cells = line[: -len(ROW)].removesuffix(CELL).split(CELL)
            yield from row_lines([_stripped(cell.split(INSIDE)) for cell in cells])
        else:
            yield from _stripped(line.replace(CELL, "\t").split(INSIDE))


def _stripped(lines: Iterable[str]) -> list[str]:
    return [stripped for line in lines if (stripped := line.strip())]
