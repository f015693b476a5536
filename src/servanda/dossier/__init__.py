"""The record as something to hold: a site, tables, maps."""
