"""The pattern library: what loan documents say and what the law says about it, as data.

Knows nothing of the engine. ``load_library()`` reads and validates the YAML files beside this module.
"""

from clause_patterns.library import Library
from clause_patterns.load import load_library, load_lookalikes
from clause_patterns.mistakes import PatternError
from clause_patterns.schema import Concept, Examples, Lookalikes, Modifier, Provision, Rule, When

__all__ = [
    "Concept",
    "Examples",
    "Library",
    "Lookalikes",
    "Modifier",
    "PatternError",
    "Provision",
    "Rule",
    "When",
    "load_library",
    "load_lookalikes",
]
