"""The document stage on a Dask cluster: chunks of files become Parquet shards, shards tables."""
