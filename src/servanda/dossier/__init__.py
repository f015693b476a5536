"""The record as something to hold: a site to open from disk, tables, maps."""

from servanda.dossier.geo import write_geojson
from servanda.dossier.options import Site, SiteOptions
from servanda.dossier.public import public_record
from servanda.dossier.site import write_site
from servanda.dossier.summary import summary
from servanda.dossier.tables import write_tables

__all__ = [
    "Site",
    "SiteOptions",
    "public_record",
    "summary",
    "write_geojson",
    "write_site",
    "write_tables",
]
