"""Tests of ``interviewer.settings``."""
