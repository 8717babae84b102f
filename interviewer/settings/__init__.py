"""What a user can set, and the bounds of it."""
