"""What a reader decided about the findings of a report: confirmed, dismissed with a reason, to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Decision = Literal["confirmed", "dismissed", "to-ask"]
DECISIONS: tuple[Decision, ...] = ("confirmed", "dismissed", "to-ask")
DECISION_WORDS: Mapping[Decision, str] = {"confirmed": "已确认", "dismissed": "已排除", "to-ask": "要问"}


@dataclass(frozen=True, slots=True)
class Review:
    """What a reader decided about one finding, and why; ``reason`` is empty where none was given."""

    decision: Decision
    reason: str = ""


# By the index of the finding in ``Report.findings``; findings that nobody has looked at are not in it.
Reviews = Mapping[int, Review]
