"""The second page: every rule with its explanation, examples and law, and every provision; searchable."""

from collections.abc import Iterable

import streamlit as st

from analyzer.reporting.summary import LEVEL_WORDS, PROTECTIVE
from clause_patterns import Library, Provision, Rule, load_library
from ui.viewing.law import law_view
from ui.words import literal

# In pixels: some fifty Han characters, after which the eye loses the next line.
READING_WIDTH = 880
NO_HITS = "没有相符的。可以换个说法，或者少写几个词。"


def page() -> None:
    """Draw the page."""
    with st.container(width=READING_WIDTH):
        _draw(load_library())


def _draw(library: Library) -> None:
    st.subheader("条款库与法条", anchor=False)
    words = st.text_input("搜索", placeholder="例如：通讯录、催收、单独同意、个人信息保护法").split()
    rules = [rule for rule in library.rules.values() if _holds(words, _rule_words(rule, library))]
    provisions = [item for item in library.law.values() if _holds(words, _provision_words(item))]
    rule_tab, law_tab = st.tabs([f"条款库（{len(rules)}）", f"法条（{len(provisions)}）"])
    with rule_tab:
        _draw_rules(rules, library)
    with law_tab:
        st.markdown(":small[标「参考」的未对原件核过，或者不是强制性规定：标准、案例、自律规范等。]")
        _draw_law(provisions)


def _holds(words: Iterable[str], text: str) -> bool:
    return all(word.lower() in text.lower() for word in words)


def _rule_words(rule: Rule, library: Library) -> str:
    law = (law_view(library.law[name])["source"] for name in rule.law)
    parts = (rule.id, rule.title, rule.explain, library.categories[rule.category].title)
    return "\n".join((*parts, *rule.advice, *rule.lookalikes, *rule.examples.flag, *law))


def _provision_words(provision: Provision) -> str:
    return "\n".join((provision.id, provision.law, provision.article, provision.issuer, provision.text))


def _draw_rules(rules: list[Rule], library: Library) -> None:
    if not rules:
        st.info(NO_HITS)
    for category in library.categories.values():
        members = [rule for rule in rules if rule.category == category.id]
        if members:
            st.markdown(f"#### {literal(category.title)}")
        for rule in members:
            with st.expander(f"{literal(rule.title)} · {_level(rule)}"):
                law = [_provision_text(library.law[name]) for name in rule.law]
                st.markdown("\n\n".join([_rule_text(rule), *law]))


def _draw_law(provisions: list[Provision]) -> None:
    if not provisions:
        st.info(NO_HITS)
    by_law: dict[str, list[Provision]] = {}
    for provision in provisions:
        by_law.setdefault(provision.law, []).append(provision)
    for name, members in by_law.items():
        with st.expander(f"{literal(name)}（{len(members)}）"):
            st.markdown("\n\n".join(_provision_text(each) for each in members))


def _level(rule: Rule) -> str:
    protects = all(condition.stance == "protects" for condition in rule.when)
    return LEVEL_WORDS[PROTECTIVE if protects else rule.severity]


def _rule_text(rule: Rule) -> str:
    """Return the Markdown of ``rule``; empty parts are left out."""
    sections: list[tuple[str, tuple[str, ...]]] = [
        ("怎么办", rule.advice),
        ("可要求改成", (rule.rewrite,) if rule.rewrite else ()),
        ("会指出的写法", rule.examples.flag),
        ("不会指出的写法", rule.examples.passing),
        ("不要混同", rule.lookalikes),
    ]
    parts = [literal(rule.explain)]
    for title, lines in sections:
        if lines:
            parts.append(f"**{title}**\n\n" + "\n".join(f"- {literal(line)}" for line in lines))
    return "\n\n".join([*parts, f"规则编号 `{rule.id}`", "**依据**"])


def _provision_text(provision: Provision) -> str:
    """Return the Markdown of ``provision``, its words as a quotation."""
    view = law_view(provision)
    mark = "" if view["verified"] else "（参考）"
    about = " · ".join(part for part in (provision.issuer, view["effective"], view["status"]) if part)
    quote = "\n>\n> ".join(literal(line) for line in provision.text.splitlines() if line.strip())
    note = f"\n\n{literal(provision.note)}" if provision.note else ""
    return f"**{literal(view['source'])}**{mark}  \n:small[{literal(about)}]\n\n> {quote}{note}"
