"""Commands: one module each, thin doors to the rest."""

# Here because the first lines of the program may import nothing, and this is loaded by then.
INTERRUPTED = "Interrupted. What was saved is kept; run the command again to continue."
"""What Ctrl+C is answered with."""
