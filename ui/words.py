"""Text for Streamlit's own elements, which read Markdown."""

import re

_SPECIAL = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&^=])")


def literal(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is: names of files, sentences of a document."""
    return _SPECIAL.sub(r"\\\1", text)
