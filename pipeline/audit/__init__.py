"""Audit: the rows of one document held against each other, and against what such documents owe."""
