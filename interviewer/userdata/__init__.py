"""The user's files on this disk, apart from the history."""
