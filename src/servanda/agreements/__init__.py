"""What people write by hand: agreement files and codebooks, read and written; and drafts."""

from servanda.agreements.codebook import load_codebook, parse_codebook
from servanda.agreements.draft import Draft, draft_agreement
from servanda.agreements.dump import dump_agreement
from servanda.agreements.dump_codebook import dump_codebook
from servanda.agreements.load import load_agreement, parse_agreement
from servanda.agreements.provisional import provisional_agreement

__all__ = [
    "Draft",
    "draft_agreement",
    "dump_agreement",
    "dump_codebook",
    "load_agreement",
    "load_codebook",
    "parse_agreement",
    "parse_codebook",
    "provisional_agreement",
]
