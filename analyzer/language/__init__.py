"""Document → spaCy ``Doc`` with outline, parties, concepts and statements.

The pipeline's carrier is spaCy: every stage is a component, its results are custom attributes and
``SpanGroup``s of the ``Doc``. Offsets inside the stage are in the normalised text (``doc.text``);
``Normalised.raw`` maps them back to ``Document.text``.
"""
