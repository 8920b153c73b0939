"""Whom an action is directed at, and where it takes things from: 向, 给, 与, 从 or position tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.language.drafts import Scene, remembered
from analyzer.language.marks import (
    CLOSED,
    MODAL,
    SEGMENT,
    SHARING,
    WITH,
    adjoin,
    heads,
    mark_before,
    segment_end,
)
from analyzer.language.roles import INSIDE, OUTSIDE, RELATIONS
from analyzer.language.subjects import is_possessive
from analyzer.model import Mention

_RECEIVER_MARKS = ("向", "给", "对", "从", "至", "到", "于", *WITH, "由")
_TARGET_MARKS = (*_RECEIVER_MARKS, "过", "请", "经")
_GIVEN_MARKS = ("给", "至", "到", "于", "向", "与", "和", "予", "由")
_SOURCE_MARKS = ("从", "向", "过", "自", "由", "经")
_COMPANION_MARKS = (*_SOURCE_MARKS, *WITH)
_THROUGH = re.compile(r"(?:通过|经由|经|向|与|给|对|联系|请)[^，。；、]{0,14}$")
_ASKING = re.compile(r"(?:通过|经由|经|向|联系|请)[^，。；、]{0,14}$")
_GIVEN_TO = re.compile(
    r"(?:[^，。；：（）给]{0,24}(?:信息|资料|数据|记录|情况|明细))?(?:给|至|到|予)(?:与|了)?([^，。；：、（）]{1,32}?)(?=用于|以便|[，。；：、（）]|$)"
)
_TOWARDS = re.compile(r"(?:向|与)(其|[^，。；：、（）向]{2,20})(?:（[^）]{1,20}）)?(?:进行)?$")
_NOBODY_ELSE = re.compile(
    r"^(?:您(?!选择|指定|所选|[^，。；]{2,30}(?:公司|机构|商户|银行|方|商|者|企业)$)|我们|我司|我行|本行|本公司|本人|甲方|乙方|丙方|用户|借款人|客户|平台|其本人|服务器|云端|境内|未来|本协议|各方|对方|贵|账户"
    r"|邮箱|手机|网站|系统)|邮箱|号码|地址|联系方式|联系电话|住所|法院|监管|公安|机关|信息|【|账户|提供(?!方|商|者)"
)
_LISTED = re.compile(r"、关系人、")
_PROVIDES = re.compile(
    r"所?(?:提供|开发|运营|创建)的[^，。；]{0,10}(?:服务|功能|产品|页面|网页|应用|程序)"
)  # 由合作伙伴提供的服务
_FROM = re.compile(
    r"(?:从|自(?!行|己|动|愿|主)|向|登录|通过|(?<!达)(?<!得)到)([^，。；：、（）]{2,24}?(?:集团|处|官网|网站|平台|部门|机构|单位|网银|中心|公司|企业|商))(?:等)?(?:调取|查询|依法|合法)?$"
)
_HELD_ELSEWHERE = re.compile(
    r"(?:到)?(?:您|用户)?(?:的|在|于)?\s?(?:"
    r"((?:该|上述|其他)?(?:第三方|微信|支付宝|QQ|微博|其他|其它|该|上述)(?:(?:或|和|、)[^，。；]{1,6})?(?:平台|账号|账户|应用|网站))"
    r"[^，。；]{0,16}(?:信息|资料|昵称|头像|数据)"
    r"|((?:微信|支付宝|QQ|微博|Apple\s?ID)(?:或[^，。；]{1,6})?)(?:账号)?的?\s?(?:[Oo]pen|[Uu]nion|头像|昵称|电子邮箱|公开信息))"
)  # 获取您在微信平台公开的头像
_CREDIT = re.compile(r"征信|人民银行|信用信息基础")
_NEAR = 16  # characters between a verb and the people it is done to, where no particle marks them
_DONE_TO_PEOPLE = ("repay-for-borrower", "contact", "inform", "collect-debt")


def receivers(scene: Scene, action: Mention, doers: Sequence[Mention], *, marked_only: bool) -> list[Mention]:
    """Return whom ``action`` is directed at: marked by 向, 给, … or (unless ``marked_only``) near it."""
    found: list[Mention] = []
    segment = segment_end(scene, action.end)
    brackets = "（" in scene.words
    for party, mark in _possible_receivers(scene, marked_only):
        near = party.start <= segment
        if party in doers or (marked_only and not near) or (brackets and _is_aside(scene, action, party)):
            continue  # 读取通讯录，但不得提供给第三方
        if party.start < action.end:
            receives = _receives_before(scene, action, party, mark, marked_only=marked_only)
        else:
            receives = _receives_after(action, party, mark, near=near and not marked_only) or any(
                adjoin(scene.text, other, party) for other in found
            )
        if receives:
            found.append(party)
    return found


def marked_sources(scene: Scene) -> list[Mention]:
    """Return the outsiders that a list item names as where something comes from or lies: 从合作机构获得的."""
    return [
        party
        for party in scene.outsiders
        if mark_before(scene, party.start) in ("从", "过", "自", "经", "在", "由")
    ]


def unnamed_receiver(scene: Scene, action: Mention, *, inside: bool) -> Mention | None:
    """Return the receiver in 提供给X or 向X提供 where X is no word of the lexicon, as a ``partner``.

    Another party to the contract is one too where a party gives (``inside``): 丙方应向丁方提供.
    """
    after = _GIVEN_TO.match(scene.text, action.end, scene.part.end)
    before = _TOWARDS.search(scene.text, max(scene.start, action.start - 24), action.start)
    for named in (after, before):
        if named and not _NOBODY_ELSE.search(named[1]) and (inside or not _is_inside(scene, *named.span(1))):
            return Mention("partner", "party", *named.span(1))
    return None


def _is_inside(scene: Scene, start: int, end: int) -> bool:
    """Return whether the words are those of a party to the contract: 向服务方提供."""
    return any(
        (party.start, party.end) == (start, end) and party.concept in INSIDE for party in scene.parties
    )


def unnamed_source(scene: Scene, action: Mention) -> Mention | None:
    """Return the source in 从X获取 where X is no word of the lexicon but an office or a firm."""
    elsewhere = _HELD_ELSEWHERE.match(scene.text, action.end, scene.part.end)
    if elsewhere:
        return Mention("partner", "party", *elsewhere.span(elsewhere.lastindex or 0))
    source = _FROM.search(scene.text, max(scene.start, action.start - 40), action.start)
    if source is None or _NOBODY_ELSE.search(source[1]) or _CREDIT.search(source[1]):
        return None
    return Mention("partner", "party", *source.span(1))


@remembered
def _possible_receivers(scene: Scene, marked_only: bool) -> list[tuple[Mention, str]]:
    """Return the parties that some action may be directed at, and what marks each."""
    return [
        (party, mark_before(scene, party.start))
        for party in scene.parties
        if not (party.concept == "borrower" and is_possessive(scene, party))
        # among other data: 联系方式、关系人、资信状况
        and not (party.concept in RELATIONS and _LISTED.fullmatch(scene.text, party.start - 1, party.end + 1))
        and not (marked_only and _PROVIDES.match(scene.text, party.end))
    ]


def _receives_before(scene: Scene, action: Mention, party: Mention, mark: str, *, marked_only: bool) -> bool:
    if party.concept not in INSIDE and party.end > action.start:
        return True  # 委托第三方处理, 授权视为对关联公司的授权
    marks = _marks(action, party, marked_only=marked_only)
    if mark in marks or not heads(scene, party.start).isdisjoint(marks):
        return True
    if action.concept in SHARING and party.concept not in INSIDE and _is_in_way(scene, party, action):
        return True
    if party.concept in RELATIONS:
        through = _ASKING if marked_only else _THROUGH
        return bool(through.search(scene.text, max(scene.start, party.start - 20), party.start))
    near = not marked_only and not SEGMENT.search(scene.text, party.end, action.start)
    return near and not MODAL.search(scene.text, party.end, action.start)


def _receives_after(action: Mention, party: Mention, mark: str, *, near: bool) -> bool:
    if mark in _GIVEN_MARKS or (mark == "在" and action.concept == "collect"):
        return True
    if party.concept in RELATIONS:
        return near and party.start - action.end <= _NEAR and action.concept in _DONE_TO_PEOPLE
    return near


def _is_aside(scene: Scene, action: Mention, party: Mention) -> bool:
    """Return whether ``party`` stands in brackets with a verb of its own: 收集信息（包括向征信机构查询）."""
    opened = scene.text.find("（", action.end, party.start)
    if opened < 0 or "）" in scene.text[opened : party.start]:
        return False
    closed = scene.text.find("）", party.end, scene.part.end)
    return any(party.end <= other.start < closed for other in scene.of("action"))


def _is_in_way(scene: Scene, party: Mention, action: Mention) -> bool:
    """Return whether ``party`` is listed as a way to act: 通过任何方式（包括媒体、用人单位）披露."""
    before = scene.text[scene.start : party.start]
    opened = before.rfind("（")
    return (
        party.end <= action.start
        and before[:opened].endswith(("方式", "途径", "渠道"))
        and opened > before.rfind("）")
        and bool(CLOSED.match(scene.text[party.end : action.start]))
    )


def _marks(action: Mention, party: Mention, *, marked_only: bool) -> tuple[str, ...]:
    if marked_only:
        together = action.concept == "use" or (
            action.concept == "query" and party.concept in OUTSIDE | RELATIONS
        )
        return _COMPANION_MARKS if together else _SOURCE_MARKS
    return _RECEIVER_MARKS if action.concept in SHARING else _TARGET_MARKS
