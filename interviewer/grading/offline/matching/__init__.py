"""Matching the words of an answer with a rubric's wordings."""
