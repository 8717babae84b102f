"""The user's settings and their bounds."""
