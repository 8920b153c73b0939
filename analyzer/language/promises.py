"""Promises: what the provider undertakes or the borrower keeps, and words that only sound like it."""

from __future__ import annotations

import re

from analyzer.language.drafts import Draft, Scene, circumstances_of, concepts, overlaps
from analyzer.language.roles import LENDING
from analyzer.language.subjects import actors, subject
from analyzer.model import Mention, Stance

_ABOUT_DATA = re.compile(
    r"将其用于|服务器|不用于其他|认证|验证|需求|转移|查询结果|读取的内容|拒绝|不同意|不提供|不想|不希望|推荐|指纹|刷脸|人脸|声纹|面容|生物识别|卸载|信息|资料|数据|隐私|权限|授权|同意|通讯录|个性化|推送|广告|账号|账户|保密|债权|Cookie|记录|简历|浏览|联系人|催收|匿名|政策"
)
_PROVIDERS_DUTIES = {
    "confidential",
    "bind-recipient",
    "limit-use",
    "seek-consent",
    "erase",
    "secure",
    "notify-borrower",
}
_NEEDS = {
    "limit-use": re.compile(
        r"将其用于|超出本?授权|任何其他用途|服务器|不用于其他|个人信息|个人资料|(?:您|用户|客户|借款人|本人|[甲乙丙]方)的?[^，。；]{0,8}(?:信息|资料|数据)|权限|隐私|剪切板|剪贴板|通讯录|这些信息|该等信息|上述信息|获得的|获取的|信息的(?:分享|共享|使用|披露)|读取的内容|上述内容|必要的信息|必要信息|有限信息|读取的|统计信息|权利|联系人|简历"
    ),
    "bind-recipient": re.compile(
        r"控制者|持有者|第三方|主体|合作|接收|关联|受托|服务商|供应商|员工|人员|公司、组织|催收机构|受让|SDK|机构"
    ),
    "notify-borrower": re.compile(
        r"(?:提前|事先|三日|没有|未)[^。；]{0,20}通知|转移|债权|报送|不良|征信|收集|共享|催收|接收方|终止服务|停止运营|处理目的"
    ),
    "erase": re.compile(r"信息|数据|资料|记录|结果|内容|照片|需求"),
}
_DENIED = re.compile(r"不|未|没有|无需|无须|无法")
_REFUSED = re.compile(
    r"(?:不得|无权|不予|不会|不能|不再|不可|不接受|不受理)[^，。；]{0,14}(?:删除|注销|撤回|清除|匿名|销毁|更正)"
)
_AT_A_PRICE = re.compile(r"不予|拒绝受理|无法(?:申请|借款|放款)|终止|提前到期|违约")
_EARLIER = re.compile(r"不(?:会)?影响(?:您)?(?:此前|之前|以前|撤回前|已)")
_TOPIC = re.compile(r"的(?:范围|方式|路径|情形|条件|流程|决定)|时，|前，|之前，|或注销账[户号]后，")
_ANNOUNCES = re.compile(
    r"本(?:隐私)?(?:政策|声明|指引|条款|协议)[^。；，]{0,12}(?:说明(?!的)|阐述|介绍|帮您了解)"
)
_ONLY_LOSS = re.compile(r"^(?!.*不再)(?!.*(?:可以|有权|选择)).*(?:无法|影响您使用)")
_GUARDIANS = re.compile(r"(?:监护人|父母)的?(?:单独|明确)?同意(?:的前提下|的情况下|后|及监督下)?使用")
_IS_TITLE = re.compile(
    r"[（(]?[\d一二三四五六七八九十]{1,3}[）).、\\]+\s?(?:删除|改变|撤回|注销)您[^，；：。]{2,14}。?"
)
_UNANSWERED = re.compile(r"(?:不(?:会|予)?|无法)(?:响应|受理|满足)[^。；]{0,6}$")
_AGREED_TO = re.compile(r"(?:并[^，。；]{0,4})?的(?:其他|其它|相关)?(?:用途|信息|资料)[^，。；]{0,4}[；。]?$")
_DECEASED = re.compile(r"去世|死亡")
_BREACH = re.compile(r"违反[^，。；]{0,10}$")
_HEADING = 30
_MAY_NOT = re.compile(r"(?:均|都|亦|也)?(?:不得|不可|不能|无权)")
_WITHOUT_LEAVE = re.compile(r"未经(?:允许|许可)")
_MAY = re.compile(r"(?:均|都|亦|也)?(?:有权|可以|将)(?:(?!您|用户)[^。；]){0,44}(?:删除|拒绝|注销|撤销|取消)")
_MAY_RIGHTLY = re.compile(r"(?:均|都|亦|也)?(?:有权|可以)(?:直接|随时|自行)?(?:删除|注销|撤销|取消)")
_ASKING = re.compile(r"(?:征得|征求|取得|获得|获取|请求|经过|经)([^，。；]{0,20}?)(?:同意|授权|许可)")
_OPTION = re.compile(r"(?:仍|依然|仍然)?(?:有权|可以|可|随时|能够)")


def promise(scene: Scene, action: Mention) -> Draft | None:
    """Return the promise that ``action`` makes in ``scene``, None where it only sounds like one."""
    if not _is_promise(scene, action):
        return None
    doers, _ = actors(scene, action)
    return Draft(
        scene.index,
        _stance(scene, action, concepts(doers)),
        action,
        tuple(doers),
        tuple(scene.outsiders),
        circumstances_of(scene, action),
    )


def _is_promise(scene: Scene, action: Mention) -> bool:
    words = scene.text[action.start : action.end]
    if not _ABOUT_DATA.search(scene.words) or overlaps(action, scene, "no-consent", "no-notice"):
        return False
    if (
        scene.part.heading
        and not scene.has("may")
        and (scene.part.lead is None or len(scene.words) < _HEADING)
    ):
        return False
    if _TOPIC.match(scene.text, action.end) or _ANNOUNCES.search(scene.text, scene.start, action.end):
        return False
    if _DENIED.search(scene.text, max(scene.start, action.start - 3), action.start) or _REFUSED.search(words):
        return False
    option = _OPTION.search(words)
    if action.concept in ("refuse-right", "withdraw-right") and not option and _EARLIER.search(scene.words):
        return False
    if action.concept == "withdraw-right" and not option and _ONLY_LOSS.search(scene.words):
        return False
    if action.concept == "seek-consent" and _AGREED_TO.match(scene.text, action.end, scene.part.end):
        return False  # 经您明确授权的其他用途
    if action.concept == "seek-consent" and _GUARDIANS.search(scene.words):
        return False
    if _IS_TITLE.fullmatch(scene.words) or _UNANSWERED.search(scene.text, scene.start, action.start):
        return False
    if _DECEASED.search(scene.words) or _BREACH.search(scene.text, scene.start, action.start):
        return False
    if action.concept in ("delete-right", "erase") and _WITHOUT_LEAVE.search(scene.words):
        return False
    if action.concept in ("refuse-right", "withdraw-right") and _AT_A_PRICE.search(scene.words):
        return False
    needed = _NEEDS.get(action.concept)
    return needed is None or bool(needed.search(scene.words))


def _stance(scene: Scene, action: Mention, doers: set[str]) -> Stance:
    if action.concept in _PROVIDERS_DUTIES:
        first = subject(scene)
        passive = "被" in scene.text[action.start : action.end]
        asked = any(
            party.concept in LENDING
            and scene.text.endswith("要求", 0, party.start)
            and party.start < action.end
            for party in scene.parties
        )  # 甲方有权要求乙方保密
        if asked:
            return "protects"
        if ("borrower" in doers and not passive) or (
            action.concept == "confidential" and first is not None and first.concept == "borrower"
        ):
            return "mentions"
    if (_OPTION.match(scene.text, action.start) and doers & LENDING) or _is_providers_right(scene, action):
        return "mentions"
    if action.concept == "seek-consent" and _binds_borrower(scene, action):
        return "mentions"
    if action.concept == "seek-consent" and _asks_somebody_else(scene, action):
        return "mentions"
    return "protects"


def _asks_somebody_else(scene: Scene, action: Mention) -> bool:
    """Return whether the consent to be sought is not the borrower's: 征得乙方书面同意."""
    asking = _ASKING.search(scene.text, action.start, action.end)
    if asking is None:
        return False
    start, end = asking.span(1)
    return any(start <= party.start < end and party.concept != "borrower" for party in scene.parties)


def _binds_borrower(scene: Scene, action: Mention) -> bool:
    """Return whether it is the borrower who may not: 未经本公司同意，您不得……"""
    return any(
        party.concept == "borrower" and _MAY_NOT.match(scene.text, party.end, action.end)
        for party in scene.parties
        if action.start <= party.start < action.end
    )


def _is_providers_right(scene: Scene, action: Mention) -> bool:
    """Return whether it is the provider who may delete or refuse: 我们有权直接删除该等信息."""
    may = _MAY if action.concept != "erase" else _MAY_RIGHTLY
    return any(
        party.concept in LENDING and may.match(scene.text, party.end, action.end)
        for party in scene.parties
        if action.start <= party.start < action.end
    )
