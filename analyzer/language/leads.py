"""What a list item takes from its lead-in, and a sentence from the one before it.

The verb stands in the lead-in, the items are bare nouns; the same item authorises under one lead-in and
protects under another; exceptions swallow promises.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from analyzer.language.drafts import Draft, Scene, concepts
from analyzer.language.exceptions import is_harmless
from analyzer.language.receivers import marked_sources
from analyzer.language.roles import GENERIC, OUTSIDE
from analyzer.language.stances import lists_exemptions
from analyzer.language.subjects import subject
from analyzer.model import Mention
from clause_patterns import Concept

_FULL_SENTENCE = re.compile(
    r"有权|授权(?!合作|伙伴)|同意|承诺|应当|应妥善|视为|不得|知悉|无需|无须|是指|您也?可以?(?:通过|在)|：$"
)
_LEAD_CHAIN = 2
_SHORT_ITEM = 36  # characters of an item that only names a case: 事先获得您的明确同意
_LOOK_BACK = 6  # sentences between what is shared and the kinds of those it is shared with
_LISTS_CASES = re.compile(
    r"(?:以下|下列|如下)[^，。；]{0,8}(?:情形|情况|权利|方式)|承诺[^，。；]{0,6}(?:以下|下列|如下)?：$"
)
_LISTS_BANS = re.compile(r"(?:不得|不会|禁止|严禁|不应|承诺不|不再|均不)[^，。；]{0,14}：$")
_LISTS_EXCLUDED = re.compile(r"(?:不包括|不属于|不(?:被)?视为|不构成)[^。；]{0,14}：$")
_LISTS_CONTENTS = re.compile(r"以下(?:内容|部分|章节)|目录|(?:主要|将)(?:向您|为您)?说明")
_TITLE = re.compile(r"（[一二三四五六七八九十]+）[^，。；：、]{2,16}")  # （二）删除您的个人信息
_AT_BORROWERS_WILL = re.compile(
    r"[^，。；]{0,6}(?:您|用户)(?:主动|明确)?(?:授权|同意)(?:或(?:授权|同意))?[^，。；]{0,10}(?:披露|共享|提供|公开)的?[；。]?"
)
_PATH = re.compile(
    r"^[^，。；]{0,16}(?:路径|进入|点击|打开|登录)|[“「]我的[^”」]{0,20}[-—>]|设置[^，。；]{0,4}[-—>]"
)
_WAYS_OUT = {"withdraw-right", "refuse-right"}
_PROMISES_ONCE = {"refuse-right", "limit-use"}  # said of the whole list, not of each item
_FORBIDS = re.compile(r"不会|不得|未经")
_UNDERTAKES = re.compile(r"(?:我们|我行|我司|本公司|平台)[会将][^。；]*(?:取得|征得|获得|征求)")
_ASKS = re.compile(r"我们?如何|怎样")  # the next title of the document
_ASKS_FOR = re.compile(r"(?:有义务|应当?|须|必须)[^：]{0,60}(?:提供|提交|更新)[^：]{0,40}：$")
_PURPOSES = re.compile(r"[^，。；]{0,8}用途(?:如下|包括|为|限于)?[^，。；]{0,4}：$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_ANSWERS_FOR = re.compile(r"承担[^，。；]{0,14}(?:责任|后果|损失)")
_CONTINUES = re.compile(r"包括|包含|如下|例如|比如|涉及|分别为|具体为|可能含|以及")


class Leads:
    """Carries readings from lead-ins to their items; ``drafts`` grows while the parts are read in order."""

    def __init__(
        self,
        scenes: Sequence[Scene],
        drafts: Sequence[Sequence[Draft]],
        lexicon: Mapping[str, Concept],
    ) -> None:
        self._scenes = scenes
        self._drafts = drafts
        self._lexicon = lexicon

    def _frame_of(self, action: Mention) -> str:
        return self._lexicon[action.concept].frame

    def under_lead(self, draft: Draft, lead: int) -> Draft:
        """Return an item with a verb of its own as its lead-in makes it: forbidden, excepted or as it is."""
        scene, opening = self._scenes[draft.part], self._scenes[lead]
        effects = {scope.effect for scope in opening.scopes}
        banned = _LISTS_BANS.search(opening.words) and "exception" not in effects
        if draft.stance == "authorizes" and banned and draft.action.concept == "assign":
            return replace(draft, stance="mentions", context=lead)  # what platforms may not trade in
        if draft.stance == "authorizes" and banned and not _is_contents(scene, opening):
            first = subject(opening)
            ours = first is None or first.concept != "borrower"
            return replace(draft, stance="protects" if ours else "mentions", context=lead)
        if self._only_names_a_case(draft, opening, effects, banned=bool(banned)):
            return replace(draft, stance="mentions", context=lead)
        if draft.context is not None or not self._drafts[lead]:
            return draft  # a lead-in that says nothing of its own (双方约定如下：) explains nothing
        return replace(draft, context=lead)

    def _only_names_a_case(self, draft: Draft, opening: Scene, effects: set[str], *, banned: bool) -> bool:
        """Return whether the item says when or of what the lead-in speaks, and lets or promises nothing."""
        scene = self._scenes[draft.part]
        if _is_contents(scene, opening) or _LISTS_EXCLUDED.search(opening.words):
            return True
        if banned and (self._frame_of(draft.action) == "promise" or draft.action.concept == "assign"):
            return True
        lets = draft.stance == "authorizes"
        if lets and opening.has("no-consent") and lists_exemptions(opening) and is_harmless(scene):
            return True
        if lets and _AT_BORROWERS_WILL.fullmatch(scene.words):
            return True
        if draft.action.concept == "seek-consent":
            if "exception" in effects:
                return not (_FORBIDS.search(scene.words) or _UNDERTAKES.search(scene.words))
            short = len(scene.words) < _SHORT_ITEM and not scene.words.startswith("未经")
            return short and bool(_LISTS_CASES.search(opening.words))
        if effects & {"exception", "limitation"} and lets:
            by_law = draft.has("law-required") and not draft.receivers & {"partner", "affiliate"}
            return by_law or draft.has("with-consent", "separate-consent")
        return False

    def inherit(self, scene: Scene) -> Iterator[Draft]:
        """Yield what ``scene``, which says nothing complete itself, takes from its lead-in or from before."""
        if not _HAN.search(scene.words):
            return  # the English half of a bilingual document repeats, it does not continue
        lead = self._opening(scene)
        if lead is not None and (items := list(self._item(scene, lead))):
            yield from items
        elif scene.index and not scene.part.heading:
            before = self._scenes[scene.index - 1]
            enumerated = before.words.endswith("；") and not scene.of("action") and not scene.has("consents")
            if before.part.clause == scene.part.clause and (enumerated or _CONTINUES.search(scene.words)):
                yield from self._continued(scene, scene.index - 1, enumerated=enumerated)

    def _opening(self, scene: Scene) -> int | None:
        """Return the lead-in that says something: 「包括以下两类：」 passes on what stands above it."""
        lead = scene.part.lead
        for _ in range(_LEAD_CHAIN):
            if lead is None or any(draft.stance != "mentions" for draft in self._drafts[lead]):
                break
            if _ASKS_FOR.search(self._scenes[lead].words):
                return None  # what borrowers must supply takes nothing from further above
            before = self._named_before(lead)
            lead = self._scenes[lead].part.lead if before is None else before
        return lead

    def _named_before(self, lead: int) -> int | None:
        """Return the sentence that says what is shared with those a lead-in sorts: 合作伙伴包括以下类型："""
        if lead and self._drafts[lead - 1] and _PURPOSES.search(self._scenes[lead].words):
            return lead - 1
        sorted_out = concepts(self._scenes[lead].outsiders)
        if not sorted_out or not _CONTINUES.search(self._scenes[lead].words):
            return None
        for index in range(lead - 1, max(-1, lead - 1 - _LOOK_BACK), -1):
            for draft in self._drafts[index]:
                if draft.stance == "authorizes" and draft.receivers & sorted_out:
                    return index
        return None

    def _item(self, scene: Scene, lead: int) -> Iterator[Draft]:
        """Yield what a bare list item takes from its lead-in."""
        opening = self._scenes[lead]
        if _LISTS_EXCLUDED.search(opening.words) or _ASKS.search(scene.words):
            return
        effects = {scope.effect for scope in opening.scopes}
        excepting = "exception" in effects or ("limitation" in effects and _LISTS_CASES.search(opening.words))
        if excepting and not self._begins_item(scene):
            return
        if opening.has("no-consent") and lists_exemptions(opening):
            return  # the cases in which the law asks for no consent
        for draft in self._drafts[lead]:
            if self._frame_of(draft.action) == "promise":
                if self._promises_items(draft, scene, opening, excepting=bool(excepting)):
                    yield replace(draft, part=scene.index, context=lead)
            elif self._reaches(draft, scene, excepting=bool(excepting)):
                yield self._carried(draft, scene, lead, excepting=bool(excepting))

    def _promises_items(self, draft: Draft, scene: Scene, opening: Scene, *, excepting: bool) -> bool:
        if draft.stance != "protects":
            return False
        if opening.leads_in and draft.action.concept in _WAYS_OUT and _PATH.search(scene.words):
            return True
        if draft.action.concept in _PROMISES_ONCE:
            return False
        if draft.action.concept == "delete-right" and opening.leads_in:
            return not _TITLE.fullmatch(scene.words)
        return not excepting and bool(_LISTS_CASES.search(opening.words))

    def _reaches(self, draft: Draft, scene: Scene, *, excepting: bool) -> bool:
        """Return whether what the lead-in says holds for the item ``scene``."""
        frame = self._frame_of(draft.action)
        if frame == "standing" or draft.stance == "mentions" or self._says_its_own(scene):
            return False
        if _is_aside(self._scenes[draft.part], draft):
            return False
        if frame == "recovering" and (scene.has("assign") or (scene.of("data") and not scene.of("action"))):
            return False  # the item sells the debt, or lists what is known
        if excepting and frame == "publishing" and not scene.has("overdue", "publish"):
            return False  # what may be published must be said
        if excepting and draft.stance == "protects":
            return not is_harmless(scene)
        if draft.stance == "protects" and _LISTS_BANS.search(self._scenes[draft.part].words):
            return not (excepting or scene.of("action") or scene.part.heading) and self._begins_item(scene)
        named = marked_sources(scene) if frame == "handling" else scene.outsiders
        named = [party for party in named if party.concept != "authority"]
        specific = concepts(scene.of("data")) - GENERIC
        return bool(named or specific) or self._gives_all_items(draft, scene)

    def _carried(self, draft: Draft, scene: Scene, lead: int, *, excepting: bool) -> Draft:
        if excepting and draft.stance == "protects":
            return replace(draft.inherited(lead, scene, implied=False), stance="authorizes")
        named = marked_sources(scene) if self._frame_of(draft.action) == "handling" else None
        return draft.inherited(lead, scene, implied=False, named=named)

    def _says_its_own(self, scene: Scene) -> bool:
        """Return whether the item is a sentence or a lead-in itself, not the name of some third party."""
        names_only = scene.leads_in and scene.outsiders and not scene.of("action")
        return bool(_FULL_SENTENCE.search(scene.words)) and not names_only

    def _gives_all_items(self, draft: Draft, scene: Scene) -> bool:
        """Return whether every item counts, whatever it names: data, recipients or purposes of a transfer."""
        if scene.part.heading or not self._begins_item(scene):
            return False
        if scene.has("law-required", "with-consent", "separate-consent", "authority"):
            return False
        if self._frame_of(draft.action) == "publishing":
            return all(action.concept == "publish" for action in self._scenes[draft.part].of("action"))
        if self._frame_of(draft.action) == "giving" or "credit-bureau" in draft.receivers:
            return True
        if draft.action.concept not in ("collect", "query"):
            return False
        from_others = draft.receivers & OUTSIDE and scene.of("data") and not scene.of("action")
        return bool(draft.doers & OUTSIDE or from_others)

    def _begins_item(self, scene: Scene) -> bool:
        """Return whether the part is the first of its list item."""
        before = self._scenes[scene.index - 1]
        if scene.index - 1 == scene.part.lead or before.part.clause != scene.part.clause:
            return True
        lead = scene.part.lead
        runs_on = lead is not None and self._scenes[lead].part.clause == scene.part.clause
        return runs_on and before.words.endswith("；")

    def _continued(self, scene: Scene, before: int, *, enumerated: bool) -> Iterator[Draft]:
        data = concepts(scene.of("data"))
        if not (data if enumerated else data - GENERIC) or _ANSWERS_FOR.search(scene.words):
            return
        for draft in self._drafts[before]:
            if draft.stance == "authorizes" and self._frame_of(draft.action) in ("handling", "giving"):
                yield draft.inherited(before, scene, implied=True)


def _is_contents(scene: Scene, opening: Scene) -> bool:
    return scene.part.heading and not scene.leads_in and bool(_LISTS_CONTENTS.search(opening.words))


def _is_aside(opening: Scene, draft: Draft) -> bool:
    """Return whether the lead-in says so in brackets only: 收集信息（包括查询征信），用于："""
    before = opening.text[opening.start : draft.action.start]
    return before.rfind("（") > before.rfind("）")
