"""试规则: write or change a rule, and see at once what it finds, what it misses and why."""

from __future__ import annotations

import streamlit as st

from clause_patterns import Library, load_library
from ui import session, trying
from ui.choosing import choose_document
from ui.examples import examples
from ui.progress import UnderWay, draw_progress
from ui.steps.typed import key
from ui.viewing.trial import (
    elsewhere_texts,
    example_texts,
    hit_text,
    lack_text,
    lexicon_text,
    slip_text,
    summary_text,
)
from ui.words import literal

INTRODUCTION = (
    "写一条自己的规则，或者改条款库的一条，马上看到它指出什么、漏掉什么、差在哪里。"
    "只在这台电脑上分析，不保存；写好以后请下载。"
)
PASTED, OPENED, EXAMPLE = "自己的文字", "打开的文件", "示例"
_MOST = 40  # sentences in one list
_HEIGHT = 520  # pixels of the area for the rule


def page() -> None:
    """Draw the page."""
    session.collect()
    st.subheader("试规则", anchor=False)
    st.markdown(f":small[{INTRODUCTION}]")
    library = load_library()
    left, right = st.columns(2, gap="medium")
    with left:
        rules, lexicon = _draw_writing(library)
    with right:
        _draw_trial(rules, lexicon, _choose_text(), library)


def _draw_writing(library: Library) -> tuple[str, str]:
    """Draw the areas to write in; return the rules and the own words."""
    chosen = st.selectbox(
        "从哪里开始",
        ["", *library.rules],
        format_func=lambda each: library.rules[each].title if each else "空白模板",
        key=key("rule-start"),
        persist_state="session",
    )
    with st.container(horizontal=True):
        st.button(
            "用它开头",
            icon=":material/edit_document:",
            on_click=trying.begin_with,
            args=(chosen,),
            help="换掉下面写的；可以再换回来",
        )
        if trying.BEFORE in st.session_state:
            st.button("换回刚才写的", icon=":material/undo:", on_click=trying.undo)
    rules = st.text_area(
        "规则", value=trying.TEMPLATE, height=_HEIGHT, key=trying.RULES, persist_state="session",
        help="写完按 Ctrl 和回车键，或者点一下别处，右边就会更新",
    )  # fmt: skip
    with st.expander("自己的词（条款库里没有的，可以不写）"):
        lexicon = st.text_area(
            "词", placeholder=trying.WORDS, height=200, key=trying.LEXICON, persist_state="session"
        )
    panel = st.expander("规则里可以填的名称", key="lexicon-names", on_change="rerun")
    if panel.open:
        panel.markdown(lexicon_text(library))
    _draw_downloads(rules or "", lexicon or "")
    return rules or "", lexicon or ""


def _draw_downloads(rules: str, lexicon: str) -> None:
    with st.container(horizontal=True):
        for label, text, name in (("下载规则", rules, "规则.yaml"), ("下载词", lexicon, "词.yaml")):
            if text.strip():
                st.download_button(
                    label, text, name, "application/yaml", icon=":material/download:", on_click="ignore"
                )
    st.markdown(
        ":small[规则放进一个文件夹的 `rules` 里，词放进它的 `lexicon` 里；"
        "先检查：`loanclause rules --check 文件夹`，再用它：`loanclause check 合同.pdf --patterns 文件夹`。]"
    )


def _choose_text() -> str:
    """Draw the choice of what to try the rules on; return its text."""
    source = st.segmented_control(
        "在哪里试",
        [PASTED, OPENED, *([EXAMPLE] if examples() else [])],
        default=PASTED,
        required=True,
        key=key("rule-source"),
        persist_state="session",
    )
    if source == OPENED:
        chosen = choose_document()
        entry = session.documents()[chosen] if chosen else None
        if entry is None or entry.report is None:
            st.info("先在「签前看」打开一份文件。")
            return ""
        if len(session.documents()) == 1:
            st.markdown(f":small[{literal(entry.name)}]")
        return entry.report.document.text
    if source == EXAMPLE:
        example = st.selectbox(
            "示例",
            examples(),
            format_func=lambda each: each.title,
            key=key("rule-example"),
            label_visibility="collapsed",
        )
        return example.path.read_text(encoding="utf-8")
    return (
        st.text_area("文字", value=trying.SAMPLE, height=150, key=trying.TEXT, persist_state="session") or ""
    )


def _draw_trial(rules: str, lexicon: str, text: str, library: Library) -> None:
    if not rules.strip():
        st.info("左边还没有规则。可以从空白模板开始，或者选条款库的一条来改。")
        return
    known = trying.tried(rules, lexicon, text)
    going = not known.job.done()
    draw_progress([UnderWay("rules", "试规则", known.job)] if going else [])
    trial = known.outcome()
    if trial is None:
        if not going:
            st.button("再试一次", on_click=trying.again)
        return
    if isinstance(trial, str):
        st.error(literal(trial))
        return
    if trial.slips:
        for slip in trial.slips:
            st.error(slip_text(slip, lexicon if slip.area == "lexicon" else rules))
        return
    if len(text) > trying.MOST:
        st.warning(f"文字太长，只试了前 {trying.MOST:,} 字。")
    st.markdown(summary_text(trial))
    for name in trial.replaced:
        title = literal(library.rules[name].title)
        st.markdown(f":small[与条款库的“{title}”同号，用上以后会代替它；写了 extends: true 的，加在它上面。]")
    hits = [hit_text(part, trial) for part in trial.parts if part.hits]
    near = [lack_text(part) for part in trial.parts if part.near]
    rest = [lack_text(part) for part in trial.parts if not part.hits and not part.near]
    _draw_list("指出的", hits or ["- 没有。"])
    if near:
        _draw_list("差一个条件", near)
    if rest:
        _draw_more(f"其他读到词的句子（{len(rest)}）", rest, "rest")
    wrong = sum(not each.holds for each in trial.examples)
    _draw_list(
        f"自己的例句（{wrong} 句不对）" if wrong else "自己的例句（都对）", example_texts(trial.examples)
    )
    elsewhere = elsewhere_texts(trial, library)
    if elsewhere:
        _draw_more(f"条款库的例句里，它还指出 {len(elsewhere)} 句", elsewhere, "elsewhere")


def _draw_list(title: str, lines: list[str]) -> None:
    st.markdown(f"**{title}**\n\n" + "\n".join(_some(lines)))


def _draw_more(title: str, lines: list[str], name: str) -> None:
    panel = st.expander(title, key=f"trial-{name}", on_change="rerun")
    if panel.open:
        panel.markdown("\n".join(_some(lines)))


def _some(lines: list[str]) -> list[str]:
    left = len(lines) - _MOST
    return [*lines[:_MOST], f"- 另有 {left} 处，没有列出。"] if left > 0 else lines
