"""Creates the files of a new list, and upgrades them to a new version of the generator."""
