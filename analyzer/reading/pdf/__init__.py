"""PDF: two engines, one page model."""
