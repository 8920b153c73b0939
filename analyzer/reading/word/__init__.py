"""Documents of word processors: DOCX, DOC and WPS, RTF, ODT."""
