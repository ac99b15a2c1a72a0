"""Ties records to dates, people and each other."""
