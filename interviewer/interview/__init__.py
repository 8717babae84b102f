"""The conversation: an event log, its fold, and what is outstanding."""
