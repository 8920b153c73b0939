"""No text makes the analysis run away: what it costs is counted in steps, not timed.

A step is a line of Python executed, a turn of a loop or a call; what happens inside one regular expression is
not seen (``benchmarks/speed.py`` measures time).
"""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from analyzer import analyze, examine
from clause_patterns import load_library

EXAMPLES = Path(__file__).parent.parent / "examples"
LENGTH = 16_000  # characters on the line
SHORT = 4_000
FEW = 5  # times the steps of an ordinary text of the same length
GROWTH = 6  # times the steps of the short text, of which the line has four times the length


class TooManyError(Exception):
    """Raised inside the analysis when it has taken more steps than it may."""


def steps(text: str, limit: float = float("inf")) -> int:
    """Return how many steps the analysis of ``text`` takes, at most just over ``limit``."""
    analyze(text[:100])  # what is loaded once does not count
    return counted(lambda: analyze(text), limit)


def counted(work: Callable[[], object], limit: float = float("inf")) -> int:
    """Return how many steps ``work`` takes, at most just over ``limit``."""
    count = 0

    def trace(_frame: FrameType, _event: str, _arg: object) -> Any:
        nonlocal count
        count += 1
        if count > limit:
            raise TooManyError
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        work()
    except TooManyError:
        pass
    finally:
        sys.settrace(before)
    return count


def filled(piece: str, length: int = LENGTH) -> str:
    return (piece * (length // len(piece) + 1))[:length]


@cache
def contract() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.glob("*.txt")))


@cache
def ordinary(length: int) -> int:
    return steps(filled(contract(), length))


def odd_texts() -> dict[str, str]:
    chance = random.Random(1)
    concepts = load_library().concepts.values()
    nouns = "、".join(term for concept in concepts if concept.kind == "data" for term in concept.terms)
    one_sentence = "".join(contract().split()).translate(str.maketrans("。；：！？", "，，，，，"))
    return {
        "one Han character": filled("信"),
        "opening brackets": filled("（"),
        "commas": filled("，"),
        "blanks": "信" + filled(" ", LENGTH - 1),
        "numbers": filled("1.1.1."),
        "Han at random": "".join(chance.choices([chr(code) for code in range(0x4E00, 0x9FA6)], k=LENGTH)),
        "data and commas": filled("信息、"),
        "consent again and again": filled("同意授权"),
        "contacts without end": filled("联系人"),
        "nouns": filled(f"{nouns}、"),
        "nouns collected": filled(f"我们收集{nouns}，"),
        "recipients without end": filled("向第三方提供"),
        "transfers without end": filled("将信息提供给合作方，"),
        "parties without end": filled("合作方、"),
        "names without end": filled("甲方、借款人、"),
        "a contract in one sentence": filled(one_sentence),
    }


ODD = odd_texts()


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_cost_little_more_than_ordinary_ones(text: str) -> None:
    """One long line of anything takes at most a few times the steps of a contract of its length."""
    limit = FEW * ordinary(LENGTH)
    assert steps(text, limit) <= limit, "more steps than allowed"


@pytest.mark.parametrize("text", [*ODD.values(), filled(contract())], ids=[*ODD, "ordinary"])
def test_cost_grows_with_the_length(text: str) -> None:
    """A text four times as long takes about four times the steps, not sixteen times."""
    limit = FEW * ordinary(SHORT)
    short = steps(text[:SHORT], limit)
    assert short <= limit, "more steps than allowed"
    assert steps(text, GROWTH * short) <= GROWTH * short, "more steps than allowed"


def test_a_sentence_may_name_thousands() -> None:
    """A list of parties that goes on for pages is read like a short one."""
    report = analyze("合作方、" * SHORT + "关联公司共享您的个人信息。")
    assert "sharing" in {finding.category for finding in report.findings}


@pytest.mark.parametrize(
    "piece",
    [
        "我们不会向第三方提供您的信息{}。您同意我们将您的信息{}提供给合作机构。",
        "您可随时撤回第{}项授权。第{}项授权不可撤销。",
        "您已阅读并同意《服务协议{}》和《授权书{}》。",
    ],
)
def test_promises_taken_back_a_thousand_times_do_not_run_away(piece: str) -> None:
    """Every promise meets every permission, and yet four times the text takes no sixteen times the steps."""
    lines = [piece.format(number, number) for number in range(600)]
    short, long = (analyze("\n".join(lines[:count])) for count in (150, 600))
    limit = GROWTH * counted(lambda: examine(short))
    assert counted(lambda: examine(long), limit) <= limit, "more steps than allowed"
