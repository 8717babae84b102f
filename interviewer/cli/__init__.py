"""Commands: one module each, thin doors to the rest."""
