"""Rubrics, tried with a grader on answers whose scores are known within bounds."""
