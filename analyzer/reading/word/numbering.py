"""Numbers as lists print them: 1, a, iv, 三, ③. Used for automatic numbering in DOCX and HTML."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_ZERO_DIGITS = "零一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def as_number(number: int, form: str) -> str:
    """Return ``number`` as the OOXML number format ``form`` prints it.

    After ECMA-376 part 1, 17.18.59 (ST_NumberFormat). Unknown forms and numbers beyond a form's range come
    out as decimal.
    """
    if form in ("none", "bullet"):
        return ""
    if not 1 <= number <= _LARGEST.get(form, 9999):
        return str(number)
    return _FORMS.get(form, str)(number)


def _chinese(number: int, digits: str, units: str) -> str:
    """Return ``number`` (1 to 9999) in words: 十二, 一百零五."""
    words = ""
    text = str(number)
    for position, digit in enumerate(text):
        rank = len(text) - position - 1
        if digit != "0":
            words += digits[int(digit)] + (units[rank - 1] if rank else "")
        elif words and not words.endswith(digits[0]) and int(text[position:] or 0):
            words += digits[0]
    ten = digits[1] + units[0]
    return words[1:] if words.startswith(ten) and number < 20 and units[0] == "十" else words


def _letters(number: int) -> str:
    # Word repeats the letter after z: aa, bb, cc.
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        words += letters * count
    return words


def _counting(number: int) -> str:
    return _chinese(number, _ZERO_DIGITS, "十百千")


def _full_width(number: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(number))


_FORMS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": "{:02d}".format,
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "chineseLegalSimplified": lambda number: _chinese(number, _FORMAL, "拾佰仟"),
    "ideographLegalTraditional": lambda number: _chinese(number, _FORMAL, "拾佰仟"),
    "ideographDigital": lambda number: "".join(_DIGITS[int(digit)] for digit in str(number)),
    "ideographTraditional": lambda number: _STEMS[number - 1],
    "ideographZodiac": lambda number: _BRANCHES[number - 1],
    "decimalEnclosedCircle": lambda number: chr(ord("①") + number - 1),
    "decimalEnclosedCircleChinese": lambda number: chr(ord("①") + number - 1),
    "decimalEnclosedParen": lambda number: chr(ord("⑴") + number - 1),
    "decimalEnclosedFullstop": lambda number: chr(ord("⒈") + number - 1),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
}
_LARGEST = {
    "ideographTraditional": len(_STEMS),
    "ideographZodiac": len(_BRANCHES),
    "decimalEnclosedCircle": 20,
    "decimalEnclosedCircleChinese": 20,
    "decimalEnclosedParen": 20,
    "decimalEnclosedFullstop": 20,
}
