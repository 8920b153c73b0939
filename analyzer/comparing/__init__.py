"""Two sides → Comparison: row by row which is worse for the borrower, and why."""

from analyzer.comparing.compare import compare

__all__ = ["compare"]
