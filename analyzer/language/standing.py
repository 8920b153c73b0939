"""Actions whose own words say it all: a grant, deemed consent, a change of terms, an assignment."""

from __future__ import annotations

import re
from dataclasses import replace

from analyzer.language.drafts import Draft, Scene
from analyzer.language.receivers import receivers
from analyzer.language.roles import GENERIC
from analyzer.language.stances import covered, denied_directly, is_definition, lists_exemptions
from analyzer.language.subjects import subject_before
from analyzer.model import Mention

_DENIABLE = {
    "assign",
    "market",
    "embed",
    "push-application",
    "change-terms",
    "deem-consent",
    "blacklist",
    "penalise-withdrawal",
    # fees, penalties, debits, disputes
    "deduct-upfront",
    "partner-fee",
    "daily-penalty",
    "stacked-penalties",
    "compound-interest",
    "lump-penalty",
    "lender-venue",
    "fixed-venue",
    "arbitrate",
    "debit-any",
    "debit-anything",
    "shift-costs",
    "pay-costs",
    "tie-sale",
    "interpret-finally",
    "deem-served",
    "pay-in-advance",
}
# Cells and fields look like headings.
_NAMED_IN_HEADINGS = {"embed", "supply-contacts", "high-rate", "daily-penalty"}
_THIS_GRANT = re.compile(r"(?:本|该|上述|以上|前述|前款|上款)(?:授权|委托授权|授权书)")
_ABOUT_INFORMATION = re.compile(r"信息|资料|数据|征信")
_OBLIGES = re.compile(r"变更|变化|必填|代理")
_COPYRIGHT = re.compile(r"著作权|知识产权|版权|专利")
_INSTRUCTS = re.compile(
    r"(?:扣款|划扣|扣划|代扣|划转|冻结|付款|支付|业务操作|授权)指令|进行相关操作|指令[^。；，]{0,6}完成[^。；，]{0,8}(?:还款|付款|支付)"
    r"|视为[^。；，]{0,6}(?:同意|接受)[^。；，]{0,8}(?:买断|购买|续租|续期|费用标准|收费标准)"
)
_REFUSES = re.compile(r"(?:拒绝|暂停|中止|终止|冻结|关闭)[^。；]{0,40}(?:服务|账户|资格|业务)")
_NOT_DEEMED = re.compile(r"(?:不会|不得|不应|不能|绝不|不)(?:将|把|以|因)[^，。；]{0,12}$")
_DEEMED = re.compile(r"视为((?:本人|您|用户|授权人)?(?:亲自|本人)(?:操作|行为|所为|实施))?")
_DEBIT = re.compile(r"扣款|划扣|扣划|代扣|划转|代付|扣除")


def standing(scene: Scene, draft: Draft) -> Draft | None:
    """Return the reading of an action that needs nothing beside it, None where it only sounds like one."""
    if _is_something_else(scene, draft):
        return None
    if draft.action.concept in _DENIABLE and (denied_directly(scene, draft) or _is_not_deemed(scene, draft)):
        to = receivers(scene, draft.action, draft.actors, marked_only=False)
        return replace(draft, stance="protects", recipients=tuple(to))
    return draft


def _is_not_deemed(scene: Scene, draft: Draft) -> bool:
    before = scene.text[scene.start : draft.action.start]
    return draft.action.concept == "deem-consent" and bool(_NOT_DEEMED.search(before))


def _is_something_else(scene: Scene, draft: Draft) -> bool:
    action = draft.action.concept
    heading = scene.part.heading and not scene.leads_in and not scene.has("may", "consents")
    if (heading and action not in _NAMED_IN_HEADINGS) or covered(scene, draft, "exclusion"):
        return True
    if action == "assign" and _COPYRIGHT.search(scene.words):
        return True
    if action in ("assign", "blacklist"):
        if draft.doers == {"authority"}:
            return True  # a court's own list
        takes_over = scene.text.startswith(("债权受让", "受让"), draft.action.start)
        return (draft.doers == {"borrower"} and not takes_over) or is_definition(scene)
    if action == "lender-venue":
        return not any(  # whose it is stands before: 由乙方|住所地人民法院
            party.end == draft.action.start and party.concept != "borrower" for party in scene.parties
        )
    if action == "shift-costs":
        return not any(  # who bears them stands after: 律师费均由|乙方承担
            party.start == draft.action.end and party.concept == "borrower" for party in scene.parties
        )
    if action == "pay-costs":
        payer = subject_before(scene, draft.action.start)
        return payer is None or payer.concept != "borrower"
    if action == "deem-consent":
        return bool(_INSTRUCTS.search(scene.words)) or _deems_others(scene, draft.action)
    if action == "supply-contacts":
        # A verb beside it says what is done with them.
        words = scene.text[draft.action.start : draft.action.end]
        return len(scene.of("action")) > 1 and not _OBLIGES.search(words)
    return action == "authorise" and not _grants_data(scene, draft)


def _deems_others(scene: Scene, action: Mention) -> bool:
    """Return whether acts are deemed the borrower's own, or the lender's consent is deemed given."""
    deemed = _DEEMED.search(scene.text, action.start, scene.part.end)
    if deemed is None:
        return False
    return bool(deemed[1]) or any(
        party.start == deemed.end() and party.concept in ("provider", "partner", "assignee")
        for party in scene.parties
    )


def _grants_data(scene: Scene, draft: Draft) -> bool:
    """Return whether an authorisation is about data and given by the borrower: not a debit mandate."""
    waived = draft.has("no-consent", "no-notice")
    if draft.has("no-notice") and not draft.has("irrevocable", "no-consent") and _REFUSES.search(scene.words):
        return False  # 有权拒绝提供服务，且无须通知您
    if draft.has("irrevocable") and waived and scene.has("assign"):
        return True
    if waived and (scene.leads_in or scene.part.heading) and lists_exemptions(scene):
        return False
    if (draft.doers - {"borrower", "partner"} and not waived) or _DEBIT.search(scene.words):
        return False
    about = draft.data - (GENERIC - {"personal-info", "loan-info"}) or _THIS_GRANT.search(scene.words)
    return bool(about or (not waived and (scene.leads_in or _ABOUT_INFORMATION.search(scene.words))))
