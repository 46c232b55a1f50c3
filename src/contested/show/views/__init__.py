"""show/views."""
