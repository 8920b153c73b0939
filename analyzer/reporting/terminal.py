"""Report → a terminal, by rich. Words of the document are printed literally, whatever they hold."""

from __future__ import annotations

from typing import Literal, TextIO

from rich.console import Console
from rich.text import Text

from analyzer.model import SEVERITIES, Document, Finding, Quote, Report, Severity
from analyzer.reporting import law_words, words
from analyzer.reporting.literal import one_line, visible
from analyzer.reporting.printing import (
    DISCLAIMER,
    STYLES,
    print_document_line,
    print_heading,
    print_item,
    print_list,
    print_quote,
    print_text,
    severity_mark,
    short_quote,
)
from analyzer.reporting.report_parts import aside_title
from analyzer.reporting.side_text import print_side
from analyzer.reporting.side_words import lender_line
from analyzer.reporting.summary import headline, nothing_found, top_three
from analyzer.sides import Side
from clause_patterns.library import Library
from clause_patterns.schema import Provision, Rule

_FEW_PROVISIONS = 3  # provisions cited beside a finding: the rules name the closest first


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


def print_report(report: Report, side: Side, library: Library, console: Console) -> None:
    """Print ``report``: what was read, the three worst things, all findings by severity, what protects.

    ``side`` is the set of documents that ``report`` alone makes: what no single clause shows stands before
    what protects.
    """
    _print_head(report, library, console)
    print_item(console, "放款方", lender_line(side, library), indent=0)
    risks = [finding for finding in report.findings if finding.stance != "protects"]
    if all(finding.aside for finding in risks):
        print_text(console, nothing_found(report), style="bold")
    _print_worst([report.findings[index] for index in top_three(report, library)], library, console)
    lender = side.lender_kind
    _print_severities([finding for finding in risks if not finding.aside], library, lender, console)
    asides = [finding for finding in risks if finding.aside]
    if asides:
        print_heading(console, f"{aside_title(asides, library)}（{len(asides)}）", style="bold")
    _print_severities(asides, library, lender, console)
    print_side(side, library, console)
    _print_protective([one for one in report.findings if one.stance == "protects"], console)
    console.print()
    print_text(console, DISCLAIMER, style="dim")


def print_document(document: Document, console: Console) -> None:
    """Print the text of ``document`` as it was read, page by page, notices first."""
    print_document_line(document, console)
    if not document.pages:
        console.print()
        _print_verbatim(console, document.text)
    for page in document.pages:
        console.print()
        print_text(console, f"—— 第 {page.number} 页 ——", style="bold")
        _print_verbatim(console, document.text[page.start : page.end])


def print_rules(library: Library, console: Console) -> None:
    """Print every rule of ``library``: id, severity and title, by category."""
    for category in library.categories.values():
        rules = [rule for rule in library.rules.values() if rule.category == category.id]
        if rules:
            print_text(console, f"{category.title}（{category.id}）", style="bold")
        for rule in rules:
            text = Text.assemble(_level(rule), " ", (rule.id, "bold"), " ", rule.title)
            print_text(console, text, indent=2)


def print_rule(rule: Rule, library: Library, console: Console) -> None:
    """Print one rule with its explanation, advice, law in full, look-alikes and examples."""
    print_text(console, Text.assemble(_level(rule), " ", (rule.title, "bold"), f"（{rule.id}）"))
    print_item(console, "为什么要紧", rule.explain)
    print_list(console, "怎么办", rule.advice)
    print_item(console, "可以要求改成", rule.rewrite)
    print_list(console, "不要与这些写法混淆", rule.lookalikes)
    print_list(console, "会提示的例句", rule.examples.flag)
    print_list(console, "不会提示的例句", rule.examples.passing)
    for title, provisions in zip(("法律规定", "参考"), law_words.provisions(library, rule.law), strict=True):
        _print_provisions(title, provisions, library, console)


def _print_provisions(title: str, provisions: list[Provision], library: Library, console: Console) -> None:
    if provisions:
        print_text(console, f"{title}：", indent=2, style="bold")
    for provision in provisions:
        print_text(console, law_words.citation(provision), indent=4, style="underline")
        print_text(console, f"（{law_words.about(provision, library)}）", indent=4, style="dim")
        print_text(console, provision.text, indent=6)
        if provision.note:
            print_text(console, provision.note, indent=6, style="dim")


def _print_head(report: Report, library: Library, console: Console) -> None:
    print_document_line(report.document, console)
    counts = Text()
    for severity, count in report.counts().items():
        style = STYLES[severity] if count else "dim"
        counts.append(f"{words.SEVERITY_WORDS[severity]} {count}", style).append("  ")
    protective = sum(finding.stance == "protects" for finding in report.findings)
    counts.append(f"保护 {protective}", "green" if protective else "dim")
    asides = [finding for finding in report.findings if finding.aside]
    if asides:
        counts.append(f"  {aside_title(asides, library)} {len(asides)}")
    print_text(console, counts)
    console.print()


def _print_worst(findings: list[Finding], library: Library, console: Console) -> None:
    if findings:
        print_text(console, "最要紧的" if len(findings) < 3 else "最要紧的三件事", style="bold")
    for number, finding in enumerate(findings, 1):
        mark = severity_mark(finding.severity)
        text = Text.assemble(f"{number}. ", mark, f" {headline(finding, library)}", _place(finding))
        print_text(console, text, indent=2)


def _print_severities(findings: list[Finding], library: Library, lender: str, console: Console) -> None:
    explained: set[str] = set()
    for severity in SEVERITIES:
        group = [finding for finding in findings if finding.severity == severity]
        _print_severity(severity, group, explained, library, lender, console)


def _print_severity(  # noqa: PLR0913, PLR0917 - what is printed, what it is read with, where it goes
    severity: Severity,
    findings: list[Finding],
    explained: set[str],
    library: Library,
    lender: str,
    console: Console,
) -> None:
    """Print the findings of one severity by rule; a rule in ``explained`` is not explained again."""
    if not findings:
        return
    title = f"{words.SEVERITY_WORDS[severity]}（{len(findings)}）"
    print_heading(console, title, style=STYLES[severity])
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, group in by_rule.items():
        _print_places(group, library, console)
        if rule in explained:
            print_text(console, "含义和做法同上文这一条。", indent=2, style="dim")
        else:
            _print_meaning(group[0], library, lender, console)
        explained.add(rule)


def _print_places(findings: list[Finding], library: Library, console: Console) -> None:
    """Print the title that ``findings`` of one rule share, and each of their places."""
    first = findings[0]
    console.print()
    category = words.category(library, first.category)
    title = Text.assemble(severity_mark(first.severity), " ", (first.title, "bold"))
    print_text(console, title.append(f"  {category} · {first.rule}", "dim"))
    for finding in findings:
        if finding.severity == "info":
            print_text(console, Text.assemble("· ", short_quote(finding.quote), _place(finding)), indent=2)
        else:
            _print_words(finding, console)


def _print_meaning(finding: Finding, library: Library, lender: str, console: Console) -> None:
    """Print what a finding's rule means, what to do, and the closest of its law."""
    print_item(console, "为什么要紧", finding.explain)
    print_list(console, "怎么办", finding.advice)
    print_item(console, "可以要求改成", finding.rewrite)
    verified, others = law_words.provisions(library, finding.law, lender)
    label, cited = (
        ("法律规定", verified[:_FEW_PROVISIONS]) if verified else ("参考", others[:_FEW_PROVISIONS])
    )
    rest = len(verified) + len(others) - len(cited)
    more = f"；另有 {rest} 条，全文见 loanclause rules {finding.rule}" if rest else ""
    print_item(console, label, law_words.citations(cited, library, lender) + more)


def _print_words(finding: Finding, console: Console) -> None:
    """Print where ``finding`` stands, its quote, and which words of it decided."""
    quote = Quote(finding.start, finding.end, finding.quote)
    print_quote(console, words.place(finding), quote, finding.context)
    implied = "（由上下文得出）" if finding.certainty == "implied" else ""
    print_item(console, "依据的词", _decisive_words(finding) + implied, indent=4)


def _decisive_words(finding: Finding) -> str:
    """Return the words that filled the slots, in reading order, each once and none that lies in another."""
    kept: list[Quote] = []
    for quote in sorted((slot.quote for slot in finding.slots), key=lambda one: (one.start, -one.end)):
        if not kept or quote.end > kept[-1].end:
            kept.append(quote)
    return "".join(f"「{text}」" for text in dict.fromkeys(one_line(quote.text) for quote in kept))


def _print_protective(findings: list[Finding], console: Console) -> None:
    if findings:
        print_heading(console, f"保护您的写法（{len(findings)}）", style="bold green")
    for finding in findings:
        text = Text.assemble((f"✓ {finding.title}", "green"), _place(finding), short_quote(finding.quote))
        print_text(console, text, indent=2)


def _level(rule: Rule) -> tuple[str, str]:
    protects = all(condition.stance == "protects" for condition in rule.when)
    return ("[保护]", "green") if protects else severity_mark(rule.severity)


def _place(finding: Finding) -> tuple[str, str]:
    return f"（{words.place(finding)}）", "dim"


def _print_verbatim(console: Console, text: str) -> None:
    print(visible(text), file=console.file)  # rich would turn tabs into blanks
