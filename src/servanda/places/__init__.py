"""Mentions in, places out: the gazetteer and the choice among its candidates."""
