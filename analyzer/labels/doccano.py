"""doccano: sequence labelling as JSON, a document a line.

Its offsets count UTF-16 units, as JavaScript does, unless a project counts grapheme clusters. Other keys of a
line are kept as the document's metadata and come back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from analyzer.errors import UsageError
from analyzer.labels.label_studio import COLOURS
from analyzer.labels.marks import DOUBT, Mark, Marked, Utf16, checked, label_of

_LABELS = ("label", "labels", "entities")


def label_types(titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return the labels ``titles``, each also with a question mark, as doccano imports label types."""
    return [
        {
            "text": title + mark,
            "prefix_key": None,
            "suffix_key": None,
            "background_color": COLOURS[number % len(COLOURS)],
            "text_color": "#ffffff",
        }
        for mark in ("", DOUBT)
        for number, title in enumerate(titles.values())
    ]


def to_doccano(documents: Iterable[Marked], titles: Mapping[str, str]) -> Iterator[str]:
    """Yield a line of JSON for each of ``documents``, with what its first reader marked."""
    for document in documents:
        utf16 = Utf16(document.text)
        marks = [
            [utf16.of(mark.start), utf16.of(mark.end), titles[mark.label] + ("" if mark.sure else DOUBT)]
            for mark in document.readers[0]
        ]
        row = {"text": document.text, "label": marks, "document": document.name}
        yield json.dumps(row, ensure_ascii=False)


def from_doccano(rows: Iterable[Any], titles: Mapping[str, str], where: str) -> Iterator[Marked]:
    """Yield the text of each row with its marks; ``rows`` are the lines of one file, parsed.

    Raises ``UsageError``, beginning with ``where`` and the number of the line, from 1, where a row is not as
    doccano exports it (as JSONL, with relations or without).
    """
    for number, row in enumerate(rows, 1):
        place = f"{where}：第 {number} 行"
        try:
            text = row["text"]
            name = {**row, **(row.get("meta") or {})}.get("document", f"文档{row.get('id', number)}")
            given = next(row[key] for key in _LABELS if key in row)
            utf16 = Utf16(text)
            marks = tuple(_mark(one, text, utf16, titles, place) for one in given)
        except (KeyError, TypeError, ValueError, AttributeError, StopIteration):
            raise UsageError(f"{place}不是 doccano 导出的样子，请在导出时选 JSONL。") from None
        yield Marked(str(name), text, (marks,))


def _mark(one: Any, text: str, utf16: Utf16, titles: Mapping[str, str], where: str) -> Mark:
    start, end, words = (
        (one["start_offset"], one["end_offset"], one["label"]) if isinstance(one, dict) else one
    )
    label, sure = label_of(words, titles, where)
    first, last = utf16.char(start), utf16.char(end)
    if first is None or last is None:
        raise UsageError(f"{where}：位置 {start} 到 {end} 不在原文里，或者落在一个字的中间。")
    return Mark(*checked(first, last, text, where), label, sure)
