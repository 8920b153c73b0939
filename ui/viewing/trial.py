"""What came of trying rules → Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from analyzer.reporting.literal import one_line
from analyzer.reporting.summary import LEVEL_WORDS
from analyzer.trials import Area, Slip, Trial, TriedExample, TriedPart
from clause_patterns import Library
from ui.words import literal

_AREAS: Final[dict[Area, str]] = {"rules": "规则", "lexicon": "自己的词"}
_KINDS: Final = {"flag": "应当指出", "pass": "不应指出"}
# What a rule may ask about: the kind of concept, and what it is called.
_SLOTS: Final = {
    "action": ("action", "做什么"),
    "data": ("data", "哪些信息"),
    "actor、recipients": ("party", "谁做、给谁"),
    "purposes": ("purpose", "为了什么"),
    "conditions": ("condition", "什么条件下"),
    "qualifiers": ("qualifier", "什么方式"),
}
_CODE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{2,}")
_LONGEST: Final = 300  # characters of a sentence that is shown


def slip_text(slip: Slip, written: str) -> str:
    """Return a mistake with its line, as it stands in what was ``written``."""
    where = f"{_AREAS[slip.area]}第 {slip.line} 行" if slip.line else _AREAS[slip.area]
    lines = written.splitlines()
    line = " ".join(lines[slip.line - 1].replace("`", " ").split()) if 0 < slip.line <= len(lines) else ""
    shown = f"  \n`{line}`" if line else ""
    return f"**{where}**：{told(slip.text)}{shown}"


def summary_text(trial: Trial) -> str:
    """Return in one line what was found, what nearly, and how the examples fare."""
    hits = sum(bool(part.hits) for part in trial.parts)
    near = sum(part.near for part in trial.parts)
    held = sum(each.holds for each in trial.examples)
    return (
        f"指出 **{hits}** 处，差一个条件的 **{near}** 处；自己的例句对 **{held}/{len(trial.examples)}** 句。"
    )


def hit_text(part: TriedPart, trial: Trial) -> str:
    """Return a sentence that rules hold for, the words that decided it marked, and which rules."""
    titles = {rule.id: rule.title for rule in trial.rules}
    said = "、".join(f"{literal(titles[hit.rule])}（{LEVEL_WORDS[hit.severity]}）" for hit in part.hits)
    return f"- {_marked(part)}  \n:small[{said}]"


def lack_text(part: TriedPart) -> str:
    """Return a sentence that no rule holds for, and what the nearest lacks."""
    return f"- {literal(_short(part.part.text))}  \n:small[{told(part.lacking)}]"


def example_texts(tried: Sequence[TriedExample]) -> list[str]:
    """Return a line for each example that does not hold, and one for all that do."""
    lines = {each: f"（{_KINDS[each.example.kind]}）{literal(_short(each.example.text))}" for each in tried}
    wrong = [f"- **不对**{lines[each]}  \n:small[{told(each.why)}]" for each in tried if not each.holds]
    right = [f"- 对{lines[each]}" for each in tried if each.holds]
    return [*wrong, *right]


def elsewhere_texts(trial: Trial, library: Library) -> list[str]:
    """Return a line for each example of the library's own that the rules find, what is amiss first."""
    ordered = sorted(trial.elsewhere, key=lambda pair: pair[1].kind == "flag")
    said = [(example.text, _owner(example.kind, library.rules[example.rule].title)) for _, example in ordered]
    return [f"- {literal(_short(text))}  \n:small[{owner}]" for text, owner in said]


def lexicon_text(library: Library) -> str:
    """Return what a rule may name in each of its slots: the names, with what they mean."""
    parts = []
    for slot, (kind, title) in _SLOTS.items():
        named = [
            f"`{each.id}` {literal(each.title)}" for each in library.concepts.values() if each.kind == kind
        ]
        groups = dict.fromkeys(c.group for c in library.concepts.values() if c.kind == kind and c.group)
        several = f"  \n一组：{'、'.join(f'`{group}`' for group in groups)}" if groups else ""
        parts.append(f"**{title}**（`{slot}`）：{'，'.join(named)}{several}")
    return "\n\n".join([*parts, '任何一种都算：`"*"`'])


def told(text: str) -> str:
    """Return ``text`` as Markdown, what is typed into a file as code."""
    return "".join(f"`{piece}`" if index % 2 else literal(piece) for index, piece in enumerate(_split(text)))


def _owner(kind: str, title: str) -> str:
    if kind == "flag":
        return f"条款库的“{literal(title)}”也指出它"
    return f"条款库用它说明：不是“{literal(title)}”"


def _split(text: str) -> Iterable[str]:
    end = 0
    for match in _CODE.finditer(text):
        yield text[end : match.start()]
        yield match.group()
        end = match.end()
    yield text[end:]


def _marked(part: TriedPart) -> str:
    """Return the sentence with a coloured ground under the words that decided it."""
    start, text = part.part.start, part.part.text
    marked = bytearray(len(text))
    for hit in part.hits:
        for word in hit.words:
            for offset in range(max(0, word.start - start), min(len(text), word.end - start)):
                marked[offset] = 1
    pieces: list[str] = []
    begin = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or marked[end] != marked[begin]:
            words = literal(one_line(text[begin:end]))
            pieces.append(f":blue-background[**{words}**]" if marked[begin] else words)
            begin = end
    return "".join(pieces)


def _short(text: str) -> str:
    line = one_line(text.strip())
    return line if len(line) <= _LONGEST else line[:_LONGEST] + "…"
