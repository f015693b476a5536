"""What was promised: agreement files read and written, drafts out of an agreement's own text."""

from servanda.agreements.draft import Draft, draft_agreement
from servanda.agreements.dump import dump_agreement
from servanda.agreements.load import load_agreement, parse_agreement
from servanda.agreements.provisional import provisional_agreement

__all__ = [
    "Draft",
    "draft_agreement",
    "dump_agreement",
    "load_agreement",
    "parse_agreement",
    "provisional_agreement",
]
