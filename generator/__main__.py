"""``python -m generator``: the command line."""

from generator.entrypoints.command_line import main

if __name__ == "__main__":
    main()
