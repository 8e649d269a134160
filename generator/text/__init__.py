"""Text to text: cleaning, LaTeX, links, identifiers, slugs and words."""
