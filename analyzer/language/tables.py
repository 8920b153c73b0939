"""Tables of third parties whose cells a text file lays one under another: a firm, then what it gets.

Such lists (第三方SDK目录, 信息共享清单) have no verbs: the heading or the names of the columns say that the
firms named collect or receive the data named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from analyzer.language.drafts import Draft, Scene
from analyzer.model import Mention

_HEAD = re.compile(
    r"(?:SDK|第三方|插件|共享|合作方|接收方)[^。，；]{0,16}(?:提供者|提供方|供应商|服务商|名称|类型|主体|清单|列表|目录|说明|公司|情况)"
)
_COLUMNS = re.compile(
    r"(?=.*(?:第三方|接收方|合作方|提供方|SDK|公司|机构)[^|]{0,8}\|?)(?=.*(?:信息|数据|字段)[^|]{0,8}(?:\||$)).*\|"
)  # 用途 | 信息类型 | 第三方名称
_SENTENCE = re.compile(r"[。！？]$")
_TAKES = re.compile(r"(?:读取|获取|检索|收集|采集|查看)")  # a permission among the cells of one firm
_SENTENCES = 3  # that may stand between the cells of one list
_LONG = 60  # characters of a line that is no cell of a table
_FIRM = re.compile(
    r"(?:公司[：:]?|[^，。；：]{2,12}由)?[^，。；：]{2,30}(?:公司|集团|研究院|信息中心|科技)(?:提供)?$|[^，。；]{4,30}公司，电话"
)
_LABEL = re.compile(
    r"(?:采集|收集|共享|传输)(?:及共享|和共享|的)?(?:个人)?(?:信息|数据)(?:类型|种类|内容|字段)?[：:]"
)
_FIELD = re.compile(
    r"(?:[采收]集|共享)(?:及共享|的)?(?:个人)?信息[：:]|(?:业务|使用|应用)(?:场景|目的)[：:]|共享方式[：:]|SDK(?:供应商|提供[方商]|服务商)[：:]"
)
_NONE = re.compile(r"[\t:：]\s?(?:否|无|不涉及)|^无$")
_OWN = re.compile(
    r"我行|本行|我们|本公司|我司|自研|行内|目的|场景|功能|权限$|SDK$|组件$|联系方式|类型$|方式$|情形$"
)


def cells(scenes: Sequence[Scene], drafts: Iterable[Draft]) -> Iterator[Draft]:
    """Yield a reading for every cell that names a firm or its data, below the head of such a table."""
    read = {draft.part for draft in drafts if draft.stance != "mentions"}
    head: int | None = None
    in_columns = False
    sentences = 0  # since the head or the last cell
    for scene in scenes:
        words = scene.words
        if "|" in words:
            if not in_columns and words.count("|") > 1 and _COLUMNS.search(words):
                head, in_columns = scene.index, True
            elif head is not None and _is_row(scene, in_columns=in_columns):
                yield _reading(scene, head)
            continue
        in_columns = False
        if _SENTENCE.search(words) or len(words) > _LONG:
            if head is not None and not _LABEL.match(words):
                sentences += 1
                ends = sentences > _SENTENCES and _SENTENCE.search(words) and not _HEAD.search(words)
                head = None if ends else head
        elif _HEAD.search(words):
            head, sentences = scene.index, 0
        if head is None or scene.index == head:
            continue
        if _FIELD.match(words) or (scene.index not in read and _is_cell(scene)):
            sentences = 0
            yield _reading(scene, head)


def _reading(scene: Scene, head: int) -> Draft:
    listed = Mention("embed", "action", scene.part.start, scene.part.end)
    others = tuple(scene.of("data"))
    return Draft(
        scene.index, "authorizes", listed, (), tuple(scene.outsiders), others, context=head, implied=True
    )


def _is_row(scene: Scene, *, in_columns: bool) -> bool:
    wide = scene.words.count("|") > 1
    named = wide and (bool(scene.of("data")) or (in_columns and scene.words.strip("-| ") != ""))
    return (named or (in_columns and bool(_TAKES.match(scene.words)))) and not _NONE.search(scene.words)


def _is_cell(scene: Scene) -> bool:
    words = scene.words
    if _OWN.search(words) or _SENTENCE.search(words) or _NONE.search(words):
        return False
    if _LABEL.match(words):
        return True
    if _FIRM.search(words):
        return True
    data = scene.of("data")
    return (
        bool(data) and not scene.of("action") and sum(one.end - one.start for one in data) * 3 >= len(words)
    )
