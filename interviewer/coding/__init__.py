"""Runs a candidate's code in a sandbox against tests, in Python and SQL; knows no screen."""
