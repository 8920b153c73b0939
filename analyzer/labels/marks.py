"""The nouns of labelling: a mark on a stretch of text, and a text with what each of its readers marked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from analyzer.errors import UsageError
from analyzer.evaluating.scores import prediction_of
from analyzer.model import Report

DOUBT: Final = "?"  # behind a label: the reader is not sure
_LINE_END = re.compile(r"\r\n?")
# Tools and their databases change or refuse control characters; a blank keeps every offset.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Mark:
    """A label (a category, or ``protective``) on ``text[start:end]``; ``note`` is shown beside it."""

    start: int
    end: int
    label: str
    sure: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text under its name, and the marks of each reader; one who found nothing gave an empty tuple."""

    name: str
    text: str
    readers: tuple[tuple[Mark, ...], ...]


def marked(report: Report, *, name: str = "") -> Marked:
    """Return the text of ``report`` as tools keep it, of the same length, with a mark for each finding.

    Findings of one label at one place are one mark.
    """
    notes: dict[tuple[int, int, str], list[str]] = {}
    for finding in report.findings:
        place = finding.start, finding.end, prediction_of(finding)
        notes.setdefault(place, []).append(f"{finding.title}（{finding.why}）")
    marks = tuple(Mark(*place, note="\n".join(said)) for place, said in notes.items())
    return Marked(name or report.document.name, _kept(report.document.text), (marks,))


def _kept(text: str) -> str:
    """Return ``text`` with no characters that tools change, at the same length."""
    feeds = _LINE_END.sub(lambda match: "\n".rjust(len(match[0])), text)
    return _CONTROL.sub(" ", feeds)


def label_of(words: object, titles: Mapping[str, str], where: str) -> tuple[str, bool]:
    """Return the label that a tool calls ``words`` (its title or id), and whether the reader was sure.

    ``titles`` are those of the labels by id. Raises ``UsageError`` that begins with ``where``.
    """
    if isinstance(words, str):
        plain = words.strip().removesuffix(DOUBT).removesuffix("？")
        for label, title in titles.items():
            if plain in (label, title):
                return label, plain == words.strip()
    raise UsageError(f"{where}：没有标签 {words}，可以用：{'、'.join(titles.values())}。")


def checked(start: object, end: object, text: str, where: str) -> tuple[int, int]:
    """Return a range of ``text``; raise ``UsageError`` that begins with ``where`` if it is none."""
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(text):
        return start, end
    raise UsageError(f"{where}：位置 {start} 到 {end} 不在原文（{len(text)} 字）里。")


class Utf16:
    """Offsets as JavaScript counts them: a character outside the basic plane (😀, 𠮷) is two."""

    def __init__(self, text: str) -> None:
        self._offsets = [0]
        for char in text:
            self._offsets.append(self._offsets[-1] + (2 if ord(char) > 0xFFFF else 1))
        self._chars = {offset: index for index, offset in enumerate(self._offsets)}

    def of(self, offset: int) -> int:
        """Return what JavaScript calls ``offset``."""
        return self._offsets[offset]

    def char(self, offset: object) -> object:
        """Return the offset that JavaScript calls ``offset``, None inside a character or behind the end."""
        return self._chars.get(offset) if isinstance(offset, int) else None
