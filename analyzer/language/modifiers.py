"""Words that change how an action is meant, applied in one place, in the manner of ConText.

Harkema et al., "ConText: an algorithm for determining negation, experiencer, and temporal status from
clinical reports", J. Biomed. Inform. 42 (2009). A modifier has a direction, a reach counted in
comma-separated parts, and words that end its scope.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass

from analyzer.language.literals import Patterns
from clause_patterns import Modifier

_NEVER = r"(?!)"
_COMMA = re.compile(r"[，,\t]")
_BRACKETS = re.compile(r"（[^（）]*）")


@dataclass(frozen=True, slots=True)
class Scope:
    """Where one modifier acts: on targets inside ``[start, end)``; ``word`` is the modifier's range."""

    effect: str
    start: int
    end: int
    word: tuple[int, int]


class ModifierMatcher:
    """Finds the scopes of modifiers in one sentence part."""

    def __init__(self, modifiers: Iterable[Modifier]) -> None:
        entries = list(modifiers)
        patterns = [
            "|".join([*map(re.escape, sorted(entry.terms, key=len, reverse=True)), *entry.patterns])
            for entry in entries
        ]
        self._entries = [
            (re.compile(pattern), entry) for pattern, entry in zip(patterns, entries, strict=True)
        ]
        self._patterns = Patterns(patterns)
        self._pseudo = {
            entry.id: re.compile("|".join(map(re.escape, entry.pseudo)) or _NEVER)
            for _, entry in self._entries
        }
        self._ends = {
            entry.id: re.compile("|".join(map(re.escape, entry.ends)))
            for _, entry in self._entries
            if entry.ends
        }

    def scopes(self, text: str, start: int, end: int, boundaries: Container[int]) -> list[Scope]:
        """Return the scopes inside the sentence part ``[start, end)`` of ``text``."""
        scopes: list[Scope] = []
        for index in self._patterns.present(text[start:end]):
            pattern, entry = self._entries[index]
            pseudo = [match.span() for match in self._pseudo[entry.id].finditer(text, start, end)]
            for match in pattern.finditer(text, start, end):
                left, right = match.span()
                if any(left < close and begin < right for begin, close in pseudo):
                    continue
                if entry.whole_words and not (left in boundaries and right in boundaries):
                    continue
                if entry.direction in ("forward", "both"):
                    scopes.append(
                        Scope(entry.effect, left, self._limit(text, right, end, entry), (left, right))
                    )
                if entry.direction in ("backward", "both"):
                    scopes.append(
                        Scope(entry.effect, _reach_back(text, start, left, entry.reach), right, (left, right))
                    )
        return scopes

    def _limit(self, text: str, start: int, end: int, entry: Modifier) -> int:
        # What brackets add neither counts as a part nor ends anything: 不会将信息（例如姓名，可以……）共享.
        words = text[start:end]
        if "（" in words:
            words = _BRACKETS.sub(_blank, words)
        commas = list(_COMMA.finditer(words))
        limit = commas[entry.reach].start() if len(commas) > entry.reach else len(words)
        closing = _closing_bracket(words, 0, limit) if "）" in words else None
        if closing is not None:
            limit = closing
        if entry.within:
            limit = min(limit, entry.within)
        stop = self._ends[entry.id].search(words, 0, limit) if entry.id in self._ends else None
        return start + (stop.start() if stop else limit)


def _blank(match: re.Match[str]) -> str:
    return "　" * len(match[0])


def _closing_bracket(text: str, start: int, end: int) -> int | None:
    """Return where the bracket closes in which ``start`` lies, None outside brackets."""
    depth = 0
    for offset in range(start, end):
        if text[offset] == "（":
            depth += 1
        elif text[offset] == "）":
            depth -= 1
            if depth < 0:
                return offset
    return None


def _reach_back(text: str, start: int, end: int, reach: int) -> int:
    commas = [match.end() for match in _COMMA.finditer(text, start, end)]
    return commas[-reach - 1] if len(commas) > reach else start


def covering(scopes: Iterable[Scope], effect: str, start: int, end: int) -> Scope | None:
    """Return the scope of ``effect`` that covers the target ``[start, end)``, None without one."""
    return next(
        (scope for scope in scopes if scope.effect == effect and scope.start <= start and end <= scope.end),
        None,
    )
