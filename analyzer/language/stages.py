"""The stages of the language part, in order, over one spaCy Doc: outline, parties, concepts, statements.

Each leaves what it found in a custom attribute of the Doc: ``doc._.outline`` (Outline), ``doc._.aliases``
(who is who), ``doc._.mentions``, ``doc._.scenes`` (what each sentence part offers), ``doc._.drafts``
(statements in the normalised text); and in ``doc.spans["parts"]``, ``["concepts"]`` and ``["statements"]``.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable, Mapping

from spacy.tokens import Doc
from spacy.vocab import Vocab

from analyzer.language.anaphora import recall
from analyzer.language.concepts import Matcher, Mentions
from analyzer.language.drafts import Scene
from analyzer.language.misreadings import Corrector
from analyzer.language.modifiers import ModifierMatcher
from analyzer.language.outline import Outline, outline
from analyzer.language.parties import resolve_parties
from analyzer.language.segment import Segmenter, WordEdges
from analyzer.language.statements import Reader
from analyzer.language.tables import cells
from analyzer.model import Mention
from clause_patterns import Concept, Modifier

_TITLE = re.compile(r"《[^》\n]{1,40}》")  # 《共享清单》 names a document, it does not share

for _name in ("outline", "aliases", "mentions", "scenes", "drafts"):
    Doc.set_extension(_name, default=None, force=True)


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

    def read(self, text: str) -> Doc:
        """Return a Doc with what all stages find in ``text``, but no tokens and spans: they cost time."""
        doc = Doc(self.segmenter.vocab)
        doc.user_data.update(loan_text=text, loan_spans=False)
        return self.statements(self.concepts(self.parties(self.outline(doc))))

    def outline(self, doc: Doc) -> Doc:
        """Find clauses and sentence parts."""
        doc._.outline = outline(_text(doc))
        _label(doc, "parts", ((part.start, part.end, "PART") for part in doc._.outline.parts))
        return doc

    def parties(self, doc: Doc) -> Doc:
        """Find out who 甲方, 乙方, … are in each contract."""
        text = _text(doc)
        doc._.aliases = resolve_parties(text, _contracts(doc._.outline, len(text)), self._edges(doc))
        return doc

    def concepts(self, doc: Doc) -> Doc:
        """Find the lexicon's words."""
        titles = [match.span() for match in _TITLE.finditer(_text(doc))]
        found = self._matcher.find(_text(doc), self._edges(doc), doc._.aliases)
        doc._.mentions = [
            mention for mention in found if not (mention.kind == "action" and _inside(mention, titles))
        ]
        _label(doc, "concepts", ((m.start, m.end, m.concept) for m in doc._.mentions))
        return doc

    def statements(self, doc: Doc) -> Doc:
        """Assemble statements from concepts, modifiers and lead-ins; runs the stages before where needed."""
        before = ((self.outline, "outline"), (self.parties, "aliases"), (self.concepts, "mentions"))
        for stage, result in before:
            if doc._.get(result) is None:
                doc = stage(doc)
        doc._.scenes = self._scenes(doc)
        drafts = Reader(doc._.scenes, self._concepts).read()
        doc._.drafts = sorted((*drafts, *cells(doc._.scenes, drafts)), key=lambda draft: draft.part)
        parts = doc._.outline.parts
        said = (
            (parts[d.part].start, parts[d.part].end, f"{d.stance}:{d.action.concept}") for d in doc._.drafts
        )
        _label(doc, "statements", said)
        return doc

    def _scenes(self, doc: Doc) -> list[Scene]:
        mentions, edges, text = Mentions(doc._.mentions), self._edges(doc), _text(doc)
        scenes: list[Scene] = []
        for index, part in enumerate(doc._.outline.parts):
            scene = Scene(index, part, text, mentions.within(part.start, part.end))
            if scenes and scene.mentions:
                recall(scene, scenes[-1])
            if scene.of("action"):
                scene.scopes = self._modifiers.scopes(text, part.start, part.end, edges)
            scenes.append(scene)
        return scenes

    def _edges(self, doc: Doc) -> Container[int]:
        """Return the offsets at which a word begins or ends, by our dictionary, whoever made the tokens."""
        if "loan_edges" not in doc.user_data:
            doc.user_data["loan_edges"] = WordEdges(self.segmenter, _text(doc))
        edges: Container[int] = doc.user_data["loan_edges"]
        return edges


def _text(doc: Doc) -> str:
    """Return the text ``doc`` was made for: spaCy puts ``doc.text`` together anew at every call."""
    if "loan_text" not in doc.user_data:
        doc.user_data["loan_text"] = doc.text
    text: str = doc.user_data["loan_text"]
    return text


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


def _label(doc: Doc, name: str, ranges: Iterable[tuple[int, int, str]]) -> None:
    """Put the labelled ``ranges`` of characters into the Doc's span group ``name``."""
    if doc.user_data.get("loan_spans", True):
        spans = (doc.char_span(start, end, label, alignment_mode="expand") for start, end, label in ranges)
        doc.spans[name] = [span for span in spans if span is not None]
