"""Tests of ``interviewer.report``."""
