"""Hugging Face Papers listings in the forms in which people save them.

Plain text, Markdown and HTML become pieces; :mod:`marked` and :mod:`unmarked` are the two grammars that turn
pieces into papers. The answers of the API are read directly (:mod:`api`).
"""
