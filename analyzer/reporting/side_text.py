"""What no single clause of a set of documents shows → a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from analyzer.reporting import side_parts as parts
from analyzer.reporting.literal import one_line
from analyzer.reporting.printing import print_heading, print_item, print_quote, print_text, short_quote
from analyzer.reporting.side_words import MEETINGS, RECEIVERS_TOLD, not_told, where
from analyzer.sides import Disclosure, Passage, ReferencedDocument, Request, Side
from clause_patterns import Library

_MOST = 12  # entries of one section: more are counted
_FEW = 3  # places named where many say the same


def print_side(side: Side, library: Library, console: Console) -> None:
    """Print contradictions, documents not given, what is not told of receivers, and data not necessary."""
    _print_contradictions(side, console)
    _print_unseen(side, library, console)
    _print_untold(side, library, console)
    _print_requests(side, library, console)


def print_passage(place: str, passage: Passage, seen: set[Passage], console: Console) -> None:
    """Print ``place`` and the words of ``passage``; words that were ``seen`` above are not repeated."""
    if passage in seen:
        print_text(console, f"{place}（原文见上）", indent=4)
    else:
        print_quote(console, place, passage.quote, passage.context, indent=4)
    seen.add(passage)


def _print_contradictions(side: Side, console: Console) -> None:
    if side.contradictions:
        _print_title(f"说法不一的地方（{len(side.contradictions)}）", side, console)
    seen: set[Passage] = set()
    for one in side.contradictions[:_MOST]:
        kind = (f"[{MEETINGS[one.kind]}]", "yellow")
        print_text(console, Text.assemble(kind, " ", one_line(one.why)), indent=2)
        print_passage(f"承诺：{where(one.promise, side)}", one.promise, seen, console)
        print_passage(f"允许：{where(one.permission, side)}", one.permission, seen, console)
    _print_rest(len(side.contradictions), console)


def _print_unseen(side: Side, library: Library, console: Console) -> None:
    unseen = parts.unseen(side)
    if unseen:
        _print_title(f"您还没看：有约束力、但没有给出的文件（{len(unseen)}）", side, console)
    for reference in unseen[:_MOST]:
        _print_reference(reference, side, library, console)
    _print_rest(len(unseen), console)


def _print_reference(reference: ReferencedDocument, side: Side, library: Library, console: Console) -> None:
    binding = library.references[reference.binding]
    title = (f"《{one_line(reference.title)}》", "bold")
    print_text(console, Text.assemble(title, f"  {binding.title}。{binding.explain}"), indent=2)
    first = reference.passages[0]
    there = (f"（{where(first, side)}{_more(len(reference.passages) - 1)}）", "dim")
    at = one_line(first.quote.text).find(one_line(reference.title))
    print_text(console, Text.assemble(short_quote(first.quote.text, at), there), indent=4)


def _print_untold(side: Side, library: Library, console: Console) -> None:
    groups = parts.untold(side)
    if not groups:
        return
    count = sum(map(parts.places, groups.values()))
    _print_title(f"把您的信息交给别人，却没有说全（{count} 处）", side, console)
    print_text(console, RECEIVERS_TOLD, indent=2)
    most = "、".join(
        f"{library.telling[element].title}（{places} 处）" for element, places in parts.lacking(side)[:_FEW]
    )
    if len(groups) > 1:
        print_item(console, "最常缺的", most)
    for missing, disclosures in groups.items():
        text = Text.assemble("· ", (not_told(missing, library), "bold"), _places(disclosures, side))
        print_text(console, text.append(short_quote(disclosures[0].passage.quote.text)), indent=2)


def _places(disclosures: Sequence[Disclosure], side: Side) -> tuple[str, str]:
    named = list(dict.fromkeys(where(one.passage, side) for one in disclosures))[:_FEW]
    more = _more(parts.places(disclosures) - len(named))
    return f"（{'；'.join(named)}{more}）", "dim"


def _print_requests(side: Side, library: Library, console: Console) -> None:
    beyond = parts.beyond_necessary(side)
    if beyond:
        _print_title(f"必要信息清单以外，还要了这些（{len(beyond)}）", side, console)
    by_note: dict[str, list[Request]] = {}
    for request in beyond[:_MOST]:
        by_note.setdefault(library.checklist[request.item].note, []).append(request)
    for note, requests in by_note.items():
        text = Text("· ").append_text(Text("；").join(_asked(one, side, library) for one in requests))
        print_text(console, text.append(f"：{note}"), indent=2)
    _print_rest(len(beyond), console, rest=_names(beyond[_MOST:], library))
    if beyond:
        print_item(console, "清单以内的", _names(parts.necessary(side), library))
        print_item(console, "承诺不要的", _names(parts.renounced(side), library))


def _asked(request: Request, side: Side, library: Library) -> Text:
    title = (library.checklist[request.item].title, "bold")
    there = f"（{where(request.asked[0], side)}{_more(len(request.asked) - 1)}）"
    return Text.assemble(title, (there, "dim"))


def _names(requests: Iterable[Request], library: Library) -> str:
    return "；".join(library.checklist[request.item].title for request in requests)


def _print_title(title: str, side: Side, console: Console) -> None:
    whose = f"{one_line(side.name)}：" if side.name else ""
    print_heading(console, whose + title)


def _print_rest(count: int, console: Console, *, rest: str = "") -> None:
    if count > _MOST:
        named = f"：{rest}" if rest else "，见 JSON 报告"
        print_text(console, f"另有 {count - _MOST} 项{named}。", indent=2, style="dim")


def _more(count: int) -> str:
    return f"，另有 {count} 处" if count > 0 else ""
