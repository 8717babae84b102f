"""Tests of the interviewer; the folders mirror the package's."""
