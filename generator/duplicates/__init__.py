"""Which entries are the same paper: similarity, clustering, possible duplicates, merging.

Papers are the same when they share an identifier (arXiv without version, DOI), or when they have the same
normalized title and nothing contradicts it: authors, abstracts, identifiers. Pairs that are merely similar
are possible duplicates, which a person confirms or rejects.

No result depends on the order of the input, and no cost grows with the square of its size.
"""
