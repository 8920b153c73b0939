"""A pack adds to what the library has: some words to an entry, another severity to a rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from analyzer import analyze
from analyzer.pipeline import Analyzer
from clause_patterns import Library, PatternError, load_library
from clause_patterns.load import lay_over

LEXICON, RULES = "lexicon/mine.yaml", "rules/mine.yaml"
SENTENCE = "我们有权收集您的小本名录。"


def over(**files: str) -> Library:
    """Return the library with what is added in lexicon and rules."""
    root = {{"lexicon": LEXICON, "rules": RULES}[area]: text for area, text in files.items()}
    return lay_over(load_library(packs=[]), root).sound()


def test_a_word_is_added_to_an_entry() -> None:
    """The library's rules find the new word, and all else about the entry is as it was."""
    library = over(lexicon="- id: contact-list\n  extends: true\n  terms: [小本名录]\n")
    (finding,) = Analyzer(library).analyze(SENTENCE).findings
    assert finding.rule == "contact-list-collection"
    assert not analyze(SENTENCE).findings
    known = load_library(packs=[]).concepts["contact-list"]
    extended = library.concepts["contact-list"]
    assert extended == known.model_copy(update={"terms": (*known.terms, "小本名录")})


def test_a_word_that_the_library_has_too_is_there_once() -> None:
    """A pack goes on working when the library learns the same word."""
    library = over(lexicon="- id: contact-list\n  extends: true\n  terms: [通讯录, 小本名录, 小本名录]\n")
    terms = library.concepts["contact-list"].terms
    assert sorted(terms) == sorted(set(terms))


def test_only_the_severity_of_a_rule_is_changed() -> None:
    """What a pack does not name stays: title, examples, conditions."""
    library = over(rules="- id: contact-list-collection\n  extends: true\n  severity: low\n")
    known = load_library(packs=[]).rules["contact-list-collection"]
    assert library.rules["contact-list-collection"] == known.model_copy(update={"severity": "low"})


def test_examples_are_added_to_ours() -> None:
    """Both kinds of examples grow apart from one another."""
    text = "- {id: contact-list-collection, extends: true, examples: {flag: [平台会读取您的通讯录名单。]}}"
    known = load_library(packs=[]).rules["contact-list-collection"].examples
    extended = over(rules=text).rules["contact-list-collection"].examples
    assert extended.flag == (*known.flag, "平台会读取您的通讯录名单。")
    assert extended.passing == known.passing


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("- id: contacts-list\n  extends: true\n  terms: [甲]\n", 1, "contact-list 吗"),
        ("- id: contact-list\n  extends: no\n  terms: [甲]\n", 2, "只能填 true"),
        ("- extends: true\n  terms: [甲]\n", 1, "不能往里加"),
        ("- id: contact-list\n  extends: true\n  terms:\n  - 甲\n  - 3\n", 5, "terms 第 2 项：要写成文字"),
        ("- id: contact-list\n  extends: true\n  words: [甲]\n", 3, "words：没有这个键"),
    ],
)
def test_a_mistake_is_told_where_it_stands(text: str, line: int, told: str) -> None:
    """The line, and the place in a list, are those of the pack's own file."""
    with pytest.raises(PatternError, match=told) as caught:
        over(lexicon=text)
    assert (caught.value.path, caught.value.line) == (Path(LEXICON), line)
