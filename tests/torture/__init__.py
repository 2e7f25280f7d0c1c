"""Tortures: everything is killed, asked or pressed at once, and an oracle outside the process says what did not hold."""
