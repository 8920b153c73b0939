"""How generally clauses are read: precision, recall and F1 on thousands of generated sentences.

Run from the project's folder: ``python benchmarks/forms.py [--each 30] [--seed 7] [--mistakes 20]``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "forms"))

from generating import Form, forms, labels_of

from analyzer.evaluating import CATEGORIES, Count

TOTAL = "total"
DETAILS = ("word", "template")
ENOUGH = 15  # forms; a share of fewer says little, and gets no floor
FLOOR_STEP = 20  # floors are multiples of 1/20


def main() -> None:
    """Print the tables."""
    options = _options()
    made = [
        form
        for form in forms(options.seed, options.each, dressed=not options.plain)
        if not options.only or any(options.only in value for _, value in form.tags)
    ]
    if options.floors:
        print(_floors(made))
        return
    counts = _counts(made)
    print(f"{len(made)} forms, right: {sum(_right(form) for form in made) / max(1, len(made)):.3f}\n")
    print(_table("label", {name: [counts["label"][name]] for name in (*CATEGORIES, TOTAL)}))
    for dimension in sorted({dimension for form in made for dimension, _ in form.tags}):
        if dimension not in DETAILS or options.details:
            print(_dimension(dimension, made, counts[dimension]))
    _mistakes(made, options.mistakes, Random(options.seed))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--each", type=int, default=30, help="forms of every template (30)")
    parser.add_argument("--seed", type=int, default=7, help="another seed gives other forms (7)")
    parser.add_argument("--plain", action="store_true", help="nothing around the clauses")
    parser.add_argument("--only", default="", help="only forms with a tag that contains this")
    parser.add_argument("--details", action="store_true", help="also every template and every word")
    parser.add_argument("--mistakes", type=int, default=0, metavar="N", help="show N mistakes")
    parser.add_argument(
        "--floors", action="store_true", help="print what is reached as floors for the grammar"
    )
    return parser.parse_args()


def _right(form: Form) -> bool:
    return form.right(labels_of(form.text))


def _counts(made: Iterable[Form]) -> dict[str, dict[str, Count]]:
    """Return the counts per dimension and value; the labels are the dimension ``label``."""
    counts: dict[str, dict[str, Count]] = defaultdict(lambda: defaultdict(Count))
    for form in made:
        found = labels_of(form.text)
        whole = Count()
        for label in CATEGORIES:
            hit = label in found
            one = Count(
                int(hit and label in form.expected),
                int(hit and label in form.absent),
                int(not hit and label in form.expected),
            )
            counts["label"][label] += one
            whole += one
        counts["label"][TOTAL] += whole
        for dimension, value in form.tags:
            counts[dimension][value] += whole
    return counts


def _dimension(dimension: str, made: Iterable[Form], counts: dict[str, Count]) -> str:
    right: Counter[str] = Counter()
    all_: Counter[str] = Counter()
    for form in made:
        for value in {value for name, value in form.tags if name == dimension}:
            all_[value] += 1
            right[value] += _right(form)
    worst_first = sorted(counts, key=lambda value: right[value] / all_[value])
    return _table(
        dimension,
        {value: [counts[value]] for value in worst_first},
        {value: f"{right[value] / all_[value]:6.2f} {all_[value]:6}" for value in worst_first},
    )


def _table(title: str, rows: dict[str, list[Count]], more: dict[str, str] | None = None) -> str:
    head = f"{'right':>6} {'forms':>6} " if more else ""
    lines = [f"{head}{'prec':>6} {'recall':>6} {'F1':>6} {'found':>6} {'false':>6} {'missed':>6}  {title}"]
    for name, (count,) in rows.items():
        shares = " ".join(_share(one) for one in (count.precision, count.recall, count.f1))
        numbers = f"{count.found:6} {count.false:6} {count.missed:6}"
        lines.append(f"{more[name] + ' ' if more else ''}{shares} {numbers}  {name}")
    return "\n".join(lines) + "\n"


def _share(share: float | None) -> str:
    return f"{'-':>6}" if share is None else f"{share:6.2f}"


def _mistakes(made: Iterable[Form], number: int, dice: Random) -> None:
    wrong = [form for form in made if not _right(form)]
    for form in dice.sample(wrong, min(number, len(wrong))):
        found = labels_of(form.text)
        missed, false = sorted(form.expected - found), sorted(form.absent & found)
        verdict = f"missed: {', '.join(missed) or '-'}; false: {', '.join(false) or '-'}"
        print(f"[{dict(form.tags)['template']}] {verdict}")
        print("    " + form.text.replace("\n", "\n    "))


def _floors(made: Iterable[Form]) -> str:
    """Return the share of right forms of every value, rounded down, as YAML."""
    counts: dict[str, dict[str, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for form in made:
        for dimension, value in form.tags:
            counts[dimension][value].append(_right(form))
    lines = []
    for dimension, values in sorted(counts.items()):
        enough = {value: right for value, right in sorted(values.items()) if len(right) >= ENOUGH}
        if dimension not in DETAILS and enough:
            floors = [f"{value}: {sum(r) * FLOOR_STEP // len(r) / FLOOR_STEP}" for value, r in enough.items()]
            lines.append(f"  {dimension}: {{{', '.join(floors)}}}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
