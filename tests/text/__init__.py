"""Tests of ``interviewer.text``."""
