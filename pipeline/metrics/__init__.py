"""Stage: rows of one document → the metrics by which departments are compared."""
