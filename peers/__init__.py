"""Compares the readers with other programs on the files in their tests, or on any others."""
