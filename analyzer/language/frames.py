"""Who acts and who receives, read from the words around an action inside one sentence part.

Chinese marks the receiver with 向, 给, 与, … and the agent with 由 or by position; 授权 and 同意 hand the
verb that follows to the party named after them, or to the provider where none is named.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.language.roles import RELATIONS
from analyzer.model import Mention

_OBJECT_MARKS = ("在", "向", "给", "对", "与", "从", "至", "到", "将", "把", "于", "和", "同", "跟", "为", "受", "被")
_WITH = ("与", "和", "同", "跟")
_JOINED = re.compile(r"[、，]?(?:和|及|与|或|以及|或者|、|/|及其|或其|和/或|与其|和其|其)?(?:其|您的|我们的|该)?[^，。、]{0,6}")
_OWNED = re.compile(r"(?:(?:我们|其|您|本公司|平台|我司|我行|自己|甲方|乙方|丙方|丁方|借款人|用户|本人|客户|申请人)?(?:的)?)?(?:其他|其它|合作的|相关|指定的|有关|国家|依法设立的|合法设立的|依法成立的|所有|任何|必要的|各|该等|该|上述|多家)*$")
_MARKED_CLAUSE = re.compile(r"(?:向|与|给|对|从|将|把)[^，。；、]{1,14}的$")
_THROUGH = re.compile(r"(?:通过|经由|经|向|与|给|对|联系|请)[^，。；]{0,14}$")
_NEAR = 16  # characters between a verb and the people it is done to, where no particle marks them
_PEOPLE_DO = ("repay-for-borrower", "contact", "inform")
_CONSENT = re.compile(r"同意|授权|许可|允许|委托|知悉|认可|理解|确认|接受|知晓|了解并|认同")
_MODAL = re.compile(r"(?:应|应当|须|必须|需|需要|可|可以|有权|将|会|承诺|保证|不得|不能|不会)")
_GIVEN_TO = re.compile(r"(?:给|至|到|予)(?:与|了)?([^，。；：、（）]{1,24})")
_TOWARDS = re.compile(r"(?:向|与|同)(其|[^，。；：、（）向]{2,20})(?:进行)?$")
_OWN = re.compile(r"^(?:您|我们|我司|本公司|本人|甲方|乙方|丙方|用户|借款人|客户|平台|其本人|服务器|云端|境内|境外|未来|本协议|各方|对方|贵|账户|邮箱|手机|网站|系统)|法院|监管|公安|机关|信息|【|账户|提供")
_SEGMENT = re.compile(r"[，：\t]")


def actors(text: str, start: int, action: Mention, parties: Sequence[Mention]) -> tuple[list[Mention], bool]:
    """Return the parties who do ``action`` (empty: not named) and whether that is inferred from consent."""
    before = [party for party in parties if party.start >= start and party.end <= action.start]
    sharing = action.concept in ("provide", "disclose")
    for index in range(len(before) - 1, -1, -1):
        party = before[index]
        if party.concept in RELATIONS and action.concept != "repay-for-borrower":
            continue
        if _told_to_act(text, start, party) and "，" in text[party.end : action.start]:
            continue
        if _is_possessive(text, party) or _is_object(text, start, party, before[:index], sharing=sharing):
            continue
        if party.concept == "borrower" and _CONSENT.search(text, party.end, action.start):
            return [], True
        group = [party]
        while index and _joins(text, before[index - 1], group[0], sharing=sharing):
            index -= 1
            group.insert(0, before[index])
        return group, False
    return [], False


def receivers(
    text: str, start: int, action: Mention, parties: Sequence[Mention], doers: Sequence[Mention], *, marked_only: bool
) -> list[Mention]:
    """Return the parties ``action`` is directed at: marked by 向, 给, … or (unless ``marked_only``) near it."""
    found: list[Mention] = []
    for party in parties:
        if party in doers:
            continue
        gap_is_short = not marked_only and _segments_between(text, action, party) == 0
        if party.concept in RELATIONS:
            near = 0 <= party.start - action.end <= _NEAR
            gap_is_short = gap_is_short and near and action.concept in (*_PEOPLE_DO, "collect-debt")
        if party.end <= action.start:
            marked = _mark_before(text, start, party) in (*_OBJECT_MARKS, "由", "过", "请", "经") or _marked_list(text, start, party, parties)
            if party.concept in RELATIONS and _THROUGH.search(text, max(start, party.start - 20), party.start):
                marked = True
            if marked or (gap_is_short and not _MODAL.search(text, party.end, action.start)):
                found.append(party)
        elif gap_is_short or _marked(text, party) or any(_adjoin(text, other, party) for other in found):
            found.append(party)
    return found


def unnamed_receiver(text: str, start: int, end: int, action: Mention) -> Mention | None:
    """Return the receiver in 提供给X or 向X提供 where X is no word of the lexicon, as a ``partner``."""
    after = _GIVEN_TO.match(text, action.end, end)
    if after and not _OWN.search(after[1]):
        return Mention("partner", "party", *after.span(1))
    before = _TOWARDS.search(text, max(start, action.start - 24), action.start)
    if before and not _OWN.search(before[1]):
        return Mention("partner", "party", *before.span(1))
    return None


def _is_possessive(text: str, party: Mention) -> bool:
    after = text[party.end : party.end + 1]
    return after in ("的", "之") or (after in ("所", "本") and text[party.end + 1 : party.end + 2] not in ("人",))


def _is_object(text: str, start: int, party: Mention, earlier: Sequence[Mention], *, sharing: bool) -> bool:
    if _MARKED_CLAUSE.search(text, max(start, party.start - 18), party.start):
        return True
    mark = _mark_before(text, start, party)
    if mark not in _OBJECT_MARKS:
        return bool(earlier) and sharing and _joins(text, earlier[-1], party, sharing=sharing) and _is_object(
            text, start, earlier[-1], earlier[:-1], sharing=sharing
        )
    if mark in _WITH and not sharing:
        return not any(other.end == party.start - 1 for other in earlier)
    return True


def subject(text: str, start: int, parties: Sequence[Mention]) -> Mention | None:
    """Return the first party that is neither an object nor a possessor: the part's subject."""
    for index, party in enumerate(parties):
        if not _is_possessive(text, party) and not _is_object(text, start, party, parties[:index], sharing=True):
            return party
    return None


def subject_before(text: str, start: int, offset: int, parties: Sequence[Mention]) -> Mention | None:
    """Return the nearest party before ``offset`` that is neither an object nor a possessor."""
    before = [party for party in parties if party.end <= offset]
    for index in range(len(before) - 1, -1, -1):
        party = before[index]
        told = _told_to_act(text, start, party) and "，" in text[party.end : offset]
        if not told and not _is_possessive(text, party) and not _is_object(text, start, party, before[:index], sharing=True):
            return party
    return None


def _told_to_act(text: str, start: int, party: Mention) -> bool:
    """Return whether ``party`` is made to act (要求借款人提供…，): the next comma part is not its doing."""
    return text[max(start, party.start - 2) : party.start] in ("要求", "强制", "促使", "协助", "提醒", "强迫", "诱导", "告知", "通知")


def _mark_before(text: str, start: int, party: Mention) -> str:
    """Return the character that marks ``party``, looking through 我们的, 其, 合作的 and the like."""
    before = _OWNED.sub("", text[max(start, party.start - 12) : party.start])
    return before[-1:]


def _joins(text: str, left: Mention, right: Mention, *, sharing: bool) -> bool:
    between = text[left.end : right.start]
    if len(between) > 10 or (sharing and between in _WITH):
        return False
    return bool(re.fullmatch(r"(?:、|和|及|与|或|以及|或者|/|和/或)(?:其|其他|该|其所)?(?:合作的|委托的|指定的|业务|关联)?", between))


def _adjoin(text: str, left: Mention, right: Mention) -> bool:
    between = text[left.end : right.start]
    return left.end <= right.start and len(between) <= 8 and any(mark in between for mark in "、和及或与/")


def _marked(text: str, party: Mention) -> bool:
    return text[max(0, party.start - 1) : party.start] in ("给", "至", "到", "于", "向", "与", "和", "予", "由")


def _marked_list(text: str, start: int, party: Mention, parties: Sequence[Mention]) -> bool:
    """Return whether ``party`` stands in a list whose head is marked: 向A、B及C."""
    for other in parties:
        if start <= other.start < party.start and _mark_before(text, start, other) in _OBJECT_MARKS:
            between = text[other.end : party.start]
            if len(between) <= 40 and not _SEGMENT.search(between) and not _MODAL.search(between):
                return True
    return False


def _segments_between(text: str, one: Mention, other: Mention) -> int:
    left, right = sorted((one, other), key=lambda mention: mention.start)
    return len(_SEGMENT.findall(text, left.end, right.start))
