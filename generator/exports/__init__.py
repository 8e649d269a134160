"""Bibliographies, spreadsheets and feeds of the list: one module per format, all pure functions."""
