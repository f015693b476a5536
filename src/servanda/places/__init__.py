"""Mention to place: a world gazetteer, the agreement's own before it, or a reason why neither."""

from servanda.places.finder import open_finder
from servanda.places.infer import infer_territory

__all__ = ["infer_territory", "open_finder"]
