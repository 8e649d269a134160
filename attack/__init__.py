"""Hostile inputs against the generator and the site it makes; ``make attack`` runs them."""
