"""The third page: every rule with its explanation, examples and law, and every provision; searchable."""

from collections.abc import Sequence

import streamlit as st

from analyzer.reporting.law_words import citation, former
from clause_patterns import Library, Provision, Rule, load_library
from ui.viewing.entries import level, provision_text, rule_text
from ui.viewing.searching import Searched, Term, by_former_number, searched, terms
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
    if library.packs:
        names = "、".join(literal(pack.name) for pack in library.packs)
        st.markdown(f":small[条款库上面加了自己的规则：{names}]")
    asked = terms(st.text_input("搜索", placeholder="例如：通讯录、催收、单独同意、网络安全法 43"))
    rules = [rule for rule in library.rules.values() if _rule_words(rule, library).holds(asked)]
    found = [each for each in library.law.values() if searched(each, *_binds(each, library)).holds(asked)]
    for provision in found:
        if by_former_number(provision, asked):
            st.info(literal(f"{citation(provision)}：{former(provision)}。"))
    rule_tab, law_tab = st.tabs([f"条款库（{len(rules)}）", f"法条（{len(found)}）"])
    with rule_tab:
        _draw_rules(rules, library)
    with law_tab:
        st.markdown(":small[标「参考」的未对原件核过，或者不是强制性规定：标准、案例、自律规范等。]")
        _draw_law(found, asked, library)


def _binds(provision: Provision, library: Library) -> list[str]:
    return [library.lender_kinds[kind].title for kind in provision.lenders]


def _rule_words(rule: Rule, library: Library) -> Searched:
    law = [searched(library.law[name]) for name in rule.law]
    parts = (rule.id, rule.title, rule.explain, library.categories[rule.category].title)
    cited = (citation(library.law[name]) for name in rule.law)
    return Searched(
        "\n".join((*parts, *rule.advice, *rule.lookalikes, *rule.examples.flag, *cited)),
        frozenset().union(*(each.articles for each in law)),
    )


def _draw_rules(rules: list[Rule], library: Library) -> None:
    """Draw the titles of ``rules``, and the text of those opened: all at once make the page slow."""
    if not rules:
        st.info(NO_HITS)
    for category in library.categories.values():
        members = [rule for rule in rules if rule.category == category.id]
        if members:
            st.markdown(f"#### {literal(category.title)}")
        for rule in members:
            panel = st.expander(
                f"{literal(rule.title)} · {level(rule)}", key=f"rule-{rule.id}", on_change="rerun"
            )
            if panel.open:
                panel.markdown(rule_text(rule, library))


def _draw_law(found: list[Provision], asked: Sequence[Term], library: Library) -> None:
    """Draw the laws, and the words of those opened; of an article that is asked for, the words at once."""
    if not found:
        st.info(NO_HITS)
    if any(term.article for term in asked):
        st.markdown("\n\n".join(provision_text(each, library) for each in found))
        return
    by_law: dict[str, list[Provision]] = {}
    for provision in found:
        by_law.setdefault(provision.law, []).append(provision)
    for name, members in by_law.items():
        panel = st.expander(f"{literal(name)}（{len(members)}）", key=f"law-{name}", on_change="rerun")
        if panel.open:
            panel.markdown("\n\n".join(provision_text(each, library) for each in members))
