"""Particles and conjunctions around the parties of a sentence part: 向, 给, 与 before, 、, 和, 或 between.

What marks a party tells what it does; a list of parties is marked once, before its first.
"""

from __future__ import annotations

import re

from analyzer.language.drafts import Scene, remembered
from analyzer.model import Mention

WITH = ("与", "和", "同", "跟")
_OWNERS = "我们|其|您|本公司|平台|我司|我行|自己|甲方|乙方|丙方|丁方|借款人|用户|本人|客户|申请人"
_WHOSE = "其他|其它|合作的|相关|指定的|有关|国家|依法设立的|合法设立的|依法成立的"
_WHICH_ONES = (
    "包括但不限于|线上或线下|线上线下|线上及线下|各类|各大|所有|任何|必要的|个人|各|该等|该|上述|多家"
)
_OWNED = re.compile(rf"(?:(?:{_OWNERS})?(?:的)?)?(?:{_WHOSE}|{_WHICH_ONES})*$")
_OWNED_ENDS = frozenset(word[-1] for word in f"{_OWNERS}|的|{_WHOSE}|{_WHICH_ONES}".split("|"))
MODAL = re.compile(r"(?:应|应当|须|必须|需|需要|可|可以|有权|将|会|承诺|保证|不得|不能|不会)")
_JOIN = re.compile(
    r"(?:、|和|及|与|或|以及|或者|/|和/或)(?:其|其他|该|其所|有关|相关)?(?:合作的|委托的|指定的|业务|关联)?"
)
SEGMENT = re.compile(r"[，：\t]")
_USES = re.compile(r"使用|访问|登录|浏览|购买")
CLOSED = re.compile(r"[^（）]*）")
_LIST = 40  # characters between the first and the last of a list
SHARING = ("provide", "disclose")


@remembered
def segment_end(scene: Scene, start: int) -> int:
    """Return where the comma part that holds ``start`` ends."""
    end = SEGMENT.search(scene.text, start, scene.part.end)
    return end.start() if end else scene.part.end


def party_before(scene: Scene, party: Mention) -> Mention | None:
    """Return the nearest party that ends before ``party`` begins, None without one."""
    return next((other for other in reversed(scene.parties) if other.end <= party.start), None)


@remembered
def mark_before(scene: Scene, start: int) -> str:
    """Return the character that marks the party at ``start``, looking through 我们的, 其, 合作的."""
    before = scene.text[max(scene.start, start - 12) : start]
    if before[-1:] in _OWNED_ENDS:  # the pattern is slow, and most often finds nothing
        before = _OWNED.sub("", before)
    return "" if before.endswith(("反对", "由于")) else before[-1:]


def joins(scene: Scene, left: Mention, right: Mention, *, sharing: bool) -> bool:
    """Return whether a conjunction joins the parties; 与 joins nobody where things are shared (与X共享)."""
    between = scene.text[left.end : right.start]
    return len(between) <= 10 and not (sharing and between in WITH) and bool(_JOIN.fullmatch(between))


def adjoin(text: str, left: Mention, right: Mention) -> bool:
    """Return whether ``right`` follows ``left`` in a list, with few words between."""
    between = text[left.end : right.start]
    return left.end <= right.start and len(between) <= 8 and any(mark in between for mark in "、和及或与/")


@remembered
def heads(scene: Scene, start: int) -> set[str]:
    """Return what marks the parties in whose list the party at ``start`` may stand: 向A、B及C."""
    before = (other for other in scene.parties if other.start < start <= other.end + _LIST)
    return {mark_before(scene, other.start) for other in before if _lists(scene.text[other.end : start])}


def _lists(between: str) -> bool:
    return not _USES.search(between) and not SEGMENT.search(between) and not MODAL.search(between)
