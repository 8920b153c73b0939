"""Report → json, terminal. One module per format; each knows only the nouns and the pattern library."""
