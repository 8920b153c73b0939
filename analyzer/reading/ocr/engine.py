"""The recognition engine: RapidOCR with the models that lie in its wheel (PP-OCR). Nothing is downloaded."""

from __future__ import annotations

import logging
import os
import threading
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Point = tuple[float, float]

# In the wheel of rapidocr 3.10 and later; named, so that the engine never looks for them elsewhere.
_MODELS = {"Det": "*det*.onnx", "Rec": "*rec*.onnx"}
_LOCAL = threading.local()


class Seen(NamedTuple):
    """A line of writing as the engine sees it, in pixels.

    ``corners`` run from the upper left clockwise in the direction of the writing; ``spans`` holds (character,
    left, right) along the line for all but blanks, in shares of its length (0 to 1); ``score`` is the
    engine's certainty (0 to 1).
    """

    text: str
    corners: tuple[Point, Point, Point, Point]
    spans: tuple[tuple[str, float, float], ...]
    score: float


def installed() -> bool:
    """Return whether the extra ``ocr`` is installed, with its models."""
    return find_spec("onnxruntime") is not None and len(_models()) == len(_MODELS)


def see(picture: Pixels, threads: int) -> list[Seen]:
    """Return the lines of writing on ``picture`` (height × width × BGR), in no particular order.

    ``threads`` is how many processors one picture may use; every calling thread has its own engine.
    """
    result = _engine(threads)(picture, return_word_box=True, return_single_char_box=True)
    if result.txts is None or result.boxes is None:
        return []
    words = result.word_results or ((),) * len(result.txts)
    lines = zip(result.boxes, result.txts, result.scores, words, strict=False)
    return [_seen(box, text, score, chars) for box, text, score, chars in lines]


def _engine(threads: int) -> Any:
    if not hasattr(_LOCAL, "engine"):
        # onnxruntime 1.32 reports its use to its maker unless it is told not to before it is loaded.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        from rapidocr import RapidOCR  # noqa: PLC0415 - an extra, and heavy

        logging.disable(logging.CRITICAL)
        _LOCAL.engine = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.text_score": 0.0,  # what is uncertain is reported, not dropped unseen
                "Global.use_cls": False,  # whole pages are turned instead
                "Global.max_side_len": 4000,  # pictures come cut to size
                "EngineConfig.onnxruntime.intra_op_num_threads": threads,
                "Det.box_thresh": 0.3,  # a lone line on a page scores little; reading it tells if it is one
                "Rec.rec_batch_num": 1,  # lines differ in length: batches only add padding and memory
                **{f"{stage}.model_path": str(path) for stage, path in _models().items()},
            }
        )
    return _LOCAL.engine


def _models() -> dict[str, Path]:
    spec = find_spec("rapidocr")
    if spec is None or spec.origin is None:
        return {}
    folder = Path(spec.origin).parent / "models"
    found = {stage: sorted(folder.glob(pattern)) for stage, pattern in _MODELS.items()}
    return {stage: paths[0] for stage, paths in found.items() if paths}


def _seen(box: Any, text: str, score: float, chars: Any) -> Seen:
    corners = [(float(x), float(y)) for x, y in box]
    upper_left, upper_right = corners[:2]
    along = (upper_right[0] - upper_left[0], upper_right[1] - upper_left[1])
    square = max(1.0, along[0] ** 2 + along[1] ** 2)

    def share(point: Any) -> float:
        across = (float(point[0]) - upper_left[0]) * along[0] + (float(point[1]) - upper_left[1]) * along[1]
        return min(1.0, max(0.0, across / square))

    spans = [(char, share(place[0]), share(place[1])) for char, _, place in chars]
    solid = "".join(text.split())
    if "".join(char for char, _, _ in spans) != solid:  # the engine lost count: spread them evenly
        count = max(1, len(solid))
        spans = [(char, index / count, (index + 1) / count) for index, char in enumerate(solid)]
    return Seen(text, (corners[0], corners[1], corners[2], corners[3]), tuple(spans), float(score))
