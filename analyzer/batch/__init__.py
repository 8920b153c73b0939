"""Many documents → tables of what they let others do, on this machine's processors or on a cluster.

>>> from pathlib import Path
>>> from analyzer.batch import run
>>> run(["examples"], Path("results")).summary["documents"]  # doctest: +SKIP
{'read': 7, 'failed': 0}
"""

from analyzer.batch.running import Outcome, Progress, run

__all__ = ["Outcome", "Progress", "run"]
