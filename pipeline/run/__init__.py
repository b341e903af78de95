"""Stage: a folder → tables. Which documents to do, in which process, and what became of each."""
