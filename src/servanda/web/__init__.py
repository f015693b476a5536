"""The review desk: the pages of the report from a living record, with pens to rule and to write.

The path of a request: `guard.py` (host, session, form token, size, headers) -> a file of `routes/`
-> `lane.py` (one thread with a journal of its own) -> `workflows` for an act, `dossier` for a page.
"""
