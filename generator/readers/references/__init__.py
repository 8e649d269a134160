"""Formatted references in any of the common styles, and plain lists of them."""
