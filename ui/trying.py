"""What one visitor writes on the page 试规则: the texts, where they begin, and the trial of them."""

from __future__ import annotations

from concurrent.futures import CancelledError, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from analyzer import LoanClauseError
from clause_patterns.packs import packs_in_use
from clause_patterns.sources import rule_source
from ui import work
from ui.jobs import QUEUE, Job
from ui.shelf import BLINK_SECONDS
from ui.steps.typed import key
from ui.visitor import visitor

if TYPE_CHECKING:
    from analyzer.trials import Trial

RULES, LEXICON, TEXT, BEFORE = key("rule-yaml"), key("lexicon-yaml"), key("rule-text"), key("rule-before")
MOST: Final = 200_000  # characters of a text that is tried
TEMPLATE: Final = """\
- id: my-rule                  # 英文小写和连字符；与条款库同号的，会代替它
  title: 把通讯录交给担保公司
  category: contacts
  severity: high               # critical、high、medium、low、info
  when:                        # 满足其中一组即可；组内每一项都要满足
    - {action: [provide], data: [contact-list], recipients: [insurer-guarantor]}
  explain: 担保公司代偿以后向您追款；它手里有了通讯录，就可能去找您的亲友。
  advice: [要求删去通讯录，担保公司只需要您本人的联系方式。]
  law: [PIPL-6]
  examples:
    flag:                      # 都应当指出，至少三句
      - 平台可以将借款人的通讯录提供给担保公司。
      - 甲方同意乙方向融资担保公司提供甲方的手机通讯录。
      - 贷款人有权将借款人通讯录信息共享给保险公司。
    pass:                      # 看起来像，都不应当指出，至少三句
      - 平台不会将借款人的通讯录提供给担保公司。
      - 平台可以将借款合同提供给担保公司。
      - 借款人应当向担保公司支付担保费。
"""
SAMPLE: Final = """\
第一条 平台可以将借款人的通讯录、身份信息提供给担保公司。
第二条 平台可以将借款人的通讯录提供给合作方。
第三条 未经借款人单独同意，平台不向担保公司提供通讯录。
"""
WORDS: Final = """\
- id: password
  kind: data                   # data、party、action、purpose、condition、qualifier
  title: 密码
  terms: [锁屏密码, 登录密码, 支付密码]
"""


@dataclass(frozen=True)
class Tried:
    """A trial that is done or under way, and what it is of: rules, lexicon, text."""

    given: tuple[str, str, str]
    job: Job[Trial]

    def outcome(self) -> Trial | str | None:
        """Return the trial, a Chinese sentence where it failed, None while it goes on or was cancelled."""
        try:
            return self.job.result() if self.job.done() else None
        except LoanClauseError as error:
            return str(error)
        except CancelledError:
            return None


def tried(rules: str, lexicon: str, text: str) -> Tried:
    """Return the trial of what is given, begun if it is new; what went before is cancelled."""
    state: dict[str, Any] = visitor().state
    known: Tried | None = state.get("tried")
    given = (rules, lexicon, text[:MOST])
    if known is None or known.given != given:
        if known:
            known.job.cancel()
        known = Tried(given, QUEUE.submit(visitor(), work.try_rules, *given))
        state["tried"] = known
        wait([known.job.future], timeout=BLINK_SECONDS)
    return known


def again() -> None:
    """Try once more what was cancelled."""
    visitor().state.pop("tried", None)


def begin_with(rule: str) -> None:
    """Put ``rule`` of the library, or the template where it is empty, in the place of what is written."""
    st.session_state[BEFORE] = st.session_state.get(RULES, "")
    st.session_state[RULES] = rule_source(rule, packs_in_use()) if rule else TEMPLATE


def undo() -> None:
    """Put back what was written before a rule took its place."""
    st.session_state[RULES] = st.session_state.pop(BEFORE)
