"""The values that pass between the stages: frozen, keyword-only, validated."""
