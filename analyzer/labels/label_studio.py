"""Label Studio: tasks with predictions, the labelling interface, and the annotations it exports.

Its offsets count characters (code points), those of older versions UTF-16 units; the text it writes with each
region tells which. In that text a line end is a backslash and an n.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from analyzer.errors import UsageError
from analyzer.labels.marks import Mark, Marked, Utf16, checked, label_of

UNSURE: Final = "拿不准"
COLOURS: Final = (
    "#b3261e", "#8a4b00", "#6a1b9a", "#00629b", "#ad1457", "#4e342e", "#2e7d32", "#1565c0", "#5d4037",
    "#37474f", "#00695c",
)  # fmt: skip


def labeling_config(titles: Mapping[str, str]) -> str:
    """Return the XML of the labelling interface with the labels ``titles``."""
    labels = "\n".join(
        f"    <Label value={quoteattr(title)} background={quoteattr(COLOURS[number % len(COLOURS)])}/>"
        for number, title in enumerate(titles.values())
    )
    return (
        f'<View>\n  <Labels name="label" toName="text">\n{labels}\n  </Labels>\n'
        '  <Text name="text" value="$text"/>\n'
        '  <Choices name="doubt" toName="text" perRegion="true" choice="multiple">\n'
        f"    <Choice value={quoteattr(UNSURE)}/>\n  </Choices>\n</View>\n"
    )


def to_label_studio(documents: Iterable[Marked], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return a task for each of ``documents``: what its first reader marked is the prediction."""
    return [
        {
            "data": {"text": document.text, "document": document.name},
            "predictions": [
                {
                    "model_version": "loanclause",
                    "result": [
                        _region(f"m{number}", mark, document.text, titles)
                        for number, mark in enumerate(document.readers[0])
                    ],
                }
            ],
        }
        for document in documents
    ]


def _region(name: str, mark: Mark, text: str, titles: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": name,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": {
            "start": mark.start,
            "end": mark.end,
            "text": _written(text[mark.start : mark.end]),
            "labels": [titles[mark.label]],
        },
        "meta": {"text": [mark.note]},
    }


def from_label_studio(tasks: Iterable[Any], titles: Mapping[str, str], where: str) -> Iterator[Marked]:
    """Yield the texts that somebody annotated, with the marks of each annotator.

    Tasks that nobody submitted are left out. Raises ``UsageError``, beginning with ``where`` and the number
    of the task, from 1, where one is not as Label Studio exports it (as JSON).
    """
    for number, task in enumerate(tasks, 1):
        place = f"{where}：第 {number} 个任务"
        try:
            text, name = task["data"]["text"], task["data"].get("document", f"任务{task.get('id', number)}")
            given = [one["result"] for one in task.get("annotations", ()) if not one.get("was_cancelled")]
            readers = tuple(tuple(_marks(result, str(text), titles, place)) for result in given)
        except (KeyError, TypeError, AttributeError):
            raise UsageError(f"{place}不是 Label Studio 导出的样子，请在导出时选 JSON。") from None
        if readers:
            yield Marked(str(name), str(text), readers)


def _marks(result: list[dict[str, Any]], text: str, titles: Mapping[str, str], where: str) -> Iterator[Mark]:
    unsure = {one["id"] for one in result if UNSURE in one["value"].get("choices", ())}
    for one in result:
        for words in one["value"].get("labels", ()):
            label, sure = label_of(words, titles, where)
            yield Mark(*_range(one["value"], text, where), label, sure and one["id"] not in unsure)


def _range(value: Mapping[str, Any], text: str, where: str) -> tuple[int, int]:
    """Return the range of a region in ``text``, whichever way its offsets count."""
    start, end, quote = value["start"], value["end"], value.get("text")
    if quote is None or _fits(start, end, text, quote):
        return checked(start, end, text, where)
    utf16 = Utf16(text)
    first, last = utf16.char(start), utf16.char(end)
    if _fits(first, last, text, quote):
        return checked(first, last, text, where)
    raise UsageError(f"{where}：标注的文字与原文 {start} 到 {end} 的不一样，原文可能改过。")


def _fits(start: object, end: object, text: str, quote: str) -> bool:
    return isinstance(start, int) and isinstance(end, int) and _written(text[start:end]) == _written(quote)


def _written(quote: str) -> str:
    return quote.replace("\n", "\\n")
