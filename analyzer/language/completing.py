"""What each frame needs to be a statement: an action alone says nothing about whose data go where."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from analyzer.language.drafts import SUCCESSION, Draft, Scene, concepts, overlaps
from analyzer.language.frames import subject_before, unnamed_receiver, unnamed_source
from analyzer.language.roles import ABOUT_BORROWER, INSIDE, OUTSIDE, RELATIONS, SPECIFIC
from analyzer.language.stances import covered
from analyzer.model import Mention

_ATTRIBUTIVE = re.compile(
    r"(?:[、和及或](?:使用|收集|存储|处理|共享|保存|获取))*(?:(?:到|过|了)?的(?![；。\n]|$|权利|权限)|行为)"
)  # 「与合作机构共享的。」 ends an item, it qualifies nothing
_PASSED_ON = re.compile(r"将(?:该等|上述|前述|这些)[^，。；]{0,30}，用于[^，。；]*$")
_MONEY = re.compile(r"(?:款项|资金|金额|费用)[^，。；]{0,4}，?并?$")
_BEFORE = re.compile(r"之?前(?=，)")
_NOMINAL = re.compile(
    r"(?:等[^，。；（）]{0,6}）中|的?(?:费用|债权款|款项|成本)|过程|期间|工作|阶段|环节|措施|程序中|费|时，|中|前|后|之前|不能|实现|进展|成本|款项|所得)"
)
_RELATIVE = re.compile(r"(?!到|予)[^，。；、给至]{0,14}的(?:公司|第三方|组织|机构|合作|接收方|主体|单位)")
_OTHER_OBJECT = re.compile(
    r"(?!至|到)(?:给|向|予|各类|相关|本|的|一切|其|您|我们|正规|更好|更|优质|借款|个人|必要|完整){0,6}[^，。；、]{0,8}?"
    r"(?:服务|资金|产品|保证|支持|便利|担保|帮助|保障|商品|功能|协助|技术|指令|还款提醒|通知|方法|途径|渠道|解释|依据|参考|咨询|纪录)"
)
_THEM = ("与其", "向其", "和其", "跟其", "与他们", "向他们")
_LICENSED = re.compile(r"行为[^，。；]{0,4}已(?:经)?(?:取得|获得|征得)")  # 报送的行为已取得您的授权
_AS_PUBLISHED = re.compile(r"[^，。；]{0,8}为准")
_IS_TITLE = re.compile(r"(?:我们|我行|我司|本公司|平台)(?:仅|不|会|将|可能)")  # 公开披露 我们仅会……
_TO_PARTIES = re.compile(r"(?:向|对)[^，。；]{0,10}(?:[甲乙丙丁]方|出借人|投资人|债权人)[^，。；]{0,4}$")
_ASKED = re.compile(
    r"(?:可能需要(?:您|用户|借款人|甲方|乙方)|(?:要求|(?<!可能)需要|需|须)(?:您|用户|借款人|甲方|乙方)?)(?:另行|主动)?$"
)
_WITHHELD = re.compile(r"不|拒绝|未")
# 信息的分享与披露 names a topic.
_NOUN = re.compile(
    r"(?<!必要)(?<!合理)(?<!合法)(?<!部分)的(?:(?:委托处理|共享|转让|转移|分享|收集|使用|存储|保护)[与和及、或])*$"
)
_TO_BORROWER = re.compile(
    r"(?:向|给)(?:您|用户|借款人|授权人|客户|会员|申请人|本人)的?(?:手机号?码?|邮箱|地址|电话)?(?:号码)?$"
)
_GRANTED = re.compile(
    r"(?:同意|授权|认可|接受|允许)[^。；，]{0,20}对[^。；，]{1,40}$"
)  # 同意平台对其信息的公开
_GRANT = re.compile(r"(?<!转)(?<!再)授权")
_TRUTHFUL = re.compile(r"真实|准确|完整|有效")
_OWN_DATA = re.compile(r"(?:您|用户|客户|借款人)[^，。；]{0,20}(?:信息|数据|资料|照片|内容|文件)")
_GETS_CONSENT = re.compile(
    r"(?:您|用户|借款人|监护人)?的?[^，。；]{0,6}(?:同意|授权)(?!人|方|信息|共享|[^，。；]{0,6}的)"
)
_APPROVED = re.compile(r"(?:认可|同意|授权|允许)[^。；，]{0,30}$")
_BECAUSE = re.compile(r"因[^，。；]{0,24}$")  # 因甲方公开信息而造成的损失
_CAUSES = re.compile(r"[^，。；]{0,16}而(?:给|造成|导致|产生|引起)")
_OPENS_LIST = re.compile(r"(?:包括|包含|如下|以下|下列)[^。；：]{0,10}：[^：。]*；$")
_CARRIED_OUT = re.compile(r"(?:进行|开展|负责|从事|采取)[^，。；]{0,20}$")  # 进行催收工作
_NAMES_DATA = re.compile(r"(?:信息|数据|资料|(?<!转)(?<!再)授权)(?!服务|系统|技术|安全|网络|中介)")
_OF_DATA = re.compile(r"[^，。；：]{0,12}(?:信息|资料|数据|记录|结果)(?:内容)?(?=[，。；（\s]|$)")
_DETAILS = re.compile(r"[^，。；、]{0,12}(?:信息|姓名|电话|号码|联系方式|资料|地址|状况|身份)")
_BY_PROXY = re.compile(r"由[^，。；]{1,16}(?:代|协助|负责|统一)[^，。；]*$")
_FOR_LENDER = re.compile(
    r"(?:(?:代|代表|代理|受托为)(?:出借人|出借方|贷款人|债权人|资金方|[甲乙丙丁]方)"
    r"|(?:根据|依据|受|接受)(?:出借人|出借方|贷款人|债权人|资金方)的?委托)[^。；]*$"
)
_PERMISSION = re.compile(
    r"(?:、[^，。；、]{1,12}){0,6}(?:等|的)?权限|(?:电话|短信)?的功能"
)  # 拨打电话、读取联系人等权限
_DELEGATES = re.compile(r"(?:(?:或|和|及|、)合作)?的(?:第三方|机构|公司|其他)")
_AS_AGREED = re.compile(
    r"(?:按照|依照|依据|根据|遵循|遵守|严格按)(?:本|法律|《[^》]*》等法律)[^，。；]{0,14}(?:说明|要求|约定|规定|目的|场景)[^，。；]{0,8}$"
)
_COMMA = re.compile(r"[，：（]")
_MUST = re.compile(r"不得关闭|不得拒绝|不得撤回|不得取消|需|应|须|要求|授权|开启|允许|必填|请")
_KNOWS = re.compile(r"(?:知晓|知悉|了解|清楚)[^。；]{0,30}$")  # 知晓公开披露信息的法律责任
_TOPIC = re.compile(
    r"[^，。；：]{0,30}(?:的(?:具体|详细)?(?:主要对象|情形|情况|目的|方式|范围|例外|规则|活动|行为|(?:相应)?(?:法律)?责任)|[和、]使用事项|等(?:行为|活动|处理活动))"
    r"(?!：|包括|为|如下)"
)


def fits(scene: Scene, action: Mention, doers: Sequence[Mention], frame: str) -> bool:
    """Return whether the words beside ``action`` leave it a verb that may say something of its own."""
    if _CAUSES.match(scene.text, action.end, scene.part.end) and _BECAUSE.search(
        scene.text, scene.start, action.start
    ):
        return False
    if frame == "giving" and _BEFORE.match(scene.text, action.end):
        return False  # 在共享前
    who = concepts(doers)
    if (
        frame != "recovering"
        and _ATTRIBUTIVE.match(scene.text, action.end)
        and (
            frame in ("giving", "publishing")
            or who == {"borrower"}
            or who & OUTSIDE
            or not who
            or scene.text[action.start - 1 : action.start] == "所"
        )
        and not _ASKED.search(scene.text, scene.start, action.start)
        and not _LICENSED.search(scene.text, action.end, scene.part.end)
        and not SUCCESSION.search(scene.words)
    ):
        return False
    if frame in ("giving", "publishing") and _is_noun(scene, action):
        return False
    return frame not in ("giving", "publishing", "handling") or not _is_topic(scene, action)


def complete(scene: Scene, draft: Draft, frame: str) -> Draft | None:
    """Return ``draft`` with what its frame needs, None where the part does not hold it."""
    return _COMPLETERS[frame](scene, draft)


def _is_noun(scene: Scene, action: Mention) -> bool:
    """Return whether the action names what is spoken of: 信息的共享, but not 同意平台对其信息的公开."""
    noun = _NOUN.search(scene.text, scene.start, action.start)
    if noun is None or scene.text.startswith("授权", action.start):
        return False
    return not _GRANTED.search(scene.text, scene.start, noun.start())


def _is_topic(scene: Scene, action: Mention) -> bool:
    """Return whether a topic follows (共享的具体情形) that neither is a list item nor has been agreed to."""
    topic = _TOPIC.match(scene.text, action.end)
    if topic is None:
        return False
    is_item = scene.part.lead is not None and topic.end() >= scene.part.end - 1
    if is_item and not _KNOWS.search(scene.text, scene.start, action.start):
        return False
    return not (
        _APPROVED.search(scene.text, scene.start, action.start)
        or _LICENSED.search(scene.text, action.end, scene.part.end)
    )


def _handling(scene: Scene, draft: Draft) -> Draft | None:
    if _handles_nothing(scene, draft):
        return None
    action = draft.action.concept
    must = _MUST.search(scene.words) or (action == "require-contacts" and scene.has("emergency-contact"))
    if draft.doers == {"borrower"} and (action in ("query", "use") or not must):
        return None
    people = [party for party in scene.parties if _is_asked_about(scene, party)]
    if action == "require-contacts" and not (
        people or draft.data & {"contact-person-info"} or scene.leads_in
    ):
        return None
    if people and action != "use" and not draft.receivers & RELATIONS:
        return draft.with_people(people)
    if (
        draft.data & SPECIFIC
        or draft.receivers & RELATIONS
        or scene.leads_in
        or _OPENS_LIST.search(scene.words)
    ):
        return draft
    if draft.data and (draft.doers & OUTSIDE or draft.receivers & OUTSIDE):
        return draft
    if draft.doers & OUTSIDE and _OF_DATA.match(scene.text, draft.action.end, scene.part.end):
        return draft
    source = unnamed_source(scene, draft.action) if action in ("collect", "query") else None
    if source is not None and (
        draft.data & ABOUT_BORROWER
        or _object_is_data(scene, draft)
        or _OF_DATA.match(scene.text, draft.action.end, scene.part.end)
        or source.start >= draft.action.end
    ):
        return replace(draft, recipients=(*draft.recipients, source))
    if draft.data and scene.has("no-consent", "any-purpose", "irrevocable", "indefinite"):
        return draft
    denial = covered(scene, draft, "negation")
    denied = denial is not None and (action != "use" or scene.text.startswith("不再", denial.word[0]))
    own = draft.data & {"personal-info", "identity-info", "device-info"}
    own_words = _OWN_DATA.match(scene.text, draft.action.end, scene.part.end)
    if denied and own_words and not draft.data:
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
    return bool(_MONEY.search(scene.text, scene.start, start))  # 扣收的款项，用于


def _is_data(scene: Scene, party: Mention) -> bool:
    """Return whether ``party`` is only named as data: the people in a contact list."""
    return any(data.start <= party.start and party.end <= data.end for data in scene.of("data"))


def _is_asked_about(scene: Scene, party: Mention) -> bool:
    """Return whether details of ``party`` are meant: a contact to be named, a relative's name or number."""
    if party.concept == "emergency-contact":
        return True
    if _is_data(scene, party):
        return False
    return party.concept in ("relative", "contact-persons", "friend") and bool(
        _DETAILS.match(scene.text, party.end, scene.part.end)
    )


def _giving(scene: Scene, draft: Draft) -> Draft | None:
    action, to = draft.action, draft.receivers
    outward = action.concept == "disclose"
    if action.concept == "report-credit" and not (
        to & {"credit-bureau"}
        or draft.data & {"credit-info", "credit-report", "adverse-info", "overdue-info"}
    ):
        return None
    if action.concept == "report-credit":
        return draft
    if to & {"credit-bureau"} and draft.doers != {"borrower"}:
        return draft  # what a credit bureau is told can only be the borrower's
    if action.concept == "provide" and _TO_BORROWER.search(scene.text, scene.start, action.start):
        return None
    towards = scene.text[action.start : action.end].endswith(("到", "至", "给"))
    if (not towards and _RELATIVE.match(scene.text, action.end)) or (
        not outward and _gives_something_else(scene, draft)
    ):
        return None
    asked = _ASKED.search(scene.text, scene.start, action.start)
    asker = subject_before(scene, asked.start()) if asked else None
    if asker is not None and asker.concept in OUTSIDE and draft.data:
        return replace(draft, actors=(asker,))  # 第三方可能需要您提供
    if (draft.doers == {"borrower"} and not draft.implied) or (asked and not draft.actors):
        return _handed_over(scene, draft)
    sub_delegated = draft.has("sub-delegation")
    words = scene.text[action.start : action.end]
    about_data = bool(
        draft.data
        or (sub_delegated and _GRANT.search(scene.words))
        or _NAMES_DATA.search(words)
        or _speaks_of_data(scene, action)
        or _NAMES_DATA.search(scene.text[max(scene.start, action.start - 4) : action.start])
        or _OF_DATA.match(scene.text, action.end, scene.part.end)
        or (outward and scene.leads_in)
    )
    if to & (OUTSIDE | RELATIONS) and about_data:
        return draft
    if about_data and not to & {"authority"}:
        receiver = unnamed_receiver(scene, action)
        if receiver is not None:
            return replace(draft, recipients=(*draft.recipients, receiver))
    if draft.doers & OUTSIDE and draft.data and not to & OUTSIDE:
        return draft
    shared = outward and (words != "分享" or _object_is_data(scene, draft))
    as_agreed = _AS_AGREED.search(scene.text, scene.start, action.start)
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
    people = [party for party in scene.parties if _is_asked_about(scene, party)]
    if people:
        return draft.with_people(people)
    specific = draft.data & SPECIFIC
    if specific == {"any-info"} and _TRUTHFUL.search(scene.words):
        return None  # that what borrowers give must be true asks for nothing
    return draft if specific or scene.leads_in else None


def _gives_something_else(scene: Scene, draft: Draft) -> bool:
    """Return whether what is given is a service, money or goods rather than data."""
    other = _OTHER_OBJECT.match(scene.text, draft.action.end)
    if other is None or _object_is_data(scene, draft):
        return False
    if any(party.start < other.end() <= party.end for party in scene.outsiders):
        return False  # 提供给担保机构
    return not any(
        data.end <= draft.action.start
        and scene.text.rfind("将", scene.start, data.start) >= max(scene.start, data.start - 12)
        and "为" not in scene.text[max(scene.start, data.start - 4) : data.start]
        for data in draft.of("data")
    )


def _object_is_data(scene: Scene, draft: Draft) -> bool:
    """Return whether a kind of data follows the action with no comma and no other verb between."""
    end = draft.action.end
    limit = min([scene.part.end, *(action.start for action in scene.of("action") if action.start >= end)])
    return any(
        end <= data.start < limit and not _COMMA.search(scene.text, end, data.start)
        for data in draft.of("data")
    )


def _contacting(scene: Scene, draft: Draft) -> Draft | None:
    if draft.doers == {"borrower"} or overlaps(draft.action, scene, "no-consent", "no-notice"):
        return None
    if _PERMISSION.match(scene.text, draft.action.end, scene.part.end):
        return None
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
    done = _CARRIED_OUT.search(scene.text, scene.start, draft.action.start)
    if draft.action.concept == "collect-debt" and not done and _NOMINAL.match(scene.text, draft.action.end):
        return None
    others = concepts(scene.parties) & (OUTSIDE | RELATIONS)
    debt = scene.has("collect-debt", "debt-collection") or others & {"collector"}
    words_before = scene.text[scene.start : draft.action.start]
    if debt and (_BY_PROXY.search(words_before) or _FOR_LENDER.search(words_before)):
        draft = replace(draft, actors=tuple(replace(doer, concept="servicer") for doer in draft.actors))
    if debt and (others or scene.has("entrust") or draft.doers & {"collector", "servicer"}):
        known = [
            party for party in scene.outsiders if party.concept not in RELATIONS or party in draft.recipients
        ]
        return replace(draft, recipients=tuple(known))
    return None


def _publishing(scene: Scene, draft: Draft) -> Draft | None:
    start, end = draft.action.start, draft.action.end
    if _AS_PUBLISHED.match(scene.text, end) or _AS_AGREED.search(scene.text, scene.start, start):
        return None
    if _IS_TITLE.match(scene.text, end) or _TO_PARTIES.search(scene.text, scene.start, start):
        return None
    about = draft.data & ABOUT_BORROWER
    if draft.doers == {"borrower"}:
        about -= {"personal-info", "identity-info"}  # what borrowers post about themselves
    if about == {"identity-info"} and not any(_belongs_to_borrower(scene, data) for data in draft.of("data")):
        about = set()
    if "公告" in scene.text[draft.action.start : draft.action.end]:
        about -= {"personal-info", "identity-info"}
    in_public = scene.has("public") and scene.has("borrower", "debt-collection", "overdue")
    return draft if about or in_public else None


def _belongs_to_borrower(scene: Scene, data: Mention) -> bool:
    if scene.text[max(scene.start, data.start - 1) : data.start] == "其":
        return True
    return any(
        party.concept == "borrower"
        and party.end <= data.start
        and not _COMMA.search(scene.text, party.end, data.start)
        for party in scene.parties
    )


_COMPLETERS: dict[str, Callable[[Scene, Draft], Draft | None]] = {
    "handling": _handling,
    "giving": _giving,
    "contacting": _contacting,
    "recovering": _recovering,
    "publishing": _publishing,
}
