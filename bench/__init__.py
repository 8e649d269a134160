"""Measurements of the generator and of the site it makes; `make bench` runs them."""
