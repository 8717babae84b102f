"""The commands, one thin module each."""

# Here because start.py may import nothing more, and this module is loaded by then.
INTERRUPTED = "Interrupted. What was saved is kept; run the command again to continue."
"""What the program prints on Ctrl+C."""
