"""Tests of ``interviewer.interview``."""
