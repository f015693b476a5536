"""Built-in parts and those of other packages, gathered into one catalogue."""
