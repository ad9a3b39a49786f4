"""``python -m generator``: the same as the command ``self-assessment``."""

from generator.cli import main

main()
