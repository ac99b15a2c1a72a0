"""Frozen records and closed vocabularies. Imports nothing of ours."""
