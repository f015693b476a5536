"""Bytes in, a source out: one immutable text with its pages, layers and description."""

from servanda.intake.sidecar import load_sidecar
from servanda.intake.take_in import KINDS, MAX_BYTES, take_in

__all__ = ["KINDS", "MAX_BYTES", "load_sidecar", "take_in"]
