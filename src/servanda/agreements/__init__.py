"""What was promised: agreement files read and written, drafts out of an agreement's own text."""

from servanda.agreements.load import load_agreement, parse_agreement

__all__ = ["load_agreement", "parse_agreement"]
