"""jieba as spaCy's tokenizer, with the lexicon's words as user dictionary."""

from __future__ import annotations

import logging
import re
import tempfile
import warnings
from collections.abc import Iterable
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

with warnings.catch_warnings():
    # jieba 0.42 has regular expressions in plain strings ("\s"), which Python 3.12 warns of at compile time.
    warnings.filterwarnings("ignore", category=SyntaxWarning, module=r"jieba.*")
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"(jieba|pkg_resources).*")
    import jieba

_WORD = re.compile(r"[\u3400-\u9fff]{2,8}")
_FREQUENCY = 20_000  # high enough that a lexicon word beats its parts


class Segmenter:
    """A spaCy tokenizer over a private ``jieba.Tokenizer``; the global one leaks words between users.

    Tokens are never followed by implied blanks: ``doc.text`` is the text that went in.
    """

    def __init__(self, vocab: Vocab, words: Iterable[str]) -> None:
        self.vocab = vocab
        self.jieba = _tokenizer(tuple(sorted(word for word in set(words) if _WORD.fullmatch(word))))

    def __call__(self, text: str) -> Doc:
        """Return ``text`` as a Doc of jieba's words."""
        words = self.jieba.lcut(text, HMM=False) if text else []
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


@cache
def _tokenizer(words: tuple[str, ...]) -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    with tempfile.TemporaryDirectory() as private:
        # By default jieba loads a marshalled cache from a place that every user of the machine can write.
        tokenizer.tmp_dir = private
        tokenizer.initialize()
    for word in words:
        tokenizer.add_word(word, freq=_FREQUENCY)
    return tokenizer


def install(nlp: Language, words: Iterable[str]) -> None:
    """Give ``nlp`` a tokenizer that knows ``words``."""
    nlp.tokenizer = Segmenter(nlp.vocab, words)
