"""Stage: results → one SQLite database with every table, their links and a full-text search."""
