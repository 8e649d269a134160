"""Coverage-guided fuzzing of the readers; see ``python -m fuzz --help``."""
