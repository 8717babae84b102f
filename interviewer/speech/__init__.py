"""Hearing the candidate and speaking for the interviewer, on this machine."""
