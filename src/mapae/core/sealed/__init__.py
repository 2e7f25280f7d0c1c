"""Personal data at rest: one authenticated blob per case and purpose, bound to the place it was written for."""
