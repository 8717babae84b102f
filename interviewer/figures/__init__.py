"""Figures with their units, read from what somebody writes or says."""
