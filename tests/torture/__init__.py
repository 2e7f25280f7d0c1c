"""Tortures: everything is killed again and again, and an oracle outside the process says what was lost."""
