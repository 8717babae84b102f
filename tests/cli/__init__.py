"""Tests of ``interviewer.cli``."""
