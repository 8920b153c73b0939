"""Who acts, read from the words around an action inside one sentence part.

Chinese marks the agent with 由 or by position; 授权 and 同意 hand the verb that follows to the party named
after them, or to the provider where none is named.
"""

from __future__ import annotations

import re

from analyzer.language.drafts import Scene, remembered
from analyzer.language.marks import CLOSED, SEGMENT, SHARING, WITH, heads, joins, mark_before, party_before
from analyzer.language.roles import RELATIONS
from analyzer.model import Mention

_IN_ORDER = ("以", "以便", "用于", "以供")
_IN_ORDER_TO = re.compile(rf"您[^。；]*，(?:{'|'.join(_IN_ORDER)})$")
_OBJECT_MARKS = {"在", "过", "向", "给", "对", "从", "至", "到", "将", "把", "于", "为", "受", "被", *WITH}
_MARKED_CLAUSE = re.compile(r"(?:向|与|给|对|从|将|把)[^，。；、]{1,14}的$")
_TOLD_TO_ACT = ("要求", "强制", "促使", "协助", "提醒", "强迫", "诱导", "告知", "通知")
_CONSENT = re.compile(r"同意|授权|许可|允许|委托|知悉|认可|理解|确认|接受|知晓|了解并|认同")
_PLACE = re.compile(r"的|处|平台|网站|App|APP|上|中|内|留存|形成|登记|开立|[、，和及与或）]|$")
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


def actors(scene: Scene, action: Mention) -> tuple[list[Mention], bool]:
    """Return the parties who do ``action`` (empty: not named) and whether that is inferred from consent."""
    in_order = scene.text.endswith(_IN_ORDER, scene.start, action.start)
    if in_order and _IN_ORDER_TO.search(scene.text, scene.start, action.start):
        return [], True
    sharing = action.concept in SHARING
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
        if not joins(scene, party, group[0], sharing=sharing):
            break
        group.insert(0, party)
    return group


def subject(scene: Scene) -> Mention | None:
    """Return the first party that is neither an object nor a possessor: the part's subject."""
    parties = _possible_subjects(scene, True)
    return next((party for party in parties if not _is_no_subject(scene, party, scene.part.end)), None)


def subject_before(scene: Scene, offset: int) -> Mention | None:
    """Return the nearest party before ``offset`` that is neither an object nor a possessor."""
    before = (party for party in reversed(_possible_subjects(scene, True)) if party.end <= offset)
    return next((party for party in before if not _is_no_subject(scene, party, offset)), None)


@remembered
def _possible_subjects(scene: Scene, sharing: bool) -> list[Mention]:
    """Return the parties that are neither possessors nor objects."""
    return [
        party
        for party in scene.parties
        if not is_possessive(scene, party) and not _is_object(scene, party, sharing=sharing)
    ]


def _is_no_subject(scene: Scene, party: Mention, offset: int) -> bool:
    """Return whether ``party``, which might be a subject, cannot be that of a verb at ``offset``."""
    before = scene.text[max(scene.start, party.start - 2) : party.start]
    if before in _TOLD_TO_ACT and SEGMENT.search(scene.text, party.end, offset):
        return True
    if mark_before(scene, party.start) == "在" and _WHEN.match(scene.text, party.end, offset):
        return True  # 在您违反约定时，
    if before in _ASKED_OF:
        return True  # 未经用户授权
    if _WHICH.match(scene.text, party.end, offset):
        return True  # 您主动提供的信息
    if party.concept == "borrower" and _in_condition(scene, party, offset):
        return True
    if CLOSED.match(scene.text, party.end, offset):
        return True  # named in brackets: 通过任何方式（包括媒体、用人单位）披露
    return (
        scene.text[party.end : party.end + 1] == "，" and party.end < offset and _ends_segment(scene, party)
    )


def _in_condition(scene: Scene, party: Mention, offset: int) -> bool:
    """Return whether ``party`` is the subject of a condition only: 如甲方逾期，其信息将向……分享."""
    if not SEGMENT.search(scene.text, party.end, offset):
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
def is_possessive(scene: Scene, party: Mention) -> bool:
    """Return whether ``party`` owns what follows: 甲方的信息, 用户体验."""
    if party.concept == "borrower" and _ATTRIBUTE.match(scene.text, party.end):
        return True
    after = scene.text[party.end : party.end + 1]
    if after in ("的", "之") or (after == "所" and scene.text[party.end + 1 : party.end + 2] != "在"):
        return True
    if party.concept == "borrower" and any(
        other.start == party.end and other.concept in RELATIONS for other in scene.parties
    ):
        return True  # 向借款人联系人告知
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
        mark = mark_before(scene, party.start)
        if sharing and mark not in _OBJECT_MARKS and not heads(scene, party.start).isdisjoint((*WITH, "向")):
            return True  # 与他人、社交网络或第三方共享
        if mark == "在" and not _PLACE.match(scene.text, party.end):
            return (
                party_before(scene, party) is not None
            )  # 在您使用……时 has its own subject, 甲方在乙方结清后 has not
        if scene.text[max(scene.start, party.start - 2) : party.start] == "使用":
            return True
        if mark in _OBJECT_MARKS:
            break
        earlier = party_before(scene, party) if sharing or mark == "、" else None
        if earlier is None or not joins(scene, earlier, party, sharing=sharing):
            return False
        party = earlier  # what stands in a list is what its head is
    if mark in WITH and party.concept == "borrower":
        return True  # 与您取得联系
    if mark in WITH and not sharing:
        return not any(other.end == party.start - 1 for other in scene.parties)
    return True
