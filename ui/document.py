"""One document that was read: its text and findings."""

from clause_patterns import load_library
from ui.components.reader import reader
from ui.session import Opened
from ui.view import reader_view


def draw_document(entry: Opened) -> None:
    """Draw ``entry``, which has a report."""
    assert entry.report
    reader(reader_view(entry.report, load_library(), key=entry.key))
