"""Servanda: the record of whether a peace agreement is being kept."""

__version__ = "0.1.0"
