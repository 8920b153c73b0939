"""Forms, not sentences: clauses made from the grammar are read alike however they are put."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pytest
from generating import PROTECTIVE, Form, Polarity, Template, forms, labels_of, load_grammar, make

GRAMMAR = load_grammar()
SEED, EACH = 1, 20
ENOUGH = 15  # forms; a share of fewer says little
TEMPLATES = [(family, one) for family, templates in GRAMMAR.families.items() for one in templates]
BOTH = [pair for pair in TEMPLATES if pair[1].both]
PHONE = [word for key in ("contact-list", "call-log", "sms") for word in GRAMMAR.words["phone"][key].words]
RECIPIENTS = [word for group in GRAMMAR.words["recipient"].values() for word in group.words]


def _holds(name: str, kept: Iterable[tuple[str, bool]]) -> None:
    """Check that the share of what is kept reaches the floor of the property ``name``."""
    tried = list(kept)
    lost = [text for text, right in tried if not right]
    share, floor = 1 - len(lost) / len(tried), GRAMMAR.floors["property"][name]
    assert share >= floor, f"{name}: {share:.3f} < {floor} of {len(tried)}, for instance\n" + "\n".join(
        lost[:5]
    )


def _plain(pairs: Iterable[tuple[str, Template]], polarity: Polarity, each: int = 6) -> list[Form]:
    """Return undressed forms of the templates."""
    return [make(family, one, f"{SEED}/{n}", polarity) for family, one in pairs for n in range(each)]


def _read_rightly(pairs: Iterable[tuple[str, Template]], polarity: Polarity, each: int = 6) -> list[Form]:
    return [
        form for form in _plain(pairs, polarity, each) if form.expected and form.right(labels_of(form.text))
    ]


@pytest.fixture(scope="module")
def accuracy() -> dict[str, dict[str, tuple[int, int]]]:
    """Right forms and forms of every value of every dimension."""
    counts: dict[str, dict[str, tuple[int, int]]] = defaultdict(lambda: defaultdict(lambda: (0, 0)))
    for form in forms(SEED, EACH):
        right = form.right(labels_of(form.text))
        for dimension, value in form.tags:
            old = counts[dimension][value]
            counts[dimension][value] = (old[0] + right, old[1] + 1)
    return counts


@pytest.mark.parametrize("dimension", sorted(GRAMMAR.floors.keys() - {"property"}))
def test_a_form_is_read_as_well_as_it_was(
    dimension: str, accuracy: dict[str, dict[str, tuple[int, int]]]
) -> None:
    """No value of a dimension (an actor, a frame, a negation, ...) is read worse than its floor."""
    worse = [
        f"{value}: {right / all_:.3f} < {floor} of {all_}"
        for value, floor in GRAMMAR.floors[dimension].items()
        for right, all_ in [accuracy[dimension][value]]
        if right < floor * all_
    ]
    assert not worse, "\n".join(worse)


def test_every_value_that_is_measured_has_a_floor(
    accuracy: dict[str, dict[str, tuple[int, int]]],
) -> None:
    """A floor stands for every value with enough forms, and for none that does not exist."""
    for dimension, floors in GRAMMAR.floors.items():
        if dimension != "property":
            assert floors.keys() == {
                value for value, (_, all_) in accuracy[dimension].items() if all_ >= ENOUGH
            }


def test_a_seed_gives_the_same_forms() -> None:
    """The benchmark can be repeated."""
    assert forms(3, 1) == forms(3, 1)
    assert forms(3, 1) != forms(4, 1)


def test_a_negated_verb_authorises_nothing() -> None:
    """With 不会, 不得 or 未经同意不 before the provider's verb, what was allowed no longer is."""
    _holds(
        "negation-allows-nothing",
        (
            (denied.text, not (form.expected - {PROTECTIVE}) & labels_of(denied.text))
            for form, denied in zip(_plain(BOTH, "authorizes"), _plain(BOTH, "protects"), strict=True)
        ),
    )


def test_a_negated_verb_is_a_promise() -> None:
    """With 不会, 不得 or 未经同意不 before the provider's verb, the clause is a promise."""
    _holds(
        "negation-promises",
        ((form.text, PROTECTIVE in labels_of(form.text)) for form in _plain(BOTH, "protects")),
    )


def test_a_promise_by_the_borrower_is_none() -> None:
    """When the preamble makes the promising party the borrower, the same words protect nobody."""
    swapped = [
        form.text.replace(form.cast.preamble, form.cast.swapped)
        for form in _read_rightly(BOTH, "protects", 8)
        if form.cast.swapped
    ]
    _holds("swapped-parties", ((text, PROTECTIVE not in labels_of(text)) for text in swapped))


@pytest.mark.parametrize("name", ["甲方", "乙方", "丙方"])
def test_a_duty_of_the_borrower_is_no_finding(name: str) -> None:
    """「甲方（借款人）不得向任何第三方披露本协议内容」 is nobody's risk and nobody's promise."""
    assert labels_of(f"{name}（借款人）不得向任何第三方披露本协议内容。") == frozenset()


@pytest.mark.parametrize("number", [numbers[1] for numbers in GRAMMAR.numberings.values()], ids=ascii)
def test_an_item_without_its_list_says_nothing(number: str) -> None:
    """A noun moved out of its list is no finding."""
    _holds("bare-item", ((item, not labels_of(f"{number}{item}；")) for item in PHONE + RECIPIENTS))


@pytest.mark.parametrize("numbering", GRAMMAR.numberings)
def test_items_under_a_promise_are_promised(numbering: str) -> None:
    """「我们不会收集以下信息：」 protects from every item under it, and allows none."""
    first, second, *_ = GRAMMAR.numberings[numbering]
    texts = [
        f"{lead}\n{first}身份证照片；\n{second}{word}。" for lead in _promising_leads() for word in PHONE
    ]
    _holds("promised-items", ((text, labels_of(text) == {PROTECTIVE}) for text in texts))


def _promising_leads() -> list[str]:
    leads = [
        word
        for group in GRAMMAR.words["lead-take"].values()
        if group.polarity == "protects"
        for word in group.words
    ]
    return [lead.replace("{L}", "我们").replace("{B}", "您") for lead in leads]


def test_an_anaphor_stands_for_its_noun() -> None:
    """「上述信息将提供给…」 is read like the sentence that repeats the noun."""
    anaphors = [word for group in GRAMMAR.words["anaphor"].values() for word in group.words]
    _holds(
        "anaphor",
        (
            (text, labels_of(text) >= labels_of(f"我们会将您的{noun}提供给{recipient}。"))
            for noun in ("个人信息", "通讯录", "通话记录")
            for recipient in RECIPIENTS
            for anaphor in anaphors
            for text in [f"我们会收集您的{noun}。{anaphor}将提供给{recipient}。"]
        ),
    )


def test_a_cross_reference_stands_for_its_clause() -> None:
    """「将第四条所列信息提供给…」 is read like 「将您的个人信息提供给…」."""
    references = [
        "第四条所列信息",
        "本协议第四条约定的信息",
        "上一条所述资料",
        "附件一列明的信息",
        "第3.2条所述的个人信息",
    ]
    _holds(
        "cross-reference",
        (
            (text, labels_of(text) >= labels_of(f"贷款人有权将借款人的个人信息提供给{recipient}。"))
            for reference in references
            for recipient in RECIPIENTS
            for text in [f"贷款人有权将{reference}提供给{recipient}。"]
        ),
    )


def test_a_slip_of_the_pen_hides_nothing() -> None:
    """Typing errors and find-and-replace accidents leave a clause what it was."""
    _holds(
        "accident",
        (
            (text, form.expected <= labels_of(text))
            for form in _read_rightly(TEMPLATES, "authorizes", 3)
            for right, wrong in GRAMMAR.accidents
            if right in form.text[len(form.cast.preamble) :]
            for text in [form.cast.preamble + form.text[len(form.cast.preamble) :].replace(right, wrong, 1)]
        ),
    )
