"""Grading with no network and no model: clauses compared with a rubric's wordings."""
