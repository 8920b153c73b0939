"""What giving needs to be a statement: data, and somebody who receives them or gives them away."""

from __future__ import annotations

import re
from dataclasses import replace

from analyzer.language.drafts import SUCCESSION, Draft, Scene, concepts
from analyzer.language.objects import AS_AGREED, ASKED, OF_DATA, is_asked_about, object_is_data
from analyzer.language.receivers import unnamed_receiver
from analyzer.language.roles import ABOUT_BORROWER, GENERIC, INSIDE, LENDING, OUTSIDE, RELATIONS
from analyzer.language.subjects import subject_before
from analyzer.model import Mention

_RELATIVE = re.compile(r"(?!到|予)[^，。；、给至]{0,14}的(?:公司|第三方|组织|机构|合作|接收方|主体|单位)")
_OTHER_OBJECT = re.compile(
    r"(?!至|到)(?:给|向|予|各类|相关|本|的|一切|其|您|我们|正规|更好|更|优质|借款|个人|必要|完整){0,6}[^，。；、]{0,8}?"
    r"(?:服务|资金|产品|保证|支持|便利|担保|帮助|保障|商品|功能|协助|技术|指令|还款提醒|通知|方法|途径|渠道|解释|依据|参考|咨询|纪录|证明)"
)
_TO_BUREAUS = {"credit-info", "credit-report", "adverse-info", "overdue-info"}
_WITHHELD = re.compile(r"不|拒绝|未")
_TO_BORROWER = re.compile(
    r"(?:向|给)(?:您|用户|借款人|授权人|客户|会员|申请人|本人)的?(?:手机号?码?|邮箱|地址|电话)?(?:号码)?$"
)
_MADE = re.compile(r"作出$")  # 向第三方作出披露
_UPDATED = re.compile(
    r"(?:变更|变化)[^。；]{0,40}(?:更新|变更)后的?[^。；，]{0,6}(?:信息|资料)[^。；，]{0,6}$"
)
_UPDATES = re.compile(r"(?:更新|变更)后的?[^。；，]{0,6}(?:信息|资料)")
_MAY_ASK = re.compile(r"(?:有权|可以?)要求$")
_GRANT = re.compile(r"(?<!转)(?<!再)授权")
_TRUTHFUL = re.compile(r"真实|准确|完整|有效")
_NAMES_DATA = re.compile(r"(?:信息|数据|资料|(?<!转)(?<!再)授权)(?!服务|系统|技术|安全|网络|中介)")


def giving(scene: Scene, draft: Draft) -> Draft | None:
    """Return ``draft`` with what giving needs, None where no data go to anybody."""
    to = draft.receivers
    if draft.action.concept == "report-credit":
        return draft if to & {"credit-bureau"} or draft.data & _TO_BUREAUS else None
    if to & {"credit-bureau"} and draft.doers != {"borrower"}:
        return draft  # what a credit bureau is told can only be the borrower's
    if _gives_no_data(scene, draft):
        return None
    if _keeps_up_to_date(scene, draft):
        return _handed_over(scene, replace(draft, recipients=()))
    lender = _asking_lender(scene, draft)
    if lender is not None and draft.data & ABOUT_BORROWER:
        return replace(draft, recipients=(*draft.recipients, replace(lender, concept="partner")))
    succession = bool(SUCCESSION.search(scene.words))
    asked = None if succession else ASKED.search(scene.text, scene.start, draft.action.start)
    asker = subject_before(scene, asked.start()) if asked else None
    if asker is not None and asker.concept in OUTSIDE and draft.data:
        return replace(draft, actors=(asker,))  # 第三方可能需要您提供
    if (draft.doers == {"borrower"} and not draft.implied) or (asked and not draft.actors):
        return _handed_over(scene, draft)
    about_data = _is_about_data(scene, draft, succession=succession)
    if about_data and (to & (OUTSIDE | RELATIONS) or (draft.doers == {"credit-bureau"} and not to)):
        return draft
    return _to_somebody(scene, draft, about_data=about_data)


def _keeps_up_to_date(scene: Scene, draft: Draft) -> bool:
    """Return whether the borrower tells the lender what has changed: 变更的，应将更新后的信息提供给居间人."""
    action = draft.action
    updated = _UPDATED.search(scene.text, scene.start, action.end) or _UPDATES.match(scene.text, action.end)
    return bool(updated) and not draft.receivers & (OUTSIDE - {"partner", "funder"})


def _gives_no_data(scene: Scene, draft: Draft) -> bool:
    """Return whether the borrower is told, or something else is given."""
    action = draft.action
    if action.concept == "provide" and _TO_BORROWER.search(scene.text, scene.start, action.start):
        return True
    towards = scene.text[action.start : action.end].endswith(("到", "至", "给", "予"))
    if not towards and _RELATIVE.match(scene.text, action.end):
        return True
    return action.concept != "disclose" and _gives_something_else(scene, draft)


def _asking_lender(scene: Scene, draft: Draft) -> Mention | None:
    """Return who may ask another party to the contract for what it knows: 甲方有权要求丙方提供."""
    if not draft.actors or not draft.doers <= LENDING:
        return None
    first = min(doer.start for doer in draft.actors)
    asked = _MAY_ASK.search(scene.text, scene.start, first)
    lender = subject_before(scene, asked.start()) if asked else None
    return lender if lender is not None and lender.concept in LENDING else None


def _is_about_data(scene: Scene, draft: Draft, *, succession: bool) -> bool:
    """Return whether data are given, named or not."""
    action = draft.action
    around = scene.text[max(scene.start, action.start - 4) : action.end]
    made = scene.leads_in or succession or _MADE.search(scene.text, scene.start, action.start)
    return bool(
        draft.data
        or (draft.has("sub-delegation") and _GRANT.search(scene.words))
        or _NAMES_DATA.search(around)
        or _speaks_of_data(scene, action)
        or OF_DATA.match(scene.text, action.end, scene.part.end)
        or (action.concept == "disclose" and made)
    )


def _to_somebody(scene: Scene, draft: Draft, *, about_data: bool) -> Draft | None:
    """Return ``draft`` with a receiver whom the lexicon does not know, None where nobody receives."""
    action, to = draft.action, draft.receivers
    if about_data and not to & {"authority"}:
        receiver = unnamed_receiver(scene, action, inside=not draft.doers.isdisjoint(INSIDE))
        if receiver is not None:
            return replace(draft, recipients=(*draft.recipients, receiver))
    if draft.doers & OUTSIDE and draft.data and not to & OUTSIDE:
        return draft
    words = scene.text[action.start : action.end]
    shared = action.concept == "disclose" and (words != "分享" or object_is_data(scene, draft))
    as_agreed = AS_AGREED.search(scene.text, scene.start, action.start)
    if shared and about_data and not to - set(INSIDE) and not as_agreed:
        return replace(draft, recipients=(*draft.recipients, replace(action, concept="anyone", kind="party")))
    return None


def _speaks_of_data(scene: Scene, action: Mention) -> bool:
    """Return whether 将……信息 precedes the action in its own comma part."""
    start = max(scene.start, scene.text.rfind("，", scene.start, action.start) + 1)
    before = scene.text[start : action.start]
    return "将" in before and bool(_NAMES_DATA.search(before, before.index("将")))


def _handed_over(scene: Scene, draft: Draft) -> Draft | None:
    """What the borrower gives the provider: the provider collects it."""
    if draft.stance == "mentions" or concepts(scene.parties) & {"collector", "authority"}:
        return None
    if _WITHHELD.search(scene.text, max(scene.start, draft.action.start - 4), draft.action.start):
        return None
    draft = replace(draft, recipients=tuple(to for to in draft.recipients if to.concept not in RELATIONS))
    people = [party for party in scene.parties if is_asked_about(scene, party)]
    if people:
        return draft.with_people(people)
    specific = draft.data - GENERIC
    if specific == {"any-info"} and _TRUTHFUL.search(scene.words):
        return None  # that what borrowers give must be true asks for nothing
    return draft if specific or scene.leads_in else None


def _gives_something_else(scene: Scene, draft: Draft) -> bool:
    """Return whether what is given is a service, money or goods rather than data."""
    other = _OTHER_OBJECT.match(scene.text, draft.action.end)
    if other is None or object_is_data(scene, draft):
        return False
    if any(party.start < other.end() <= party.end for party in scene.outsiders):
        return False  # 提供给担保机构
    return not any(
        data.end <= draft.action.start
        and scene.text.rfind("将", scene.start, data.start) >= max(scene.start, data.start - 12)
        and "为" not in scene.text[max(scene.start, data.start - 4) : data.start]
        for data in draft.of("data")
    )
