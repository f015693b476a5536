"""Statements in, accounts and pictures out."""

from servanda.assessing.assessment import Assessment, assess
from servanda.assessing.facts import Fact, place_key
from servanda.assessing.levels import provision_name
from servanda.assessing.matrix import DIMENSIONS, Dimension, Heading, Matrix, MatrixCell

__all__ = [
    "DIMENSIONS",
    "Assessment",
    "Dimension",
    "Fact",
    "Heading",
    "Matrix",
    "MatrixCell",
    "assess",
    "place_key",
    "provision_name",
]
