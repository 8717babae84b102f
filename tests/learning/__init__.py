"""Tests of ``interviewer.learning``."""
