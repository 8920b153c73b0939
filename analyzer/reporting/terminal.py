"""Report → a terminal, by rich. Words of the document are printed literally, whatever they hold."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, TextIO

from rich.console import Console
from rich.text import Text

from analyzer.model import SEVERITIES, Document, Finding, Notice, Report, Severity
from analyzer.reporting import words
from analyzer.reporting.literal import one_line, visible
from analyzer.reporting.wrapping import wrapped
from clause_patterns.schema import Library, Rule

_STYLES: dict[Severity, str] = {
    "critical": "bold red",
    "high": "red",
    "medium": "yellow",
    "low": "cyan",
    "info": "blue",
}
_SHORT_QUOTE = 40  # characters of a protective quote shown: enough to recognise the place
_DISCLAIMER = "以上根据文字得出，不是法律意见。"


class _Console(Console):
    """A console that leaves a broken pipe to the caller; rich would exit with status 1."""

    def on_broken_pipe(self) -> None:
        """Raise ``BrokenPipeError``."""
        raise BrokenPipeError


def console_for(target: TextIO, *, file_width: int | None = None) -> Console:
    """Return a console that writes to ``target``: in colour where it can and ``NO_COLOR`` is not set.

    With ``file_width`` (columns) the text is for a file: never in colour, whatever the surroundings.
    """
    colours: Literal["auto"] | None = "auto" if file_width is None else None
    return _Console(
        file=target, width=file_width, color_system=colours, markup=False, highlight=False, emoji=False
    )


def print_report(report: Report, library: Library, console: Console) -> None:
    """Print ``report``: what was read, the three worst things, all findings by severity, what protects."""
    _print_head(report, console)
    risks = [finding for finding in report.findings if finding.stance != "protects"]
    if not risks:
        _print(console, "没有发现需要留意的条款。这不等于没有风险：请仍然通读全文。", style="bold")
    _print_worst(words.three_worst(risks), console)
    for severity in SEVERITIES:
        _print_severity(severity, [one for one in risks if one.severity == severity], library, console)
    _print_protective([one for one in report.findings if one.stance == "protects"], console)
    console.print()
    _print(console, _DISCLAIMER, style="dim")


def print_document(document: Document, console: Console) -> None:
    """Print the text of ``document`` as it was read, page by page, notices first."""
    _print_document_line(document, console)
    if not document.pages:
        console.print()
        _print_verbatim(console, document.text)
    for page in document.pages:
        console.print()
        _print(console, f"—— 第 {page.number} 页 ——", style="bold")
        _print_verbatim(console, document.text[page.start : page.end])


def print_rules(library: Library, console: Console) -> None:
    """Print every rule of ``library``: id, severity and title, by category."""
    for category in library.categories.values():
        rules = [rule for rule in library.rules.values() if rule.category == category.id]
        if rules:
            _print(console, f"{category.title}（{category.id}）", style="bold")
        for rule in rules:
            text = Text.assemble(_severity(rule.severity), " ", (rule.id, "bold"), " ", rule.title)
            _print(console, text, indent=2)


def print_rule(rule: Rule, library: Library, console: Console) -> None:
    """Print one rule with its explanation, advice, law in full, look-alikes and examples."""
    _print(console, Text.assemble(_severity(rule.severity), " ", (rule.title, "bold"), f"（{rule.id}）"))
    _print_item(console, "为什么要紧", rule.explain)
    _print_list(console, "怎么办", rule.advice)
    _print_item(console, "可以要求改成", rule.rewrite)
    for title, provisions in zip(("法律规定", "参考"), words.provisions(library, rule.law), strict=True):
        for provision in provisions:
            since = f"（{provision.effective_from} 起施行）" if provision.effective_from else ""
            _print_item(console, title, f"{words.citations([provision])}{since}：{provision.text}")
    _print_list(console, "不要与这些写法混淆", rule.lookalikes)
    _print_list(console, "会提示的例句", rule.examples.flag)
    _print_list(console, "不会提示的例句", rule.examples.passing)


def _print_head(report: Report, console: Console) -> None:
    _print_document_line(report.document, console)
    counts = Text()
    for severity, count in report.counts().items():
        style = _STYLES[severity] if count else "dim"
        counts.append(f"{words.SEVERITY_WORDS[severity]} {count}", style).append("  ")
    protective = sum(finding.stance == "protects" for finding in report.findings)
    _print(console, counts.append(f"保护 {protective}", "green" if protective else "dim"))
    console.print()


def _print_document_line(document: Document, console: Console) -> None:
    name = Text.assemble((one_line(document.name), "bold"), "  ", (words.size(document), "dim"))
    _print(console, name)
    for notice in document.notices:
        _print_notice(notice, console)


def _print_notice(notice: Notice, console: Console) -> None:
    page = "" if notice.page is None else f"第 {notice.page} 页："
    _print(console, Text.assemble(("注意 ", "yellow"), page, one_line(notice.message)))


def _print_worst(findings: list[Finding], console: Console) -> None:
    if findings:
        _print(console, "最要紧的" if len(findings) < 3 else "最要紧的三件事", style="bold")
    for number, finding in enumerate(findings, 1):
        text = Text.assemble(f"{number}. ", _severity(finding.severity), f" {finding.title}", _place(finding))
        _print(console, text, indent=2)


def _print_severity(severity: Severity, findings: list[Finding], library: Library, console: Console) -> None:
    if not findings:
        return
    console.print()
    title = f"━━ {words.SEVERITY_WORDS[severity]}（{len(findings)}）"
    _print(console, title, style=_STYLES[severity])
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for group in by_rule.values():
        _print_group(group, library, console)


def _print_group(findings: list[Finding], library: Library, console: Console) -> None:
    """Print the findings of one rule: each place, then once what it means and what to do."""
    first = findings[0]
    console.print()
    category = words.category(library, first.category)
    title = Text.assemble(_severity(first.severity), " ", (first.title, "bold"))
    _print(console, title.append(f"  {category} · {first.rule}", "dim"))
    for finding in findings:
        _print_quote(finding, console)
    _print_item(console, "为什么要紧", first.explain)
    _print_list(console, "怎么办", first.advice)
    _print_item(console, "可以要求改成", first.rewrite)
    for label, provisions in zip(("法律规定", "参考"), words.provisions(library, first.law), strict=True):
        _print_item(console, label, words.citations(provisions))


def _print_quote(finding: Finding, console: Console) -> None:
    _print(console, words.place(finding), indent=2, style="underline")
    quote = Text()
    if finding.context is not None:
        quote.append(one_line(finding.context.text) + " … ", "dim")
    quote.append(f"「{one_line(finding.quote)}」", "bold")
    _print(console, quote, indent=4)
    implied = "（没有明说，由上下文得出）" if finding.certainty == "implied" else ""
    _print_item(console, "依据的词", one_line(finding.why) + implied, indent=4)


def _print_protective(findings: list[Finding], console: Console) -> None:
    if findings:
        console.print()
        _print(console, f"━━ 保护您的写法（{len(findings)}）", style="bold green")
    for finding in findings:
        quote = one_line(finding.quote)
        short = quote if len(quote) <= _SHORT_QUOTE else quote[:_SHORT_QUOTE] + "…"
        text = Text.assemble((f"✓ {finding.title}", "green"), _place(finding), f"「{short}」")
        _print(console, text, indent=2)


def _severity(severity: Severity) -> tuple[str, str]:
    return f"[{words.SEVERITY_WORDS[severity]}]", _STYLES[severity]


def _place(finding: Finding) -> tuple[str, str]:
    return f"（{words.place(finding)}）", "dim"


def _print_item(console: Console, label: str, value: str, indent: int = 2) -> None:
    if value:
        _print(console, Text.assemble((f"{label}：", "bold"), value), indent=indent)


def _print_list(console: Console, label: str, values: Iterable[str]) -> None:
    for number, value in enumerate(values):
        if number == 0:
            _print(console, Text(f"{label}：", "bold"), indent=2)
        _print(console, Text(f"· {value}"), indent=4)


def _print(console: Console, content: str | Text, *, indent: int = 0, style: str = "") -> None:
    """Print ``content`` wrapped to the width, every line indented, without trailing blanks."""
    text = content if isinstance(content, Text) else Text(content, style)
    for line in wrapped(text, max(2, console.width - indent)):
        console.print(Text(" " * indent).append_text(line), soft_wrap=True)


def _print_verbatim(console: Console, text: str) -> None:
    print(visible(text), file=console.file)  # rich would turn tabs into blanks
