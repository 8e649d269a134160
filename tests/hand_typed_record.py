"""A record as a person might type it: comments, odd spacing, and several ways of writing values."""

HAND = """\
# yaml-language-server: $schema=../../generator/schemas/paper.schema.json
# Ada sent this one.
title:   'A  title,   as typed'   # keep the spaces
published:        # look this up
topics: [ b,
          a ]     # b first!
links:            # checked
    code: https://a.example.org/b   # by hand
notes: |
  One line.

  # not a comment
tldr: "Said by a person."
captures:
  - { capture: a.txt, position: 3 }   # the first

# The end.
"""
