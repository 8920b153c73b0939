"""Same meaning, same findings: how a text is set, spaced or encoded changes nothing in what is found.

What is compared are pairs of category (or `protective`) and clause number, per document; of all pairs of all
documents together at most three in a hundred may go, and at most three in a hundred may come.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path

import opencc
import pytest

from analyzer import analyze
from clause_patterns import load_library

Pairs = frozenset[tuple[str, str]]

SHARE = 0.97  # of the pairs, that must remain and that must have been there
EXAMPLES = Path(__file__).parents[2] / "examples"
LINE = 38  # Han characters on a line of an A4 page
LONGEST_SET_LINE = 60  # a document whose longest line is shorter has been set in lines already
SEED = 20_210_820

HAN = "[\u3400-\u9fff]"
SET_APART = "[\u3400-\u9fff，。、；：？！（）《》“”]"
INVISIBLE = "\u200b\u200c\ufeff\u200e\u200f\u202a\u202c\u2066\u2069"
FULL_WIDTH = {code: code + 0xFEE0 for code in range(ord("!"), ord("~") + 1)}
HALF_WIDTH = str.maketrans("，；：（）？！", ",;:()?!")
# CJK radicals and their ideographs (EquivalentUnifiedIdeograph.txt); NFKC leaves all but two as they are.
SUPPLEMENT = zip(
    "⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳⺠⺟⻄⻁⻫⺝⺄⺜⺒⺓⺫⺬⻟⻣",
    "见角贝车长门青韦页风飞食马鬼鱼鸟卤麦黄齐齿龙龟民母西虎斉月乙日巳幺目示飠骨",
    strict=True,
)


@cache
def _radicals() -> Mapping[str, str]:
    """Return, for each character that looks like a radical, the radicals that look like it."""
    kangxi = ((chr(code), unicodedata.normalize("NFKC", chr(code))) for code in range(0x2F00, 0x2FD6))
    alike: dict[str, str] = {}
    for radical, character in (*kangxi, *SUPPLEMENT):
        alike[character] = alike.get(character, "") + radical
    return alike


@cache
def _converter(config: str) -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC(config).convert
    return convert


def with_invisible_characters(text: str) -> str:
    chance = random.Random(SEED)
    between = re.compile(f"(?<={HAN})(?={HAN})")
    return between.sub(lambda _: chance.choice(INVISIBLE) if chance.random() < 0.3 else "", text)


def spaced(text: str) -> str:
    return re.sub(f"(?<={SET_APART})(?={SET_APART})", " ", text)


def every_other_paragraph_spaced(text: str) -> str:
    return "\n".join(spaced(line) if index % 2 else line for index, line in enumerate(text.split("\n")))


def cut_by_characters(text: str) -> str:
    """Cut lines as a program does it that counts characters, Latin ones like Han."""
    return _cut(text, lambda _: 1, LINE)


def cut_by_width(text: str) -> str:
    """Cut lines as a page does it, on which two Latin characters are as wide as a Han one."""
    return _cut(text, lambda char: 2 if char > "\u2e7f" else 1, 2 * LINE)


def _cut(text: str, width: Callable[[str], int], room: int) -> str:
    if max(map(len, text.split("\n"))) <= LONGEST_SET_LINE and "\n" in text.strip():
        return text  # cutting lines that a page has cut gives long and short lines in turn, as no page does
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line, taken = "", 0
        for char in paragraph:
            if taken + width(char) > room:
                lines.append(line)
                line, taken = "", 0
            line, taken = line + char, taken + width(char)
        lines.append(line)
    return "\n".join(lines)


def full_width(text: str) -> str:
    return text.translate(FULL_WIDTH)


def half_width(text: str) -> str:
    return text.translate(HALF_WIDTH)


def with_radicals(text: str) -> str:
    chance, alike = random.Random(SEED), _radicals()
    return "".join(chance.choice(alike[char]) if char in alike else char for char in text)


def traditional(text: str) -> str:
    return _converter("s2t")(text)


def traditional_of_taiwan(text: str) -> str:
    return _converter("s2tw")(text)


def traditional_of_hong_kong(text: str) -> str:
    return _converter("s2hk")(text)


TRANSFORMATIONS: tuple[Callable[[str], str], ...] = (
    with_invisible_characters,
    spaced,
    every_other_paragraph_spaced,
    cut_by_characters,
    cut_by_width,
    full_width,
    half_width,
    with_radicals,
    traditional,
    traditional_of_taiwan,
    traditional_of_hong_kong,
)
every_transformation = pytest.mark.parametrize("transform", TRANSFORMATIONS, ids=lambda one: one.__name__)


@cache
def _pairs(text: str) -> Pairs:
    return frozenset(
        ("protective" if finding.stance == "protects" else finding.category, finding.clause)
        for finding in analyze(text).findings
    )


def _check(documents: Iterable[tuple[str, str]], transform: Callable[[str], str]) -> None:
    before = after = common = changed = 0
    differences: list[str] = []
    for name, text in documents:
        transformed = transform(text)
        if transformed == text:
            continue
        changed += 1
        was, now = _pairs(text), _pairs(transformed)
        before, after, common = before + len(was), after + len(now), common + len(was & now)
        if was != now:
            differences.append(f"{name}: lost {sorted(was - now)}, new {sorted(now - was)}")
    assert changed
    told = f"{common} of {before} remain, of {after} in all\n" + "\n".join(differences)
    assert common >= SHARE * before, told
    assert common >= SHARE * after, told


@cache
def _our_documents() -> tuple[tuple[str, str], ...]:
    rules = load_library().rules.values()
    return (
        *((path.name, path.read_text(encoding="utf-8")) for path in sorted(EXAMPLES.glob("*.txt"))),
        *((f"{rule.id}-flag", sentence) for rule in rules for sentence in rule.examples.flag),
        *((f"{rule.id}-pass", sentence) for rule in rules for sentence in rule.examples.passing),
    )


@cache
def _labelled_documents(folder: Path) -> tuple[tuple[str, str], ...]:
    names = sorted(path.stem for path in (folder / "labels").glob("*.tsv"))
    documents: list[tuple[str, str]] = []
    for name in names:
        with (folder / "documents" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            documents.append((name, file.read()))
    return tuple(documents)


@every_transformation
def test_our_documents_say_the_same(transform: Callable[[str], str]) -> None:
    """Our example documents and sentences give the same findings however they are set and encoded."""
    _check(_our_documents(), transform)


@pytest.mark.gold
@every_transformation
def test_real_documents_say_the_same(transform: Callable[[str], str], gold_dir: Path) -> None:
    """Real contracts and policies give the same findings however they are set and encoded."""
    _check(_labelled_documents(gold_dir), transform)


@pytest.mark.parametrize(
    "words",
    [
        "第五条1.2款所述的违约事件发生的，贷款人可以催收。",
        "第五条第二款的约定不变。",
        "第五条约定的还款日不变。",
        "w.58.com是本公司的网站。",
    ],
)
def test_a_reference_begins_no_clause(words: str) -> None:
    """A line that begins with a reference to an article, or with the rest of an address, has no number."""
    labels = [
        clause.label for clause in analyze(f"第六条 违约\n借款人逾期的。\n{words}\n第七条 其他").outline
    ]
    assert labels == ["第六条", "第七条"]


@pytest.mark.parametrize("heading", ["第五条 款项扣划", "第五条 约定还款", "第五条：所有权"])
def test_a_heading_begins_a_clause(heading: str) -> None:
    """What only looks like a reference is the heading of an article."""
    labels = [clause.label for clause in analyze(f"第四条 违约\n借款人逾期的。\n{heading}\n略。").outline]
    assert labels == ["第四条", "第五条"]
