"""Statements → findings: which patterns of the library hold at which place."""
