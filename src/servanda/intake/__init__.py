"""Bytes in, a source out: one immutable text with its pages, layers and description."""
