"""jieba as spaCy's tokenizer, with the lexicon's words as user dictionary."""

from __future__ import annotations

import logging
import re
import tempfile
import warnings
from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping
from functools import lru_cache
from itertools import accumulate
from math import inf, log
from string import ascii_letters, digits

from spacy.tokens import Doc
from spacy.vocab import Vocab

with warnings.catch_warnings():
    # jieba 0.42 has regular expressions in plain strings ("\s"), which Python warns of when it compiles them,
    # and then calls the module by its path: each time where compiled files are not kept.
    warnings.filterwarnings("ignore", category=SyntaxWarning, module=r".*jieba.*")
    warnings.filterwarnings("ignore", category=DeprecationWarning, module=r"(.*jieba|pkg_resources).*")
    import jieba

_WORD = re.compile(r"[\u3400-\u9fff]{2,8}")
_FREQUENCY = 20_000  # high enough that a lexicon word beats its parts
_APART = re.compile(r"\r\n|.", re.DOTALL)  # what jieba makes of everything that is no word
_LATIN = frozenset(ascii_letters + digits)
# The first tokenizer, with what jieba itself makes of the words that were added to it, and its total: others
# are copied from it, for jieba takes more than a second to read its dictionary.
_first: list[tuple[jieba.Tokenizer, dict[str, int], int]] = []


class Segmenter:
    """A spaCy tokenizer over a private ``jieba.Tokenizer``; the global one leaks words between users.

    Tokens are never followed by implied blanks: ``doc.text`` is the text that went in.

    The words are those of ``jieba.lcut(text, HMM=False)``, found in a third of the time: jieba takes the
    logarithm of every possible word anew, here each stands ready.
    """

    def __init__(self, vocab: Vocab, words: Iterable[str]) -> None:
        self.vocab = vocab
        known = tuple(sorted(word for word in set(words) if _WORD.fullmatch(word)))
        self.jieba = _tokenizer(known)
        self._weights = _weights(known)
        self._unknown = -log(self.jieba.total)

    def __call__(self, text: str) -> Doc:
        """Return ``text`` as a Doc of jieba's words."""
        words = self.cut(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))

    def cut(self, text: str) -> list[str]:
        """Return the words of ``text``."""
        words: list[str] = []
        for index, piece in enumerate(jieba.re_han_default.split(text)):
            words += self.words(piece) if index % 2 else _APART.findall(piece)
        return words

    def words(self, text: str) -> list[str]:
        """Return the most probable words of ``text``, which has no punctuation."""
        ends = self._ends(text)
        words: list[str] = []
        start = 0
        while start < len(text):
            end = ends[start]
            if end == start + 1 and text[start] in _LATIN:  # letters and figures by themselves stay together
                while end < len(text) and ends[end] == end + 1 and text[end] in _LATIN:
                    end += 1
            words.append(text[start:end])
            start = end
        return words

    def _ends(self, text: str) -> list[int]:
        """Return for every offset where the word ends that begins the most probable words from there on."""
        length = len(text)
        ends = [0] * length
        scores = [0.0] * (length + 1)  # of the best words from an offset on
        weight_of = self._weights.get
        for start in range(length - 1, -1, -1):
            best, chosen, end = -inf, 0, start + 1
            weight = weight_of(text[start])
            while weight is not None:
                score = weight + scores[end]
                if score >= best:  # of equals jieba takes the longer
                    best, chosen = score, end
                if end == length:
                    break
                end += 1
                weight = weight_of(text[start:end])
            if best == -inf:
                best, chosen = self._unknown + scores[start + 1], start + 1
            ends[start], scores[start] = chosen, best
        return ends


class WordEdges(Container[int]):
    """The offsets at which a word of ``text`` (normalised: without carriage returns) begins or ends.

    Few are ever asked about, so that a stretch without punctuation is cut into words when one inside it is.
    """

    def __init__(self, segmenter: Segmenter, text: str) -> None:
        self._segmenter, self._text = segmenter, text
        self._stretches = [match.span() for match in jieba.re_han_default.finditer(text)]
        self._known: dict[tuple[int, int], set[int]] = {}

    def __contains__(self, offset: object) -> bool:
        """Return whether a word begins or ends at ``offset``."""
        before = bisect_left(self._stretches, (offset,)) - 1
        if before < 0 or self._stretches[before][1] <= offset:
            return True  # what is no word stands alone
        start, end = stretch = self._stretches[before]
        if stretch not in self._known:
            lengths = map(len, self._segmenter.words(self._text[start:end]))
            self._known[stretch] = set(accumulate(lengths, initial=start))
        return offset in self._known[stretch]


@lru_cache(maxsize=2)  # 60 MB each
def _tokenizer(words: tuple[str, ...]) -> jieba.Tokenizer:
    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    if _first:
        first, before, total = _first[0]
        tokenizer.FREQ, tokenizer.total, tokenizer.initialized = first.FREQ | before, total, True
    else:
        with tempfile.TemporaryDirectory() as private:
            # By default jieba loads a marshalled cache from a place that every user of the machine can write.
            tokenizer.tmp_dir = private
            tokenizer.initialize()
        _first.append((tokenizer, {word: tokenizer.FREQ.get(word, 0) for word in words}, tokenizer.total))
    for word in words:
        tokenizer.add_word(word, freq=_FREQUENCY)
    return tokenizer


@lru_cache(maxsize=2)  # 60 MB each
def _weights(words: tuple[str, ...]) -> Mapping[str, float]:
    """Return the logarithm of the probability of every word, and -inf for what only begins a word."""
    tokenizer = _tokenizer(words)
    total = log(tokenizer.total)
    weights = {count: log(count) - total if count else -inf for count in set(tokenizer.FREQ.values())}
    return {word: weights[count] for word, count in tokenizer.FREQ.items()}
