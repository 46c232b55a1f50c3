"""show/exports."""
