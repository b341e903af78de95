"""Stage: rows → files. Per-document results under a key, tables in CSV, canonical texts."""
