"""What makes practice pay: outcomes, standing, reviews, progress and plans, from the log alone."""
