"""Who gets what: the matrix of data × recipient that the findings of a set of documents draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from analyzer.judging.passages import passage_of
from analyzer.judging.promises import Promises
from analyzer.judging.slots import conditions_of, innermost, is_conditional
from analyzer.model import Finding, Report
from analyzer.sides import Cell, Passage, Position
from clause_patterns import Library

_INSIDE = {"provider", "servicer", "borrower"}
_TELLING = {"inform", "contact"}
_GIVING = {"provide", "disclose", "push-application", "report-credit", "embed", "entrust", *_TELLING}
_HANDLING = {"collect", "query", "use", "authorise", "require-contacts", "supply-contacts"}
_PUBLIC = {"publish", "blacklist"}
_SPEAKING = {*_TELLING, *_PUBLIC}  # 通讯录 there says who is spoken to; who is, learns of the debt


@dataclass(slots=True)
class _Gathered:
    allows: list[tuple[Finding, Passage]] = field(default_factory=list)
    forbids: list[Passage] = field(default_factory=list)
    asks: list[Passage] = field(default_factory=list)  # promises not to do it without consent


def matrix(reports: Sequence[Report], library: Library) -> tuple[Cell, ...]:
    """Return the cells that are not empty, in the order of the lexicon: by data, then by recipient.

    Promises with exceptions of their own forbid nothing here: they are among the contradictions.
    """
    promises = Promises(library)
    gathered: dict[tuple[str, str], _Gathered] = {}
    for source, report in enumerate(reports):
        for finding in report.findings:
            promise = promises.read(finding, report.document.text) if finding.stance == "protects" else None
            if promise and not promise.is_plain:
                continue
            passage = passage_of(source, report, finding)
            for key in _cells(finding):
                cell = gathered.setdefault(key, _Gathered())
                if promise is None:
                    cell.allows.append((finding, passage))
                elif promise.asks:
                    cell.asks.append(passage)
                else:
                    cell.forbids.append(passage)
    order = {concept: at for at, concept in enumerate(library.concepts)}
    return tuple(
        _cell(*key, gathered[key]) for key in sorted(gathered, key=lambda key: (order[key[0]], order[key[1]]))
    )


def _cells(finding: Finding) -> Iterator[tuple[str, str]]:
    """Yield which data goes to whom by ``finding``; a provider stands for all that act for it."""
    data = innermost(finding)
    if finding.action in _SPEAKING:
        data = data - {"contact-list"} or frozenset({"overdue-info"})
    yield from product(sorted(data), sorted(_receivers(finding)))


def _receivers(finding: Finding) -> set[str]:
    named = set(finding.values("recipients")) - _INSIDE
    if finding.action in _PUBLIC:
        return {"public"}
    if finding.action in _GIVING:
        return named or ({finding.actor} - _INSIDE)
    if finding.action in _HANDLING:
        return {"provider" if finding.actor in _INSIDE else finding.actor}
    return set()


def _cell(data: str, recipient: str, gathered: _Gathered) -> Cell:
    findings = [finding for finding, _ in gathered.allows]
    return Cell(
        data=data,
        recipient=recipient,
        position=position(findings, gathered.forbids, gathered.asks),
        conditions=shared_conditions(findings),
        qualifiers=all_qualifiers(findings),
        allows=tuple(dict.fromkeys(passage for _, passage in gathered.allows)),
        forbids=told_against(findings, gathered.forbids, gathered.asks),
    )


def position(allows: Sequence[Finding], forbids: Sequence[Passage], asks: Sequence[Passage]) -> Position:
    """Return what permissions, promises, and promises to ask first amount to.

    Who is asked has been asked: beside a permission a promise not to act without consent says nothing.
    """
    if allows and forbids:
        return "both"
    if allows:
        return "conditional" if all(map(is_conditional, allows)) else "allows"
    if forbids:
        return "forbids"
    return "asks" if asks else "silent"


def told_against(
    allows: Sequence[Finding], forbids: Sequence[Passage], asks: Sequence[Passage]
) -> tuple[Passage, ...]:
    """Return the places that speak against it, those that only ask first where nothing is allowed."""
    return tuple(dict.fromkeys(forbids if allows or forbids else asks))


def shared_conditions(allows: Sequence[Finding]) -> tuple[str, ...]:
    """Return the conditions of all the permissions: what one place demands, another does without."""
    if not allows:
        return ()
    return tuple(
        name for name in conditions_of(allows[0]) if all(name in conditions_of(other) for other in allows[1:])
    )


def all_qualifiers(allows: Sequence[Finding]) -> tuple[str, ...]:
    """Return the qualifiers of any of the permissions, each once, in reading order."""
    return tuple(dict.fromkeys(name for finding in allows for name in finding.values("qualifiers")))
