"""Build hook: the gazetteer is built from pinned packages when the wheel is built."""
