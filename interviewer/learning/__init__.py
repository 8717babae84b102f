"""What makes practice pay: outcomes, mastery, reviews, progress and plans, from the log alone."""
