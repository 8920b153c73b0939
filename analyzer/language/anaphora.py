"""What 该等信息, 上述信息, 其 stand for: the data named in the sentence before."""

from __future__ import annotations

import re
from dataclasses import replace

from analyzer.language.drafts import Scene
from analyzer.model import Mention

_WORTH_KEEPING = {"contact-list", "call-log", "sms", "social-graph", "carrier-records", "contact-person-info"}
_THESE_DATA = re.compile(
    r"(?:该等|上述|前述|这些|此类|以上|该)(?:调取的|获取的|收集的|个人)?(?:信息|资料|数据)"
)
_CHANGES = re.compile(r"(?:该等|上述|前述|以上)(?:信息|资料)[^，。；]{0,4}(?:变更|变化|变动)")
_TAKES_THESE = re.compile(r"(?:和|、|并)?(?:使用|保存)?(?:该等|上述|前述|这些|以上)(?:信息|资料|数据)")
_THIS_WORK = re.compile(r"(?:以上|上述|前述|此|该等|该)(?:项)?(?:工作|委托|事项|事宜)")
_IT = re.compile(r"(?:将|把)(?:其|之|它们)(?=[^，。；]{0,12}(?:提供|披露|共享|发送|传输|用于|推送|移交))")


def recall(scene: Scene, before: Scene) -> None:
    """Add to ``scene`` the data that its anaphors take up from ``before``, at the anaphor's place.

    Only where the sentence passes them on or uses them against the borrower: elsewhere the sentence before
    has said it already.
    """
    recall_work(scene, before)
    if not before.has("personal-info", *_WORTH_KEEPING):
        return
    collected = any(_TAKES_THESE.match(scene.text, action.end) for action in scene.of("action"))
    passed_on = scene.has("provide", "disclose", "debt-collection")
    near = before.part.clause == scene.part.clause or _CHANGES.search(scene.words)
    if not (collected or passed_on) or not near:
        return
    taken_up: list[Mention] = []
    for match in _THESE_DATA.finditer(scene.text, scene.start, scene.part.end):
        kept = [data for data in before.of("data") if data.concept in _WORTH_KEEPING]
        taken_up += [replace(data, start=match.start(), end=match.end()) for data in kept]
    for match in _IT.finditer(scene.text, scene.start, scene.part.end):
        kept = [data for data in before.of("data") if data.concept in _WORTH_KEEPING | {"personal-info"}]
        taken_up += [replace(data, start=match.end() - 1, end=match.end()) for data in kept]
    if taken_up:
        unique = {(mention.concept, mention.start): mention for mention in (*scene.mentions, *taken_up)}
        scene.mentions = sorted(unique.values(), key=lambda mention: (mention.start, mention.end))


def recall_work(scene: Scene, before: Scene) -> None:
    """Add the purpose that 以上工作 and the like take up, where the sentence before speaks of collection."""
    if not scene.has("entrust") or not before.has("collect-debt", "debt-collection"):
        return
    work = _THIS_WORK.search(scene.text, scene.start, scene.part.end)
    if work:
        taken_up = Mention("debt-collection", "purpose", work.start(), work.end())
        scene.mentions = sorted((*scene.mentions, taken_up), key=lambda mention: (mention.start, mention.end))
