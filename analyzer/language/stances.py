"""Whether a complete reading lets, forbids or only mentions."""

from __future__ import annotations

import re

from analyzer.language.drafts import SUCCESSION, Draft, Scene, remembered
from analyzer.language.modifiers import Scope
from analyzer.language.roles import INSIDE, LENDING, OUTSIDE, RELATIONS
from analyzer.language.subjects import subject_before
from analyzer.model import Mention, Stance

_HOW = re.compile(r"如何|怎样|^[^，。；]{0,30}(?:的例外|清单|规则)$")
_ASKS_HOW = re.compile(
    r"(?:如何|怎样|什么情况|何种情况|哪些情形)[^，。；]{0,24}$"
)  # 本政策说明我们如何共享您的信息
_EXEMPTIONS = re.compile(
    r"(?:以下|下列)(?:情形|情况)|的例外|的情形|^[^，。；]{0,6}(?:共享|转让|披露)、[^，。；]{0,24}(?:无需|不需要|不必|无须)"
)
_LISTS_EXEMPTIONS = re.compile(
    r"法律|法规|例外|以下情形|下列情形|以下情况|下列情况|的情形|^[^，。；]{0,6}(?:共享|转让|披露)、"
)
_OFFERED = re.compile(r"(?:选择|决定|设置|询问)[^，。；]{0,10}是否(?:允许|同意|授权|开启)[^，。；]{0,8}$")
_AT_REQUEST = re.compile(
    r"(?:根据|按照?|应)您的(?:要求|请求)[^。；]{0,30}(?:传输|提供|转移|转交)|传输给您指定的第三方"
)
_NOT_ENTITLED = re.compile(
    r"(?:您|用户|借款人|客户|会员|[甲乙丙丁]方)(?:无权|不得)[^。；]{0,40}要求(?:本平台|平台|我们|本公司|[甲乙丙丁]方)"
)
_IF_WE = re.compile(
    r"(?:^[\d（）().、一二三四五六七八九十a-z•·●-]*\s?|，但?)(?:如果|如|若|倘若|一旦|确需)[^，。；]*(?:，(?:需要|确需|涉及)[^，。；]*)?$"
)
_ASKS_AGAIN = re.compile(
    r"(?:再次|另行|重新|单独|事先|明示|征得|征求)[^。；]{0,10}(?:同意|授权)|(?:安全|影响)评估|采取加密"
)
_MAJOR_NUMBER = re.compile(r"第[一二三四五六七八九十百\d]+[章节条]|[一二三四五六七八九十]+、")
_SAYS = re.compile(r"，|[由被将把]|：.")  # a line without a full stop that is a sentence, no heading
_TELLS_OF = re.compile(r"本(?:隐私)?(?:政策|声明|指引)[^。；，]{0,12}(?:说明(?!的)|阐述|介绍|帮助您了解)")
_QUOTES_LAW = re.compile(r"[^，。；]{0,6}《[^》]*(?:法|条例|办法|规定)》[^，。；]{0,12}(?:规定|要求)，")
_AGREED = re.compile(r"同意|委托|许可|授权(?!合作|的)")
_PERMISSION_NAME = re.compile(
    r"[\d.、\\（）()\s]*(?:读取|访问|获取|查看)(?:手机|设备|您的)?(?:联系人|通讯录|通话记录|短信)"
)
_LEADERS = re.compile(r"[.．·]{4,}|…{2,}")  # a line of a contents page
_IF = re.compile(r"(?:如|若|如果|倘若|一旦)[^，。；]{0,20}$")
_DEMANDED = re.compile(r"要求|强制|强迫|诱导")
_BANS = ("禁止", "严禁", "杜绝")
_WITHIN_BOUNDS = re.compile(r"必要|必需|目的|范围|同意|授权|要求|结果|情形|情况|保密|匿名")
_NARROWED = re.compile(
    r"必要|必需|当次|本机|本地|手机端|所选|选择|选取|选中|单个|单条|指定(?:的)?(?:电话|号码|联系人)|核验结果"
    r"|不(?:会)?(?:读取|上传|收集|获取)[^，。；]{0,10}通讯录"
)
_ELSE = re.compile(
    r"未[^，。；]{0,20}前，|不(?:提供|同意|授权|开启|接受|填写)[^。；]{0,40}(?:无法|不能|将影响|会影响|不予|拒绝|停止)"
)
_DEFINITION = re.compile(r"^[^，。；]{0,24}(?:[：，]\s?(?:是|系)?|是|系|均)指(?!定|令|示|引|南|纹|数|导)")
_DEFINES_OUR_ACTS = re.compile(r"指(?:本公司|我们|平台|乙方|丙方|甲方|贷款人|我司)")
_SHORT = 14  # characters of a heading under a lead-in: （十）个人信息的转移
_NEAR = 6  # characters between 不 and a verb it denies for certain


def lists_exemptions(scene: Scene) -> bool:
    """Return whether the part announces the cases that need no consent."""
    return bool(_LISTS_EXEMPTIONS.search(scene.words))


def stance_of(scene: Scene, draft: Draft) -> Stance:
    """Return the stance of ``draft``: modifiers, subject and form of the sentence decide."""
    negation = covered(scene, draft, "negation")
    if draft.stance == "mentions" or (_is_announcement(scene) and negation is None):
        return "mentions"
    if draft.recipients and draft.receivers <= {"authority", *INSIDE} and draft.has("law-required"):
        return "mentions"
    if _ASKS_HOW.search(scene.text, scene.start, draft.action.start):
        return "mentions"
    if covered(scene, draft, "exclusion") or _is_up_to_borrower(scene, draft.action):
        return "mentions"
    if negation is not None and not _denied_twice(scene, negation):
        return _denied(scene, draft, negation)
    if covered(scene, draft, "limitation"):
        return _limited(scene, draft)
    return "mentions" if is_definition(scene) and not draft.doers & LENDING else "authorizes"


def deciding_word(scene: Scene, draft: Draft, stance: Stance) -> Mention | None:
    """Return the word that decided ``stance``: the negation or limit, or the nearest 有权, 可, 同意."""
    action = draft.action
    if stance == "protects":
        scope = covered(scene, draft, "negation") or covered(scene, draft, "limitation")
        return Mention(scope.effect, "modality", *scope.word) if scope else None
    before = [word for word in scene.of("modality") if word.end <= action.start]
    return before[-1] if before else None


def covered(scene: Scene, draft: Draft, effect: str) -> Scope | None:
    """Return the nearest scope of ``effect`` over the draft's action, None without one."""
    action = draft.action
    scopes = [
        s
        for s in scene.scopes
        if s.effect == effect
        and s.start <= action.start
        and action.end <= s.end
        and not (action.start <= s.word[0] and s.word[1] <= action.end)
    ]
    return max(scopes, key=lambda scope: scope.word[0], default=None)


def denied_directly(scene: Scene, draft: Draft) -> bool:
    """Return whether a negation before the action, in its own comma part, denies it."""
    for scope in scene.scopes:
        if (
            scope.effect == "negation"
            and scope.word[1] <= draft.action.start
            and draft.action.end <= scope.end
        ):
            between = scene.text[scope.word[1] : draft.action.start]
            if "，" not in between and not scene.text[scope.word[0] : scope.word[1]].startswith(
                ("没有", "无法")
            ):
                return True
    return False


def is_definition(scene: Scene) -> bool:
    """Return whether the part defines a term, other than by what the provider does."""
    return defines(scene) and not _DEFINES_OUR_ACTS.search(scene.words)


@remembered
def defines(scene: Scene) -> bool:
    """Return whether the part has the form of a definition: 「X是指……」."""
    return "指" in scene.words and bool(_DEFINITION.match(scene.words))  # the pattern alone is slow


@remembered
def _is_announcement(scene: Scene) -> bool:
    """Return whether the part only announces a topic: a heading, 「我们如何共享您的信息」."""
    if _PERMISSION_NAME.fullmatch(scene.words):
        return False
    if scene.part.heading and _HOW.search(scene.words):
        return True
    if scene.has("no-consent") and _EXEMPTIONS.search(scene.words):
        return True
    field = "：" in scene.words  # 权限名称：通话记录
    if scene.part.heading and len(scene.words) <= _SHORT and not scene.parties and not field:
        return not scene.has("may", "consents")
    if _QUOTES_LAW.match(scene.words) or _LEADERS.search(scene.words) or _TELLS_OF.search(scene.words):
        return True
    return (
        scene.part.heading
        and scene.part.lead is None
        and not scene.leads_in
        and not scene.has("may")
        and not _AGREED.search(scene.words)
        and not _SAYS.search(scene.words)
    )


def _is_up_to_borrower(scene: Scene, action: Mention) -> bool:
    """Return whether borrowers are asked: 选择是否允许我们获取, 如果我们共享……将再次征得您的同意."""
    if "是否" in scene.words and _OFFERED.search(scene.text, scene.start, action.start):
        return True
    if _NOT_ENTITLED.search(scene.text, scene.start, action.start) or _AT_REQUEST.search(scene.words):
        return True
    if scene.has("no-consent") or SUCCESSION.search(scene.words):
        return False
    if not _ASKS_AGAIN.search(scene.text, action.end, scene.part.end):
        return False
    return bool(_IF_WE.search(scene.text[scene.start : action.start]))


def _denied_twice(scene: Scene, negation: Scope) -> bool:
    """Return whether a ban is itself denied: 不得以任何理由禁止贷款人联系……"""
    word = scene.text[negation.word[0] : negation.word[1]]
    return word in _BANS and any(
        other.effect == "negation" and other.word[1] <= negation.word[0] and negation.word[1] <= other.end
        for other in scene.scopes
    )


def _limited(scene: Scene, draft: Draft) -> Stance:
    """仅收集您点选的联系人 protects; 只收集您的通讯录, 仅提供给催收机构 do not."""
    if draft.action.concept == "use":
        return "mentions"
    if draft.action.concept in ("provide", "disclose"):
        named = draft.receivers & ((OUTSIDE | RELATIONS) - {"anyone"})
        return "authorizes" if named and not _WITHIN_BOUNDS.search(scene.words) else "protects"
    whole = draft.data & {"contact-list", "call-log", "sms", "carrier-records"}
    narrowed = draft.has("user-picked", "on-use") or _NARROWED.search(scene.words)
    return (
        "authorizes"
        if whole and draft.action.concept in ("collect", "query") and not narrowed
        else "protects"
    )


def _denied(scene: Scene, draft: Draft, negation: Scope) -> Stance:
    conditional = _IF.search(scene.text, scene.start, negation.word[0]) or _ELSE.search(
        scene.text, negation.word[0], scene.part.end
    )
    forbidden = subject_before(scene, negation.word[0])
    demanded = _DEMANDED.search(scene.text, negation.word[1], draft.action.start)
    if not conditional and demanded and forbidden is not None and forbidden.concept in LENDING:
        return "protects"
    if conditional or "borrower" in draft.doers or scene.text.startswith("义务", negation.word[1]):
        return "mentions"  # 没有义务核查
    if forbidden is not None and forbidden.concept == "borrower":
        return "mentions"
    if draft.action.concept == "entrust" and draft.action.start - negation.word[1] > _NEAR:
        return "mentions"
    return "protects"
