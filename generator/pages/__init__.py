"""Page models, charts and their rendering.

A page model decides what a page shows, in which order and at which addresses; a template lays it out. Every
text in a model is plain text, which the templates escape, unless its name ends in ``_markdown``.
"""
