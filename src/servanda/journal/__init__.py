"""The append-only book of a dossier, behind one port."""
