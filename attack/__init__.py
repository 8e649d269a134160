"""Tests the generator and its sites with hostile inputs; ``make attack`` runs them."""
