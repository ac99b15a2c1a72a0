"""The three database files."""
