"""Patterns that are tried only around their words find what they would find everywhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from analyzer.language import literals
from analyzer.language.literals import Patterns
from analyzer.language.normalise import normalise
from clause_patterns import load_library

EXAMPLES = Path(__file__).parents[2] / "examples"
CLAUSES = Path(__file__).with_name("clauses.tsv")
LIBRARY = load_library()
PATTERNS = [pattern for concept in LIBRARY.concepts.values() for pattern in concept.patterns]
SENTENCES = [
    sentence for rule in LIBRARY.rules.values() for sentence in (*rule.examples.flag, *rule.examples.passing)
]


def _everywhere(patterns: list[str], text: str) -> list[tuple[int, int, int]]:
    return [
        (index, *match.span())
        for index, pattern in enumerate(patterns)
        for match in re.finditer(pattern, text)
        if match[0]
    ]


@pytest.mark.parametrize("glue", ["\n", ""], ids=["in lines", "in one line"])
def test_the_library_finds_what_its_patterns_match(glue: str) -> None:
    """Of the rules' examples and the example documents no match is lost, moved or added."""
    clauses = CLAUSES.read_text(encoding="utf-8").replace("\\n", "\n")
    texts = [
        clauses,
        *SENTENCES,
        *(path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))),
    ]
    text = normalise(glue.join(texts)).text
    found = list(Patterns(PATTERNS).finditer(text))
    assert found == _everywhere(PATTERNS, text)
    assert len({index for index, _, _ in found}) > len(PATTERNS) / 3


@pytest.mark.parametrize(
    "pattern",
    [
        "通讯录",
        "(?:撤回|撤销)[^。]{0,6}授权",
        "撤[回销](?:了)?授权",
        "[甲乙]方",
        "(?<!不)得(?:到|过)",
        "授权(?![^。]{0,4}书)",
        "(?:另行|书面)*同意",
        "(?:另行|书面)+的",
        "[^。，]{1,3}公司",
        "(?:公司|[a-z]+)的",
        "(?:公司|)授权",
        "[^。]{2,3}",
        "(?i)app",
        "(?mi)app",
        "(?:公司|某公司的APP)[^。]?",
        "(?:a|b)?c",
        "授权$",
    ],
)
def test_any_pattern_is_found(pattern: str) -> None:
    """Whether its words can be told or not, what is found is what ``re`` finds."""
    text = "甲方撤回授权，乙方撤销了授权书。不得到账，得到同意；另行书面的同意。"
    text += "某某公司的APP、appc的bc授权书公司授权"
    assert list(Patterns([pattern]).finditer(text)) == _everywhere([pattern], text)


def test_the_rarest_words_are_looked_for() -> None:
    """Of all that every match contains, what the vocabulary holds least often is looked for."""
    users = Patterns(["授权[^。]{0,6}(?:公积金|社保)", "授权"], "授权 授权 授权 社保")._words
    assert [end - start for _, start, end in users.find_matches_as_indexes("授权公积金")] == [2, 3]
    alone = Patterns(["授权[^。]{0,6}(?:公积金|社保)"], "授权 授权 授权 社保")._words
    assert alone.find_matches_as_indexes("授权") == []


def test_it_is_known_which_patterns_may_match() -> None:
    """Without the words of a pattern there is no need to try it."""
    patterns = Patterns(["(?:撤回|撤销)授权", "同意", "[^。]{2,3}"])
    assert patterns.present("我们同意") == [1, 2]
    assert patterns.present("撤销同意") == [0, 1, 2]


def _lookaheads(parsed: Any) -> Iterator[Any]:
    for op, args in parsed:
        if op in (ops.ASSERT, ops.ASSERT_NOT) and args[0] > 0:
            yield args[1]
        if op is ops.BRANCH:
            inside = args[1]
        elif op in (ops.SUBPATTERN, ops.ASSERT, ops.ASSERT_NOT, ops.MAX_REPEAT):
            inside = [args[-1]]
        else:
            inside = []
        for part in inside:
            yield from _lookaheads(part)


def test_no_pattern_looks_too_far() -> None:
    """The library's patterns look no further ahead than they are shown of the text."""
    widths = [ahead.getwidth()[1] for pattern in PATTERNS for ahead in _lookaheads(parser.parse(pattern))]
    assert 20 < max(widths) <= literals._AHEAD
