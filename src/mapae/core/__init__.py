"""Pure meaning: frozen values and functions. No Django, no I/O, no clock, no randomness, no texts."""
