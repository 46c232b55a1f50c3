"""The views on a terminal: one file a command; symbols and words carry all that colours do."""
