"""The nouns. Plain frozen values; nothing here reads a file or knows another folder."""
