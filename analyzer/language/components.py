"""The stages as spaCy components: ``nlp.add_pipe("loan_statements")``."""

from __future__ import annotations

from functools import cache

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from analyzer.language.stages import Stages
from clause_patterns import load_library

STAGES = ("loan_outline", "loan_parties", "loan_concepts", "loan_statements")
_MAX_LENGTH = 20_000_000  # characters; spaCy's own limit is for models that need memory per token


@cache
def _stages() -> Stages:
    library = load_library()
    return Stages(library.concepts, library.modifiers)


def blank_pipeline() -> Language:
    """Return a spaCy pipeline with our tokenizer and all stages."""
    nlp = spacy.blank("xx", vocab=_stages().segmenter.vocab)
    nlp.max_length = _MAX_LENGTH
    nlp.tokenizer = _stages().segmenter
    for stage in STAGES:
        nlp.add_pipe(stage)
    return nlp


@Language.component("loan_outline")
def loan_outline(doc: Doc) -> Doc:
    """Find clauses and sentence parts."""
    return _stages().outline(doc)


@Language.component("loan_parties")
def loan_parties(doc: Doc) -> Doc:
    """Find out who 甲方, 乙方, … are in each contract."""
    return _stages().parties(doc)


@Language.component("loan_concepts")
def loan_concepts(doc: Doc) -> Doc:
    """Find the lexicon's words."""
    return _stages().concepts(doc)


@Language.component("loan_statements")
def loan_statements(doc: Doc) -> Doc:
    """Assemble statements from concepts, modifiers and lead-ins; runs the stages before it where needed."""
    return _stages().statements(doc)
