"""``loanclause rules --check``: is a pack sound, does it do what its examples say, does it spoil ours?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from analyzer.checking_overlaps import changed, shared_words
from analyzer.pipeline import Analyzer
from analyzer.rule_examples import Example, examples, found_in, why_not
from clause_patterns import Library, PatternError, Rule, load_library
from clause_patterns.load import PARTS, Overlay, pack_over
from clause_patterns.packs import packs_in_use

# What makes a pack unusable; an example of its own that fails; an example of the library that now fails;
# what it shares with the library or changes in it; what the author may want to know.
Kind = Literal["invalid", "example", "library", "collision", "note"]
Progress = Callable[[int, int], None]
_RISKS: Final = frozenset({"authorizes"})


@dataclass(frozen=True)
class Remark:
    """Something about a pack, in Chinese, at its place; ``line`` counts from 1, 0 for the file as a whole."""

    kind: Kind
    path: Path
    line: int
    text: str


@dataclass(frozen=True)
class PackCheck:
    """What came of checking a pack: how much it has, how many examples were run, and what was noticed."""

    folder: Path
    entries: Mapping[str, int] = field(default_factory=dict)  # by part of the library
    own_examples: int = 0
    library_examples: int = 0
    remarks: tuple[Remark, ...] = ()

    @property
    def status(self) -> int:
        """Return the exit status: 2 where the pack is unusable, 1 where an example fails, else 0."""
        kinds = {remark.kind for remark in self.remarks}
        return 2 if "invalid" in kinds else 1 if kinds & {"example", "library"} else 0


def check_pack(folder: Path, *, progress: Progress | None = None) -> PackCheck:
    """Return what is to be said about the pack in ``folder``, laid over the library and other packs in use.

    ``progress`` is told how many examples were run, and of how many. Raises ``PatternError`` where the
    library itself, or another pack in use, has a mistake.
    """
    others = [pack for pack in packs_in_use() if pack.resolve() != folder.resolve()]
    below = load_library(packs=others)
    try:
        overlay = pack_over(below, folder)
    except PatternError as error:
        return PackCheck(folder, remarks=(Remark("invalid", error.path, error.line, error.problem),))
    entries: dict[str, int] = {}
    for part, _ in overlay.entries:
        entries[part] = entries.get(part, 0) + 1
    remarks = [Remark("invalid", each.path, each.line, each.problem) for each in overlay.mistakes]
    remarks += _unused(folder)
    if overlay.mistakes:
        return PackCheck(folder, entries, remarks=tuple(remarks))
    remarks += _overrides(overlay, below)
    remarks += (_at(overlay, "collision", key, text) for key, text in shared_words(overlay, below))
    own = list(examples(each for each in overlay.entries.values() if isinstance(each, Rule)))
    ours = list(examples(below.rules.values()))
    trial = _Trial(overlay, below, progress, own, ours)
    remarks += [*trial.own(), *trial.ours(), *trial.twins()]
    return PackCheck(folder, entries, len(own), len(ours), tuple(remarks))


class _Trial:
    """The examples of a pack and of the library, run with the pack; those of the library also without it."""

    def __init__(
        self,
        overlay: Overlay,
        below: Library,
        progress: Progress | None,
        own: list[Example],
        ours: list[Example],
    ) -> None:
        self._overlay, self._below, self._own, self._ours = overlay, below, own, ours
        before = Analyzer(below)
        self._analyzer = before.with_library(overlay.library)
        texts = dict.fromkeys(example.text for example in (*own, *ours))
        known = dict.fromkeys(example.text for example in ours)
        total, done = len(texts) + len(known), 0
        self._before: dict[str, frozenset[str]] = {}
        self._after: dict[str, frozenset[str]] = {}
        runs = ((self._before, before, known), (self._after, self._analyzer, texts))
        for found, analyzer, batch in runs:
            for text in batch:
                found[text] = found_in(text, analyzer)
                done += 1
                if progress:
                    progress(done, total)

    def own(self) -> Iterator[Remark]:
        """Yield the examples of the pack that do not hold."""
        library = self._overlay.library
        for example in self._own:
            if example.holds(self._after[example.text]):
                continue
            place = ("examples", example.kind, example.index)
            if example.kind == "flag":
                why = why_not(library.rules[example.rule], example.text, self._analyzer)
                told = f"{example.rule} 没有指出它的 flag 例句「{example.text}」：{why}"
            else:
                told = f"{example.rule} 指出了它的 pass 例句「{example.text}」"
            yield _at(self._overlay, "example", ("rules", example.rule), told, *place)

    def ours(self) -> Iterator[Remark]:
        """Yield the examples of the library that the pack breaks, and sentences it alone objects to."""
        mine = {name for part, name in self._overlay.entries if part == "rules"}
        for example in self._ours:
            was, now = self._before[example.text], self._after[example.text]
            if example.holds(was) and not example.holds(now):
                kind: Kind = "collision" if example.rule in mine else "library"
                verb = "不再指出" if example.kind == "flag" else "错误地指出"
                told = f"用上这个规则包，条款库的 {example.rule} {verb}「{example.text}」"
                yield self._about(kind, example.rule, told)
            elif example.kind == "pass" and not self._risks(was):
                for rule in sorted((now - was) & mine):
                    told = f"{rule} 指出了条款库认为没有问题的句子「{example.text}」"
                    yield self._about("collision", rule, told)

    def twins(self) -> Iterator[Remark]:
        """Yield the rules of the pack that find exactly the flag examples that another rule finds."""
        finds: dict[str, set[str]] = {}
        for example in (*self._own, *self._ours):
            if example.kind == "flag":
                for rule in self._after[example.text]:
                    finds.setdefault(rule, set()).add(example.text)
        mine = [name for part, name in self._overlay.entries if part == "rules" and name in finds]
        for rule in mine:
            for other, found in finds.items():
                if other != rule and found == finds[rule] and not (other in mine and other < rule):
                    told = f"在全部 flag 例句里，{rule} 指出的和 {other} 完全一样（{len(found)} 句）"
                    yield self._about("collision", rule, told)

    def _risks(self, rules: Iterable[str]) -> list[str]:
        known = (self._below.rules[name] for name in rules)
        return [rule.id for rule in known if _RISKS & {when.stance for when in rule.when}]

    def _about(self, kind: Kind, rule: str, text: str) -> Remark:
        """Return a remark at ``rule`` where the pack has it, or else at the first word it brings."""
        words = [key for key in self._overlay.places if key[0] in ("concepts", "modifiers")]
        keys = [("rules", rule), *words, *self._overlay.places]
        return _at(self._overlay, kind, next(key for key in keys if key in self._overlay.places), text)


def _at(overlay: Overlay, kind: Kind, key: tuple[str, str], text: str, *location: int | str) -> Remark:
    place = overlay.places[key]
    return Remark(kind, place.path, place.line(*location), text)


def _overrides(overlay: Overlay, below: Library) -> Iterator[Remark]:
    for key, entry in overlay.entries.items():
        known = getattr(below, key[0]).get(key[1])
        if known is not None:
            yield _at(overlay, "collision", key, f"改写条款库的 {key[1]}：{changed(known, entry)}")


def _unused(folder: Path) -> Iterator[Remark]:
    """Yield the YAML files that no part of the library reads."""
    used = {path for part in PARTS for path in part.files(folder)}
    for path in sorted(folder.rglob("*.y*ml")):
        hidden = any(name.startswith(".") for name in path.relative_to(folder).parts)
        if path not in used and not hidden:
            yield Remark("note", path, 0, "没有用到：规则放在 rules 里，词放在 lexicon 里，以 .yaml 结尾")
