"""The parts of the page that surveys results: its filters, and the places that a cell leads to."""
