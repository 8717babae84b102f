"""Judging an answer against a rubric, with verified quotes."""
