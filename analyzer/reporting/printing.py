"""What every report on a terminal is printed with: wrapped at the width, words of documents literally."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rich.console import Console
from rich.text import Text

from analyzer.model import Document, Quote, Severity
from analyzer.reporting import words
from analyzer.reporting.literal import one_line
from analyzer.reporting.wrapping import wrapped

DISCLAIMER: Final = "以上根据文字得出，不是法律意见。"
STYLES: Final[dict[Severity, str]] = {
    "critical": "bold red",
    "high": "red",
    "medium": "yellow",
    "low": "cyan",
    "info": "blue",
}
_SHORT_QUOTE = 40  # characters of a quote shown where it need not be weighed: enough to recognise the place
_LEAD = 10  # characters shown before the place that matters


def print_text(console: Console, content: str | Text, *, indent: int = 0, style: str = "") -> None:
    """Print ``content`` wrapped to the width, every line indented, without trailing blanks."""
    text = content if isinstance(content, Text) else Text(content, style)
    for line in wrapped(text, max(2, console.width - indent)):
        console.print(Text(" " * indent).append_text(line), soft_wrap=True)


def print_item(console: Console, label: str, value: str, indent: int = 2) -> None:
    """Print a label and its value on one line; nothing where the value is empty."""
    if value:
        print_text(console, Text.assemble((f"{label}：", "bold"), value), indent=indent)


def print_list(console: Console, label: str, values: Iterable[str]) -> None:
    """Print a label and its values, one a line; nothing where there are none."""
    for number, value in enumerate(values):
        if number == 0:
            print_text(console, Text(f"{label}：", "bold"), indent=2)
        print_text(console, Text(f"· {value}"), indent=4)


def print_heading(console: Console, title: str, *, style: str = "bold") -> None:
    """Print the heading of a section, set off by an empty line."""
    console.print()
    print_text(console, f"━━ {title}", style=style)


def print_document_line(document: Document, console: Console) -> None:
    """Print name, kind and size of ``document``, and under it what its reader must know."""
    name = Text.assemble((one_line(document.name), "bold"), "  ", (words.size(document), "dim"))
    print_text(console, name)
    for notice in document.notices:
        page = "" if notice.page is None else f"第 {notice.page} 页："
        print_text(console, Text.assemble(("注意 ", "yellow"), page, one_line(notice.message)))


def print_quote(console: Console, place: str, quote: Quote, context: Quote | None, indent: int = 2) -> None:
    """Print a place and under it the quote that stands there, with the end of what leads in to it."""
    print_text(console, place, indent=indent, style="underline")
    text = Text()
    if context is not None:
        text.append(f"{words.lead_in(context)} … ", "dim")
    text.append(f"「{one_line(quote.text)}」", "bold")
    print_text(console, text, indent=indent + 2)


def short_quote(quote: str, at: int = 0) -> str:
    """Return in marks as much of ``quote`` as shows the place: what stands at ``at`` of it, on one line."""
    line = one_line(quote)
    start = max(0, min(at - _LEAD, len(line) - _SHORT_QUOTE))
    end = start + _SHORT_QUOTE
    return f"「{'…' if start else ''}{line[start:end]}{'…' if end < len(line) else ''}」"


def severity_mark(severity: Severity) -> tuple[str, str]:
    """Return the word for ``severity`` between brackets, with its style."""
    return f"[{words.SEVERITY_WORDS[severity]}]", STYLES[severity]
