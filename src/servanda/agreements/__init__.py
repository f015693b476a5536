"""Agreements: a hand-written file, or a tree drafted from the text itself."""
