"""This engine: explaining, and computing at once with DuckDB and Spark."""
