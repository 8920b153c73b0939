"""Clauses made from the grammar, with the labels that hold for them by construction."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from analyzer import analyze
from analyzer.evaluating import CATEGORIES

LABELS: Final = frozenset(CATEGORIES)
PROTECTIVE: Final = "protective"
LINE: Final = 38  # characters in a line of a printed contract
Polarity = Literal["authorizes", "protects"]
_SLOT: Final = re.compile(r"\{([A-Za-z0-9-]+)(?::([a-z,-]+))?\}")


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cast(_Entry):
    """Who borrows and who provides, under which names."""

    style: str
    borrower: str
    provider: str
    preamble: str = ""
    swapped: str = ""  # the preamble with the parts the other way round


class Group(_Entry):
    """Words of one kind, and the labels that come with them."""

    words: tuple[str, ...]
    labels: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    polarity: Polarity | None = None
    styles: tuple[str, ...] = ()


class Template(_Entry):
    """A sentence with slots, and what holds for it."""

    id: str
    frame: str
    text: str
    both: bool = False
    labels: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    unclaimed: frozenset[str] = frozenset()
    reject: frozenset[str] = frozenset()
    styles: tuple[str, ...] = ()
    casts: tuple[str, ...] = ()


class Grammar(_Entry):
    """Everything in grammar.yaml."""

    casts: dict[str, Cast]
    numberings: dict[str, tuple[str, ...]]
    dresses: dict[str, tuple[str, ...]]
    accidents: tuple[tuple[str, str], ...]
    words: dict[str, dict[str, Group]]
    families: dict[str, tuple[Template, ...]]
    floors: dict[str, dict[str, float]] = {}


@dataclass(frozen=True, slots=True)
class Form:
    """One clause: what must be found in it, what must not, and the dimension values it stands for."""

    text: str
    expected: frozenset[str]
    absent: frozenset[str]
    tags: frozenset[tuple[str, str]]
    cast: Cast

    def right(self, found: frozenset[str]) -> bool:
        """Return whether ``found`` holds everything expected and nothing ruled out."""
        return self.expected <= found and not self.absent & found


@cache
def load_grammar() -> Grammar:
    """Return the grammar beside this module."""
    return Grammar.model_validate(yaml.safe_load(Path(__file__).with_name("grammar.yaml").read_text("utf-8")))


@cache
def labels_of(text: str) -> frozenset[str]:
    """Return the labels which the analyzer gives to ``text``."""
    findings = analyze(text).findings
    return LABELS & {PROTECTIVE if one.stance == "protects" else one.category for one in findings}


def forms(seed: int, each: int, *, dressed: bool = True) -> list[Form]:
    """Return up to ``each`` different forms of every template; ``dressed`` as they may stand in documents."""
    made: dict[str, Form] = {}
    for family, templates in load_grammar().families.items():
        for template in templates:
            for number in range(each):
                polarity: Polarity = "protects" if template.both and number % 3 == 2 else "authorizes"
                form = make(family, template, f"{seed}/{number}", polarity, dressed=dressed)
                made.setdefault(form.text, form)
    return list(made.values())


def make(family: str, template: Template, seed: str, polarity: Polarity, *, dressed: bool = False) -> Form:
    """Return the form of ``template`` that ``seed`` chooses; ``polarity`` changes only what depends on it."""
    filling = _Filling(template, f"{seed}/{family}/{template.id}", polarity)
    text = filling.fill(template.text)
    text, dress = filling.dress(text) if dressed else (text, "plain")
    promise = template.both and polarity == "protects"
    claimed = frozenset({PROTECTIVE}) if promise else template.labels | filling.labels
    doubtful = (template.doubtful | filling.doubtful) - template.reject
    tags = {
        ("family", family), ("frame", template.frame), ("template", f"{family}/{template.id}"),
        ("cast", filling.cast_name), ("dress", dress), *filling.tags,
    }  # fmt: skip
    if template.both:
        tags.add(("polarity", polarity))
    whole = filling.cast.preamble + text
    return Form(whole, claimed, LABELS - claimed - doubtful, frozenset(tags), filling.cast)


def _fits(cast: Cast, styles: tuple[str, ...]) -> bool:
    return not styles or cast.style in styles


@dataclass
class _Filling:
    """The choices made for one form; every choice has its own dice, so that one does not change another."""

    template: Template
    seed: str
    polarity: Polarity
    labels: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    tags: set[tuple[str, str]] = field(default_factory=set)
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        grammar, styles = load_grammar(), self.template.styles
        names = [name for name in self.template.casts or grammar.casts if _fits(grammar.casts[name], styles)]
        self.cast_name = self._dice("cast").choice(names)
        self.cast = grammar.casts[self.cast_name]
        numbering, self.numbers = self._dice("numbering").choice(list(grammar.numberings.items()))
        self.tags |= {("numbering", numbering)} if "{1}" in self.template.text else set()

    def _dice(self, name: str) -> Random:
        return Random(f"{self.seed}/{name}")

    def fill(self, text: str) -> str:
        """Return ``text`` with every slot filled, the slots of the words drawn, too."""
        return _SLOT.sub(lambda match: self._word(match[1], match[2]), text)

    def _word(self, name: str, among: str | None) -> str:
        if name in {"B", "L"}:
            return self.cast.borrower if name == "B" else self.cast.provider
        if name.isdecimal():
            return self.numbers[int(name) - 1]
        groups = {
            key: group
            for key, group in load_grammar().words[name].items()
            if (among is None or key in among.split(","))
            and group.polarity in {None, self.polarity}
            and _fits(self.cast, group.styles)
        }
        dice = self._dice(f"{name}/{len(self.words)}")
        key, group = dice.choice(list(groups.items()))
        word = dice.choice([one for one in group.words if one not in self.words] or list(group.words))
        self.words.append(word)
        claimed = frozenset() if name in self.template.unclaimed else group.labels
        self.labels |= claimed
        self.doubtful |= group.doubtful | (group.labels - claimed)
        self.tags.add(("word", f"{name}: {word}"))
        if len(load_grammar().words[name]) > 1:
            self.tags.add((name, key))
        return self.fill(word)

    def dress(self, text: str) -> tuple[str, str]:
        """Return ``text`` as it may stand in a document, and the name of that."""
        grammar, dice = load_grammar(), self._dice("dress")
        printed = [line[at : at + LINE] for line in text.split("\n") for at in range(0, len(line), LINE)]
        dresses = {name: dice.choice(around) for name, around in grammar.dresses.items()} | {
            "broken": "\n".join(printed),
            "spaced": re.sub(r"(?<=[一-鿿])(?=[一-鿿])", " ", text),
            "halfwidth": text.translate(str.maketrans("，；：（）", ",;:()")),
        }
        name = dice.choice([one for one in ("plain", *dresses) if one != "neighbours" or text.endswith("。")])
        return self.fill(dresses[name]).replace("TEXT", text), name
