"""One file per format: bytes to Text."""
