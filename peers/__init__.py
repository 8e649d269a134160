"""Comparison of the readers with other programs, on the files of their tests or of a library."""
