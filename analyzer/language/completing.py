"""What each frame needs to be a statement: an action alone says nothing about whose data go where."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from analyzer.language.drafts import Draft, Scene, concepts, overlaps
from analyzer.language.giving import giving
from analyzer.language.objects import AS_AGREED, COMMA, OF_DATA, is_asked_about, object_is_data
from analyzer.language.receivers import unnamed_source
from analyzer.language.roles import ABOUT_BORROWER, GENERIC, OUTSIDE, RELATIONS
from analyzer.language.stances import covered
from analyzer.model import Mention

_PASSED_ON = re.compile(r"将(?:该等|上述|前述|这些)[^，。；]{0,30}，用于[^，。；]*$")
_SO_THAT = re.compile(r"，以?供[^，。；]{0,20}(?:查询|使用|参考)?[、和及]?$")  # 供有关单位依法查询和使用
_MONEY = re.compile(r"(?:款项|资金|金额|费用)[^，。；]{0,4}，?并?$")
_NOMINAL = re.compile(
    r"(?:等[^，。；（）]{0,6}）中|支付的[^，。；]{0,4}费用|的?(?:费用|债权款|款项|成本)|过程|期间|工作|阶段|环节|措施|程序中|费|时，|中|前|后|之前|不能|实现|进展|成本|款项|所得)"
)
_THEM = ("与其", "向其", "和其", "跟其", "与他们", "向他们")
_AS_PUBLISHED = re.compile(r"[^，。；]{0,8}为准")
_IS_TITLE = re.compile(r"(?:我们|我行|我司|本公司|平台)(?:仅|不|会|将|可能)")  # 公开披露 我们仅会……
_TO_PARTIES = re.compile(r"(?:向|对)[^，。；]{0,10}(?:[甲乙丙丁]方|出借人|投资人|债权人)[^，。；]{0,4}$")
_OWN_DATA = re.compile(r"(?:您|用户|客户|借款人)[^，。；]{0,20}(?:信息|数据|资料|照片|内容|文件|密码)")
_GETS_CONSENT = re.compile(
    r"(?:您|用户|借款人|监护人)?的?[^，。；、]{0,12}(?:同意|授权)(?!人|方|信息|共享|[^，。；]{0,6}的)"
)
_OPENS_LIST = re.compile(r"(?:包括|包含|如下|以下|下列)[^。；：]{0,10}：[^：。]*；$")
_AS_CREDITOR = re.compile(
    r"(?:受让[^。；]{0,60}以债权人|债权归[^。；，]{1,8}所有)[^。；]{0,16}(?:催收|追偿|追索|清收|追讨)"
)
_FOR_PURPOSES = re.compile(r"[^。；]{0,100}(?:之目的|的目的|需要)，")
_PURPOSE_OF = re.compile(r"(?:基于|出于|为了?)[^。；]{0,80}$")
_INFORMATION = re.compile(r"将[^。；，]{0,24}(?:信息|资料)$")
_TO_LENDERS = re.compile(r"(?:给)?(?:投资人|出借人|出借方|借出人|资金方)")
_TERMS = re.compile(r"(?:政策|协议|条款|规则)[^。；]{0,12}(?:变更|修改|修订|更新)")
_REQUEST = re.compile(r"(?:借款|融资|贷款)(?:信息|需求|标的?|项目|申请)")
_DEFAULT = re.compile(r"逾期|违约|失信|欠款|拖欠")
_CARRIED_OUT = re.compile(r"(?:进行|开展|负责|从事|采取)[^，。；]{0,20}$")  # 进行催收工作
_BY_PROXY = re.compile(r"由[^，。；]{1,16}(?:代|协助|负责|统一)[^，。；]*$")
_FOR_LENDER = re.compile(
    r"(?:(?:代|代表|代理|受托为)(?:出借人|出借方|贷款人|债权人|资金方|[甲乙丙丁]方)"
    r"|(?:根据|依据|受|接受)(?:出借人|出借方|贷款人|债权人|资金方)的?委托"
    r"|委托[^。；，]{1,10}(?:代为|追究|主张|催收|追索))[^。；]*$"
)
_PERMISSION = re.compile(
    r"(?:电话)?(?:、[^，。；、]{1,12}){0,6}(?:等|的)?权限|(?:电话|短信)?的功能"
)  # 拨打电话、读取联系人等权限
_DELEGATES = re.compile(r"(?:(?:或|和|及|、)合作)?的(?:第三方|机构|公司|其他)")
_MUST = re.compile(r"不得关闭|不得拒绝|不得撤回|不得取消|需|应|须|要求|授权|开启|允许|必填|请")


def complete(scene: Scene, draft: Draft, frame: str) -> Draft | None:
    """Return ``draft`` with what its frame needs, None where the part does not hold it."""
    return _COMPLETERS[frame](scene, draft)


def _handling(scene: Scene, draft: Draft) -> Draft | None:
    if _handles_nothing(scene, draft):
        return None
    action, doers, data, to = draft.action.concept, draft.doers, draft.data, draft.receivers
    if doers == {"borrower"}:
        must = _MUST.search(scene.words) or (action == "require-contacts" and scene.has("emergency-contact"))
        if action in ("query", "use") or not must:
            return None
    people = [party for party in scene.parties if is_asked_about(scene, party)]
    if action == "require-contacts" and not (people or "contact-person-info" in data or scene.leads_in):
        return None
    if people and action != "use" and not to & RELATIONS:
        return draft.with_people(people)
    if data - GENERIC or to & RELATIONS or scene.leads_in or _OPENS_LIST.search(scene.words):
        return draft
    if data and (doers & OUTSIDE or to & OUTSIDE):
        if doers == {"credit-bureau"}:  # where credit bureaus get data from is their own affair
            return replace(draft, recipients=())
        return draft
    if doers & OUTSIDE and OF_DATA.match(scene.text, draft.action.end, scene.part.end):
        return draft
    source = unnamed_source(scene, draft.action) if action in ("collect", "query") else None
    if source is not None and (
        data & ABOUT_BORROWER
        or object_is_data(scene, draft)
        or OF_DATA.match(scene.text, draft.action.end, scene.part.end)
        or source.start >= draft.action.end
    ):
        return replace(draft, recipients=(*draft.recipients, source))
    if data and scene.has("no-consent", "any-purpose", "irrevocable", "indefinite"):
        return draft
    denial = covered(scene, draft, "negation")
    denied = denial is not None and (action != "use" or scene.text.startswith("不再", denial.word[0]))
    own = data & {"personal-info", "identity-info", "device-info"}
    own_words = _OWN_DATA.match(scene.text, draft.action.end, scene.part.end)
    if denied and own_words and not data:
        named = Mention("personal-info", "data", *own_words.span())
        return replace(draft, others=(*draft.others, named))
    return draft if denied and (own or own_words) else None


def _handles_nothing(scene: Scene, draft: Draft) -> bool:
    """Return whether consent is got, money used, or a court or an arbitration body reads in its own right."""
    start, end = draft.action.start, draft.action.end
    if draft.doers == {"authority"} or _GETS_CONSENT.match(scene.text, end, scene.part.end):
        return True
    if draft.action.concept == "use" and _PASSED_ON.search(scene.text, scene.start, start):
        return True  # 将该等信息发送给机构，用于评估: said of the sending
    if "供" in scene.words and _SO_THAT.search(scene.text, scene.start, start) and not draft.data - GENERIC:
        return True
    return bool(_MONEY.search(scene.text, scene.start, start))  # 扣收的款项，用于


def _contacting(scene: Scene, draft: Draft) -> Draft | None:
    if draft.doers == {"borrower"} or overlaps(draft.action, scene, "no-consent", "no-notice"):
        return None
    if _PERMISSION.match(scene.text, draft.action.end, scene.part.end):
        return None
    if _INFORMATION.search(scene.text, scene.start, draft.action.start):
        lenders = _TO_LENDERS.match(scene.text, draft.action.end, scene.part.end)
        if lenders:
            return _told_to_lenders(scene, draft, lenders)
    people = (draft.receivers | draft.doers) & (RELATIONS | {"anyone", "public"})
    if draft.action.concept == "inform" and draft.data & {"overdue-info", "adverse-info"}:
        people |= draft.receivers & OUTSIDE
    if covered(scene, draft, "negation"):
        people |= draft.receivers & {"partner"}
    if not people and scene.text.startswith("收到", draft.action.start):
        people = {party.concept for party in scene.parties if party.end <= draft.action.start} & RELATIONS
        draft = replace(draft, recipients=tuple(p for p in scene.parties if p.concept in people))
    if not people and _addresses_them(scene, draft):
        known = tuple(party for party in scene.parties if party.concept in RELATIONS)
        return replace(draft, recipients=known) if known else None
    helpers = tuple(doer for doer in draft.actors if doer.concept in RELATIONS)
    return replace(draft, recipients=(*draft.recipients, *helpers)) if people else None


def _addresses_them(scene: Scene, draft: Draft) -> bool:
    """Return whether 其 receives: 与其联络, 向其说明."""
    words = scene.text[max(scene.start, draft.action.start - 3) : draft.action.end]
    return any(them in words for them in _THEM)


def _recovering(scene: Scene, draft: Draft) -> Draft | None:
    if _DELEGATES.match(scene.text, draft.action.end):
        return None  # 其委托或合作的第三方 are people, not an act
    if _AS_CREDITOR.search(scene.words) and not scene.has("entrust"):
        return None  # 受让后以债权人的名义催收
    if not scene.has("entrust") and _is_purpose(scene, draft.action):
        return None  # 基于债务追索之目的，有权查询
    done = _CARRIED_OUT.search(scene.text, scene.start, draft.action.start)
    if draft.action.concept == "collect-debt" and not done and _NOMINAL.match(scene.text, draft.action.end):
        return None
    others = concepts(scene.parties) & (OUTSIDE | RELATIONS)
    debt = scene.has("collect-debt", "debt-collection") or others & {"collector"}
    words_before = scene.text[scene.start : draft.action.start]
    with_action = scene.text[scene.start : draft.action.end]
    if debt and (_BY_PROXY.search(words_before) or _FOR_LENDER.search(with_action)):
        draft = replace(draft, actors=tuple(replace(doer, concept="servicer") for doer in draft.actors))
    if draft.action.concept == "collect-debt" and _pays_for_borrower(scene, draft.action):
        return None
    if debt and (others or scene.has("entrust") or draft.doers & {"collector", "servicer"}):
        known = [
            party for party in scene.outsiders if party.concept not in RELATIONS or party in draft.recipients
        ]
        return replace(draft, recipients=tuple(known))
    return None


def _is_purpose(scene: Scene, action: Mention) -> bool:
    """Return whether ``action`` is only what something else is done for."""
    return bool(
        _PURPOSE_OF.search(scene.text, scene.start, action.start)
        and _FOR_PURPOSES.match(scene.text, action.end, scene.part.end)
    )


def _pays_for_borrower(scene: Scene, action: Mention) -> bool:
    """Return whether 代 stands for the borrower: 代借款人向出借人偿还."""
    return scene.text.startswith(("代", "代为", "代替"), action.start) and any(
        party.concept == "borrower" and 0 < party.start - action.start <= len("代替")
        for party in scene.parties
    )


def _publishing(scene: Scene, draft: Draft) -> Draft | None:
    start, end = draft.action.start, draft.action.end
    if _AS_PUBLISHED.match(scene.text, end) or AS_AGREED.search(scene.text, scene.start, start):
        return None
    if _IS_TITLE.match(scene.text, end):
        return None
    lenders = _TO_PARTIES.search(scene.text, scene.start, start)
    if lenders or _offers_loan(scene, draft):
        return _told_to_lenders(scene, draft, lenders)
    of_terms = scene.has("change-terms") or _TERMS.search(scene.words)
    if of_terms and not draft.data & {"overdue-info", "adverse-info"}:
        return None  # 修改本授权书，并在平台上公告
    about = draft.data & ABOUT_BORROWER
    if draft.doers == {"borrower"}:
        about -= {"personal-info", "identity-info"}  # what borrowers post about themselves
    if about == {"identity-info"} and not any(_belongs_to_borrower(scene, data) for data in draft.of("data")):
        about = set()
    if "公告" in scene.text[draft.action.start : draft.action.end]:
        about -= {"personal-info", "identity-info"}
    in_public = scene.has("public") and scene.has("borrower", "debt-collection", "overdue")
    return draft if about or in_public else None


def _offers_loan(scene: Scene, draft: Draft) -> bool:
    """Return whether a request for a loan is offered to lenders: 在平台发布借款信息."""
    comma = max(scene.text.rfind("，", scene.start, draft.action.start) + 1, scene.start)
    segment = scene.text[comma : draft.action.end]
    after = scene.text[draft.action.end : draft.action.end + 14]
    return bool(_REQUEST.search(segment + after)) and not _DEFAULT.search(scene.words)


def _told_to_lenders(scene: Scene, draft: Draft, lenders: re.Match[str] | None) -> Draft | None:
    """Return ``draft`` as data given to lenders, None where it is the borrower who tells or is told."""
    told = [party for party in scene.parties if lenders and lenders.start() <= party.start < lenders.end()]
    if draft.doers == {"borrower"} or "borrower" in concepts(told) or not draft.data & ABOUT_BORROWER:
        return None
    receiver = replace(told[-1] if told else draft.action, concept="partner", kind="party")
    return replace(draft, action=replace(draft.action, concept="disclose"), recipients=(receiver,))


def _belongs_to_borrower(scene: Scene, data: Mention) -> bool:
    if scene.text[max(scene.start, data.start - 1) : data.start] == "其":
        return True
    return any(
        party.concept == "borrower"
        and party.end <= data.start
        and not COMMA.search(scene.text, party.end, data.start)
        for party in scene.parties
    )


_COMPLETERS: dict[str, Callable[[Scene, Draft], Draft | None]] = {
    "handling": _handling,
    "giving": giving,
    "contacting": _contacting,
    "recovering": _recovering,
    "publishing": _publishing,
}
