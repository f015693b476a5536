"""The record as something to hold: a site to open from disk, tables, maps."""

from servanda.dossier.options import Site, SiteOptions
from servanda.dossier.site import write_site

__all__ = ["Site", "SiteOptions", "write_site"]
