"""Who acts and who receives, read from the words around an action inside one sentence part.

Chinese marks the receiver with 向, 给, 与, … and the agent with 由 or by position; 授权 and 同意 hand the
verb that follows to the party named after them, or to the provider where none is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.language.drafts import Scene, remembered
from analyzer.language.roles import INSIDE, OUTSIDE, RELATIONS
from analyzer.model import Mention

_IN_ORDER = ("以", "以便", "用于", "以供")
_IN_ORDER_TO = re.compile(rf"您[^。；]*，(?:{'|'.join(_IN_ORDER)})$")
_WITH = ("与", "和", "同", "跟")
_OBJECT_MARKS = ("在", "过", "向", "给", "对", "从", "至", "到", "将", "把", "于", "为", "受", "被", *_WITH)
_RECEIVER_MARKS = ("向", "给", "对", "从", "至", "到", "于", *_WITH, "由")
_TARGET_MARKS = (*_RECEIVER_MARKS, "过", "请", "经")
_GIVEN_MARKS = ("给", "至", "到", "于", "向", "与", "和", "予", "由")
_SOURCE_MARKS = ("从", "向", "过", "自", "由", "经")
_COMPANION_MARKS = (*_SOURCE_MARKS, *_WITH)
_OWNERS = "我们|其|您|本公司|平台|我司|我行|自己|甲方|乙方|丙方|丁方|借款人|用户|本人|客户|申请人"
_WHOSE = "其他|其它|合作的|相关|指定的|有关|国家|依法设立的|合法设立的|依法成立的"
_WHICH_ONES = "所有|任何|必要的|个人|各|该等|该|上述|多家"
_OWNED = re.compile(rf"(?:(?:{_OWNERS})?(?:的)?)?(?:{_WHOSE}|{_WHICH_ONES})*$")
_OWNED_ENDS = frozenset(word[-1] for word in f"{_OWNERS}|的|{_WHOSE}|{_WHICH_ONES}".split("|"))
_MARKED_CLAUSE = re.compile(r"(?:向|与|给|对|从|将|把)[^，。；、]{1,14}的$")
_THROUGH = re.compile(r"(?:通过|经由|经|向|与|给|对|联系|请)[^，。；、]{0,14}$")
_ASKING = re.compile(r"(?:通过|经由|经|向|联系|请)[^，。；、]{0,14}$")
_TOLD_TO_ACT = ("要求", "强制", "促使", "协助", "提醒", "强迫", "诱导", "告知", "通知")
_CONSENT = re.compile(r"同意|授权|许可|允许|委托|知悉|认可|理解|确认|接受|知晓|了解并|认同")
_MODAL = re.compile(r"(?:应|应当|须|必须|需|需要|可|可以|有权|将|会|承诺|保证|不得|不能|不会)")
_JOIN = re.compile(
    r"(?:、|和|及|与|或|以及|或者|/|和/或)(?:其|其他|该|其所)?(?:合作的|委托的|指定的|业务|关联)?"
)
_SEGMENT = re.compile(r"[，：\t]")
_GIVEN_TO = re.compile(
    r"(?:[^，。；：（）给]{0,24}(?:信息|资料|数据|记录|情况|明细))?(?:给|至|到|予)(?:与|了)?([^，。；：、（）]{1,24})"
)
_TOWARDS = re.compile(r"(?:向|与)(其|[^，。；：、（）向]{2,20})(?:（[^）]{1,20}）)?(?:进行)?$")
_NOBODY_ELSE = re.compile(
    r"^(?:您(?!选择|指定|所选|[^，。；]{2,20}(?:公司|机构|商户|银行|方|商|者|企业)$)|我们|我司|我行|本行|本公司|本人|甲方|乙方|丙方|用户|借款人|客户|平台|其本人|服务器|云端|境内|未来|本协议|各方|对方|贵|账户"
    r"|邮箱|手机|网站|系统)|邮箱|号码|地址|法院|监管|公安|机关|信息|【|账户|提供(?!方|商|者)"
)
_FURTHER = re.compile(r"(?:从|向)[^，。；（）]{1,24}(?:（[^（）]{0,60}）)?(?:及|和|以及|或)(?:其他|其它)$")
_PLACE = re.compile(r"的|处|平台|网站|App|APP|上|中|内|留存|形成|登记|开立|[、，和及与或）]|$")
_LISTED = re.compile(r"、关系人、")
_USES = re.compile(r"使用|访问|登录|浏览|购买")
_PROVIDES = re.compile(
    r"所?(?:提供|开发|运营|创建)的[^，。；]{0,10}(?:服务|功能|产品|页面|网页|应用|程序)"
)  # 由合作伙伴提供的服务
_WHEN = re.compile(r"[^。；，]{0,40}(?:时|后|前|期间|情况下|情形下|过程中)，")
_IF = re.compile(r"(?:^|[，。；\d、.）\s])(?:如|若|如果|倘若|一旦|当)$")
_SOMEBODY_ELSE = re.compile(
    r"的，(?!应|须|需|同意|授权|承诺|保证|可|有权|不得|并|也|即|则|视为|将|且|会|还|均)[\u4e00-\u9fff]{2,6}(?:有权|可以)"
)  # 用户逾期的，某平台有权……
_DUTY = re.compile(r"应|须|需|同意|授权|承诺|保证|可以|有权|不得")
_ATTRIBUTE = re.compile(r"体验|画像|群体|权益|行为|需求|账号|账户|资金")  # 提升用户体验
_ASKED_OF = ("未经", "征得", "取得", "获得", "得到")
_WHICH = re.compile(
    r"(?:主动|自愿|自行|当次|本次|手动|已经?|在[^，。；]{0,16}(?:时|中|过程中))*"
    r"(?:提供|产生|形成|填写|留存|上传|提交|选择|点选|选取|选中|勾选|授权|发布|储存)(?:或[^，。；的]{0,8})?(?:给[^，。；]{0,6})?的(?!权利|[，。；])"
)
_CLOSED = re.compile(r"[^（）]*）")
_FROM = re.compile(
    r"(?:从|自|向|登录|通过)([^，。；：、（）]{2,24}?(?:集团|处|官网|网站|平台|部门|机构|单位|网银|中心|公司|企业|商))(?:等)?(?:调取|查询|依法|合法)?$"
)
_HELD_ELSEWHERE = re.compile(
    r"(?:到)?(?:您|用户)?(?:的|在|于)?\s?((?:该|上述|其他)?(?:第三方|微信|支付宝|QQ|微博|其他|其它|该|上述)(?:(?:或|和|、)[^，。；]{1,6})?(?:平台|账号|账户|应用|网站))"
    r"[^，。；]{0,16}(?:信息|资料|昵称|头像|数据)|((?:微信|支付宝|QQ|微博)(?:或[^，。；]{1,6})?)的?\s?(?:[Oo]pen|[Uu]nion)"
)  # 获取您在微信平台公开的头像
_CREDIT = re.compile(r"征信|人民银行|信用信息基础")
_NEAR = 16  # characters between a verb and the people it is done to, where no particle marks them
_LIST = 40  # characters between the first and the last of a list
_DONE_TO_PEOPLE = ("repay-for-borrower", "contact", "inform", "collect-debt")
_SHARING = ("provide", "disclose")


def actors(scene: Scene, action: Mention) -> tuple[list[Mention], bool]:
    """Return the parties who do ``action`` (empty: not named) and whether that is inferred from consent."""
    in_order = scene.text.endswith(_IN_ORDER, scene.start, action.start)
    if in_order and _IN_ORDER_TO.search(scene.text, scene.start, action.start):
        return [], True
    sharing = action.concept in _SHARING
    for party in reversed(_possible_subjects(scene, sharing)):
        if party.end > action.start or _is_no_subject(scene, party, action.start):
            continue
        if party.concept in RELATIONS and action.concept != "repay-for-borrower":
            continue
        if party.concept == "borrower" and (
            scene.text.startswith("授权", action.start)
            or _CONSENT.search(scene.text, party.end, action.start)
        ):
            return [], True
        return _coordinated(scene, party, sharing=sharing), False
    return [], False


def _coordinated(scene: Scene, last: Mention, *, sharing: bool) -> list[Mention]:
    """Return ``last`` with the parties before it that it is joined to: 乙方及其合作方."""
    group = [last]
    for party in reversed(scene.parties[: scene.parties.index(last)]):
        if not _joins(scene, party, group[0], sharing=sharing):
            break
        group.insert(0, party)
    return group


def receivers(scene: Scene, action: Mention, doers: Sequence[Mention], *, marked_only: bool) -> list[Mention]:
    """Return whom ``action`` is directed at: marked by 向, 给, … or (unless ``marked_only``) near it."""
    found: list[Mention] = []
    for party in scene.parties:
        if party not in doers and _receives(scene, action, party, found, marked_only=marked_only):
            found.append(party)
    return found


def marked_sources(scene: Scene) -> list[Mention]:
    """Return the outsiders that a list item names as where something comes from or lies: 从合作机构获得的."""
    return [
        party
        for party in scene.outsiders
        if _mark_before(scene, party.start) in ("从", "过", "自", "经", "在", "由")
    ]


def unnamed_receiver(scene: Scene, action: Mention) -> Mention | None:
    """Return the receiver in 提供给X or 向X提供 where X is no word of the lexicon, as a ``partner``."""
    after = _GIVEN_TO.match(scene.text, action.end, scene.part.end)
    if after and not _NOBODY_ELSE.search(after[1]):
        return Mention("partner", "party", *after.span(1))
    before = _TOWARDS.search(scene.text, max(scene.start, action.start - 24), action.start)
    if before and not _NOBODY_ELSE.search(before[1]):
        return Mention("partner", "party", *before.span(1))
    return None


def unnamed_source(scene: Scene, action: Mention) -> Mention | None:
    """Return the source in 从X获取 where X is no word of the lexicon but an office or a firm."""
    elsewhere = _HELD_ELSEWHERE.match(scene.text, action.end, scene.part.end)
    if elsewhere:
        return Mention("partner", "party", *elsewhere.span(elsewhere.lastindex or 0))
    source = _FROM.search(scene.text, max(scene.start, action.start - 40), action.start)
    if source is None or _NOBODY_ELSE.search(source[1]) or _CREDIT.search(source[1]):
        return None
    return Mention("partner", "party", *source.span(1))


def subject(scene: Scene) -> Mention | None:
    """Return the first party that is neither an object nor a possessor: the part's subject."""
    parties = _possible_subjects(scene, True)
    return next((party for party in parties if not _is_no_subject(scene, party, scene.part.end)), None)


def subject_before(scene: Scene, offset: int) -> Mention | None:
    """Return the nearest party before ``offset`` that is neither an object nor a possessor."""
    before = (party for party in reversed(_possible_subjects(scene, True)) if party.end <= offset)
    return next((party for party in before if not _is_no_subject(scene, party, offset)), None)


def _receives(
    scene: Scene, action: Mention, party: Mention, found: Sequence[Mention], *, marked_only: bool
) -> bool:
    if party.concept == "borrower" and _is_possessive(scene, party):
        return False
    if party.concept in RELATIONS and _LISTED.fullmatch(scene.text, party.start - 1, party.end + 1):
        return False  # among other data: 联系方式、关系人、资信状况
    if marked_only and _PROVIDES.match(scene.text, party.end):
        return False
    if party.start >= action.end:
        return _receives_after(scene, action, party, found, marked_only=marked_only)
    if party.concept not in INSIDE and party.end > action.start:
        return True  # 委托第三方处理, 授权视为对关联公司的授权
    marks = _marks(action, party, marked_only=marked_only)
    if _mark_before(scene, party.start) in marks or not _heads(scene, party.start).isdisjoint(marks):
        return True
    if action.concept in _SHARING and party.concept not in INSIDE and _is_in_way(scene, party, action):
        return True
    if party.concept in RELATIONS:
        through = _ASKING if marked_only else _THROUGH
        return bool(through.search(scene.text, max(scene.start, party.start - 20), party.start))
    near = not marked_only and not _SEGMENT.search(scene.text, party.end, action.start)
    return near and not _MODAL.search(scene.text, party.end, action.start)


def _receives_after(
    scene: Scene, action: Mention, party: Mention, found: Sequence[Mention], *, marked_only: bool
) -> bool:
    if marked_only and party.start > _segment_end(scene, action.end):
        return False  # 读取通讯录，但不得提供给第三方
    mark = _mark_before(scene, party.start)
    if mark in _GIVEN_MARKS or (mark == "在" and action.concept == "collect"):
        return True
    near = party.start <= _segment_end(scene, action.end)
    if party.concept in RELATIONS:
        near = near and party.start - action.end <= _NEAR and action.concept in _DONE_TO_PEOPLE
    return (near and not marked_only) or any(_adjoin(scene.text, other, party) for other in found)


@remembered
def _segment_end(scene: Scene, start: int) -> int:
    """Return where the comma part that holds ``start`` ends."""
    end = _SEGMENT.search(scene.text, start, scene.part.end)
    return end.start() if end else scene.part.end


def _is_in_way(scene: Scene, party: Mention, action: Mention) -> bool:
    """Return whether ``party`` is listed as a way to act: 通过任何方式（包括媒体、用人单位）披露."""
    before = scene.text[scene.start : party.start]
    opened = before.rfind("（")
    return (
        party.end <= action.start
        and before[:opened].endswith(("方式", "途径", "渠道"))
        and opened > before.rfind("）")
        and bool(_CLOSED.match(scene.text[party.end : action.start]))
    )


def _marks(action: Mention, party: Mention, *, marked_only: bool) -> tuple[str, ...]:
    if marked_only:
        together = action.concept == "use" or (action.concept == "query" and party.concept in OUTSIDE)
        return _COMPANION_MARKS if together else _SOURCE_MARKS
    return _RECEIVER_MARKS if action.concept in _SHARING else _TARGET_MARKS


@remembered
def _possible_subjects(scene: Scene, sharing: bool) -> list[Mention]:
    """Return the parties that are neither possessors nor objects."""
    return [
        party
        for party in scene.parties
        if not _is_possessive(scene, party) and not _is_object(scene, party, sharing=sharing)
    ]


def _is_no_subject(scene: Scene, party: Mention, offset: int) -> bool:
    """Return whether ``party``, which might be a subject, cannot be that of a verb at ``offset``."""
    before = scene.text[max(scene.start, party.start - 2) : party.start]
    if before in _TOLD_TO_ACT and _SEGMENT.search(scene.text, party.end, offset):
        return True
    if _mark_before(scene, party.start) == "在" and _WHEN.match(scene.text, party.end, offset):
        return True  # 在您违反约定时，
    if before in _ASKED_OF:
        return True  # 未经用户授权
    if _WHICH.match(scene.text, party.end, offset):
        return True  # 您主动提供的信息
    if party.concept == "borrower" and _in_condition(scene, party, offset):
        return True
    if _CLOSED.match(scene.text, party.end, offset):
        return True  # named in brackets: 通过任何方式（包括媒体、用人单位）披露
    return (
        scene.text[party.end : party.end + 1] == "，" and party.end < offset and _ends_segment(scene, party)
    )


def _in_condition(scene: Scene, party: Mention, offset: int) -> bool:
    """Return whether ``party`` is the subject of a condition only: 如甲方逾期，其信息将向……分享."""
    if not _SEGMENT.search(scene.text, party.end, offset):
        return False
    if _SOMEBODY_ELSE.search(scene.text, party.end, offset):
        return True
    if not _IF.search(scene.text[scene.start : party.start]):
        return False
    comma = scene.text.rfind("，", party.end, offset)
    return not _DUTY.search(scene.text, comma, offset)


def _ends_segment(scene: Scene, party: Mention) -> bool:
    """Return whether ``party`` closes a comma part that said something before it: 不得骚扰借款人，"""
    comma = max(scene.text.rfind("，", scene.start, party.start) + 1, scene.start)
    said = scene.text[comma : party.start]
    return len(said) > 1 and not said.endswith(("、", "和", "及", "与", "或", "）"))


@remembered
def _is_possessive(scene: Scene, party: Mention) -> bool:
    if party.concept == "borrower" and _ATTRIBUTE.match(scene.text, party.end):
        return True
    after = scene.text[party.end : party.end + 1]
    if after in ("的", "之") or (after == "所" and scene.text[party.end + 1 : party.end + 2] != "在"):
        return True
    return party.concept == "borrower" and any(
        scene.text[party.end : data.start] in ("", "手机", "设备", "本机")
        for data in scene.of("data")
        if 0 <= data.start - party.end <= 2
    )


def _is_object(scene: Scene, party: Mention, *, sharing: bool) -> bool:
    while True:
        if scene.text.endswith("的", scene.start, party.start) and _MARKED_CLAUSE.search(
            scene.text, max(scene.start, party.start - 18), party.start
        ):
            return True
        mark = _mark_before(scene, party.start)
        if sharing and mark not in _OBJECT_MARKS and not _heads(scene, party.start).isdisjoint(_WITH):
            return True  # 与他人、社交网络或第三方共享
        if mark == "在" and not _PLACE.match(scene.text, party.end):
            return (
                _party_before(scene, party) is not None
            )  # 在您使用……时 has its own subject, 甲方在乙方结清后 has not
        if scene.text[max(scene.start, party.start - 2) : party.start] == "使用":
            return True
        if mark in _OBJECT_MARKS:
            break
        earlier = _party_before(scene, party) if sharing or mark == "、" else None
        if earlier is None or not _joins(scene, earlier, party, sharing=sharing):
            return False
        party = earlier  # what stands in a list is what its head is
    if mark in _WITH and party.concept == "borrower":
        return True  # 与您取得联系
    if mark in _WITH and not sharing:
        return not any(other.end == party.start - 1 for other in scene.parties)
    return True


def _party_before(scene: Scene, party: Mention) -> Mention | None:
    return next((other for other in reversed(scene.parties) if other.end <= party.start), None)


@remembered
def _mark_before(scene: Scene, start: int) -> str:
    """Return the character that marks the party at ``start``, looking through 我们的, 其, 合作的."""
    before = scene.text[max(scene.start, start - 12) : start]
    if before[-1:] in _OWNED_ENDS:  # the pattern is slow, and most often finds nothing
        before = _OWNED.sub("", before)
    return "" if before.endswith(("反对", "由于")) else before[-1:]


def _joins(scene: Scene, left: Mention, right: Mention, *, sharing: bool) -> bool:
    between = scene.text[left.end : right.start]
    return len(between) <= 10 and not (sharing and between in _WITH) and bool(_JOIN.fullmatch(between))


def _adjoin(text: str, left: Mention, right: Mention) -> bool:
    between = text[left.end : right.start]
    return left.end <= right.start and len(between) <= 8 and any(mark in between for mark in "、和及或与/")


@remembered
def _heads(scene: Scene, start: int) -> set[str]:
    """Return what marks the parties in whose list the party at ``start`` may stand: 向A、B及C."""
    before = (other for other in scene.parties if other.start < start <= other.end + _LIST)
    return {_mark_before(scene, other.start) for other in before if _lists(scene.text[other.end : start])}


def _lists(between: str) -> bool:
    return not _USES.search(between) and not _SEGMENT.search(between) and not _MODAL.search(between)
