"""Whether an action is a verb that may say something, or only a noun, an attribute or a topic."""

from __future__ import annotations

import re
from collections.abc import Sequence

from analyzer.language.drafts import SUCCESSION, Scene, concepts
from analyzer.language.objects import ASKED
from analyzer.language.roles import OUTSIDE
from analyzer.model import Mention

_ATTRIBUTIVE = re.compile(
    r"(?:(?:[、和及或]|以及)被?(?:使用|收集|存储|处理|共享|保存|获取|采集|整理|分析|加工|提供))*(?:(?:到|过|了)?的(?![；。\n]|$|权利|权限)|行为)"
)  # 「与合作机构共享的。」 ends an item, it qualifies nothing
_MEANS = re.compile(r"(?:采取|采用|(?<!可)以)[^，。；]{0,6}$")  # 采取公布您的信息的方式催收
_BY_MEANS = re.compile(r"的(?:方式|形式|手段|途径)")
_BEFORE = re.compile(
    r"之?前(?=，)|[^，。；]{0,60}(?:信息|记录|情况)之?前，[^。；，]{0,8}[会将应须需][^。；]{0,12}(?:告知|通知|征得|取得|签署|签订|评估|确保|保证)"
    r"|[^，。；]{0,30}时，[^。；，]{0,16}应当?[^。；，]{0,4}(?:获得|取得|征得)[^。；，]{0,14}(?:同意|授权)"
    r"|[^，。；]{0,14}之?前，已[^。；，]{0,6}(?:知晓|知悉|了解|明白)"
)
_ASKS = re.compile(r"[^，。；]{0,14}(?:请求|意见|建议|投诉|异议|举报)(?=[，。；：]|$)")
_LICENSED = re.compile(r"行为[^，。；]{0,4}已(?:经)?(?:取得|获得|征得)")  # 报送的行为已取得您的授权
# 信息的分享与披露 names a topic.
_NOUN = re.compile(
    r"(?<!必要)(?<!合理)(?<!合法)(?<!部分)的(?:(?:委托处理|共享|转让|转移|分享|收集|使用|存储|保护)[与和及、或])*$"
)
_GRANTED = re.compile(
    r"(?:同意|授权|认可|接受|允许)[^。；，]{0,20}对[^。；，]{1,40}$"
)  # 同意平台对其信息的公开
_APPROVED = re.compile(r"(?:认可|同意|授权|允许)[^。；，]{0,30}$")
_BECAUSE = re.compile(r"因[^，。；]{0,24}$")  # 因甲方公开信息而造成的损失
_CAUSES = re.compile(
    r"[^，。；]{0,16}(?:而(?:给|造成|导致|产生|引起)|(?:导致|引起|引发|产生|发生)的?(?:任何)?(?:纠纷|争议))"
)
_KNOWS = re.compile(r"(?:知晓|知悉|了解|清楚)[^。；]{0,30}$")  # 知晓公开披露信息的法律责任
_TOPIC = re.compile(
    r"[^，。；：]{0,30}(?:的(?:具体|详细)?(?:主要对象|类型|情形|情况|目的|方式|范围|例外|规则|活动|行为|(?:相应)?(?:法律)?责任)|[和、]使用事项|等(?:行为|活动|处理活动))"
    r"(?!：|包括|为|如下)"
)


def fits(scene: Scene, action: Mention, doers: Sequence[Mention], frame: str) -> bool:
    """Return whether the words beside ``action`` leave it a verb that may say something of its own."""
    if _BECAUSE.search(scene.text, scene.start, action.start) and _CAUSES.match(
        scene.text, action.end, scene.part.end
    ):
        return False
    beforehand = "前，" in scene.words or "时，" in scene.words  # the pattern alone is slow
    if beforehand and frame in ("giving", "handling") and _BEFORE.match(scene.text, action.end):
        return False  # 在共享前
    if _is_means(scene, action):
        return True
    who = concepts(doers)
    if who == {"borrower"} and _ASKS.match(scene.text, action.end):
        return False  # 您可以向我们提交投诉
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
        and not ASKED.search(scene.text, scene.start, action.start)
        and not _LICENSED.search(scene.text, action.end, scene.part.end)
        and not SUCCESSION.search(scene.words)
    ):
        return False
    if frame in ("giving", "publishing") and _is_noun(scene, action):
        return False
    return frame not in ("giving", "publishing", "handling") or not _is_topic(scene, action)


def _is_means(scene: Scene, action: Mention) -> bool:
    """Return whether something else is done by way of ``action``: 采取公布您的信息的方式催收."""
    return bool(
        _BY_MEANS.match(scene.text, action.end) and _MEANS.search(scene.text, scene.start, action.start)
    )


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
