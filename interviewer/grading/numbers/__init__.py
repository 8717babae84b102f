"""Criteria whose point is a figure: a fact, decided by code for every grader."""
