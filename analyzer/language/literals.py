"""Many patterns over one text: each runs only around the words that no match of it can do without.

Three hundred regular expressions, each over the whole text, would cost more than all the rest of finding
words, and most of them match nowhere. But every match of ``(?:撤回|撤销)[^。]{0,12}授权`` holds 授权, and one
of 撤回 and 撤销. Of such sets of words the rarest is chosen, one Aho-Corasick pass finds the words of all
patterns, and a pattern is tried on the few characters around its own. What is found is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import product
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

from ahocorasick_rs import AhoCorasick

_MANY = 60  # words of one set: with more, some are common
_LONGEST = 200  # characters of a match, where a pattern sets no limit: (?:明示|书面)*
_AHEAD = 80  # characters that a pattern looks ahead of its match
_OTHER_LETTERS = re.compile(r"\(\?[aLmsux]*i")  # (?i): what is spelled out there matches otherwise as well


class Patterns:
    """Finds the matches of all ``patterns``; ``vocabulary`` tells which words are common."""

    def __init__(self, patterns: Sequence[str], vocabulary: str = "") -> None:
        self._patterns = [re.compile(pattern) for pattern in patterns]
        self._everywhere: list[int] = []
        users: dict[str, list[tuple[int, int]]] = {}
        for index, pattern in enumerate(patterns):
            words = _needed(pattern, vocabulary)
            if not words:
                self._everywhere.append(index)
            reach = min(_parsed(pattern).getwidth()[1], _LONGEST)
            for word in words:
                users.setdefault(word, []).append((index, reach))
        self._words = AhoCorasick(list(users))
        self._users = list(users.values())

    def present(self, text: str) -> list[int]:
        """Return the indexes of the patterns that may match in ``text``, in order."""
        found = set(self._everywhere)
        for word, _, _ in self._words.find_matches_as_indexes(text, overlapping=True):
            found.update(index for index, _ in self._users[word])
        return sorted(found)

    def finditer(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield (index of the pattern, start, end) of every match, one pattern after another."""
        windows: dict[int, list[list[int]]] = {index: [[0, len(text)]] for index in self._everywhere}
        for word, start, end in self._words.find_matches_as_indexes(text, overlapping=True):
            for index, reach in self._users[word]:
                # A match that holds the word begins and ends inside this window.
                known = windows.setdefault(index, [])
                if known and end - reach <= known[-1][1]:
                    known[-1][1] = max(known[-1][1], start + reach)
                else:
                    known.append([max(0, end - reach), start + reach])
        for index, ranges in sorted(windows.items()):
            pattern = self._patterns[index]
            for begin, limit in ranges:
                for match in pattern.finditer(text, begin, limit + _AHEAD):
                    if match.end() > limit:
                        break  # it belongs to the next window
                    yield index, match.start(), match.end()


def _needed(pattern: str, vocabulary: str = "") -> set[str]:
    """Return the rarest set of words one of which stands in every match; empty where none is known."""
    if _OTHER_LETTERS.search(pattern):
        return set()
    return min(_sets(pattern), key=partial(_commonness, vocabulary), default=set())


@cache
def _parsed(pattern: str) -> Any:
    return parser.parse(pattern)


@cache
def _sets(pattern: str) -> list[set[str]]:
    return _required(_parsed(pattern))


def _commonness(vocabulary: str, words: set[str]) -> tuple[int, int]:
    return sum(1 + vocabulary.count(word) for word in words), -min(map(len, words))


def _required(pattern: Any) -> list[set[str]]:
    """Return sets of words of which every match of the parsed ``pattern`` contains one each."""
    found: list[set[str]] = []
    run = {""}  # what the pattern can have matched since the last part that is not spelled out
    for part in pattern:
        words = _spelled(part)
        if words is not None and len(run) * len(words) <= _MANY:
            run = {before + word for before, word in product(run, words)}
        else:
            run = words or {""}
            found += _inside(part)
        if "" not in run:
            found.append(run)
    return found


def _spelled(part: tuple[Any, Any]) -> set[str] | None:
    """Return all that ``part`` of a pattern can match, where that is a handful of words, or None."""
    op, args = part
    if op is ops.LITERAL:
        return {chr(args)}
    if op in (ops.ASSERT, ops.ASSERT_NOT, ops.AT):
        return {""}
    if op is ops.IN and all(kind is ops.LITERAL for kind, _ in args):
        return {chr(code) for _, code in args}
    if op is ops.SUBPATTERN:
        return _sequence(args[-1])
    if op is ops.MAX_REPEAT and args[:2] == (0, 1):
        words = _sequence(args[2])
        return None if words is None else words | {""}
    if op is ops.BRANCH:
        branches = [_sequence(branch) for branch in args[1]]
        words = {word for branch in branches if branch is not None for word in branch}
        return words if all(branches) and len(words) <= _MANY else None
    return None


def _sequence(pattern: Any) -> set[str] | None:
    run = {""}
    for part in pattern:
        words = _spelled(part)
        if words is None or len(run) * len(words) > _MANY:
            return None
        run = {before + word for before, word in product(run, words)}
    return run


def _inside(part: tuple[Any, Any]) -> list[set[str]]:
    """Return the sets of words required by a ``part`` that is not spelled out."""
    op, args = part
    if op is ops.SUBPATTERN:
        return _required(args[-1])
    if op is ops.MAX_REPEAT and args[0] > 0:
        return _required(args[2])
    if op is ops.BRANCH:
        sets = [_required(branch) for branch in args[1]]
        if all(sets):
            return [{word for words in sets for word in min(words, key=partial(_commonness, ""))}]
    return []
