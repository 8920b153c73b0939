"""How fast texts are analysed, as ratios measured in this run: they hold on any machine, times do not.

    python benchmarks/speed.py

Three tables are printed; a figure that misses its target is marked `!`.

1. Against jieba: what analysing 10,000 characters of contract costs, in units of what jieba takes to cut the
   same text into words with the same dictionary.
2. Growth: what one character costs in a longer text, in units of its cost among 10,000. Linear is 1.
3. One line: what texts cost that defeat careless code, in units of an ordinary text of the same length.
   A text that promises to take minutes is measured on fewer characters: the length stands beside it, and
   the figure would be higher still for the whole.

Figures are medians of several runs after one that is not counted; what is measured is processor time.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import process_time

from analyzer import Analyzer
from clause_patterns import Library

EXAMPLES = Path(__file__).parents[1] / "examples"
BASE = 10_000  # characters
LONGER = (10_000, 100_000, 1_000_000)
ONE_LINE = (1_000, 10_000, 100_000)
PATIENCE = 60.0  # seconds that a text ten times longer may take, if its cost is quadratic
TO_JIEBA, TO_BASE, TO_ORDINARY = 2.5, 1.3, 3.0  # the targets: at most


def contract(length: int) -> str:
    """Return ``length`` characters of our example documents, one after another, over and over."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    return filled("\n".join(texts), length)


def filled(piece: str, length: int = ONE_LINE[-1]) -> str:
    """Return ``piece`` over and over, ``length`` characters in all."""
    return (piece * (length // len(piece) + 1))[:length]


def odd_texts(library: Library) -> dict[str, str]:
    """Return texts on one line, each under what is odd about it."""
    chance = random.Random(1)
    nouns = [
        term for concept in library.concepts.values() if concept.kind == "data" for term in concept.terms
    ]
    unbroken = "".join(contract(15_000).split()).translate(str.maketrans("。；：！？", "，，，，，"))
    return {
        "one Han character": filled("信"),
        "（": filled("（"),
        "，": filled("，"),
        "blanks": "信" + filled(" ", ONE_LINE[-1] - 1),
        "1.1.1.": filled("1.1.1."),
        "Han at random": "".join(chr(chance.randrange(0x4E00, 0x9FA6)) for _ in range(ONE_LINE[-1])),
        "信息、": filled("信息、"),
        "all data nouns": filled("、".join(nouns) + "、"),
        "我们收集 all data nouns": filled("我们收集" + "、".join(nouns) + "，"),
        "同意授权": filled("同意授权"),
        "联系人": filled("联系人"),
        "合作方、": filled("合作方、"),
        "甲方、借款人、": filled("甲方、借款人、"),
        "向第三方提供": filled("向第三方提供"),
        "将信息提供给合作方，": filled("将信息提供给合作方，"),
        "contract in one sentence": filled(unbroken),
    }


def cost(work: Callable[[], object], runs: int) -> float:
    """Return the processor time that ``work`` takes: the median of ``runs``."""
    times: list[float] = []
    for _ in range(runs):
        start = process_time()
        work()
        times.append(process_time() - start)
    return median(times)


def show(name: str, ratio: float, target: float, note: str = "") -> None:
    """Print one line of a table."""
    print(f"  {ratio:8.2f} {'!' if ratio > target else ' '} {name}{note}", flush=True)


def against_jieba(analyzer: Analyzer) -> None:
    """Print table 1."""
    print(f"Analysing {BASE:,} characters : cutting them with jieba, at most {TO_JIEBA}")
    text = contract(BASE)
    segmenter = analyzer.stages.segmenter
    cut = partial(segmenter.jieba.lcut, text, HMM=False)  # as the pipeline does, with its dictionary
    analyse = partial(analyzer.analyze, text)
    cut(), analyse()
    show("analyze : jieba.lcut", cost(analyse, 15) / cost(cut, 15), TO_JIEBA)


def growth(analyzer: Analyzer) -> None:
    """Print table 2."""
    print(f"\nCost of a character : its cost among {BASE:,}, at most {TO_BASE}")
    base = 0.0
    for length in LONGER:
        each = cost(partial(analyzer.analyze, contract(length)), 15 if length == BASE else 3) / length
        base = base or each
        show(f"{length:,} characters", each / base, TO_BASE)


def one_line(analyzer: Analyzer) -> None:
    """Print table 3."""
    print(f"\nOdd texts on one line : ordinary text of the same length, at most {TO_ORDINARY}")
    ordinary = {length: cost(partial(analyzer.analyze, contract(length)), 5) for length in ONE_LINE}
    for name, text in odd_texts(analyzer.library).items():
        measured, taken = 0, 0.0
        for length in ONE_LINE:
            if taken * 100 > PATIENCE:
                break
            measured, taken = length, cost(partial(analyzer.analyze, text[:length]), 1)
        note = "" if measured == ONE_LINE[-1] else f"  ({measured:,} characters only)"
        show(name, taken / ordinary[measured], TO_ORDINARY, note)


def main() -> None:
    """Print all tables."""
    analyzer = Analyzer()
    for table in (against_jieba, growth, one_line):
        table(analyzer)


if __name__ == "__main__":
    main()
