"""Tests of the bank: files, index, linter and the bank command."""
