"""Corrections by people: kept in a YAML file beside the corpus, applied by every run."""
