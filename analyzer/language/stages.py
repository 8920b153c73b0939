"""The stages of the language part, in order: outline, parties, concepts, statements."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from spacy.vocab import Vocab

from analyzer.language.anaphora import recall
from analyzer.language.concepts import Matcher, Mentions
from analyzer.language.drafts import Draft, Scene
from analyzer.language.misreadings import Corrector
from analyzer.language.modifiers import ModifierMatcher
from analyzer.language.outline import Outline, outline
from analyzer.language.parties import Alias, resolve_parties
from analyzer.language.segment import Segmenter, WordEdges
from analyzer.language.statements import Reader
from analyzer.language.tables import cells
from analyzer.model import Mention
from clause_patterns import Concept, Modifier

Stage = Literal["outline", "parties", "concepts", "statements"]
STAGES: Final[tuple[Stage, ...]] = ("outline", "parties", "concepts", "statements")

_TITLE = re.compile(r"《[^》\n]{1,40}》")  # 《共享清单》 names a document, it does not share


@dataclass(slots=True)
class Sheet:
    """A normalised text with what the stages have found in it so far; all offsets are in ``text``.

    ``edges`` are where words begin or end; ``aliases`` says who is who, ``scenes`` what each sentence part
    offers; ``drafts`` are the statements.
    """

    text: str
    edges: Container[int]
    outline: Outline
    aliases: list[Alias] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    scenes: list[Scene] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)


class Stages:
    """The stages with the words of one lexicon; making them takes a second, so keep them."""

    def __init__(
        self, concepts: Mapping[str, Concept], modifiers: Mapping[str, Modifier], vocab: Vocab | None = None
    ) -> None:
        self.lexicon = (concepts, modifiers)
        self._concepts = concepts
        self._matcher = Matcher(concepts)
        self._modifiers = ModifierMatcher(modifiers.values())
        self.segmenter = Segmenter(vocab or Vocab(), self._matcher.vocabulary)
        self.corrector = Corrector(concepts.values(), self.segmenter)

    def read(self, text: str, until: Stage = "statements") -> Sheet:
        """Return what the stages find in ``text``, the last of them being ``until``."""
        sheet = Sheet(text, WordEdges(self.segmenter, text), outline(text))
        for stage in (self._parties, self._find_concepts, self._statements)[: STAGES.index(until)]:
            stage(sheet)
        return sheet

    def _parties(self, sheet: Sheet) -> None:
        """Find out who 甲方, 乙方, … are in each contract."""
        contracts = _contracts(sheet.outline, len(sheet.text))
        sheet.aliases = resolve_parties(sheet.text, contracts, sheet.edges)

    def _find_concepts(self, sheet: Sheet) -> None:
        """Find the lexicon's words."""
        titles = [match.span() for match in _TITLE.finditer(sheet.text)]
        sheet.mentions = [
            mention
            for mention in self._matcher.find(sheet.text, sheet.edges, sheet.aliases)
            if not (mention.kind == "action" and _inside(mention, titles))
        ]

    def _statements(self, sheet: Sheet) -> None:
        """Assemble statements from concepts, modifiers and lead-ins."""
        sheet.scenes = list(self._scenes(sheet))
        drafts = Reader(sheet.scenes, self._concepts).read()
        sheet.drafts = sorted((*drafts, *cells(sheet.scenes, drafts)), key=lambda draft: draft.part)

    def _scenes(self, sheet: Sheet) -> Iterator[Scene]:
        mentions = Mentions(sheet.mentions)
        before: Scene | None = None
        for index, part in enumerate(sheet.outline.parts):
            scene = Scene(index, part, sheet.text, mentions.within(part.start, part.end))
            if before and scene.mentions:
                recall(scene, before)
            if scene.of("action"):
                scene.scopes = self._modifiers.scopes(sheet.text, part.start, part.end, sheet.edges)
            yield scene
            before = scene


def _contracts(found: Outline, length: int) -> list[tuple[int, int]]:
    starts: list[int] = []
    last: int | None = None
    for part in found.parts:
        if part.contract != last:
            starts.append(part.start)
            last = part.contract
    return list(zip(starts, [*starts[1:], length], strict=False))


def _inside(mention: Mention, ranges: list[tuple[int, int]]) -> bool:
    index = bisect_right(ranges, (mention.start, len(ranges) and ranges[-1][1])) - 1
    return index >= 0 and ranges[index][0] <= mention.start and mention.end <= ranges[index][1]
