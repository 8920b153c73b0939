"""The segmenter as a spaCy tokenizer: ``[nlp.tokenizer] @tokenizers = "loan_words.v1"``."""

# ruff: noqa: PLC0415 - imports inside functions: spaCy may load this module in every process

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

if TYPE_CHECKING:
    from analyzer.language.segment import Segmenter


class LoanWords:
    """Cuts Chinese text into words, those of the lexicon whole; ``doc.text`` is the text that went in.

    ``patterns`` are folders of packs, as for the components; ``words`` are further words of two to eight
    characters. A saved pipeline holds the words that were used.
    """

    def __init__(self, vocab: Vocab, patterns: list[str] | None = None, words: Iterable[str] = ()) -> None:
        self.vocab, self.patterns, self.words = vocab, patterns, tuple(words)
        self._saved: tuple[str, ...] | None = None

    def __call__(self, text: str) -> Doc:
        """Return ``text`` as a Doc of words."""
        return self._segmenter(text)

    def dictionary(self) -> tuple[str, ...]:
        """Return the words that are kept whole, sorted."""
        from analyzer.spacy_pipes import library_with

        if self._saved is not None:
            return self._saved
        concepts = library_with(self.patterns).concepts.values()
        return tuple(sorted({*self.words, *(term for concept in concepts for term in concept.terms)}))

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Return the dictionary as bytes."""
        return json.dumps(self.dictionary(), ensure_ascii=False).encode()

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> LoanWords:
        """Take the dictionary from ``data``."""
        self.__dict__.pop("_segmenter", None)
        self._saved = tuple(json.loads(data))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the dictionary to the file ``path``."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> LoanWords:
        """Take the dictionary from the file ``path``."""
        return self.from_bytes(Path(path).read_bytes())

    def __reduce__(self) -> tuple[Callable[[Vocab, bytes], LoanWords], tuple[Vocab, bytes]]:
        """Return what another process needs; jieba's own object cannot be sent."""
        return _received, (self.vocab, self.to_bytes())

    @cached_property
    def _segmenter(self) -> Segmenter:
        from analyzer.language.segment import Segmenter

        return Segmenter(self.vocab, self.dictionary())


def _received(vocab: Vocab, data: bytes) -> LoanWords:
    return LoanWords(vocab).from_bytes(data)


@registry.tokenizers("loan_words.v1")  # type: ignore[untyped-decorator]  # spaCy leaves it untyped
def loan_words(
    patterns: list[str] | None = None, words: list[str] | None = None
) -> Callable[[Language], LoanWords]:
    """Return what makes the tokenizer of a pipeline."""

    def create(nlp: Language) -> LoanWords:
        return LoanWords(nlp.vocab, patterns, words or ())

    return create
