"""One file per publishing system: pages to meetings, items, documents and links."""
