"""Saved web pages: HTML, MHT."""
