"""The bundled council, served over HTTP on loopback."""
