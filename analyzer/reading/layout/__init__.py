"""Characters on paper → lines in reading order → text with boxes: for everything that has pages."""
