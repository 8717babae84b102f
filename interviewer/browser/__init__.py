"""The full screen in a web browser."""
