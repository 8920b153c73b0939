"""Folding of single characters: what one printed character becomes before anything is matched."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path

import opencc

# Radicals of U+2E80–2EFF that NFKC leaves alone (Unicode EquivalentUnifiedIdeograph.txt); the ones that
# PDF producers really emit in place of the ideograph.
_RADICALS = dict(
    zip(
        "⺁⺄⺅⺇⺉⺊⺌⺍⺒⺓⺖⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺨⺩⺫⺬⺭⺮⺯⺰⺱⺲⺳⺶⺷⺹⺺⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄"
        "⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "厂乙亻几刂卜小小巳幺忄扌攵旡日月歹母民氵氺灬爫爫犭王目示礻竹糹纟罒罒网羊羊耂聿聿月臼艹艹艹虎衤西西"
        "见角角讠贝足车辶辶辶阝钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙亀亀龟",
        strict=True,
    )
)
_DROPPED_CATEGORIES = {"Cf", "Cc", "Cs", "Co", "Cn"}  # format, control, surrogate, private use, unassigned
_FULL_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_SPACES = {"\t", "\u3000", "\xa0"}


@cache
def _simplified() -> dict[str, str]:
    """Return the Traditional characters and their Simplified form, from OpenCC's table."""
    table = Path(opencc.__file__).parent / "dictionary" / "TSCharacters.txt"
    with table.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row[0]: row[1].split(" ")[0] for row in rows if len(row) > 1 and len(row[0]) == 1}


@cache
def fold(char: str) -> str:
    """Return what ``char`` counts as: usually one character, none if it is invisible, several for ㎡.

    NFKC, radicals to ideographs, Traditional to Simplified, sentence punctuation to full width. Circled
    numbers stay, since they number list items. Line feeds stay; other controls vanish.
    """
    if char == "\n":
        return char
    if char in _SPACES:
        return "\t" if char == "\t" else " "
    if char in _RADICALS:
        return _simplified().get(_RADICALS[char], _RADICALS[char])
    if unicodedata.category(char) in _DROPPED_CATEGORIES:
        return ""
    if "\u2460" <= char <= "\u24ff" or "\u2776" <= char <= "\u2793":
        return char
    folded = unicodedata.normalize("NFKC", char)
    return "".join(_FULL_WIDTH.get(c, _simplified().get(c, c)) for c in folded)
