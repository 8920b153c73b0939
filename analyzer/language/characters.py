"""Folding of single characters: what one printed character becomes before anything is matched."""

from __future__ import annotations

import csv
import unicodedata
from functools import cache
from pathlib import Path

import opencc

# Radicals of U+2E80–2EFF that NFKC leaves alone (Unicode EquivalentUnifiedIdeograph.txt); the ones that
# PDF producers really emit in place of the ideograph.
_RADICALS = {
    pair[0]: pair[1]
    for pair in (
        "⺁厂 ⺄乙 ⺅亻 ⺇几 ⺉刂 ⺊卜 ⺌小 ⺍小 ⺒巳 ⺓幺 ⺖忄 ⺘扌 ⺙攵 ⺛旡 ⺜日 ⺝月 ⺞歹 ⺟母 ⺠民 ⺡氵 ⺢氺 ⺣灬 ⺤爫 ⺥爫 "
        "⺨犭 ⺩王 ⺫目 ⺬示 ⺭礻 ⺮竹 ⺯糹 ⺰纟 ⺱罒 ⺲罒 ⺳网 ⺶羊 ⺷羊 ⺹耂 ⺺聿 ⺻聿 ⺼月 ⺽臼 ⺾艹 ⺿艹 ⻀艹 ⻁虎 ⻂衤 ⻃西 "
        "⻄西 ⻅见 ⻆角 ⻇角 ⻈讠 ⻉贝 ⻊足 ⻋车 ⻌辶 ⻍辶 ⻎辶 ⻏阝 ⻐钅 ⻑長 ⻒镸 ⻓长 ⻔门 ⻕阜 ⻖阝 ⻗雨 ⻘青 ⻙韦 ⻚页 ⻛风 "
        "⻜飞 ⻝食 ⻞食 ⻟飠 ⻠饣 ⻡首 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻪黾 ⻫斉 ⻬齐 ⻭歯 ⻮齿 ⻯竜 ⻰龙 ⻱亀 ⻲亀 ⻳龟 "
    ).split()
}
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
