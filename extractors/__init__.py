"""Pure readers: bytes and text in, records out. No socket, no database, no clock."""
