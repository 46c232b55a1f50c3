"""read/formats."""
