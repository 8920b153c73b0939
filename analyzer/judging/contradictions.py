"""Contradictions inside a set of documents: promises that another clause takes back, and their exceptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from analyzer.judging.opposition import Meeting, Opposition, Permission, permission_of
from analyzer.judging.passages import passage_at, passage_of
from analyzer.judging.promises import Promise, any_of
from analyzer.model import SEVERITIES, Finding, Report, Statement
from analyzer.sides import Contradiction, Passage
from clause_patterns import Library
from clause_patterns.overview import Opposition as Topic

_MOST = 1000  # promises, and permissions, that are held against one another: no contract has so many
_FEW = 200  # the same, of those on one topic


def contradictions(reports: Sequence[Report], library: Library) -> tuple[Contradiction, ...]:
    """Return where ``reports`` promise and take back, contradictions first, in reading order.

    What is taken back is what a rule finds, or one of ``oppositions.yaml``. Every promise and every
    permission stands in one pair of a topic.
    """
    opposition = Opposition(library)
    found = [
        *_between_statements(reports, library, opposition),
        *_on_topics(reports, library, opposition),
    ]
    return tuple(_each_once(found))


def _between_statements(
    reports: Sequence[Report], library: Library, opposition: Opposition
) -> Iterator[Contradiction]:
    by_name = _by_name(reports, library)
    for source, report, statement, promise in _promises(reports, opposition):
        excepted = False  # one exception is enough for a promise, and one permission of each name
        for name in sorted(promise.denies | promise.hollowed_by):
            for let in by_name.get(name, ()):
                kind = opposition.meet(promise, let.permission)
                within = source == let.source and _is_inside(let.permission.said, statement)
                if kind is None or (within and not promise.excepts):
                    continue  # one sentence read twice, or the list that a limit announces
                if within or kind == "exception":
                    if excepted:
                        continue
                    kind, excepted = "exception", True
                yield Contradiction(
                    kind=kind,
                    promise=passage_of(source, report, statement),
                    permission=passage_of(let.source, reports[let.source], let.permission.said),
                    why=_why(statement, let.permission.said, library),
                    topic=let.permission.action,
                )
                if kind == "contradiction":
                    by_name[name].remove(let)  # a promise speaks against it already
                    break


def _promises(
    reports: Sequence[Report], opposition: Opposition
) -> Iterator[tuple[int, Report, Statement, Promise]]:
    """Yield the promises, those in the same words once."""
    known: set[tuple[str, str]] = set()
    for source, report in enumerate(reports):
        for statement in report.statements:
            if statement.stance == "protects" and len(known) < _MOST:
                promise = opposition.promises.read(statement, report.document.text)
                if (promise.action, promise.words) not in known:
                    known.add((promise.action, promise.words))
                    yield source, report, statement, promise


@dataclass(frozen=True, slots=True, eq=False)
class _Let:
    """A permission and the document it stands in."""

    source: int
    permission: Permission


def _by_name(reports: Sequence[Report], library: Library) -> dict[str, list[_Let]]:
    """Return the permissions, those in the same words once, by what a promise may deny: action, qualifiers.

    The gravest come first.
    """
    lets: dict[tuple[str, str], tuple[int, Permission]] = {}
    for source, report in enumerate(reports):
        for said in _permissions(report, library):
            permission = permission_of(said, report.document.text)
            lets.setdefault((permission.action, permission.words), (source, permission))
    gravest = sorted(lets.values(), key=lambda each: _gravity(each[1].said))[:_MOST]
    found: dict[str, list[_Let]] = {}
    for source, permission in gravest:
        for name in permission.qualifiers | {permission.action}:
            found.setdefault(name, []).append(_Let(source, permission))
    return found


def _gravity(permission: Finding | Statement) -> int:
    return SEVERITIES.index(permission.severity) if isinstance(permission, Finding) else len(SEVERITIES)


def _is_inside(permission: Finding | Statement, promise: Statement) -> bool:
    """Return whether they are of one sentence, or the permission is an item of the promise's list."""
    lead = permission.context.start if permission.context else permission.start
    return promise.start in (permission.start, lead)


def _permissions(report: Report, library: Library) -> Iterator[Finding | Statement]:
    """Yield what is let: what rules find, and other statements about data of a group (device, ...)."""
    known = set()
    for finding in report.findings:
        if finding.stance == "authorizes":
            known.add((finding.start, finding.action))
            yield finding
    for statement in report.statements:
        grouped = any(library.concepts[name].group for name in statement.values("data"))
        if statement.stance == "authorizes" and grouped and (statement.start, statement.action) not in known:
            yield statement


def _why(promise: Statement, permission: Finding | Statement, library: Library) -> str:
    action = library.concepts[promise.action].title
    data = "、".join(library.concepts[name].title for name in promise.values("data")[:3])
    let = library.concepts[permission.action].title + "、".join(
        library.concepts[name].title for name in permission.values("data")[:3]
    )
    return library.say("contradiction-statements", promise=f"{action}{data}", permission=let)


def _on_topics(
    reports: Sequence[Report], library: Library, opposition: Opposition
) -> Iterator[Contradiction]:
    parts = [
        _Part(source, report, start, end, report.document.text[start:end].replace("\n", ""))
        for source, report in enumerate(reports)
        for start, end in report.parts
    ]
    for topic in library.oppositions.values():
        promises = _about(topic.promise, topic, parts)
        if promises:
            for permission in _about(topic.permission, topic, parts):
                meetings = [
                    (kind, promise)
                    for promise in promises
                    if promise != permission and (kind := _meet_on(topic, promise, permission, opposition))
                ]
                if meetings:
                    yield _on_topic(topic, *min(meetings, key=lambda meeting: meeting[0]), permission)
            for permission in _about(topic.hollows, topic, parts):
                if permission != promises[0]:
                    yield _on_topic(topic, "exception", promises[0], permission)


def _on_topic(topic: Topic, kind: Meeting, promise: _Part, permission: _Part) -> Contradiction:
    return Contradiction(kind, promise.passage(), permission.passage(), topic.why, topic.id)


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence part, with its words on one line."""

    source: int
    report: Report = field(repr=False, compare=False)
    start: int
    end: int
    words: str = field(compare=False)

    def passage(self) -> Passage:
        return passage_at(self.source, self.report, self.start, self.end)


def _about(patterns: Sequence[str], topic: Topic, parts: Sequence[_Part]) -> list[_Part]:
    """Return the parts that say something of ``topic`` in the words of ``patterns``, the same words once."""
    if not patterns:
        return []
    wanted, unwanted = any_of(patterns), any_of(topic.unless or ("(?!)",))
    about: dict[str, _Part] = {}
    for part in parts:
        if wanted.search(part.words) and not unwanted.search(part.words):
            about.setdefault(part.words, part)
    return list(about.values())[:_FEW]


def _meet_on(topic: Topic, promise: _Part, permission: _Part, opposition: Opposition) -> Meeting | None:
    said, let = promise.words, permission.words
    objects = [any_of((pattern,)) for pattern in topic.objects]
    promised = {number for number, one in enumerate(objects) if one.search(said)}
    permitted = {number for number, one in enumerate(objects) if one.search(let)}
    if promised.isdisjoint(permitted) and (topic.specific or (promised and permitted)):
        return None
    if opposition.promises.excepts(said) or bool(promised) != bool(permitted):
        return "exception"
    return "contradiction"


def _each_once(found: list[Contradiction]) -> Iterator[Contradiction]:
    """Yield the contradictions, each place once on a topic, and then one exception for every promise left."""
    used: set[tuple[object, ...]] = set()
    for one in sorted(found, key=lambda one: (one.kind, *_at(one.promise))):
        promise, permission = _at(one.promise), _at(one.permission)
        keys = {(one.topic, promise), (one.topic, permission), (promise, permission)}
        if one.kind == "exception":
            keys.add(("exception", promise))
        if used.isdisjoint(keys):
            used |= keys
            yield one


def _at(passage: Passage) -> tuple[int, int]:
    return passage.source, passage.quote.start
