"""What a million statements tell, answered from columns: `dossier.heard` for the desk."""

from servanda.web.heard.figures import HeardColumns

__all__ = ["HeardColumns"]
