"""Stage: the rows of all documents → comparison, recurring weaknesses, passages, findings."""
