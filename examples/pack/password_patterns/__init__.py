"""A pack for 签前看: rules and words of our own over its library. Nothing but data."""
