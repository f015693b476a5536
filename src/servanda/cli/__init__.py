"""The command line: thin commands over the workflows."""


def main() -> None:
    """Run the command line."""
