"""Tests of ``interviewer.history``."""
