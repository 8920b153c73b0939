"""OFD, the Chinese page format (GB/T 33190-2016)."""
