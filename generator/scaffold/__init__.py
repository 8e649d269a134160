"""The files around a list: those of a new one, and their upgrade to a new version of the generator."""
