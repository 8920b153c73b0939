"""What a side says of a topic: a rule, or a pair of data and recipient."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from analyzer.judging.matrix import all_qualifiers, position, shared_conditions, told_against
from analyzer.judging.opposition import Opposition
from analyzer.judging.passages import passage_of
from analyzer.judging.promises import Promise
from analyzer.model import SEVERITIES, Finding
from analyzer.sides import Cell, Passage, Side, Standing
from clause_patterns import Library, Rule

Permission = tuple[Finding, Passage]


class Standings:
    """Looks up what one side says of topics."""

    def __init__(self, side: Side, library: Library, opposition: Opposition) -> None:
        self._side, self._library, self._opposition = side, library, opposition

    @cached_property
    def _found(self) -> dict[str, list[Permission]]:
        found: dict[str, list[Permission]] = {}
        for source, report in enumerate(self._side.reports):
            for finding in report.findings:
                found.setdefault(finding.rule, []).append((finding, passage_of(source, report, finding)))
        return found

    @cached_property
    def _promises(self) -> list[tuple[Promise, Passage]]:
        read = self._opposition.promises.read
        return [
            (read(statement, report.document.text), passage_of(source, report, statement))
            for source, report in enumerate(self._side.reports)
            for statement in report.statements
            if statement.stance == "protects"
        ]

    @cached_property
    def _actions(self) -> dict[tuple[int, int], set[str]]:
        found: dict[tuple[int, int], set[str]] = {}
        for source, report in enumerate(self._side.reports):
            for statement in report.statements:
                found.setdefault((source, statement.start), set()).add(statement.action)
        return found

    def _spoken_of(self, passage: Passage) -> set[str]:
        return self._actions[passage.source, passage.quote.start]

    @property
    def cells(self) -> set[tuple[str, str]]:
        """Return the pairs of data and recipient that the side says anything of."""
        return {(cell.data, cell.recipient) for cell in self._side.matrix}

    def on_rule(self, rule: Rule) -> Standing:
        """Return what the side says of ``rule``: where it holds, and where the contrary is promised."""
        denying = [
            (promise.asks, passage)
            for promise, passage in self._promises
            if self._opposition.denies_rule(promise, rule, self._spoken_of(passage))
        ]
        return _standing(
            self._found.get(rule.id, []),
            [passage for asks, passage in denying if not asks],
            [passage for asks, passage in denying if asks],
        )

    def on_promise(self, rule: Rule) -> Standing:
        """Return whether the side makes the promise that ``rule`` looks for."""
        found = [
            (not self._opposition.promises.read(finding, self._text(passage)).is_plain, passage)
            for finding, passage in self._found.get(rule.id, [])
        ]
        plain_first = sorted(found, key=lambda each: each[0])
        return _standing([], [passage for _, passage in plain_first], [])

    def _text(self, passage: Passage) -> str:
        return self._side.reports[passage.source].document.text

    def on_cell(self, data: str, recipient: str) -> Standing:
        """Return what the side says of ``recipient`` having ``data``; what is said of all data counts too.

        A permission for 个人信息 is none for what must be asked for by name: the contact list, the camera.
        """
        cells = list(self._covering(data, recipient))
        if not cells:
            return Standing("silent")
        by_name = bool(self._library.concepts[data].group)
        cell = next((each for each in cells if each.allows and (each.data == data or not by_name)), None)
        cell = cell or next((each for each in cells if not each.allows), None)
        if cell is None:
            return Standing("silent")
        plain = [each for each in cells if each.position in ("forbids", "both")]
        forbids = dict.fromkeys(passage for each in plain or [cell] for passage in each.forbids)
        return Standing(
            position="both" if cell.allows and plain else cell.position,
            conditions=cell.conditions,
            qualifiers=cell.qualifiers,
            allows=cell.allows,
            forbids=tuple(forbids),
        )

    def _covering(self, data: str, recipient: str) -> Iterator[Cell]:
        """Yield the cell and those about what its data and recipient are kinds of, the nearest first."""
        wider = [
            cell
            for cell in self._side.matrix
            if cell.data in self._library.broader(data) and cell.recipient in self._library.broader(recipient)
        ]
        yield from sorted(wider, key=lambda cell: (cell.data != data) + (cell.recipient != recipient))


def _standing(found: Sequence[Permission], forbids: Sequence[Passage], asks: Sequence[Passage]) -> Standing:
    findings = [finding for finding, _ in found]
    return Standing(
        position=position(findings, forbids, asks),
        severity=min((finding.severity for finding in findings), key=SEVERITIES.index, default=None),
        conditions=shared_conditions(findings),
        qualifiers=all_qualifiers(findings),
        allows=tuple(dict.fromkeys(passage for _, passage in sorted(found, key=_worst_first))),
        forbids=told_against(findings, forbids, asks),
    )


def _worst_first(permission: Permission) -> tuple[int, bool, int]:
    finding, passage = permission
    return SEVERITIES.index(finding.severity), finding.certainty == "implied", passage.source
