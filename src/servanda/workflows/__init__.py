"""One verb per file: what a command or a button does."""
