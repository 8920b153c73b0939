"""Every rule does what its examples say, and tells people no more than the law supports."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

import pytest

from analyzer import Finding, analyze
from analyzer.rule_examples import Example, examples
from clause_patterns import Provision, Rule, load_library

LIBRARY = load_library()
RULES = list(LIBRARY.rules.values())
# The rules a borrower is promised, by category (the list of clause types, groups A to F).
PROMISED = {
    "contacts": ["contact-list-collection", "call-log-sms-collection", "carrier-data-authorization"],
    "device": ["device-data-overreach", "sensitive-info-no-separate-consent"],
    "third-persons": [
        "emergency-contact-collection",
        "emergency-contact-debt-use",
        "third-party-collection-contact",
        "debt-disclosure-to-third-persons",
    ],
    "sharing": [
        "share-with-partners-affiliates",
        "share-with-data-vendors",
        "share-for-marketing",
        "credit-institution-platform-push",
    ],
    "collection": ["collection-outsourcing-data"],
    "exposure": ["public-exposure", "non-credit-blacklist"],
    "credit": ["credit-query-overbroad", "adverse-report-no-notice", "credit-reporting"],
    "consent": [
        "blanket-consent",
        "bundled-consent",
        "withdrawal-penalty",
        "irrevocable-consent",
        "indefinite-consent",
        "deemed-consent",
        "unilateral-change",
        "post-termination-retention",
        "consent-on-behalf-of-others",
        "privacy-waiver",
        "leak-liability-exemption",
        "rights-obstruction",
        "automated-decision-only",
    ],
    "assignment": ["debt-assignment-no-notice"],
    "costs": [
        "advance-fee",
        "undisclosed-fees-upfront-deduction",
        "rate-cap",
        "penalty-excess",
        "auto-debit-any-account",
        "collection-cost-shifting",
        "tying-insurance-guarantee",
        "jurisdiction-lender-venue",
        "compulsory-arbitration",
        "final-interpretation",
        "service-of-process",
    ],
}
RISKS = [rule for rule in RULES if rule.category != "protective" and rule.severity != "info"]


EXAMPLES = {f"{each.rule}-{each.kind}-{each.index + 1}": each for each in examples(RULES)}


@cache
def _findings(text: str) -> tuple[Finding, ...]:
    return analyze(text).findings


def _listing(findings: Iterable[Finding]) -> str:
    return (
        "\n".join(f"  {f.rule} ({f.severity}, {f.stance}): {f.quote} ← {f.why}" for f in findings)
        or "  nothing"
    )


def _id(entry: Rule | Provision) -> str:
    return entry.id


@pytest.mark.parametrize("example", EXAMPLES.values(), ids=EXAMPLES)
def test_an_example_holds(example: Example) -> None:
    """A clause of the kind a rule describes is found, one that only looks like it is not."""
    findings = _findings(example.text)
    told = f"{example.rule}, {example.kind}:\n  {example.text}\nfound\n{_listing(findings)}"
    assert example.holds({finding.rule for finding in findings}), told


@pytest.mark.parametrize("rule", RULES, ids=_id)
def test_a_flag_example_of_a_promise_is_read_as_one(rule: Rule) -> None:
    """What is shown in green is a promise, everything else is not: the stance agrees with the category."""
    expected = "protects" if rule.category == "protective" else "authorizes"
    for sentence in rule.examples.flag:
        stances = {finding.stance for finding in _findings(sentence) if finding.rule == rule.id}
        assert stances <= {expected}, sentence


@pytest.mark.parametrize(
    ("category", "rule"), [(category, rule) for category, rules in PROMISED.items() for rule in rules]
)
def test_every_promised_rule_is_there(category: str, rule: str) -> None:
    """The library covers all clause types under their agreed names and categories."""
    assert rule in LIBRARY.rules
    assert LIBRARY.rules[rule].category == category


def test_every_category_is_used() -> None:
    """The list of categories shown to people holds none that can never have a finding."""
    assert set(LIBRARY.categories) == {rule.category for rule in RULES}


@pytest.mark.parametrize("rule", RULES, ids=_id)
def test_a_rule_is_complete(rule: Rule) -> None:
    """Each rule has three different examples of each kind, an explanation, advice and law that exists."""
    flag, passing = set(rule.examples.flag), set(rule.examples.passing)
    assert len(flag) == len(rule.examples.flag) >= 3
    assert len(passing) == len(rule.examples.passing) >= 3
    assert not flag & passing
    assert len(rule.explain) >= 20
    assert rule.advice
    assert all(len(piece) >= 6 for piece in rule.advice)
    assert rule.law
    assert set(rule.law) <= set(LIBRARY.law)
    assert len(set(rule.law)) == len(rule.law)


@pytest.mark.parametrize("rule", RISKS, ids=_id)
def test_a_risk_comes_with_wording_to_ask_for(rule: Rule) -> None:
    """Where a rule warns, the borrower gets a sentence to put in the clause's place."""
    assert len(rule.rewrite) >= 10


@pytest.mark.parametrize("rule", RULES, ids=_id)
def test_a_promise_is_no_alarm(rule: Rule) -> None:
    """Protective rules are information, never a warning."""
    if rule.category == "protective":
        assert {rule.severity, *(change.to for change in rule.changes)} == {"info"}
        assert {condition.stance for condition in rule.when} == {"protects"}
    else:
        assert {condition.stance for condition in rule.when} == {"authorizes"}


@pytest.mark.parametrize("provision", LIBRARY.law.values(), ids=_id)
def test_a_provision_can_be_shown(provision: Provision) -> None:
    """A provision has its text, its article, its date and status; one not verified says why."""
    assert len(provision.text.strip()) >= 10
    assert provision.law.strip()
    assert provision.article.strip()
    assert provision.issuer.strip()
    assert provision.status.strip()
    if provision.verified:
        assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", provision.effective_from)
    else:
        assert provision.note.strip()


@pytest.mark.parametrize("rule", RULES, ids=_id)
def test_a_rule_rests_on_verified_law(rule: Rule) -> None:
    """No rule stands on guides and second-hand quotations alone."""
    assert any(LIBRARY.law[provision].verified for provision in rule.law)
