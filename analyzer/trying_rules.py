"""Rules that are being written, tried: what they find in a text and miss, and what they do to examples."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final
from weakref import WeakKeyDictionary

from analyzer.judging.conditions import applies, facts, severity
from analyzer.language.reading import readings, understand
from analyzer.language.stages import Stages
from analyzer.model import Reading, Statement
from analyzer.pipeline import Analyzer
from analyzer.rule_examples import Example, examples, found_in, lack, unread, why_not
from analyzer.trials import Area, Hit, Slip, Trial, TriedExample, TriedPart
from clause_patterns import Library, Rule
from clause_patterns.load import Overlay, check_patterns, lay_over

FILES: Final[dict[Area, str]] = {"rules": "rules/mine.yaml", "lexicon": "lexicon/mine.yaml"}


class Bench:
    """Tries rules over one library; the lexicon tried last is kept, for making one takes a second."""

    def __init__(self, analyzer: Analyzer) -> None:
        self._base = analyzer
        self._last = analyzer
        self._understood: WeakKeyDictionary[Stages, list[tuple[Example, tuple[Statement, ...]]]] = (
            WeakKeyDictionary()
        )

    def try_rules(self, rules: str, lexicon: str, text: str) -> Trial:
        """Return what the YAML ``rules`` do, over the library and the entries of ``lexicon``, to ``text``."""
        given: dict[Area, str] = {"rules": rules, "lexicon": lexicon}
        root = {FILES[area]: words for area, words in given.items() if words.strip()}
        if "rules/mine.yaml" not in root:
            return Trial()
        overlay = lay_over(self._base.library, root)
        check_patterns(overlay)
        if overlay.mistakes:
            return Trial(tuple(_slips(overlay)))
        tried = tuple(entry for entry in overlay.entries.values() if isinstance(entry, Rule))
        analyzer = self._analyzer(overlay.library)
        return Trial(
            rules=tried,
            replaced=tuple(rule.id for rule in tried if rule.id in self._base.library.rules),
            parts=tuple(_parts(tried, text, analyzer)),
            examples=tuple(_examples(tried, analyzer)),
            elsewhere=tuple(self._elsewhere(tried, analyzer)),
        )

    def _analyzer(self, library: Library) -> Analyzer:
        lexicon = (library.concepts, library.modifiers)
        known = [each for each in (self._base, self._last) if each.stages.lexicon == lexicon]
        self._last = (known or [self._base])[0].with_library(library)
        return self._last

    def _elsewhere(self, tried: Sequence[Rule], analyzer: Analyzer) -> Iterator[tuple[str, Example]]:
        """Yield the examples of the library's other rules that a tried rule finds."""
        names = {rule.id for rule in tried}
        if analyzer.stages not in self._understood:
            self._understood[analyzer.stages] = [
                (example, understand(analyzer.read(example.text), analyzer.stages).statements)
                for example in examples(self._base.library.rules.values())
            ]
        for example, statements in self._understood[analyzer.stages]:
            if example.rule not in names:
                for rule in tried:
                    if any(_holds(rule, statement, analyzer.library) for statement in statements):
                        yield rule.id, example


def _slips(overlay: Overlay) -> Iterator[Slip]:
    for mistake in overlay.mistakes:
        yield Slip(
            "lexicon" if mistake.path.parts[0] == "lexicon" else "rules", mistake.line, mistake.problem
        )


def _parts(tried: Sequence[Rule], text: str, analyzer: Analyzer) -> Iterator[TriedPart]:
    if text.strip():
        for reading in readings(analyzer.read(text), analyzer.stages):
            if reading.mentions or reading.statements:
                yield _part(tried, reading, analyzer.library)


def _part(tried: Sequence[Rule], reading: Reading, library: Library) -> TriedPart:
    hits: dict[str, Hit] = {}
    for statement in reading.statements:
        known = facts(statement, library.concepts)
        words = tuple(slot.quote for slot in statement.slots if slot.quote.text)
        for rule in tried:
            if rule.id not in hits and _holds(rule, statement, library):
                hits[rule.id] = Hit(rule.id, severity(rule, known), words)
    if hits:
        return TriedPart(reading.part, tuple(hits.values()))
    pairs = [(rule, statement) for rule in tried for statement in reading.statements]
    near = [pair for pair in pairs if _nearly(*pair, library)]
    lacks = [lack(rule, statement, library) for rule, statement in near or pairs]
    lacking = min(lacks, key=len) if lacks else unread([reading], library)
    return TriedPart(reading.part, (), lacking, near=bool(near))


def _nearly(rule: Rule, statement: Statement, library: Library) -> bool:
    """Return whether all but one of the conditions of ``rule`` hold, and not only its stance."""
    known = facts(statement, library.concepts)
    for when in rule.when:
        held = [not known.isdisjoint((slot, name) for name in names) for slot, names in when.wanted.items()]
        if held.count(False) <= 1 and any(held[1:]):  # the stance is the first
            return True
    return False


def _holds(rule: Rule, statement: Statement, library: Library) -> bool:
    return statement.stance != "mentions" and applies(rule, rule.when, facts(statement, library.concepts))


def _examples(tried: Sequence[Rule], analyzer: Analyzer) -> Iterator[TriedExample]:
    for example in examples(tried):
        if example.holds(found_in(example.text, analyzer)):
            yield TriedExample(example, holds=True)
        elif example.kind == "flag":
            rule = analyzer.library.rules[example.rule]
            yield TriedExample(example, holds=False, why=why_not(rule, example.text, analyzer))
        else:
            yield TriedExample(example, holds=False, why="这一句不该指出，却指出了")
