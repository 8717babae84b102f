"""What the user has on this disk beside the history."""
