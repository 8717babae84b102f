"""Outcomes, mastery, reviews, progress and plans, derived from the logs alone."""
