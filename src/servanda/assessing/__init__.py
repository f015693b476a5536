"""Statements in, judgement out: each file answers one question, and none stores an answer.

| question | files |
|---|---|
| What does each side say in a cell? | facts, levels, periods, accounts, assessment, matrix |
| Who is an independent witness? | independence, corroboration, grading |
| Who contradicts whom? | said, things, comparing, pairing, pair_words, dispute, disputes |
| Whose words, rulings, admissions? | wordings, ruled_disputes, owning |
| How far is it carried out? | scales, ratings, rating_basis, units, series, scores, figures |
| What hangs on whom? | sensitivity, score_without |
| What is due, what has changed? | deadlines, changes |
| What do coders code? | sampling, code_fields, codings |
| Do they agree, and what do they ask? | coder_agreement, agreement_words, reliability, questions |
| How is an answer made a table? | frames |
"""

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
