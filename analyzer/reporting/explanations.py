"""How a text was read, for authors of rules: sentence part by sentence part → a terminal, by rich."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from analyzer.model import Document, Reading, Statement, Verdict
from analyzer.reporting.literal import one_line
from analyzer.reporting.wrapping import wrapped
from clause_patterns.library import Library

_STANCES = {"authorizes": "允许", "protects": "保护", "mentions": "只是提到"}
_NEAREST = 4  # rules that did not hold, shown for a statement


def print_explanation(
    document: Document,
    explained: Iterable[tuple[Reading, Mapping[Statement, Sequence[Verdict]]]],
    library: Library,
    console: Console,
) -> None:
    """Print every part that holds a word of the lexicon: its words, modifiers, statements and rules."""
    for reading, verdicts in explained:
        if not reading.mentions and not reading.statements:
            continue
        console.print()
        _print(console, f"【{reading.part.start}】{one_line(reading.part.text)}", style="bold")
        if reading.lead is not None:
            _print(console, f"  引出语：{one_line(reading.lead.text)}")
        words = (f"{document.text[m.start : m.end]}={m.concept}" for m in reading.mentions)
        _print(console, "  词：" + one_line("，".join(words)))
        for modifier in reading.modifiers:
            reach = one_line(modifier.reach.text)
            _print(console, f"  修饰语：{modifier.effect}「{one_line(modifier.word.text)}」管到「{reach}」")
        if not reading.statements:
            _print(console, "  没有成立的陈述。", style="dim")
        for statement in reading.statements:
            for line in _statement_lines(statement, verdicts[statement], library):
                _print(console, line)


def _statement_lines(statement: Statement, verdicts: Sequence[Verdict], library: Library) -> Iterator[str]:
    slots = "；".join(
        f"{slot.name}={slot.value}「{one_line(slot.quote.text)}」"
        for slot in statement.slots
        if slot.quote.text
    )
    implied = "，由上下文推出" if statement.implied else ""
    yield f"  陈述：{_STANCES[statement.stance]}（{statement.stance}{implied}）{slots}"
    for verdict in verdicts:
        if verdict.held:
            yield f"    √ {verdict.rule}（{library.rules[verdict.rule].title}）"
    lacking = [one for one in verdicts if not one.held and not one.failed.startswith("stance")]
    for verdict in lacking[:_NEAREST]:
        yield f"    × {verdict.rule}：缺 {verdict.failed}"


def _print(console: Console, words: str, *, style: str = "") -> None:
    for line in wrapped(Text(words, style=style), console.width):
        console.print(line, soft_wrap=True)
