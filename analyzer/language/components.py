"""The spaCy pipeline: one component a stage, results as custom attributes and ``SpanGroup``s of the Doc.

``doc._.outline`` (Outline), ``doc._.aliases`` (who is who), ``doc._.mentions``, ``doc._.scenes`` (what each
sentence part offers), ``doc._.drafts`` (statements in the normalised text); ``doc.spans["parts"]``,
``["concepts"]`` and ``["statements"]`` for spaCy users.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Iterable
from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from analyzer.language.anaphora import recall
from analyzer.language.concepts import Matcher, Mentions
from analyzer.language.drafts import Scene
from analyzer.language.modifiers import ModifierMatcher
from analyzer.language.outline import Outline, outline
from analyzer.language.parties import resolve_parties
from analyzer.language.segment import Segmenter, WordEdges, install
from analyzer.language.statements import Reader
from analyzer.language.tables import cells
from analyzer.model import Mention
from clause_patterns import Library, load_library

STAGES = ("loan_outline", "loan_parties", "loan_concepts", "loan_statements")
_TITLE = re.compile(r"《[^》\n]{1,40}》")  # 《共享清单》 names a document, it does not share
_MAX_LENGTH = 20_000_000  # characters; spaCy's own limit is for models that need memory per token

for _name in ("outline", "aliases", "mentions", "scenes", "drafts"):
    Doc.set_extension(_name, default=None, force=True)


@cache
def _matcher() -> Matcher:
    return Matcher(load_library().concepts)


@cache
def _modifiers() -> ModifierMatcher:
    return ModifierMatcher(load_library().modifiers.values())


def blank_pipeline(library: Library | None = None) -> Language:
    """Return a spaCy pipeline with our tokenizer and all stages."""
    nlp = spacy.blank("xx")
    nlp.max_length = _MAX_LENGTH
    install(nlp, _matcher().vocabulary)
    for stage in STAGES:
        nlp.add_pipe(stage)
    return nlp


def prepared(nlp: Language, text: str) -> Doc:
    """Return a Doc for our own use: it carries ``text`` without tokens and spans, which cost time to make."""
    segmenter = nlp.tokenizer
    assert isinstance(segmenter, Segmenter)
    doc = Doc(nlp.vocab)
    doc.user_data.update(loan_text=text, loan_boundaries=WordEdges(segmenter, text), loan_spans=False)
    return doc


@Language.component("loan_outline")
def loan_outline(doc: Doc) -> Doc:
    """Find clauses and sentence parts."""
    doc._.outline = outline(_text(doc))
    _label(doc, "parts", ((part.start, part.end, "PART") for part in doc._.outline.parts))
    return doc


@Language.component("loan_parties")
def loan_parties(doc: Doc) -> Doc:
    """Find out who 甲方, 乙方, … are in each contract."""
    doc._.aliases = resolve_parties(_text(doc), _contracts(doc._.outline, len(_text(doc))), _boundaries(doc))
    return doc


@Language.component("loan_concepts")
def loan_concepts(doc: Doc) -> Doc:
    """Find the lexicon's words."""
    titles = [match.span() for match in _TITLE.finditer(_text(doc))]
    found = _matcher().find(_text(doc), _boundaries(doc), doc._.aliases)
    doc._.mentions = [
        mention for mention in found if not (mention.kind == "action" and _inside(mention, titles))
    ]
    _label(doc, "concepts", ((m.start, m.end, m.concept) for m in doc._.mentions))
    return doc


@Language.component("loan_statements")
def loan_statements(doc: Doc) -> Doc:
    """Assemble statements from concepts, modifiers and lead-ins; runs the stages before it where needed."""
    for stage, result in ((loan_outline, "outline"), (loan_parties, "aliases"), (loan_concepts, "mentions")):
        if doc._.get(result) is None:
            doc = stage(doc)
    mentions, boundaries = Mentions(doc._.mentions), _boundaries(doc)
    modifiers = _modifiers()
    text = _text(doc)
    scenes: list[Scene] = []
    for index, part in enumerate(doc._.outline.parts):
        scene = Scene(index, part, text, mentions.within(part.start, part.end))
        if scenes and scene.mentions:
            recall(scene, scenes[-1])
        if scene.of("action"):
            scene.scopes = modifiers.scopes(text, part.start, part.end, boundaries)
        scenes.append(scene)
    doc._.scenes = scenes
    drafts = Reader(scenes, load_library().concepts).read()
    doc._.drafts = sorted((*drafts, *cells(scenes, drafts)), key=lambda draft: draft.part)
    parts = doc._.outline.parts
    said = ((parts[d.part].start, parts[d.part].end, f"{d.stance}:{d.action.concept}") for d in doc._.drafts)
    _label(doc, "statements", said)
    return doc


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


def _boundaries(doc: Doc) -> Container[int]:
    """Return the offsets at which a token begins, and the end."""
    if "loan_boundaries" not in doc.user_data:
        offsets = doc.to_array("IDX").tolist()
        doc.user_data["loan_boundaries"] = frozenset((*offsets, len(_text(doc))))
    boundaries: Container[int] = doc.user_data["loan_boundaries"]
    return boundaries


def _inside(mention: Mention, ranges: list[tuple[int, int]]) -> bool:
    index = bisect_right(ranges, (mention.start, len(ranges) and ranges[-1][1])) - 1
    return index >= 0 and ranges[index][0] <= mention.start and mention.end <= ranges[index][1]


def _label(doc: Doc, name: str, ranges: Iterable[tuple[int, int, str]]) -> None:
    """Put the labelled ``ranges`` of characters into the Doc's span group ``name``."""
    if doc.user_data.get("loan_spans", True):
        spans = (doc.char_span(start, end, label, alignment_mode="expand") for start, end, label in ranges)
        doc.spans[name] = [span for span in spans if span is not None]
