"""`python -m servanda`."""

from servanda.cli import main

# A process that the desk starts to compare statements loads this file, and is no command.
if __name__ == "__main__":
    main()
