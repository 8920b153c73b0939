"""Recognition of the writing on pictures, offline: an extra, since its models and engine are large."""
