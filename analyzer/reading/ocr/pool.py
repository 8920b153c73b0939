"""Several pictures at once, as many as processors and memory allow."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from PIL import Image

from analyzer.isolation.limits import Limits
from analyzer.isolation.worker import cap
from analyzer.reading.ocr.writing import Written, written

# Address space that one engine takes with the threads, buffers and models it needs, and the process itself.
_MEGABYTES_AN_ENGINE = 1200


def recognised(pictures: Iterable[Image.Image], count: int, limits: Limits) -> Iterator[list[Written]]:
    """Yield the writing on each of ``pictures`` (about ``count``) in their order.

    Raises this process's cap on memory to ``limits.ocr_memory_mb``; no more pictures than needed are held.
    """
    cap(limits.ocr_memory_mb)
    processors = _processors()
    engines = max(1, min(processors, count, limits.ocr_memory_mb // _MEGABYTES_AN_ENGINE - 1))
    threads = max(1, processors // engines)
    waiting: deque[Future[list[Written]]] = deque()
    with ThreadPoolExecutor(engines) as pool:
        for picture in pictures:
            waiting.append(pool.submit(written, picture, threads))
            if len(waiting) > engines:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _processors() -> int:
    """Return how many processors this process may use: fewer than there are, in a container or a test."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
