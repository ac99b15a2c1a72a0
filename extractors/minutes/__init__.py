"""Regions of a document, its items, its attendance."""
