"""What an action is done to: data, the people whose details are asked for, or something else."""

from __future__ import annotations

import re

from analyzer.language.drafts import Draft, Scene
from analyzer.model import Mention

ASKED = re.compile(
    r"(?:可能需要(?:您|用户|借款人|甲方|乙方)|(?:要求|(?<!可能)需要|需|须)(?:您|用户|借款人|甲方|乙方)?)(?:另行|主动)?$"
)
OF_DATA = re.compile(r"[^，。；：]{0,12}(?:信息|资料|数据|记录|结果)(?:内容)?(?=[，。；（\s]|$)")
_DETAILS = re.compile(r"[^，。；、]{0,12}(?:信息|姓名|电话|号码|联系方式|资料|地址|状况|身份)")
AS_AGREED = re.compile(
    r"(?:按照|依照|依据|根据|遵循|遵守|严格按)(?:本|法律|《[^》]*》等法律)[^，。；]{0,14}(?:说明|要求|约定|规定|目的|场景)[^，。；]{0,8}$"
)
COMMA = re.compile(r"[，：（]")


def _is_data(scene: Scene, party: Mention) -> bool:
    """Return whether ``party`` is only named as data: the people in a contact list."""
    return any(data.start <= party.start and party.end <= data.end for data in scene.of("data"))


def is_asked_about(scene: Scene, party: Mention) -> bool:
    """Return whether details of ``party`` are meant: a contact to be named, a relative's name or number."""
    if party.concept == "emergency-contact":
        return True
    if _is_data(scene, party):
        return False
    return party.concept in ("relative", "contact-persons", "friend") and bool(
        _DETAILS.match(scene.text, party.end, scene.part.end)
    )


def object_is_data(scene: Scene, draft: Draft) -> bool:
    """Return whether a kind of data follows the action with no comma and no other verb between."""
    end = draft.action.end
    limit = min([scene.part.end, *(action.start for action in scene.of("action") if action.start >= end)])
    return any(
        end <= data.start < limit and not COMMA.search(scene.text, end, data.start)
        for data in draft.of("data")
    )
