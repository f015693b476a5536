"""Statements in, accounts and pictures out."""

from servanda.assessing.assessment import Assessment, assess
from servanda.assessing.levels import provision_name
from servanda.assessing.matrix import DIMENSIONS, Dimension, Heading, Matrix, MatrixCell

__all__ = [
    "DIMENSIONS",
    "Assessment",
    "Dimension",
    "Heading",
    "Matrix",
    "MatrixCell",
    "assess",
    "provision_name",
]
