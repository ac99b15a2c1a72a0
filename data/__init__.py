"""Rules, registers and the bundled sample: data only, found beside this file."""
