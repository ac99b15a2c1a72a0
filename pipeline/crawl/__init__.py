"""Fetching with Scrapy, the only step that uses the network."""
